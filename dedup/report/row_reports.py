"""What was found in many documents, as what becomes of each row, as notes on rows, and as lines of a report."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.blocks.result import block_stats
from dedup.corpus.documents.pipeline import Found
from dedup.corpus.documents.removals import each
from dedup.corpus.documents.result import document_stats
from dedup.io.formats import UNCHANGED, Change
from dedup.report.summary import counted
from dedup.results.blocks import BlockStats
from dedup.results.documents import Stats

if TYPE_CHECKING:  # blocks are found by much that whole documents do not need
    from dedup.corpus.blocks.pipeline import FoundBlocks
    from dedup.corpus.blocks.removals import Block, BlockLeft

#: What a reader calls a document, by its number.
NameOf = Callable[[int], Hashable]


class Changes(Protocol):
    """What becomes of rows."""

    share: float  #: of the documents, or of their characters, that would go
    stays: NDArray[np.bool_]  #: [n] which rows do

    @property
    def change_of(self) -> Callable[[int], Change] | None:
        """What becomes of a row that stays; None when all stay as they are."""

    def note_of(self, number: int) -> Change:
        """What was found of a row, as a note on it."""

    def lines(self) -> Iterator[bytes]:
        """A report: a line of JSON for each removal."""

    def summary(self, deed: str) -> str:
        """One line; `deed` is what befell what repeats."""


class DocumentChanges:
    """Whole documents stay or go."""

    change_of = None

    def __init__(self, found: Found, name_of: NameOf, references: int = 0) -> None:
        """`references`: how many documents are only there to be compared with."""
        self._found, self._name_of = found, name_of
        self.stays = found.stays
        self._stats = document_stats(found)
        self._documents = self._stats.documents - references
        self.share = self._stats.removed / max(self._documents, 1)

    def note_of(self, number: int) -> Change:
        """Whether the row would stay, and if not, why."""
        if self.stays[number]:
            return Change(note={"kept": True})
        place = np.searchsorted(self._found.gone["number"], number)
        [(_, kept, kind, jaccard, containment)] = each(self._found.gone[place : place + 1])
        return Change(note={"kept": False, **self._entry(kept, kind, jaccard, containment)})

    def lines(self) -> Iterator[bytes]:
        """A line for each document that goes."""
        for number, kept, kind, jaccard, containment in each(self._found.gone):
            yield line_of({"id": self._name_of(number), **self._entry(kept, kind, jaccard, containment)})

    def _entry(self, kept: int, kind: str, jaccard: float, containment: float) -> dict[str, Any]:
        return {"kept_id": self._name_of(kept), "kind": kind, "jaccard": jaccard, "containment": containment}

    def summary(self, deed: str) -> str:
        """How many documents went, by kind."""
        s = self._stats
        return (
            f"{s.removed:,} of {counted(self._documents, 'document')} {deed} ({kinds(s)}, {s.contained:,} contained), "
            f"{s.unresolved:,} unresolved"
        )


class BlockChanges:
    """Documents lose blocks, and go only when nothing is left of them."""

    def __init__(self, found: FoundBlocks, name_of: NameOf, references: int = 0) -> None:
        """`references`: how many documents are only there to be compared with."""
        self._found, self._name_of, self._references = found, name_of, references
        self._blocks: dict[int, list[Block]] = defaultdict(list)
        for block in found.blocks:
            self._blocks[block.number].append(block)
        self.stays = found.stays
        self._gone = sum(block.span.stop - block.span.start for block in found.blocks)
        self.share = self._gone / max(found.characters, 1)

    def change_of(self, number: int) -> Change:
        """The blocks that go."""
        return Change([block.span for block in self._blocks[number]]) if number in self._blocks else UNCHANGED

    def note_of(self, number: int) -> Change:
        """The blocks that would go."""
        blocks = self._blocks.get(number, [])
        return Change(note={"kept": bool(self.stays[number]), "removals": [self._entry(block) for block in blocks]})

    def lines(self) -> Iterator[bytes]:
        """A line for each block that goes, with its characters, then one for each that was spared."""
        for block in self._found.blocks:
            yield line_of(
                {"id": self._name_of(block.number), **self._entry(block), "text": self._found.texts[block.gone.place]}
            )
        for left in self._found.spared:
            yield line_of(
                {
                    "id": self._name_of(left.number),
                    "spared": left.span,
                    **self._kept_of(left),
                    "identity": left.identity,
                    "reason": left.reason,
                    "option": left.option,
                }
            )

    def _entry(self, block: Block) -> dict[str, Any]:
        return {
            "removed": block.span,
            **self._kept_of(block),
            "kind": block.kind,
            "partial": block.partial,
            "identity": block.identity,
            "rule": block.rule,
        }

    def _kept_of(self, block: Block | BlockLeft) -> dict[str, Any]:
        if block.kept_number is None:
            return {"kept_id": None, "kept": None}
        return {"kept_id": self._name_of(block.kept_number), "kept": block.kept}

    def summary(self, deed: str) -> str:
        """How much went, by kind."""
        s = block_stats(self._found)
        more = " or more" if self._found.more_spared else ""
        whole = f", {counted(len(self._found.emptied), 'document')} as a whole" if self._found.emptied else ""
        return (
            f"{counted(s.removed, 'block')} {deed} from {len(self._blocks):,} of "
            f"{counted(s.documents - self._references, 'document')}{whole} "
            f"({self._gone:,} of {self._found.characters:,} characters; {kinds(s)}), {s.spared:,}{more} spared, "
            f"{s.unresolved:,} unresolved"
        )


def kinds(stats: Stats | BlockStats) -> str:
    """How many went, by kind."""
    return f"{stats.exact:,} exact, {stats.same_words:,} same words, {stats.near:,} near"


def line_of(entry: dict[str, Any]) -> bytes:
    """One line of ASCII."""
    return json.dumps(entry).encode("ascii") + b"\n"
