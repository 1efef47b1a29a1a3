"""What the kernel proposes: stretches of copies that are aligned, cut, measured and judged."""

from __future__ import annotations

from dedup.kernel import _kernel
from dedup.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from dedup.results.collapsed import Reason

#: White space as the kernel has it: Python's own, but for the four separators of the ASCII control characters.
WHITE = " \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

#: Marks before an item of a list, of those that marks.c knows.
MARKS = ("- ", "* ", "+ ", "• ", "· ", "◦ ", "▪ ")


class Piece(NamedTuple):
    """One stretch of a match, and where it stands in the copy that would stay.  Offsets are code points."""

    start: int  #: the block, without the white space around it
    stop: int
    gap_start: int  #: the white space before it is [gap_start, start)
    gap_stop: int  #: and that after it [stop, gap_stop)
    lines_before: int  #: line breaks in either
    lines_after: int
    kept_start: int
    kept_stop: int
    letters: int
    equal: int  #: letters aligned to equal ones
    numbers: bool  #: one sentence that has other numbers than the other copy, or denies it
    cut: bool  #: it ends at clean cuts; else nothing in its match does
    same_words: bool
    partial: bool  #: the copy that would stay holds more
    fault: Reason | Literal[""]  #: why it may not go even if its match is a copy, or ""

    @property
    def identity(self) -> float:
        """Share of its letters that stand in the copy that would stay."""
        return self.equal / self.letters


class Hull(NamedTuple):
    """A match from the first of its pieces to the last, and where these stand in the copy that would stay."""

    start: int
    stop: int
    kept_start: int
    kept_stop: int
    letters: int
    equal: int


def letters_of(text: str) -> int:
    """The letters of a text's words."""
    return sum(word[3] for word in _kernel.words(text))
