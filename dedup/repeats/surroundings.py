"""Checks that the text around a removal still makes sense.

A label must keep its value, a paragraph its sentences, a list the items in its middle, a name what its owner said.
"""

from __future__ import annotations

from collections.abc import Sequence

from dedup.kernel import _kernel
from dedup.record import NamedTuple
from dedup.repeats.candidates import MARKS, WHITE, Piece, letters_of
from dedup.repeats.taking import REMOVED

#: The most characters of a line that are read on either side of a stretch.
BESIDE = 200

#: The most characters that are searched for the beginning of a line.
LONGEST_LINE = 2048

#: The letters beside a stretch that count as a sentence, as SENTENCE in context.c.
SENTENCE = 20

#: Dashes before the name of a speaker.
DASHES = ("\u2013", "\u2014", "\u2015")

#: The most characters of a number alone in a line, as in a ranking.
NUMBER = 3

#: The most characters of an item's number with its punctuation.
LONGEST_RANK = 8

#: The marks at the start of a heading, and at the end of a question.
HEADING_MARKS = ("#", "**", "Q:")
QUESTION_MARKS = ("?", "?**", "\uff1f", "\u061f", "\u037e", "\u304b\u3002")

#: The most characters of a question; more is a paragraph that ends in one.
LONGEST_QUESTION = 150

#: The prompts before a command whose output follows.
PROMPTS = ("$ ", ">>> ")

#: The last character of a tag or an entity by its first; and escapes for white space.
CLOSES = {"<": ">", "&": ";", "[": "]"}
ESCAPES = ("\\n", "\\r", "\\t")

#: The tags of a quotation, which is removed for its original.
QUOTATION_TAGS = ("<blockquote>", "<q>")

#: What a quotation starts with.
QUOTED = (">", "&gt;", '"', "“", "„", "«", "「")

#: Brackets around a line of its own, such as a photographer's name below a caption.
BRACKETS = {"(": ")", "\uff08": "\uff09"}

#: The most characters of a line that only says who or when.
NOTE = 60

#: The minimum letters of a line of prose, as in evidence.c: with a full stop ...
LINE = 45

#: ... and without one.
LONG_LINE = 70

#: The minimum letters of a line that may continue in the next one, as WRAPPED in evidence.c.
WRAPPED = 30

#: The ends of a line that does not continue.
ENDS = tuple(".!?:;\u2026\u3002\uff01\uff1f")


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
    return beside >= SENTENCE


def goes_on(text: str, first: Piece, state: bytearray) -> bool:
    """Whether a stretch continues a sentence of the line above, which stays."""
    above = last_solid(text, first.start)
    if first.lines_before != 1 or above < 0 or state[above] == REMOVED[0] or not text[first.start].islower():
        return False
    line = line_of(text, above)
    return len(line) >= WRAPPED and not line.endswith(ENDS)


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
    if stop - start > BESIDE:
        return False
    gap = text[start:stop]
    while gap:
        close = CLOSES.get(gap[0])
        if close:
            _, found, gap = gap.partition(close)
            if not found:
                return False
        elif gap.startswith(ESCAPES):
            gap = gap[2:]
        elif gap[0].isalnum():
            return False
        else:
            gap = gap[1:]
    return True


class Labels(NamedTuple):
    """The lines above a stretch and above its kept copy; "" for the latter if there is none nearby."""

    own: str
    kept: str
    own_is_close: bool  #: no blank line is between it and the stretch
    kept_is_close: bool
    own_end: int  #: where its last character is
    kept_end: int  #: -1 if there is none nearby


def labels_of(text: str, stretch: Sequence[Piece], state: bytearray) -> Labels | None:
    """The lines above a stretch and above its kept copy; None if there is none above the stretch that stays."""
    first = stretch[0]
    own, kept = last_solid(text, first.start), last_solid(text, first.kept_start)
    if own < 0 or state[own] == REMOVED[0]:
        return None
    return Labels(
        own=line_of(text, own),
        kept=line_of(text, kept),
        own_is_close=first.lines_before == 1,
        kept_is_close=text.count("\n", max(kept, 0), first.kept_start) == 1,
        own_end=own,
        kept_end=kept,
    )


def ends_paragraph(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether a blank line, or nothing, follows a stretch."""
    return stretch[-1].gap_stop == len(text) or stretch[-1].lines_after > 1


def is_body(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Whether a stretch is everything below a label that stays.

    A label is a line above the stretch that

    - is less indented,
    - or is only the number of an item,
    - or belongs to the same paragraph and differs from the line above the kept copy, if only by a number; if more
      follows, only the first lines of two paragraphs are such labels,
    - or, before a blank line, is a question or a heading.

    The line above a quotation is no label: it says who is quoted.
    """
    start, after = stretch[0].start, stretch[-1].gap_stop
    labels = labels_of(text, stretch, state)
    if labels is None or text.startswith((">", "&gt;"), start):
        return False
    label, is_close = labels.own, labels.own_is_close
    if labels.kept != label and not touches_kept(text, stretch[0], stretch[-1]):
        if is_answer(text, stretch, labels):
            return True
        kept_label = labels.kept if labels.kept_is_close or not is_close else label
        is_field = kept_label != label and is_close
        heads = heads_paragraph(text, labels.own_end) and heads_paragraph(text, labels.kept_end)
        if is_field and (
            heads
            or ends_paragraph(text, stretch)
            or is_renumbered(label, kept_label)
            or is_record(text, stretch, label)
        ):
            return True
        following = line_at(text, after)
        is_alike = label.endswith(QUESTION_MARKS) or (is_heading(label) and is_heading(kept_label))
        if not is_close and is_alike and (is_heading(following) or is_rank(following)):
            return True
    if is_rank(label) or (is_close and label.startswith(PROMPTS)):
        return True
    indent = indentation(text, start)
    if not indent or indentation(text, labels.own_end) >= indent:
        return False
    return after == len(text) or indentation(text, after) < indent


def is_answer(text: str, stretch: Sequence[Piece], labels: Labels) -> bool:
    """Whether a stretch is all that stands between a question and the next one, or the next heading."""
    following = line_at(text, stretch[-1].gap_stop)
    is_question = len(labels.own) < LONGEST_QUESTION and labels.own.endswith(QUESTION_MARKS)
    return is_question and bool(following) and (is_heading(following) or is_rank(following))


def heads_paragraph(text: str, place: int) -> bool:
    """Whether the line that ends at a place is a short one, no sentence, and the first of its paragraph."""
    start = line_start(text, place)
    line = text[start : place + 1].strip()
    is_first = place >= 0 and text[max(0, start - 2) : start] in ("", "\n\n")
    return is_first and len(line) < LINE and not line.endswith(ENDS)


def is_other_record(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Whether a long stretch is the rest of a record whose first field stays, and differs from the kept record's.

    So is the answer to another question.
    """
    labels = labels_of(text, stretch, state)
    if labels is None or labels.own == labels.kept or touches_kept(text, stretch[0], stretch[-1]):
        return False
    if is_answer(text, stretch, labels):
        return True
    is_close = labels.own_is_close and labels.kept_is_close
    is_changed = any(not piece.same_words for piece in stretch) and len(labels.own) < LINE
    return is_close and ends_paragraph(text, stretch) and (is_changed or is_record(text, stretch, labels.own))


def is_heading(line: str) -> bool:
    """Whether a line is a question, is marked as a heading, or is empty, as after the end of a text."""
    return not line or line.startswith(HEADING_MARKS) or line.endswith(QUESTION_MARKS)


def is_rank(line: str) -> bool:
    """Whether a line is only the number of an item: `7`, `#7`, `No. 7`, `(7)`, `7/10`, `b`, `iv`."""
    if len(line) <= NUMBER and line.isascii() and line.isalnum():
        return True
    digits, letters = sum(map(str.isdigit, line)), sum(map(str.isalpha, line))
    return len(line) <= LONGEST_RANK and 0 < digits <= NUMBER and letters <= NUMBER


def is_record(text: str, stretch: Sequence[Piece], label: str) -> bool:
    """Whether a label and a stretch look like a record: two short lines, and a longer one further down."""
    first, *others = text[stretch[0].start : stretch[-1].stop].splitlines()
    is_field = len(first.strip()) < LINE and not first.rstrip().endswith(ENDS)
    return (
        is_field
        and len(label) < LINE
        and not label.endswith(ENDS)
        and any(len(line.strip()) >= LONG_LINE for line in others)
    )


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


def is_explained(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Whether the line after a stretch stays and only says who said it, who took the picture, or when."""
    after = stretch[-1].gap_stop
    if after == len(text) or state[after] == REMOVED[0]:
        return False
    line = line_at(text, after)
    if is_signed(line):  # in a list, each item has a dash
        return len(line) < BESIDE and not is_signed(line_at(text, stretch[0].start))
    if not stretch[-1].lines_after or touches_kept(text, stretch[0], stretch[-1]):
        return False
    if len(line) > NOTE:
        return len(line) < BESIDE and is_quoted(text, stretch) and is_speaker(text, line, stretch)
    if is_terse(text, stretch, LINE):
        kept_line = line_at(text, next_solid(text, stretch[-1].kept_stop))
        return kept_line != line and is_stamp(kept_line) and is_stamp(line)
    return line.endswith(BRACKETS.get(line[:1], "\n")) or is_date(line) or is_speaker(text, line, stretch)


def is_signed(line: str) -> bool:
    """Whether a line begins with a dash, as before the name of a speaker."""
    return line.startswith(DASHES) or (line.startswith("-") and line[1:2].isupper())


def is_terse(text: str, stretch: Sequence[Piece], length: int) -> bool:
    """Whether a stretch has several lines of fewer than `length` characters on average."""
    start, stop = stretch[0].start, stretch[-1].stop
    breaks = text.count("\n", start, stop)
    return breaks > 0 and sum(map(len, text[start:stop].split())) < length * (breaks + 1)


def is_date(line: str) -> bool:
    """Whether a short line that is no sentence contains a year or a time of day."""
    if line.endswith(ENDS) or line.startswith("\u00a9"):
        return False
    numbers = "".join(sign if sign.isdecimal() or sign == ":" else " " for sign in line).split()
    return any(is_year(number) or is_time(number) for number in numbers)


def is_year(number: str) -> bool:
    """Whether a number is a year in which a page may have been written."""
    return len(number) == 4 and number.isdecimal() and 1900 <= int(number) < 2100


def is_time(number: str) -> bool:
    """Whether a number is a time: hours and minutes, optionally seconds."""
    hours, *rest = number.split(":")
    return len(rest) in (1, 2) and 0 < len(hours) <= 2 and all(len(part) == 2 for part in rest)


def is_quoted(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether a stretch is marked as a quotation."""
    return text.startswith(QUOTED, stretch[0].start)


def is_stamp(line: str) -> bool:
    """Whether a line says when a post was written, or which one it is, or how many liked it."""
    return is_date(line) or (is_rank(line) and not line.isalpha())


def is_speaker(text: str, line: str, stretch: Sequence[Piece]) -> bool:
    """Whether a line is the name of someone who is quoted, by the stretch or where the kept copy is."""
    start, stop = stretch[0].kept_start, stretch[-1].kept_stop
    names = line.split(",")[0].replace("*", "").split()
    if len(names) < 2 or line.endswith(ENDS) or not all(name[0].isupper() for name in names):
        return False
    if is_quoted(text, stretch):
        return True
    beside = f"{text[max(0, start - BESIDE) : start]} {text[stop : stop + BESIDE]}".replace(line, " ")
    return stretch[0].partial and any(len(name) > 2 and name.istitle() and name in beside for name in names)


def is_in_list(text: str, stretch: Sequence[Piece], state: bytearray) -> bool:
    """Whether a stretch of list items has items on both sides that stay."""
    first, last = stretch[0], stretch[-1]
    before, after = last_solid(text, first.start), last.gap_stop
    if not first.lines_before or not last.lines_after or before < 0 or after == len(text):
        return False
    if state[before] == REMOVED[0] or state[after] == REMOVED[0]:
        return False
    marks = {head_of(text, place) for place in (before, first.start, after)}
    return len(marks) == 1 and text.startswith(MARKS, first.start)


def is_other_item(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether a stretch is a list item whose kept copy is part of a longer item."""
    first = stretch[0]
    start = line_start(text, first.kept_start)
    kept = text[start : line_stop(text, first.kept_start)].strip()
    if len(stretch) > 1 or "\n" in text[first.start : first.stop] or not kept.startswith(MARKS):
        return False
    return text.startswith(MARKS, first.start) and letters_of(kept) >= first.letters + SENTENCE


def head_of(text: str, place: int) -> str:
    """The indentation and first character of the line at a place."""
    start = line_start(text, place)
    line = text[start : start + BESIDE].split("\n")[0]
    return line[: len(line) - len(line.lstrip(WHITE)) + 1]


def is_renumbered(line: str, other: str) -> bool:
    """Whether two lines differ only in their numbers."""
    words = [[sign for sign in one if not sign.isdigit()] for one in (line, other)]
    return words[0] == words[1] and any(map(str.isalpha, words[0]))


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
    return text[place : line_stop(text, place)].strip()


def line_of(text: str, place: int) -> str:
    """The line at a place, up to and including it, stripped; "" for a place before the text."""
    return "" if place < 0 else text[line_start(text, place) : place + 1].strip()


def last_solid(text: str, stop: int) -> int:
    """The offset of the last character before `stop` that is no white space; -1 if there is none nearby."""
    first = max(0, stop - LONGEST_LINE)
    length = len(text[first:stop].rstrip(WHITE))
    return first + length - 1 if length else -1


def next_solid(text: str, start: int) -> int:
    """The offset of the first character from `start` on that is no white space; `start` if there is none nearby."""
    ahead = text[start : start + LONGEST_LINE]
    return start + len(ahead) - len(ahead.lstrip(WHITE))


def indentation(text: str, place: int) -> int:
    """The number of white-space characters at the head of the line at a place."""
    start = at = line_start(text, place)
    while at < place and text[at] in WHITE:
        at += 1
    return at - start
