"""Checks that a removal tears nothing out of a paragraph, a list or an element."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.kernel import _kernel
from dedup.kernel._kernel import letters_of
from dedup.repeats.candidates import WHITE
from tests.oracle.decision.candidates import MARKS, Piece
from tests.oracle.decision.characters import is_alphanumeric, is_small, lines_in
from tests.oracle.decision.lines import (
    BESIDE,
    ENDS,
    LONGEST_LINE,
    last_solid,
    line_at,
    line_of,
    line_start,
    line_stop,
)
from tests.oracle.decision.taking import REMOVED

#: The letters beside a stretch that count as a sentence, as SENTENCE in context.c.
SENTENCE = 20

#: The last character of a tag or an entity by its first; and escapes for white space.
CLOSES = {"<": ">", "&": ";", "[": "]"}
COMMAS = (",", "\uff0c", "\u3001", "\u060c")
ESCAPES = ("\\n", "\\r", "\\t")

#: The tags of a quotation, which is removed for its original.
QUOTATION_TAGS = ("<blockquote>", "<q>")

#: The minimum letters of a line that may continue in the next one, as WRAPPED in evidence.c.
WRAPPED = 30

#: The letters from which a stretch may be nearly all of its paragraphs, as LONG in judge.c; the minimum characters of a
#: line, on average, if lines are paragraphs; and the share of letters that may be left beside it.
LONG = 350
PARAGRAPH = 100
REST = 4


def stands_inside(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Whether other text is left in the lines of a stretch, as around a sentence inside a paragraph."""
    first, last = stretch[0], stretch[-1]
    if touches_kept(text, first, last):
        return False
    if goes_on(text, first, state):
        return True
    beside = 0
    if not first.lines_before:
        start = max(line_start(text, first.start), first.start - BESIDE)
        beside += letters_left(text, start, first.start, state)
    if not last.lines_after:
        beside += letters_left(text, last.stop, line_stop(text, last.stop), state)
    return beside >= SENTENCE and not is_nearly_all(text, stretch, state)


def is_nearly_all(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Whether a long stretch of paragraphs is nearly all of their text, as of a body with a few rewritten sentences."""
    start, stop, letters = stretch[0].start, stretch[-1].stop, sum(piece.letters for piece in stretch)
    if letters < LONG or stop - start < PARAGRAPH * (text.count("\n", start, stop) + 1):
        return False
    end = text.find("\n", stop, stop + LONGEST_LINE)
    end = end if end >= 0 else min(len(text), stop + LONGEST_LINE)
    left = letters_left(text, line_start(text, start), start, state) + letters_left(text, stop, end, state)
    return REST * left <= letters


def is_in_quotation(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Whether a stretch is quoted, and another line of the same paragraph of the quotation stays."""
    if not text.startswith(">", stretch[0].start):
        return False
    above, below = last_solid(text, stretch[0].start), stretch[-1].gap_stop
    sides = []
    if stretch[0].lines_before == 1 and above >= 0 and state[above] != REMOVED[0]:
        sides.append(line_of(text, above))
    if stretch[-1].lines_after == 1 and below < len(text) and state[below] != REMOVED[0]:
        sides.append(line_at(text, below))
    return any(line.startswith(">") and letters_of(line) >= 1 for line in sides)


def goes_on(text: str, first: Piece, state: bytearray) -> bool:
    """Whether a stretch continues a sentence of the line above, which stays; after a comma, even below a blank line."""
    above = last_solid(text, first.start)
    if not first.lines_before or above < 0 or state[above] == REMOVED[0]:
        return False
    line = line_of(text, above)
    if line.endswith(COMMAS):
        return True
    if first.lines_before != 1 or line.endswith(ENDS):
        return False
    if is_small(text[first.start]):
        return len(line) >= WRAPPED
    return is_kept_after(text, first, line)


def is_kept_after(text: str, first: Piece, line: str) -> bool:
    """Whether the kept copy of a block is in the middle of a sentence, after the last word of a line."""
    start = max(line_start(text, first.kept_start), first.kept_start - BESIDE)
    before = text[start : first.kept_start].strip(WHITE)
    return before != "" and before.split(" ")[-1] == line.split(" ")[-1]


def letters_left(text: str, start: int, stop: int, state: bytearray) -> int:
    """The letters of the words in [start, stop) that are not removed."""
    words = _kernel.words(text[start:stop])
    return sum(word[3] for word in words if state[start + word[0]] != REMOVED[0])


def touches_kept(text: str, first: Piece, last: Piece) -> bool:
    """Whether a stretch and its kept copy are next to each other."""
    if first.kept_stop <= first.start:
        return is_joint(text, first.kept_stop, first.start)
    return last.stop <= last.kept_start and is_joint(text, last.stop, last.kept_start)


def is_joint(text: str, start: int, stop: int) -> bool:
    """Whether [start, stop) contains only white space, punctuation, tags and escapes."""
    gap = text[start:stop].strip(WHITE)
    if len(gap) > BESIDE:
        return False
    while gap:
        close = CLOSES.get(gap[0])
        if close:
            _, found, gap = gap.partition(close)
            if not found:
                return False
        elif gap.startswith(ESCAPES):
            gap = gap[2:]
        elif is_alphanumeric(gap[0]):
            return False
        else:
            gap = gap[1:]
    return True


def fills_element(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether a stretch is everything between two tags that stay."""
    before, after = last_solid(text, stretch[0].start), stretch[-1].gap_stop
    return (
        before >= 0
        and text[before] == ">"
        and not text.endswith(QUOTATION_TAGS, 0, before + 1)
        and text.startswith("<", after)
        and not text.startswith("<", stretch[0].start)
    )


def has_whole_lines(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether a stretch begins and ends a line."""
    first, last = stretch[0], stretch[-1]
    return bool((first.lines_before or not first.gap_start) and (last.lines_after or last.gap_stop == len(text)))


def is_in_list(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Whether the rest of the list of a stretch stays: items are above and below it, or the same mark alone.

    Of a single changed item, it is enough that an item is on one side.
    """
    first, last = stretch[0], stretch[-1]
    before, after = last_solid(text, first.start), last.gap_stop
    if is_between_marks(text, before, after, state):
        return True
    if not has_whole_lines(text, stretch) or not text.startswith(MARKS, first.start):
        return False
    beside = [
        0 <= place < len(text) and state[place] != REMOVED[0] and head_of(text, place) == head_of(text, first.start)
        for place in (before, after)
    ]
    if all(beside):
        return True
    others = lines_in(text[first.start : last.stop])[1:]
    is_changed_item = not any(line.lstrip(WHITE).startswith(MARKS) for line in others) and not first.same_words
    return any(beside) and is_changed_item


def is_between_marks(text: str, above: int, below: int, state: bytearray) -> bool:
    """Whether the lines at two places are the same mark of one character, and stay. `>` is an empty quoted line."""
    if above < 0 or below >= len(text) or REMOVED[0] in (state[above], state[below]):
        return False
    mark = line_of(text, above)
    return len(mark) == 1 and mark != ">" and mark == line_at(text, below) and is_joint(mark, 0, 1)


def is_other_item(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether a stretch is a list item whose kept copy is part of a longer item."""
    first = stretch[0]
    start = line_start(text, first.kept_start)
    kept = text[start : line_stop(text, first.kept_start)].strip(WHITE)
    if len(stretch) > 1 or "\n" in text[first.start : first.stop] or not kept.startswith(MARKS):
        return False
    return text.startswith(MARKS, first.start) and letters_of(kept) >= first.letters + SENTENCE


def head_of(text: str, place: int) -> str:
    """The indentation and first character of the line at a place."""
    start = line_start(text, place)
    line = text[start : start + BESIDE].split("\n")[0]
    return line[: len(line) - len(line.lstrip(WHITE)) + 1]
