"""Reports on files of rows: notes on rows, lines of JSON, and a summary."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import numpy as np

from dedup.corpus.blocks.result import block_stats, removed_block, spared_block
from dedup.corpus.documents.result import document_stats, removed_documents, spared_documents
from dedup.corpus.outcome import Outcome
from dedup.report.summary import counted
from dedup.results.blocks import BlockStats
from dedup.results.documents import Stats

if TYPE_CHECKING:  # at run time, whole documents need nothing of it
    from dedup.corpus.blocks.pipeline import BlockOutcome
    from dedup.corpus.documents.pipeline import DocumentOutcome
    from dedup.report.html.collection import Setting

#: What a reader calls a document, by its number.
NameOf = Callable[[int], Hashable]


class RowReport(Protocol):
    """A report of an outcome."""

    @property
    def outcome(self) -> Outcome:
        """What was decided."""

    def note_of(self, number: int) -> dict[str, Any]:
        """What was decided about a row, JSON-ready."""

    def lines(self) -> Iterator[bytes]:
        """Yields a line of JSON for each removal, and for each spared block."""

    def losing(self) -> Iterable[int]:
        """The documents that are removed or changed."""

    def write_page(self, file: BinaryIO, setting: Setting) -> None:
        """Writes an HTML page about all of it."""

    def summary(self, verb: str) -> str:
        """One line; `verb` is "removed" or "would be removed"."""


class DocumentReport:
    """Reports which documents are removed."""

    def __init__(self, outcome: DocumentOutcome, name_of: NameOf) -> None:
        self.outcome, self._name_of = outcome, name_of
        self._stays = outcome.stays

    def note_of(self, number: int) -> dict[str, Any]:
        """Whether a row stays, and if not, what it repeats."""
        if self._stays[number]:
            return {"kept": True}
        place = np.searchsorted(self.outcome.removals["number"], number)
        [removed] = removed_documents(self.outcome.removals[place : place + 1], self._name_of)
        entry = removed.to_dict()
        del entry["id"]
        return {"kept": False, **entry}

    def lines(self) -> Iterator[bytes]:
        """Yields a line for each removed document, then a line for each spared one."""
        for removed in removed_documents(self.outcome.removals, self._name_of):
            yield _line(removed.to_dict())
        for spared in spared_documents(self.outcome.spared, self._name_of):
            yield _line(spared.to_dict())

    def losing(self) -> Iterable[int]:
        """The removed documents."""
        numbers: list[int] = self.outcome.removals["number"].tolist()
        return numbers

    def write_page(self, file: BinaryIO, setting: Setting) -> None:
        """Writes an HTML page about the removed documents and the spared ones."""
        from dedup.report.html.document_page import write_document_page

        write_document_page(file, self.outcome, self._name_of, setting)

    def summary(self, verb: str) -> str:
        """How many documents are removed, by kind."""
        s = document_stats(self.outcome)
        return (
            f"{s.removed:,} of {counted(s.documents - self.outcome.references, 'document')} {verb} "
            f"({_kinds(s)}, {s.contained:,} contained), {s.spared:,} spared, {s.unresolved:,} unresolved"
        )


class BlockReport:
    """Reports which blocks are removed."""

    def __init__(self, outcome: BlockOutcome, name_of: NameOf) -> None:
        self.outcome, self._name_of = outcome, name_of
        self._stays = outcome.stays

    def note_of(self, number: int) -> dict[str, Any]:
        """Whether a row stays, and the blocks that it loses."""
        removals = []
        for removal in self.outcome.removals_from(number):
            entry = removed_block(removal, "", self._name_of).to_dict()
            del entry["id"], entry["text"]
            removals.append(entry)
        return {"kept": bool(self._stays[number]), "removals": removals}

    def lines(self) -> Iterator[bytes]:
        """Yields a line for each removed block, with its text, then a line for each spared one."""
        for removal in self.outcome.removals:
            yield _line(removed_block(removal, self.outcome.texts[removal.text.place], self._name_of).to_dict())
        for spared in self.outcome.spared:
            yield _line(spared_block(spared, self._name_of).to_dict())

    def losing(self) -> Iterable[int]:
        """The documents that lose blocks."""
        return {removal.number for removal in self.outcome.removals}

    def write_page(self, file: BinaryIO, setting: Setting) -> None:
        """Writes an HTML page about the removed blocks and the spared ones."""
        from dedup.report.html.block_page import write_block_page

        write_block_page(file, self.outcome, self._name_of, setting)

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
