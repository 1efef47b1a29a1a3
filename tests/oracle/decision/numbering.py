"""Checks that a removal takes no item out of a numbered list."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.repeats.candidates import WHITE
from tests.oracle.decision.candidates import Piece
from tests.oracle.decision.characters import digit_of, lines_in
from tests.oracle.decision.lines import LONGEST_LINE, last_solid, line_of, line_start, next_solid
from tests.oracle.decision.surroundings import has_whole_lines
from tests.oracle.decision.taking import REMOVED

#: What may stand before and after the number of an item.
OPENINGS = ("(", "\uff08")
POINTS = (".", ")", "\uff0e", "\uff09", "\u3001")

#: The most digits of an item's number: a year is none.
DIGITS = 3

#: The most lines of an item: it may be wrapped, or have paragraphs.
LONGEST_ITEM = 8


def is_numbered_item(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Whether a stretch begins with a numbered item, and a lower one stays above, or a higher one below."""
    first, last = stretch[0], stretch[-1]
    start = line_start(text, first.start)
    own = [number_of(line) for line in lines_in(text[start : last.stop])]
    if not own or not own[0] or not has_whole_lines(text, stretch):
        return False
    above, below = number_above(text, start, state), number_below(text, last.gap_stop, state)
    return 0 < above < own[0] or below > [number for number in own if number][-1]


def number_of(line: str) -> int:
    """The number of the item that a line begins, or 0; 7.5 is none."""
    line, number = line.lstrip(WHITE), 0
    line = line[1:] if line.startswith(OPENINGS) else line
    for _ in range(DIGITS):
        digit = digit_of(line[0]) if line else None
        if digit is None:
            break
        number, line = 10 * number + digit, line[1:]
    ends = line.startswith(POINTS) and (len(line) == 1 or digit_of(line[1]) is None)
    return number if ends else 0


def number_above(text: str, place: int, state: bytearray) -> int:
    """The number of the item that stays directly above a place, or 0."""
    for _ in range(LONGEST_ITEM):
        end = last_solid(text, place)
        if end < 0:
            break
        place = line_start(text, end)
        if state[end] != REMOVED[0] and (number := number_of(line_of(text, end))):
            return number
    return 0


def number_below(text: str, place: int, state: bytearray) -> int:
    """The number of the item that stays directly below a place, or 0."""
    for _ in range(LONGEST_ITEM):
        start = next_solid(text, place)
        line, end, _ = text[start : start + LONGEST_LINE].partition("\n")
        if line and state[start] != REMOVED[0] and (number := number_of(line)):
            return number
        place = start + len(line) + len(end)
    return 0
