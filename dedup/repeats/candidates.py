"""What the kernel proposes: aligned copies, and the stretches of either that could go."""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """One stretch that may go, and where it stands in the copy that would stay.  Offsets are code points."""

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
    prose: int  #: letters in lines that read like prose
    symbols: int  #: signs that are commoner in code
    lines: int
    names: int  #: capitalised words without a partner, in both copies
    shingles: int
    thrice: int  #: shingles that stand three times or more in the text
    template: int  #: shingles that stand four times or more, and close by
    numbers: bool  #: one sentence, whose numbers are not those of the other copy
    same_words: bool
    partial: bool  #: the copy that would stay holds more
    cut: bool  #: it ends at clean cuts; else nothing in its copy does

    @property
    def identity(self) -> float:
        """Share of its letters that stand in the copy that would stay."""
        return self.equal / self.letters


class Match(NamedTuple):
    """Two aligned copies in one text."""

    letters: int  #: of the later copy, from the first aligned word to the last
    equal: int
    tandem: int  #: letters of the whole row of copies without a gap that it is one of, else 0
    later: tuple[Piece, ...]  #: what could go of the later copy
    earlier: tuple[Piece, ...]  #: and of the earlier one
