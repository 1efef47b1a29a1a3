"""Checks the line above a stretch: a question keeps its answer, a label its value, a record the rest of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from dedup.repeats.candidates import WHITE
from tests.oracle.decision.candidates import Piece
from tests.oracle.decision.characters import digit_of, is_alphabetic, is_alphanumeric, lines_in
from tests.oracle.decision.lines import (
    BESIDE,
    ENDS,
    LINE,
    LONG_LINE,
    QUOTE_PREFIXES,
    TABLE_RULES,
    indentation,
    is_rank,
    last_solid,
    line_at,
    line_of,
    line_start,
    next_solid,
)
from tests.oracle.decision.surroundings import touches_kept
from tests.oracle.decision.taking import REMOVED

#: The marks at the start of a heading, and at the end of a question.
HEADING_MARKS = ("#", "**", "Q:")
QUESTION_MARKS = ("?", "?**", "\uff1f", "\u061f", "\u037e", "\u304b\u3002")

#: The most characters of a question; more is a paragraph that ends in one.
LONGEST_QUESTION = 150

#: The lines of a record, in which the label of a field comes again.
FIELDS = 12

#: The prompts before a command whose output follows.
PROMPTS = ("$ ", ">>> ")


#: The most characters of a label that a blank line may follow.
NAME = 30

#: What a label ends with; words for writing or saying; and the most characters after the colon of a line that says who
#: is quoted.
COLONS = (":", "\uff1a")
SAYS = re.compile(
    "(?:^| )(?:wrote|writes|said|says|schrieb|schreibt|sagte|écrit|escribió|dijo|escreveu|disse|scritto"
    "|пишет|писал|написал|сказал|كتب|قال|نوشت|گفت|लिखा|कहा)"
    "|写道|寫道|说道|說道|说：|說：|書きました|書いた|썼습니다|เขียนว่า|กล่าวว่า"
)
AFTER_COLON = 40

#: The letters or digits before a full stop that ends a sentence.
ABBREVIATION = 4


class Labels(NamedTuple):
    """The lines above a stretch and above its kept copy; "" for the latter if there is none nearby."""

    own: str
    kept: str
    own_is_close: bool  #: no blank line is between it and the stretch
    kept_is_close: bool
    own_end: int  #: where its last character is
    kept_end: int  #: -1 if there is none nearby
    copies_touch: bool  #: nothing is between the two copies


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
        copies_touch=touches_kept(text, first, stretch[-1]),
    )


def is_below_label(text: str, stretch: Sequence[Piece], labels: Labels | None) -> bool:
    """Whether a stretch is everything below a label that stays.

    A label is a line above the stretch that

    - is less indented,
    - or is only the number of an item,
    - or is a command at a prompt, and the stretch its output,
    - or belongs to the same paragraph and differs from the line above the kept copy, if only by a number; if more
      follows, only the first lines of two paragraphs are such labels,
    - or is the label of a field in a list of records, and the stretch its value,
    - or, before a blank line, is a question or a heading,
    - or ends in a colon, if no blank line is between, or it is a name.

    The line above lines with quotation prefixes is no label: it says who is quoted.
    """
    if labels is None or text.startswith(QUOTE_PREFIXES, stretch[0].start):
        return False
    if has_other_label(text, stretch, labels) or is_rank(labels.own):
        return True
    if labels.own_is_close and labels.own.startswith(PROMPTS):
        return True
    indent, after = indentation(text, stretch[0].start), stretch[-1].gap_stop
    if not indent or indentation(text, labels.own_end) >= indent:
        return False
    return after == len(text) or indentation(text, after) < indent


def has_other_label(text: str, stretch: Sequence[Piece], labels: Labels) -> bool:
    """Whether a stretch belongs to the line above it, and another line is above the kept copy."""
    label = labels.own
    if labels.kept == label or labels.copies_touch:
        return False
    if is_answer(text, stretch, labels) or is_value(text, stretch, label):
        return True
    if label.endswith(COLONS) and (labels.own_is_close or len(label) < NAME):
        return True
    if labels.own_is_close:
        heads = heads_paragraph(text, labels.own_end) and heads_paragraph(text, labels.kept_end)
        is_label = heads or ends_paragraph(text, stretch)
        is_label = is_label or is_renumbered(label, labels.kept) or is_record(text, stretch, label)
        return labels.kept_is_close and is_label
    is_alike = label.endswith(QUESTION_MARKS) or (is_heading(label) and is_heading(labels.kept))
    return is_alike and ends_section(text, stretch)


def ends_section(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether a question, a heading, the number of an item or the end of the text follows a stretch."""
    following = line_at(text, stretch[-1].gap_stop)
    return is_heading(following) or is_rank(following)


def is_answer(text: str, stretch: Sequence[Piece], labels: Labels) -> bool:
    """Whether a stretch is all that stands between a question and the next one, or the next heading."""
    is_question = len(labels.own) < LONGEST_QUESTION and labels.own.endswith(QUESTION_MARKS)
    return is_question and line_at(text, stretch[-1].gap_stop) != "" and ends_section(text, stretch)


def is_value(text: str, stretch: Sequence[Piece], label: str) -> bool:
    """Whether a stretch is one line between two short ones, each of which comes again on the other side."""
    following = line_at(text, stretch[-1].gap_stop)
    if "\n" in text[stretch[0].start : stretch[-1].stop] or max(len(label), len(following)) >= LINE:
        return False
    if not following or label.endswith(ENDS):
        return False
    below = islice(lines_below(text, stretch[-1].stop), FIELDS)
    return label in below and following in islice(lines_above(text, stretch[0].start), FIELDS)


def lines_above(text: str, place: int) -> Iterator[str]:
    """The lines above a place, the nearest first, up to a long one or a long gap."""
    while (end := last_solid(text, place)) >= 0 and len(line := line_of(text, end)) < BESIDE:
        yield line
        place = line_start(text, end)


def lines_below(text: str, place: int) -> Iterator[str]:
    """The lines below a place, up to a long one or a long gap."""
    while 0 < len(line := line_at(text, start := next_solid(text, place))) < BESIDE:
        yield line
        place = start + len(line)


def is_introduced(text: str, stretch: Sequence[Piece], labels: Labels | None) -> bool:
    """Whether the line above a stretch says who wrote it, and no prefix shows where the quotation ends."""
    first = stretch[0]
    if labels is None or labels.copies_touch or text.startswith((*QUOTE_PREFIXES, "|"), first.start):
        return False
    said = labels.own
    if not said.endswith(COLONS):
        said, colon, date = said.rpartition(": ")
        if not first.lines_before or not colon or len(colon) + len(date) >= AFTER_COLON:
            return False
    stops = [found.end() for found in re.finditer("[.!?] ", said) if is_word(said[: found.start()][-ABBREVIATION:])]
    sentence = stops[-1] if stops else 0
    return SAYS.search(said[sentence:]) is not None


def is_word(end: str) -> bool:
    """Whether a full stop after `end` ends a sentence; after a shorter word it may be an abbreviation's."""
    return len(end) == ABBREVIATION and all(map(is_alphanumeric, end))


def is_below_table_head(stretch: Sequence[Piece], labels: Labels | None) -> bool:
    """Whether a stretch is the first rows of a Markdown table whose head stays."""
    if labels is None or labels.copies_touch or not stretch[0].lines_before:
        return False
    return labels.own.startswith(TABLE_RULES)


def is_other_record(text: str, stretch: Sequence[Piece], labels: Labels | None) -> bool:
    """Whether a long stretch is the rest of a record whose first field stays, and differs from the kept record's.

    So is the answer to another question.
    """
    if labels is None or labels.copies_touch or labels.own == labels.kept:
        return False
    if is_answer(text, stretch, labels):
        return True
    is_close = labels.own_is_close and labels.kept_is_close
    is_changed = any(not piece.same_words for piece in stretch) and len(labels.own) < LINE
    return is_close and ends_paragraph(text, stretch) and (is_changed or is_record(text, stretch, labels.own))


def heads_paragraph(text: str, place: int) -> bool:
    """Whether the line that ends at a place is a short one, no sentence, and the first of its paragraph."""
    start = line_start(text, place)
    line = text[start : place + 1].strip(WHITE)
    is_first = place >= 0 and text[max(0, start - 2) : start] in ("", "\n\n")
    return is_first and len(line) < LINE and not line.endswith(ENDS)


def is_heading(line: str) -> bool:
    """Whether a line is a question, is marked as a heading, or is empty, as after the end of a text."""
    return not line or line.startswith(HEADING_MARKS) or line.endswith(QUESTION_MARKS)


def is_record(text: str, stretch: Sequence[Piece], label: str) -> bool:
    """Whether a label and a stretch look like a record: two short lines, and a longer one further down."""
    first, *others = lines_in(text[stretch[0].start : stretch[-1].stop])
    is_field = len(first.strip(WHITE)) < LINE and not first.rstrip(WHITE).endswith(ENDS)
    return (
        is_field
        and len(label) < LINE
        and not label.endswith(ENDS)
        and any(len(line.strip(WHITE)) >= LONG_LINE for line in others)
    )


def is_renumbered(line: str, other: str) -> bool:
    """Whether two lines differ only in their numbers."""
    words = [[char for char in one if digit_of(char) is None] for one in (line, other)]
    return words[0] == words[1] and any(map(is_alphabetic, words[0]))


def ends_paragraph(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether a blank line, or nothing, follows a stretch."""
    return stretch[-1].gap_stop == len(text) or stretch[-1].lines_after > 1
