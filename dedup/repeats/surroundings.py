"""What stays beside a stretch that goes: it must still read as it should.

A label must not stay without what it labels, a paragraph without one of its sentences, a list without the items in its
middle, a name without what its owner said.
"""

from __future__ import annotations

from collections.abc import Sequence

from dedup.kernel import _kernel
from dedup.repeats.candidates import MARKS, WHITE, Piece
from dedup.repeats.taking import REMOVED

#: Characters beside a stretch in its line that are looked at.
BESIDE = 200

#: Characters of a line of which the beginning is looked for, at most.
LONGEST_LINE = 2048

#: Letters beside it that say something: SENTENCE in context.c.
SENTENCE = 20

#: Signs before the name of who said something.
DASHES = ("\u2013", "\u2014", "\u2015")

#: Characters of a number that stands alone in a line, as in a ranking.
NUMBER = 3


def stands_inside(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Does a stretch stand in a line that says more?  A sentence in a paragraph belongs to what stays around it."""
    first, last = stretch[0], stretch[-1]
    if touches_kept(first, last):
        return False
    beside = 0
    if not first.lines_before:
        start = max(line_start(text, first.start), first.start - BESIDE)
        beside += letters_left(text, start, first.start, state)
    if not last.lines_after:
        beside += letters_left(text, last.stop, line_stop(text, last.stop), state)
    return beside >= SENTENCE


def letters_left(text: str, start: int, stop: int, state: bytearray) -> int:
    """The letters of the words in [start, stop) that stay."""
    words = _kernel.words(text[start:stop])
    return sum(word[3] for word in words if state[start + word[0]] != REMOVED[0])


def touches_kept(first: Piece, last: Piece) -> bool:
    """Does a stretch follow its kept copy, or the kept copy it, in a row?"""
    return first.gap_start <= first.kept_stop <= first.start or last.stop <= last.kept_start <= last.gap_stop


def is_body(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Is a stretch all that a label says, which would stay behind?

    A label is a line above that is less indented, or a mark alone, or, in one paragraph with what it says, any line but
    the one above the kept copy, or the same with another number.  The line above a quotation is none: it says who is
    quoted.
    """
    start, after = stretch[0].start, stretch[-1].gap_stop
    above = last_solid(text, start)
    if above < 0 or state[above] == REMOVED[0] or text.startswith((">", "&gt;"), start):
        return False
    label = line_of(text, above)
    indent = indentation(text, start)
    is_last = after == len(text) or stretch[-1].lines_after > 1
    if stretch[0].lines_before == 1 and not touches_kept(stretch[0], stretch[-1]):
        other = last_solid(text, stretch[0].kept_start)
        above_kept = line_of(text, other) if text.count("\n", other, stretch[0].kept_start) == 1 else label
        if above_kept != label and (is_last or is_renumbered(label, above_kept)):
            return True
    if len(label) <= NUMBER and label.isalnum():
        return True
    if not indent or indentation(text, above) >= indent:
        return False
    return after == len(text) or indentation(text, after) < indent


def fills_element(text: str, stretch: Sequence[Piece]) -> bool:
    """Is a stretch all that stands between two tags, which would stay?"""
    before, after = last_solid(text, stretch[0].start), stretch[-1].gap_stop
    return (
        before >= 0
        and text[before] == ">"
        and text.startswith("<", after)
        and not text.startswith("<", stretch[0].start)
    )


def is_attributed(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Does the line after a stretch stay, and say after a dash whose words they are?  In a list each has a dash."""
    after = stretch[-1].gap_stop
    if not stretch[-1].lines_after or not text.startswith(DASHES, after) or state[after] == REMOVED[0]:
        return False
    is_short = line_stop(text, after) - after < BESIDE
    return is_short and not text.startswith(DASHES, stretch[0].start)


def is_in_list(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Does an item of a list stay on either side of a stretch of them?"""
    first, last = stretch[0], stretch[-1]
    before, after = last_solid(text, first.start), last.gap_stop
    if not first.lines_before or not last.lines_after or before < 0 or after == len(text):
        return False
    if state[before] == REMOVED[0] or state[after] == REMOVED[0]:
        return False
    marks = {head_of(text, place) for place in (before, first.start, after)}
    return len(marks) == 1 and text.startswith(MARKS, first.start)


def head_of(text: str, place: int) -> str:
    """The white space and the first sign of the line of a place."""
    start = line_start(text, place)
    line = text[start : start + BESIDE].split("\n")[0]
    return line[: len(line) - len(line.lstrip(WHITE)) + 1]


def is_renumbered(line: str, other: str) -> bool:
    """Have two lines the same words, and other numbers?"""
    words = [[sign for sign in one if not sign.isdigit()] for one in (line, other)]
    return words[0] == words[1] and any(map(str.isalpha, words[0]))


def line_start(text: str, place: int) -> int:
    """Where the line of a place begins, or so far before it as is looked at: a text may be all one line."""
    first = max(0, place - LONGEST_LINE)
    return max(text.rfind("\n", first, place) + 1, first)


def line_stop(text: str, place: int) -> int:
    """Where the line of a place ends, or BESIDE characters after it."""
    stop = text.find("\n", place, place + BESIDE)
    return stop if stop >= 0 else min(len(text), place + BESIDE)


def line_of(text: str, place: int) -> str:
    """The line of a place, up to it, without the white space around it."""
    return text[line_start(text, place) : place + 1].strip()


def last_solid(text: str, stop: int) -> int:
    """Where the last character before `stop` stands that is no white space; -1 when there is none near by."""
    first = max(0, stop - LONGEST_LINE)
    length = len(text[first:stop].rstrip(WHITE))
    return first + length - 1 if length else -1


def indentation(text: str, place: int) -> int:
    """Characters of white space at the head of the line of a place."""
    start = at = line_start(text, place)
    while at < place and text[at] in WHITE:
        at += 1
    return at - start
