"""Checks that a removal takes no entry out of a list of headlines, such as the stories beside an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from dedup.kernel._kernel import letters_of
from dedup.repeats.candidates import WHITE
from tests.oracle.decision.candidates import MARKS, Piece
from tests.oracle.decision.characters import is_small, lines_in
from tests.oracle.decision.lines import (
    QUOTE_PREFIXES,
    indentation,
    last_solid,
    line_at,
    line_of,
    line_start,
    next_solid,
)
from tests.oracle.decision.surroundings import has_whole_lines
from tests.oracle.decision.taking import REMOVED

#: The letters of a headline: a shorter line is a menu entry, a name or a date; a longer one is a paragraph.
HEADLINE = range(25, 201)

#: The most characters of a line that are read: addresses have no letters, but a length.
LONGEST_READ = 1024

#: The most lines of a stretch, and of an entry if all have the same; the most short lines below a headline if not.
MOST_LINES = 64
MOST_PARTS = 4
MOST_NOTES = 6

#: The minimum entries of a list.
LIST = 3

#: What ends a sentence or a label.
STOPS = (".", ":", ";", "\u3002", "\u0964", "\u06d4")

#: The letters from which a stretch must have entries on both sides, as LONG in judge.c, and how often its own length
#: its kept copies may span.
LONG = 350
APART = 2


def is_among_entries(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Whether a stretch consists of entries of a list and others of the list stay beside it."""
    first, last = stretch[0], stretch[-1]
    own = [line.strip(WHITE) for line in lines_in(text[first.start : last.stop])]
    kinds = [kind_of(line) for line in own if line]
    if not has_whole_lines(text, stretch) or len(kinds) > MOST_LINES:
        return False
    is_long = sum(piece.letters for piece in stretch) >= LONG and not is_gathered(stretch)
    rules = (parts_headlines, parts_notes, heads_items)
    if not is_long and any(is_torn(text, stretch, kinds, state) for is_torn in rules):
        return True
    entry = entry_of(kinds)
    if "headline" not in entry:
        return False
    above = count_entries(kinds_above(text, first.start, state), entry[::-1])
    below = count_entries(kinds_below(text, last.stop, state), entry)
    if is_long:
        return above > 0 and below > 0
    return above + below > 0 and len(kinds) // len(entry) + above + below >= LIST


def is_gathered(stretch: Sequence[Piece]) -> bool:
    """Whether the kept copies of a stretch are so far apart that they are no copy of it as a whole."""
    span = max(piece.kept_stop for piece in stretch) - min(piece.kept_start for piece in stretch)
    return span > APART * (stretch[-1].stop - stretch[0].start)


def parts_headlines(text: str, stretch: Sequence[Piece], kinds: list[str], state: bytearray) -> bool:
    """Whether a stretch begins or ends with headlines whose list goes on above or below it."""
    head, tail = headlines_in(kinds), headlines_in(kinds[::-1])
    above = head and count_entries(kinds_above(text, stretch[0].start, state), ["headline"])
    below = tail and count_entries(kinds_below(text, stretch[-1].stop, state), ["headline"])
    return (above > 0 and head + above >= LIST) or (below > 0 and tail + below >= LIST)


def parts_notes(text: str, stretch: Sequence[Piece], kinds: list[str], state: bytearray) -> bool:
    """Whether a stretch is headlines with short lines around each, and others of the kind stay on both sides."""
    before = next((place for place, kind in enumerate(kinds) if kind != "short"), len(kinds))
    if before == len(kinds) or "paragraph" in kinds:
        return False
    if before > 0 and (len(kinds) > MOST_NOTES or kinds[-1] != "short"):
        return False
    above = next_headline(kinds_above(text, stretch[0].start, state))
    return above > 0 and above + before > 1 and next_headline(kinds_below(text, stretch[-1].stop, state)) > 0


def heads_items(text: str, stretch: Sequence[Piece], kinds: list[str], state: bytearray) -> bool:
    """Whether a stretch ends in a headline that is a list item, and the items that are indented below it stay."""
    end, below = last_solid(text, stretch[-1].stop), next_solid(text, stretch[-1].stop)
    if end < 0 or below >= len(text) or state[below] == REMOVED[0] or kinds[-1:] != ["headline"]:
        return False
    is_item = line_of(text, end).startswith(MARKS) and line_at(text, below).startswith(MARKS)
    return is_item and indentation(text, below) > indentation(text, end)


def next_headline(kinds: Iterator[str]) -> int:
    """The place of the next headline, from 1 on, if all lines before it are short; 0 if they are not, or too many."""
    others = list(islice(kinds, MOST_NOTES + 1))
    place = next((place for place, kind in enumerate(others) if kind != "short"), -1)
    return place + 1 if others[place:][:1] == ["headline"] else 0


def headlines_in(kinds: list[str]) -> int:
    """The number of headlines before any other line."""
    return next((place for place, kind in enumerate(kinds) if kind != "headline"), len(kinds))


def kind_of(line: str) -> str:
    """Whether a line is short, a headline or a paragraph."""
    goes_on = line != "" and is_small(line[0])
    if goes_on or len(line) > LONGEST_READ or line.startswith(QUOTE_PREFIXES):
        return "paragraph"
    letters = letters_of(line)
    if letters < HEADLINE.start:
        return "short"
    return "headline" if letters in HEADLINE and not line.endswith(STOPS) else "paragraph"


def entry_of(kinds: list[str]) -> list[str]:
    """The lines of an entry if all entries have the same; none otherwise."""
    for parts in range(1, MOST_PARTS + 1):
        if kinds[:parts] * (len(kinds) // parts) == kinds:
            return kinds[:parts]
    return []


def kinds_above(text: str, start: int, state: bytearray) -> Iterator[str]:
    """The kinds of the lines above a place that stay, the nearest first."""
    while (end := last_solid(text, start)) >= 0 and state[end] != REMOVED[0]:
        yield kind_of(line_of(text, end))
        start = line_start(text, end)


def kinds_below(text: str, stop: int, state: bytearray) -> Iterator[str]:
    """The kinds of the lines below a place that stay."""
    while (start := next_solid(text, stop)) < len(text) and state[start] != REMOVED[0]:
        line = text[start : start + LONGEST_READ + 1].split("\n")[0]
        yield kind_of(line.strip(WHITE))
        stop = start + len(line)


def count_entries(kinds: Iterator[str], entry: list[str]) -> int:
    """The number of entries that follow, as many as make a list."""
    for entries in range(LIST - 1):
        if list(islice(kinds, len(entry))) != entry:
            return entries
    return LIST - 1
