"""The candidates of the kernel: pieces of copies, aligned, cut, measured and judged."""

from __future__ import annotations

from dedup.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from dedup.results.collapsed import Kind, Reason, Rule

#: White space in the kernel: Python's, without the four ASCII separators.
WHITE = " \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

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


class Hull(NamedTuple):
    """A match from the first of its pieces to the last, and where these stand in the copy that would stay."""

    start: int
    stop: int
    kept_start: int
    kept_stop: int
    letters: int
    equal: int


class Choice(NamedTuple):
    """One removal, in offsets of the current text."""

    start: int  #: with its separator
    stop: int
    kept_start: int
    kept_stop: int
    kind: Kind
    partial: bool
    identity: float
    rule: Rule
