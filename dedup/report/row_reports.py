"""Reports on files of rows: notes on rows, lines of JSON, and a summary."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.blocks.result import block_groups, block_stats, removed_block, spared_block
from dedup.corpus.documents.result import document_groups, document_stats, removed_documents, spared_documents
from dedup.corpus.outcome import Outcome
from dedup.report.sources import Losses, NameOf
from dedup.report.summary import counted
from dedup.results.blocks import BlockStats
from dedup.results.documents import Stats
from dedup.results.value import plain

if TYPE_CHECKING:  # at run time, whole documents need nothing of it
    from dedup.corpus.blocks.pipeline import BlockOutcome
    from dedup.corpus.documents.pipeline import DocumentOutcome
    from dedup.report.html.collection import Setting


class RowReport(Protocol):
    """A report of an outcome."""

    @property
    def outcome(self) -> Outcome:
        """What was decided."""

    @property
    def name_of(self) -> NameOf:
        """The names of documents in reports."""

    def note_of(self, number: int) -> dict[str, Any]:
        """What was decided about a row, JSON-ready."""

    def named(self) -> Iterator[int]:
        """The documents whose removals or blocks are reported, and those that stay for them."""

    def lines(self, digests: Mapping[int, str]) -> Iterator[bytes]:
        """Yields a line of JSON for each removal, and for each spared document or block.

        `digests` are those of the texts of all documents that are `named`, so that it is known if one has changed.
        """

    def write_page(self, file: BinaryIO, setting: Setting) -> None:
        """Writes an HTML page about all of it."""

    def groups(self) -> list[list[int]]:
        """The documents that repeat one another, by number; the one that stays comes first."""

    @property
    def loss(self) -> str:
        """What documents are in `losses`: "removed" or "changed"."""

    def losses(self) -> Losses:
        """The documents that lose something."""

    def counts(self) -> dict[str, int]:
        """What the summary counts, JSON-ready; references count as `references` only."""

    def summary(self, verb: str) -> str:
        """One line; `verb` is "removed" or "would be removed"."""


class DocumentReport:
    """Reports which documents are removed."""

    loss = "removed"

    def __init__(self, outcome: DocumentOutcome, name_of: NameOf) -> None:
        self.outcome, self.name_of = outcome, name_of
        self._stays = outcome.stays

    @cached_property
    def _sizes(self) -> NDArray[np.intp]:
        """[n] The documents in the cluster of each document that stays."""
        return 1 + np.bincount(self.outcome.removals["kept"], minlength=len(self._stays))

    def note_of(self, number: int) -> dict[str, Any]:
        """Whether a row stays, and if not, what it repeats; the id of its cluster, which is that of the kept one."""
        if self._stays[number]:
            return {"kept": True, **self._cluster(number)}
        place = np.searchsorted(self.outcome.removals["number"], number)
        [removed] = removed_documents(self.outcome.removals[place : place + 1], self.name_of)
        entry = removed.to_dict()
        del entry["id"]
        return {"kept": False, **entry, **self._cluster(int(self.outcome.removals["kept"][place]))}

    def _cluster(self, kept: int) -> dict[str, Any]:
        return {"cluster": plain(self.name_of(kept)), "cluster_size": int(self._sizes[kept])}

    def named(self) -> Iterator[int]:
        """The removed documents, and those that stay for them."""
        yield from self.outcome.removals["number"].tolist()
        yield from self.outcome.removals["kept"].tolist()

    def lines(self, digests: Mapping[int, str]) -> Iterator[bytes]:
        """Yields a line for each removed document, then a line for each spared one."""
        removals = self.outcome.removals
        numbers = zip(removals["number"].tolist(), removals["kept"].tolist())
        for (number, kept), removed in zip(numbers, removed_documents(removals, self.name_of)):
            yield _line({**removed.to_dict(), "sha256": digests[number], "kept_sha256": digests[kept]})
        for spared in spared_documents(self.outcome.spared, self.name_of):
            yield _line(spared.to_dict())

    def write_page(self, file: BinaryIO, setting: Setting) -> None:
        """Writes an HTML page about the removed documents and the spared ones."""
        from dedup.report.html.document_page import write_document_page

        write_document_page(file, self.outcome, self.name_of, setting)

    def groups(self) -> list[list[int]]:
        """The clusters of more than one document."""
        return document_groups(self.outcome.removals)

    def losses(self) -> Losses:
        """The removed documents, and those that stay for them."""
        removals = self.outcome.removals
        return Losses(removals["number"].astype(np.int64), removals["kept"].astype(np.int64))

    def counts(self) -> dict[str, int]:
        """Documents, by what became of them."""
        s, references = document_stats(self.outcome), self.outcome.references
        return {
            "documents": s.documents - references,
            "references": references,
            "kept": s.kept - references,
            "removed": s.removed,
            "exact": s.exact,
            "same_words": s.same_words,
            "near": s.near,
            "contained": s.contained,
            "spared": s.spared,
            "unresolved": s.unresolved,
        }

    def summary(self, verb: str) -> str:
        """How many documents are removed, by kind."""
        s = document_stats(self.outcome)
        return (
            f"{s.removed:,} of {counted(s.documents - self.outcome.references, 'document')} {verb} "
            f"({_kinds(s)}, {s.contained:,} contained), {s.spared:,} spared, {s.unresolved:,} unresolved"
        )


class BlockReport:
    """Reports which blocks are removed."""

    loss = "changed"

    def __init__(self, outcome: BlockOutcome, name_of: NameOf) -> None:
        self.outcome, self.name_of = outcome, name_of
        self._stays = outcome.stays

    def note_of(self, number: int) -> dict[str, Any]:
        """Whether a row stays, and the blocks that it loses."""
        removals = []
        for removal in self.outcome.removals_from(number):
            entry = removed_block(removal, "", self.name_of).to_dict()
            del entry["id"], entry["text"]
            removals.append(entry)
        return {"kept": bool(self._stays[number]), "removals": removals}

    def named(self) -> Iterator[int]:
        """The documents that lose blocks, and those in which these stay."""
        for removal in self.outcome.removals:
            yield removal.number
            if removal.kept:
                yield removal.kept.number

    def lines(self, digests: Mapping[int, str]) -> Iterator[bytes]:
        """Yields a line for each removed block, with its text, then a line for each spared one."""
        for removal in self.outcome.removals:
            entry = removed_block(removal, self.outcome.texts[removal.text.place], self.name_of).to_dict()
            kept_digest = digests[removal.kept.number] if removal.kept else None
            yield _line({**entry, "sha256": digests[removal.number], "kept_sha256": kept_digest})
        for spared in self.outcome.spared:
            yield _line(spared_block(spared, self.name_of).to_dict())

    def write_page(self, file: BinaryIO, setting: Setting) -> None:
        """Writes an HTML page about the removed blocks and the spared ones."""
        from dedup.report.html.block_page import write_block_page

        write_block_page(file, self.outcome, self.name_of, setting)

    def groups(self) -> list[list[int]]:
        """The documents that share blocks, by the one in which they stay."""
        return block_groups(self.outcome)

    def losses(self) -> Losses:
        """The documents that lose a block."""
        numbers = np.array(sorted({removal.number for removal in self.outcome.removals}), np.int64)
        return Losses(numbers, np.full_like(numbers, -1))

    def counts(self) -> dict[str, int]:
        """Documents, blocks and characters."""
        outcome, s, references = self.outcome, block_stats(self.outcome), self.outcome.references
        return {
            "documents": s.documents - references,
            "references": references,
            "kept": s.kept - references,
            "changed": len({removal.number for removal in outcome.removals}),
            "characters": outcome.characters,
            "removed_characters": outcome.removed_characters,
            "removed": s.removed,
            "exact": s.exact,
            "same_words": s.same_words,
            "near": s.near,
            "spared": s.spared,
            "unresolved": s.unresolved,
        }

    def summary(self, verb: str) -> str:
        """How many blocks and characters are removed, by kind."""
        outcome, s = self.outcome, block_stats(self.outcome)
        changed = len({removal.number for removal in outcome.removals})
        more = " or more" if outcome.more_spared else ""
        whole = f", {counted(len(outcome.emptied), 'document')} as a whole" if outcome.emptied else ""
        return (
            f"{counted(s.removed, 'block')} {verb} from {changed:,} of "
            f"{counted(s.documents - outcome.references, 'document')}{whole} "
            f"({outcome.removed_characters:,} of {outcome.characters:,} characters; {_kinds(s)}), "
            f"{s.spared:,}{more} spared, {s.unresolved:,} unresolved"
        )


def _kinds(stats: Stats | BlockStats) -> str:
    return f"{stats.exact:,} exact, {stats.same_words:,} same words, {stats.near:,} near"


def _line(entry: dict[str, Any]) -> bytes:
    return json.dumps(entry).encode("ascii") + b"\n"
