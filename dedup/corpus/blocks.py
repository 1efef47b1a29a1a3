"""Blocks that stand in several documents: found by seeds, then aligned, cut and judged as inside one text.

Documents are read in order.  What an earlier one holds stays; a later one loses what it repeats of that.  A seed's home
is the first place where it stands in text that stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.homes import NOWHERE, Homes, Texts
from dedup.corpus.seed_index import SeedFiles
from dedup.options import BlockOptions
from dedup.repeats.choice import MAX_SPARED, choose
from dedup.repeats.find import find_between
from dedup.results import Span

#: Words a shingle, as inside one text.
SHINGLE = 3

#: Documents in which a document's blocks are looked for, at most: those that share most seeds with it.
MOST_SOURCES = 16

#: Characters around the seeds that two documents share, in which the blocks they share are looked for.
MARGIN = 1500

#: Characters before or after such a stretch in which a line's end is looked for.
LINE = 300

DIGIT = re.compile(r"\d")


class Block(NamedTuple):
    """One stretch of a document that repeats one of an earlier document, and goes or is spared."""

    number: int
    span: Span
    kept_number: int | None  #: None when no copy is to stay
    kept: Span | None
    kind: str  #: of one that goes; "" of one that is spared
    partial: bool
    identity: float
    why: str  #: the rule by which it goes, or the reason for which it is spared
    option: str  #: of one that is spared: what would remove it
    text: str  #: the characters of one that goes


class _Stretch(NamedTuple):
    """Where two documents share seeds."""

    kept: Span
    span: Span


class BlockFinder:
    """Looks at documents one after another, each for what it repeats of those before it."""

    def __init__(self, shared_seeds: NDArray[np.uint64], options: BlockOptions) -> None:
        """`shared_seeds`: those that stand in several documents, sorted and distinct."""
        self._options = options
        self._homes = Homes(shared_seeds)
        self._texts = Texts()
        self._removed: dict[int, list[Span]] = {}  # of the documents that are homes
        self.spared: list[Block] = []
        self.more_spared = False

    def look(self, number: int, text: str, hashes: NDArray[np.uint64], places: NDArray[np.uint32]) -> list[Block]:
        """The blocks of a document that go, in order; what stays of it is a home to seeds that had none."""
        seed = self._homes.find(hashes)
        at = places[seed >= 0].astype(np.int64)
        seed = seed[seed >= 0]
        blocks: list[Block] = []
        for home in self._sources(seed):
            there = (self._homes.document[seed] == home) & ~inside(at, [block.span for block in blocks])
            kept_places = self._homes.place[seed[there]].astype(np.int64)
            for stretch in self._stretches(home, kept_places, text, at[there]):
                for block in self._compare(number, text, home, stretch):
                    if all(disjoint(block.span, other.span) for other in blocks):
                        blocks.append(block)
        blocks.sort(key=lambda block: block.span)
        removed = [block.span for block in blocks]
        homeless = (self._homes.document[seed] == NOWHERE) & ~inside(at, removed)
        if homeless.any():
            first = seed[homeless][::-1]  # of a seed that stands twice the first place is written last
            self._homes.document[first] = number
            self._homes.place[first] = at[homeless][::-1]
            self._texts.add(number, text)
            self._removed[number] = removed
        return blocks

    def text_of(self, number: int) -> str:
        """The text of a document that holds a kept block."""
        return self._texts[number]

    def _sources(self, seed: NDArray[np.int64]) -> list[int]:
        """The documents that are home to most of the seeds."""
        homes = self._homes.document[seed]
        documents, shared = np.unique(homes[homes != NOWHERE], return_counts=True)
        best: list[int] = documents[np.lexsort((documents, -shared))][:MOST_SOURCES].tolist()
        return best

    def _stretches(
        self, home: int, kept_places: NDArray[np.int64], text: str, places: NDArray[np.int64]
    ) -> Iterator[_Stretch]:
        """Where the two share seeds: on the kept side each stretch lies in text between two removals."""
        if len(places) == 0:
            return
        kept_text, removed = self._texts[home], self._removed[home]
        order = np.argsort(kept_places, kind="stable")
        kept_places, places = kept_places[order], places[order]
        gap = np.searchsorted([span.start for span in removed], kept_places, side="right")
        joints = np.flatnonzero((np.diff(kept_places) > 2 * MARGIN) | (np.diff(gap) > 0)) + 1
        for near, far in zip(np.split(places, joints), np.split(kept_places, joints)):
            before = bisect_right(removed, int(far[0]), key=lambda span: span.start)
            low = removed[before - 1].stop if before else 0
            high = removed[before].start if before < len(removed) else len(kept_text)
            yield _Stretch(
                around(kept_text, int(far[0]), int(far[-1]), low, high),
                around(text, int(near.min()), int(near.max()), 0, len(text)),
            )

    def _compare(self, number: int, text: str, home: int, stretch: _Stretch) -> Iterator[Block]:
        """What the second half of a stretch repeats of the first and may go."""
        kept, own = self._texts[home][slice(*stretch.kept)], text[slice(*stretch.span)]
        options = self._options
        repeats = find_between(masked(kept, options), masked(own, options), options.collapse)
        if not len(repeats):
            return
        joined = f"{kept}\n\n{own}"
        border = len(kept) + 2
        chosen, spared, _ = choose(joined, repeats, options.collapse)
        shift = stretch.span.start - border
        for choice in chosen:
            if choice.kept_stop <= len(kept) and choice.stop > border:
                span = Span(max(choice.start, border) + shift, choice.stop + shift)
                kept_span = Span(choice.kept_start + stretch.kept.start, choice.kept_stop + stretch.kept.start)
                yield Block(
                    number,
                    span,
                    home,
                    kept_span,
                    choice.kind,
                    choice.partial,
                    choice.identity,
                    choice.rule,
                    "",
                    text[slice(*span)],
                )
        for entry in spared:
            if entry.kept.stop > len(kept) or entry.spared.start < border:
                continue
            if len(self.spared) == MAX_SPARED:
                self.more_spared = True
                break
            span = Span(entry.spared.start + shift, entry.spared.stop + shift)
            kept_span = Span(entry.kept.start + stretch.kept.start, entry.kept.stop + stretch.kept.start)
            self.spared.append(
                Block(number, span, home, kept_span, "", False, entry.identity, entry.reason, entry.option, "")
            )


def masked(text: str, options: BlockOptions) -> str:
    """The text to be compared: with every digit a 0, if the numbers are not to matter."""
    return DIGIT.sub("0", text) if options.mask_digits else text


def around(text: str, first: int, last: int, low: int, high: int) -> Span:
    """The lines about the characters from `first` to `last`, within [low, high)."""
    start, stop = max(first - MARGIN, low), min(last + MARGIN, high)
    if start > low:
        start = text.find("\n", start, min(start + LINE, first)) + 1 or start
    if stop < high:
        stop = text.rfind("\n", max(stop - LINE, last), stop) + 1 or stop
    return Span(start, stop)


def inside(places: NDArray[np.int64], spans: list[Span]) -> NDArray[np.bool_]:
    """Which places lie in one of the spans."""
    marks = np.zeros(len(places), bool)
    for span in spans:
        marks |= (span.start <= places) & (places < span.stop)
    return marks


def disjoint(a: Span, b: Span) -> bool:
    """Do the spans have no character in common?"""
    return a.stop <= b.start or b.stop <= a.start


def shared_seeds(files: SeedFiles) -> NDArray[np.uint64]:
    """The seeds that stand in two documents at least, sorted."""
    found = [np.empty(0, np.uint64)]
    for hashes, numbers in files.parts():
        other = np.zeros(len(hashes), bool)
        other[1:] = (hashes[1:] == hashes[:-1]) & (numbers[1:] != numbers[:-1])
        found.append(np.unique(hashes[other]))
    return np.concatenate(found)
