"""Reads the lines at given places of a text, and what they say: a number, a date."""

from __future__ import annotations

from dedup.repeats.candidates import WHITE
from tests.oracle.decision.characters import digit_of, is_alphabetic
from tests.oracle.decision.taking import CLAIMED

#: The most characters of a line that are read on either side of a stretch.
BESIDE = 200

#: The most characters that are searched for the beginning of a line.
LONGEST_LINE = 2048

#: The most characters of a number alone in a line, as in a ranking.
NUMBER = 3

#: The most characters of an item's number with its punctuation.
LONGEST_RANK = 8

#: The minimum letters of a line of prose, as in evidence.c: with a full stop ...
LINE = 45

#: ... and without one.
LONG_LINE = 70

#: The most characters of a line that only says who or when.
NOTE = 60

#: What the line below the head of a Markdown table begins with.
TABLE_RULES = ("---|", "|---", "| ---", "|:-", ":-")

#: The ends of a line that does not continue.
ENDS = tuple(".!?:;\u2026\u3002\uff01\uff1f")

#: What each line of a quotation begins with in a mail, and in Markdown.
QUOTE_PREFIXES = (">", "&gt;")

#: Quotation marks. The one that closes a German quotation opens an English one.
OPENING_QUOTES = ('"', "“", "„", "«", "「")
CLOSING_QUOTES = ('"', "”", "“", "»", "«", "」")

#: What a quotation begins with.
LOOKS_QUOTED = QUOTE_PREFIXES + OPENING_QUOTES


def line_start(text: str, place: int) -> int:
    """The start of the line at a place, at most LONGEST_LINE characters back: a text may be a single line."""
    first = max(0, place - LONGEST_LINE)
    return max(text.rfind("\n", first, place) + 1, first)


def line_stop(text: str, place: int) -> int:
    """The end of the line at a place, at most BESIDE characters ahead."""
    stop = text.find("\n", place, place + BESIDE)
    return stop if stop >= 0 else min(len(text), place + BESIDE)


def line_at(text: str, place: int) -> str:
    """The line at a place, from there on, stripped."""
    return text[place : line_stop(text, place)].strip(WHITE)


def line_of(text: str, place: int) -> str:
    """The line at a place, up to and including it, stripped; "" for a place before the text."""
    return "" if place < 0 else text[line_start(text, place) : place + 1].strip(WHITE)


def last_solid(text: str, stop: int) -> int:
    """The offset of the last character before `stop` that is no white space; -1 if there is none nearby."""
    first = max(0, stop - LONGEST_LINE)
    length = len(text[first:stop].rstrip(WHITE))
    return first + length - 1 if length else -1


def next_solid(text: str, start: int) -> int:
    """The offset of the first character from `start` on that is no white space; `start` if there is none nearby."""
    ahead = text[start : start + LONGEST_LINE]
    return start + len(ahead) - len(ahead.lstrip(WHITE))


def is_beside_kept(text: str, start: int, stop: int, state: bytearray) -> bool:
    """Whether only white space is between [start, stop) and the kept copy of something that is removed."""
    above, below = last_solid(text, start), next_solid(text, stop)
    return (above >= 0 and state[above] == CLAIMED[0]) or (below < len(text) and state[below] == CLAIMED[0])


def indentation(text: str, place: int) -> int:
    """The number of white-space characters at the head of the line at a place."""
    start = at = line_start(text, place)
    while at < place and text[at] in WHITE:
        at += 1
    return at - start


def is_rank(line: str) -> bool:
    """Whether a line is only the number of an item: `7`, `#7`, `No. 7`, `(7)`, `7/10`, `b`, `iv`."""
    if len(line) <= NUMBER and line.isascii() and line.isalnum():
        return True
    digits, letters = sum(digit_of(char) is not None for char in line), sum(map(is_alphabetic, line))
    return len(line) <= LONGEST_RANK and 0 < digits <= NUMBER and letters <= NUMBER


def is_date(line: str) -> bool:
    """Whether a short line that is no sentence contains a year or a time of day."""
    if line.endswith(ENDS) or line.startswith("\u00a9"):
        return False
    digits = [":" if char == ":" else digit_of(char) for char in line]
    numbers = "".join(" " if digit is None else str(digit) for digit in digits).split()
    return any(is_year(number) or is_time(number) for number in numbers)


def is_year(number: str) -> bool:
    """Whether a number is a year in which a page may have been written."""
    return len(number) == 4 and number.isdecimal() and 1900 <= int(number) < 2100


def is_time(number: str) -> bool:
    """Whether a number is a time: hours and minutes, optionally seconds."""
    hours, *rest = number.split(":")
    return len(rest) in (1, 2) and 0 < len(hours) <= 2 and all(len(part) == 2 for part in rest)
