"""The candidates of the kernel: pieces of copies, aligned, cut, measured and judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from dedup.results.collapsed import Reason

#: Marks of list items, from those that marks.c knows.
MARKS = ("- ", "* ", "+ ", "• ", "· ", "◦ ", "▪ ")


class Piece(NamedTuple):
    """One piece of a match that may be removed, and its place in the copy that would be kept."""

    start: int  #: without white space around it
    stop: int
    gap_start: int  #: the white space before it is [gap_start, start) ...
    gap_stop: int  #: ... and after it [stop, gap_stop)
    lines_before: int  #: line breaks in the white space
    lines_after: int
    kept_start: int
    kept_stop: int
    letters: int
    equal: int  #: letters aligned to equal ones
    numbers: bool  #: it is one sentence, with other numbers than the other copy or a negation of it
    cut: bool  #: it has clean ends; if not, nothing in its match has
    same_words: bool
    partial: bool  #: the copy that would be kept holds more
    fault: Reason | Literal[""]  #: why it is spared even if its match is a copy, or ""

    @property
    def identity(self) -> float:
        """The share of its letters that are aligned to equal letters in the other copy."""
        return self.equal / self.letters
