"""Checks the line below a stretch: a name keeps what its owner said, a credit its picture, a date its title."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.repeats.candidates import WHITE
from tests.oracle.decision.candidates import Piece
from tests.oracle.decision.characters import is_alphabetic, is_capital, is_small, is_title, words_in
from tests.oracle.decision.lines import (
    BESIDE,
    CLOSING_QUOTES,
    ENDS,
    LINE,
    LOOKS_QUOTED,
    NOTE,
    OPENING_QUOTES,
    TABLE_RULES,
    is_date,
    is_rank,
    line_at,
    next_solid,
)
from tests.oracle.decision.surroundings import touches_kept
from tests.oracle.decision.taking import REMOVED

#: Dashes before the name of a speaker.
DASHES = ("\u2013", "\u2014", "\u2015")

#: Before the name of an author, in a line of its own.
BYLINES = ("By", "by", "BY", "Von", "Par", "Por", "Di", "Door", "Av", "Af")

#: Brackets around a line of its own, such as a photographer's name below a caption.
BRACKETS = {"(": ")", "\uff08": "\uff09"}


def is_explained(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Whether the line below a stretch stays and only says whose words it is, who took the picture, or when.

    So is the head of a table whose rule stays.
    """
    after = stretch[-1].gap_stop
    if after == len(text) or state[after] == REMOVED[0]:
        return False
    line = line_at(text, after)
    if begins_with_dash(line):  # in a list, each item has a dash
        return len(line) < BESIDE and not begins_with_dash(line_at(text, stretch[0].start))
    if not stretch[-1].lines_after or touches_kept(text, stretch[0], stretch[-1]):
        return False
    is_heading = not text.endswith(ENDS, 0, stretch[-1].stop)
    if line.startswith(TABLE_RULES) or (is_heading and is_byline(line)):
        return True
    if len(line) < BESIDE and (", " in line or is_quoted(text, stretch)) and is_speaker(text, line, stretch):
        return True
    if is_quoted_signature(text, after, stretch):
        return True
    if len(line) > NOTE:
        return False
    if is_terse(text, stretch, LINE):
        kept_line = line_at(text, next_solid(text, stretch[-1].kept_stop))
        return kept_line != line and is_stamp(kept_line) and is_stamp(line)
    if line.endswith(BRACKETS.get(line[:1], "\n")) or is_date(line) or is_attribution(text, after, stretch):
        return True
    return is_speaker(text, line, stretch)


def is_attribution(text: str, after: int, stretch: Sequence[Piece]) -> bool:
    """Whether the line says who is quoted above it, and is neither a sentence nor the beginning of one."""
    line, own = line_at(text, after), text[stretch[0].start : stretch[-1].stop].strip(WHITE)
    if not own.startswith(OPENING_QUOTES) or not own.endswith(CLOSING_QUOTES):
        return False
    following = text[next_solid(text, after + len(line)) :][:1]
    return is_capital(line[0]) and not line.endswith(ENDS) and not (following and is_small(following))


def is_quoted_signature(text: str, after: int, stretch: Sequence[Piece]) -> bool:
    """Whether a quotation goes on after a stretch with a short line that is no sentence: who is quoted."""
    line = line_at(text, after)
    if not text.startswith(">", stretch[0].start) or not line.startswith(">"):
        return False
    if not line.strip("> "):
        line = line_at(text, next_solid(text, after + len(line)))
        if not line.startswith(">"):
            return False
    name = line.lstrip("> ")
    if name.startswith(DASHES):
        name = name[1:].lstrip(WHITE)
    return 0 < len(name) <= NOTE and not name.endswith(ENDS) and is_capital(name[0])


def is_byline(line: str) -> bool:
    """Whether a line only says who wrote what is above it."""
    words = words_in(line)
    is_short = bool(words) and len(line) < NOTE
    return is_short and words[0] in BYLINES and all(is_capital(name[0]) for name in words[1:])


def begins_with_dash(line: str) -> bool:
    """Whether a line begins with a dash, as before the name of a speaker."""
    return line.startswith(DASHES) or (line.startswith("-") and len(line) > 1 and is_capital(line[1]))


def is_terse(text: str, stretch: Sequence[Piece], length: int) -> bool:
    """Whether a stretch has several lines of fewer than `length` characters on average."""
    start, stop = stretch[0].start, stretch[-1].stop
    breaks = text.count("\n", start, stop)
    return breaks > 0 and sum(map(len, words_in(text[start:stop]))) < length * (breaks + 1)


def is_quoted(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether a stretch is marked as a quotation."""
    return text.startswith(LOOKS_QUOTED, stretch[0].start)


def is_stamp(line: str) -> bool:
    """Whether a line says when a post was written, or which one it is, or how many liked it."""
    return is_date(line) or (is_rank(line) and not all(map(is_alphabetic, line)))


def is_speaker(text: str, line: str, stretch: Sequence[Piece]) -> bool:
    """Whether a line is the name of someone who is quoted, by the stretch or where the kept copy is."""
    start, stop = stretch[0].kept_start, stretch[-1].kept_stop
    names = words_in(line.split(",")[0].replace("*", ""))
    if len(names) < 2 or line.endswith(ENDS) or not all(is_capital(name[0]) for name in names):
        return False
    if is_quoted(text, stretch):
        return True
    begins = text.startswith(OPENING_QUOTES, start) or text.endswith(OPENING_QUOTES, 0, start)
    ends = text.endswith(CLOSING_QUOTES, start, stop) or text.startswith(CLOSING_QUOTES, stop)
    beside = f"{text[max(0, start - BESIDE) : start]} {text[stop : stop + BESIDE]}".replace(line, " ")
    return (stretch[0].partial or begins or ends) and any(
        len(name) > 2 and is_title(name) and name in beside for name in names
    )
