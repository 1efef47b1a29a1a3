"""What was found of the planted copies and what else was removed, counted in letters, digits and marks.

Of the copies of a block any one may stay, so the one that lost least is taken to be the one that stays, unless the case
says which one does.  What went of the others is right, what went of that one, or of no copy at all, is wrong.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from operator import add
from types import MappingProxyType
from typing import NamedTuple

import dedup
from benchmarks.quality.pages import Block, Case, Stretch

GOOD = 0.9  #: share of the letters of a copy from which on it is found


class Score(NamedTuple):
    """The sums over some cases."""

    cases: int = 0
    wanted: int = 0  #: letters that may go
    right: int = 0  #: those of them that went
    wrong: int = 0  #: other letters that went
    good: int = 0  #: cases in which nearly all went and hardly anything else; without copies, of which nothing did
    copies: int = 0  #: copies of which most went ...
    beside: int = 0  #: ... and letters between their ends and those of what went
    blocks: int = 0  #: blocks ...
    left: float = 0.0  #: ... and how many copies of each are left
    removals: int = 0  #: stretches that went ...
    harmful: int = 0  #: ... and those of them in which something went that must stay
    harmed: int = 0  #: cases with such a removal
    spared: Mapping[str, int] = MappingProxyType({})  #: repeated blocks left in place, by reason

    def plus(self, other: Score) -> Score:
        *mine, spared = self
        *its, others = other
        return Score._make([*map(add, mine, its), Counter(spared) + Counter(others)])

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def harm(self) -> float:
        """The share of the removals in which something went that must stay."""
        return self.harmful / self.removals if self.removals else 0.0


class Letters:
    """The letters, digits and marks of a text, numbered, and which of them went."""

    def __init__(self, case: Case, removed: Iterable[Sequence[int]]) -> None:
        counts = (sign.isalnum() or unicodedata.category(sign)[0] == "M" for sign in case.text)
        self._number = list(accumulate(counts, initial=0))
        self.gone = self._marked(removed)
        copies = self._marked(copy for block in case.blocks for copy in block)
        self.stray = bytes(went and not planted for went, planted in zip(self.gone, copies))

    def _marked(self, stretches: Iterable[Sequence[int]]) -> bytes:
        marks = bytearray(self._number[-1])
        for stretch in stretches:
            start, stop = self.span(stretch)
            marks[start:stop] = b"\1" * (stop - start)
        return bytes(marks)

    def span(self, stretch: Sequence[int]) -> Stretch:
        """The numbers of the letters of a stretch of characters."""
        start, stop = stretch
        return Stretch(self._number[start], self._number[stop])

    def size(self, stretch: Stretch) -> int:
        start, stop = self.span(stretch)
        return stop - start

    def went(self, stretch: Stretch) -> int:
        """How many letters of a stretch went."""
        return self.gone.count(1, *self.span(stretch))

    def harmful(self, removals: Iterable[Sequence[int]], may_go: Iterable[Stretch]) -> int:
        """How many of the removals took a letter that must stay."""
        may = self._marked(may_go)
        return sum(may.find(0, *self.span(removal)) >= 0 for removal in removals)

    def beside(self, copy: Stretch) -> int:
        """Letters between the ends of a copy and those of what went."""
        start, stop = self.span(copy)
        if self.gone[start]:
            before = start - self.stray.rfind(0, 0, start) - 1
        else:
            before = self.gone.find(1, start, stop) - start
        if self.gone[stop - 1]:
            end = self.stray.find(0, stop)
            after = (end if end >= 0 else len(self.stray)) - stop
        else:
            after = stop - 1 - self.gone.rfind(1, start, stop)
        return before + after


def score_of(case: Case, removed: Iterable[Sequence[int]], spared: Iterable[str] = ()) -> Score:
    """How good it was to remove these spans of a case's text."""
    removals = list(removed)
    letters = Letters(case, removals)
    may_go: list[Stretch] = []
    wanted = right = copies = beside = 0
    left = 0.0
    for block in case.blocks:
        sizes, went = [letters.size(copy) for copy in block], [letters.went(copy) for copy in block]
        stays = place_of_kept(case, block, went)
        may_go += block[:stays] + block[stays + 1 :]
        wanted += sum(sizes) - sizes[stays]
        right += sum(went) - went[stays]
        left += (sum(sizes) - sum(went)) / sizes[stays]
        found = [copy for copy, size, gone in zip(block, sizes, went) if 2 * gone >= size > 0]
        copies += len(found)
        beside += sum(map(letters.beside, found))
    wrong = letters.gone.count(1) - right
    good = right >= GOOD * wanted and wrong <= (1 - GOOD) * wanted
    harmful = letters.harmful(removals, may_go)
    return Score(
        1, wanted, right, wrong, good, copies, beside, len(case.blocks), left, len(removals), harmful, harmful > 0,
        Counter(spared),
    )  # fmt: skip


def place_of_kept(case: Case, block: Block, went: Sequence[int]) -> int:
    """Which copy of a block stays: the one that the case names, else the one that lost least."""
    for place, copy in enumerate(block):
        if any(start <= copy.start and copy.stop <= stop for start, stop in case.stays):
            return place
    return went.index(min(went))


def scored(case: Case) -> Score:
    """How good `collapse` is on a case."""
    collapsed = dedup.collapse(case.text)
    return score_of(case, (removal.removed for removal in collapsed.removals), (s.reason for s in collapsed.spared))
