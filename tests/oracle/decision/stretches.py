"""Checks each stretch to be removed: consecutive pieces, of any matches, with only white space in between.

A match may be long and similar enough, while the stretches cut out of it are a label here and half a sentence there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dedup.kernel import _kernel
from dedup.kernel._kernel import Repeats, letters_of
from dedup.options import CollapseOptions
from tests.oracle.decision.above import (
    Labels,
    is_below_label,
    is_below_table_head,
    is_introduced,
    is_other_record,
    labels_of,
)
from tests.oracle.decision.below import is_explained, is_terse
from tests.oracle.decision.candidates import Piece
from tests.oracle.decision.characters import is_alphanumeric
from tests.oracle.decision.entries import is_among_entries
from tests.oracle.decision.lines import LINE
from tests.oracle.decision.mentions import is_mention
from tests.oracle.decision.numbering import is_numbered_item
from tests.oracle.decision.surroundings import (
    SENTENCE,
    fills_element,
    is_in_list,
    is_in_quotation,
    is_other_item,
    stands_inside,
    touches_kept,
)
from tests.oracle.decision.taking import REMOVED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from dedup.results.collapsed import Reason

#: The letters from which a stretch is removed regardless of what is around it, as LONG in judge.c ...
LONG = 350

#: ... and if it is changed and part of a longer line.
LONGER = 2000

#: The letters of prose a link from which the prose is the message, not the link.
PROSE = 100

#: How many times its own length of a kept copy is read: a kept copy may be as long as a page.
STREWN = 8

#: The most letters of a record; more is an article below its headline.
RECORD = 700

#: The identity below which a stretch counts as changed.
SAME = 0.97

#: The minimum identity of a stretch shorter than LONG, as EDITED_IDENTITY in judge.c; matches that were not edited must
#: be more similar.
EDITED_IDENTITY = 0.85

#: The most characters of other text between two stretches of one table or form.
ALTERNATING = 200

#: The most letters of a line of a menu on average, as in judge.c.
MENU_LINE = 20


#: The ends of a sentence before another one.
SENTENCE_ENDS = (". ", "! ", "? ", "\u3002", "\uff01", "\uff1f", "\u0964 ", "\u061f ")


#: What a teaser ends with.
ELLIPSES = ("\u2026", "...", " [...]", " [\u2026]", "...]")


class Refusal(NamedTuple):
    """A piece that must stay after all, and the reason."""

    piece: Piece
    reason: Reason


def sift(
    text: str, repeats: Repeats, taken: list[Piece], state: bytearray, options: CollapseOptions
) -> tuple[list[Piece], list[Refusal]]:
    """Separates the pieces that may be removed from those that must stay.

    Args:
        text: The text.
        repeats: Its repeats.
        taken: The pieces to be removed.
        state: For each character, REMOVED if it would be removed.
        options: The options of the call.

    Returns:
        The pieces of the stretches that may be removed, and the others with the reason to spare them.
    """
    stretches = list(stretches_of(taken))
    linking = mark_links(text, repeats, stretches) if "form" in options.protect else set()
    alternating = mark_alternating(text, stretches, state) if "form" in options.protect else set()
    stay: list[Piece] = []
    refused: list[Refusal] = []
    for place, stretch in enumerate(stretches):
        reason = fault_of(text, repeats, stretch, state, options)
        if not reason and (place in alternating or place in linking):
            reason = "form"
        if reason:
            refused += [Refusal(piece, reason) for piece in stretch]
        else:
            stay += stretch
    return stay, refused


def stretches_of(taken: list[Piece]) -> Iterator[list[Piece]]:
    """Groups pieces, in order, that are separated only by white space."""
    stretch: list[Piece] = []
    for piece in sorted(taken):
        if stretch and stretch[-1].gap_stop < piece.start:
            yield stretch
            stretch = []
        stretch.append(piece)
    if stretch:
        yield stretch


def fault_of(
    text: str, repeats: Repeats, stretch: Sequence[Piece], state: bytearray, options: CollapseOptions
) -> Reason | Literal[""]:
    """The reason to spare a stretch, or ""."""
    letters, equal = sum(piece.letters for piece in stretch), sum(piece.equal for piece in stretch)
    if is_single(letters, equal, options):
        return "single"
    belongs = letters < LONG or (letters < LONGER and equal < SAME * letters)
    if (
        belongs
        and "single" in options.protect
        and (stands_inside(text, stretch, state) or is_in_quotation(text, stretch, state))
    ):
        return "single"
    labels = labels_of(text, stretch, state)
    if "form" in options.protect:
        if letters < LONG and is_bound(text, stretch, labels, state):
            return "form"
        if letters < LONGER and is_introduced(text, stretch, labels):
            return "form"
        if LONG <= letters < RECORD and is_other_record(text, stretch, labels):
            return "form"
    if "table" in options.protect and letters < LONGER and is_below_table_head(stretch, labels):
        return "table"
    in_a_row = touches_kept(text, stretch[0], stretch[-1])
    if "list" in options.protect and not in_a_row:
        is_item = letters < LONG and (
            is_in_list(text, stretch, state) or is_other_item(text, stretch) or is_numbered_item(text, stretch, state)
        )
        is_lead = is_teaser(text, stretch) and breaks_off(text, stretch[0])
        if is_item or (not is_lead and is_among_entries(text, stretch, state)):
            return "list"
    form = "" if in_a_row else repeats.form(stretch[0].start, stretch[-1].stop)
    if form == "code" or (form and not is_teaser(text, stretch)):
        return form
    return "cut" if joins_words(text, stretch) or repeats.parts_a_pair(stretch[0].start, stretch[-1].stop) else ""


def is_bound(text: str, stretch: Sequence[Piece], labels: Labels | None, state: bytearray) -> bool:
    """Whether the text around a stretch needs it, or the kept copy only mentions most of it."""
    if is_below_label(text, stretch, labels) or is_explained(text, stretch, state):
        return True
    if fills_element(text, stretch) or is_strewn(text, stretch):
        return True
    letters = sum(piece.letters for piece in stretch)
    return any(2 * piece.letters >= letters and is_mention(text, piece) for piece in stretch)


def is_strewn(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether the words of a stretch are scattered in the kept copy, with half as many other letters in between.

    Only pieces of several lines that the kept copy breaks differently, and single sentences, are checked.
    """
    if is_row(stretch) or is_terse(text, stretch, MENU_LINE):
        return False
    letters = others = 0
    for piece in stretch:
        letters += piece.letters
        lines = text.count("\n", piece.start, piece.stop)
        kept_lines = text.count("\n", piece.kept_start, piece.kept_stop)
        if breaks_off(text, piece):  # each line is a teaser of a paragraph
            continue
        if lines != kept_lines if lines else is_sentence(text[piece.start : piece.stop]):
            near_by = min(piece.kept_stop, piece.kept_start + STREWN * (piece.stop - piece.start))
            others += max(0, letters_of(text[piece.kept_start : near_by]) - piece.letters)
    return 2 * others > letters


def breaks_off(text: str, piece: Piece) -> bool:
    """Whether a piece ends in an ellipsis, as a teaser does."""
    return text.startswith(ELLIPSES, piece.stop) or text.endswith(ELLIPSES, piece.start, piece.stop)


def is_sentence(line: str) -> bool:
    """Whether a line is a single sentence."""
    return not any(end in line[:-1] for end in SENTENCE_ENDS)


def joins_words(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether a removal would join two words, because only the stretch, in a script without spaces, separates them."""
    first, last = stretch[0], stretch[-1]
    if first.gap_start < first.start or last.stop < last.gap_stop or not 0 < first.start <= last.stop < len(text):
        return False
    before, after = text[first.start - 1], text[last.stop]
    return is_alphanumeric(before) and is_alphanumeric(after) and len(_kernel.words(before + after)) == 1


def is_single(letters: int, equal: float, options: CollapseOptions) -> bool:
    """Whether a stretch of so many letters is too short, or too different for its length."""
    changed = letters < LONG and "single" in options.protect and equal < EDITED_IDENTITY * letters
    return letters < options.min_letters or changed


def mark_links(text: str, repeats: Repeats, stretches: Sequence[Sequence[Piece]]) -> set[int]:
    """The stretches that have a link whose address occurs nowhere else, and are about it."""
    linking = set()
    for place, stretch in enumerate(stretches):
        links, alone = repeats.count_leading(stretch[0].start, stretch[-1].stop)
        letters = sum(piece.letters for piece in stretch)
        if not alone:
            continue
        is_about_links = letters < LONG or (2 * alone >= links and letters < LONG * alone)
        if is_row(stretch) or (is_about_links and not is_linked_prose(text, stretch)):
            linking.add(place)
    return linking


def is_linked_prose(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether each paragraph of a stretch says much more than its links, so that another address is only an edit.

    A bare address, and a link at the end, say where to read on: two teasers in the same words may lead elsewhere.
    """
    paragraphs = text[stretch[0].start : stretch[-1].stop].split("\n\n")
    return all(has_inner_links(paragraph) for paragraph in paragraphs if "](" in paragraph or "://" in paragraph)


def has_inner_links(paragraph: str) -> bool:
    """Whether all addresses of a paragraph belong to links inside its sentences."""
    links = paragraph.count("](") + paragraph.count("<http")
    is_bare = paragraph.count("://") > links
    leads_on = paragraph.rstrip(". \n").endswith(")") and paragraph.rfind("](") > paragraph.rfind(" ")
    return not is_bare and not leads_on and prose_letters(paragraph) >= PROSE * links


def prose_letters(paragraph: str) -> int:
    """The letters of a paragraph outside the labels of its Markdown links."""
    labels = stop = 0
    while (close := paragraph.find("](", stop)) >= 0:
        labels += letters_of(paragraph[max(stop, paragraph.rfind("[", stop, close)) : close])
        stop = close + 2
    return letters_of(paragraph) - labels


def mark_alternating(text: str, stretches: Sequence[Sequence[Piece]], state: bytearray) -> set[int]:
    """The short stretches with other text beside them in both copies: labels of a form, without their values.

    A lead whose kept copy is in a longer lead, which is removed for the full text, is no label.
    """
    alternating: set[int] = set()
    for place, (before, after) in enumerate(pairwise(stretches)):
        if after[0].kept_start < before[-1].kept_stop or is_lead(text, before, after) or is_lead(text, after, before):
            continue
        own, kept = (before[-1].stop, after[0].start), (before[-1].kept_stop, after[0].kept_start)
        if all(stop - start <= ALTERNATING and has_words(text, start, stop, state) for start, stop in (own, kept)):
            alternating |= {place + side for side, stretch in enumerate((before, after)) if is_short(stretch)}
    return alternating


def is_lead(text: str, one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether a stretch repeats, in lines of prose, the beginning of another stretch that has a sentence more."""
    start, stop = one[0].kept_start, one[-1].kept_stop
    more, lines = other[-1].stop - stop, text.count("\n", start, stop) + 1
    return other[0].start == start and more >= SENTENCE and (lines == 1 or stop - start >= LINE * lines)


def is_short(stretch: Sequence[Piece]) -> bool:
    """Whether a stretch has fewer than LONG letters."""
    return sum(piece.letters for piece in stretch) < LONG


def is_teaser(text: str, stretch: Sequence[Piece]) -> bool:
    """Whether a stretch is one line, word for word, that breaks off where the kept copy continues."""
    first = stretch[0]
    return len(stretch) == 1 and first.partial and first.same_words and "\n" not in text[first.start : first.stop]


def is_row(stretch: Sequence[Piece]) -> bool:
    """Whether several pieces of a stretch have the same kept copy."""
    return len(stretch) > 1 and stretch[0].kept_start == stretch[-1].kept_start


def has_words(text: str, start: int, stop: int, state: bytearray) -> bool:
    """Whether a letter or digit in [start, stop) stays."""
    return any(is_alphanumeric(text[place]) and state[place] != REMOVED[0] for place in range(start, stop))
