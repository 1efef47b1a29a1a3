"""What the kernel proposes: copies that are aligned, cut and measured, but not judged."""

from __future__ import annotations

from typing import NamedTuple

#: White space as the kernel has it: Python's own, but for the four separators of the ASCII control characters.
WHITE = " \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


class Match(NamedTuple):
    """One copy that could go, aligned with one that could stay."""

    number: int  #: by which its pieces are asked for
    later: bool  #: it is the later of the two copies
    letters: int  #: from its first aligned word to its last
    equal: int  #: of them aligned to equal ones
    tandem: int  #: letters of the whole row of copies without a gap that it is one of, else 0
    numbers: int  #: letters of its sentences whose numbers are not those of the other copy
    # Sums over those of its pieces that end at clean cuts and whose numbers do not differ:
    clean_letters: int
    clean_equal: int
    cut_off: int  #: letters of pieces that end in the middle of a line of the other copy, as a teaser does
    spaced: int  #: letters of pieces that end at mere spaces on both sides, as Thai sentences do
    prose: int  #: letters in lines that read like prose
    symbols: int  #: signs that are commoner in code
    lines: int
    rows: int  #: lines of a table
    items: int  #: lines of a list
    names: int  #: capitalised words exchanged for others
    exchanged: int  #: words exchanged for others
    again: int  #: those of them that are exchanged for the same one twice or more
    shingles: int
    thrice: int  #: shingles that stand three times or more in the text
    near_by: int  #: shingles that stand four times or more, another one close by


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
    numbers: bool  #: one sentence, whose numbers are not those of the other copy
    cut: bool  #: it ends at clean cuts; else nothing in its match does
    same_words: bool
    partial: bool  #: the copy that would stay holds more

    @property
    def identity(self) -> float:
        """Share of its letters that stand in the copy that would stay."""
        return self.equal / self.letters
