"""Detects copies that only mention what another one shows. Nothing is removed for such a copy.

The headline above an article stays, even if the page's title or a path such as `Home > News` repeats it. So does a
caption that the image's alternative text repeats, and text that also appears in markup.
"""

from __future__ import annotations

from dedup.kernel._kernel import letters_of
from dedup.repeats.candidates import WHITE
from tests.oracle.decision.candidates import MARKS, Piece
from tests.oracle.decision.characters import is_alphanumeric
from tests.oracle.decision.lines import BESIDE, LOOKS_QUOTED, line_start, line_stop

#: The most characters that are searched for the start of an alternative text or a link target.
LONGEST = 2048

#: The minimum percentage of a copy's letters in an alternative text that is the whole copy.
COVERED = 90

#: The most letters of a site's name, or of the other steps of a path.
NAME = 40

#: The most letters of a headline.
HEADLINE = 120

#: The line before and after the front matter of a Markdown file.
FENCE = "---\n"

#: Between a headline and the name of the site, after a space.
TITLE_SEPARATORS = ("|", "- ", "– ", "— ", "· ", "• ", "» ", "« ", ":: ", "> ", "› ", "/ ")

#: Characters that end a sentence.
FULL_STOPS = tuple(".!?…。！？؟۔।")

#: What may follow the last word of a headline.
CLOSING = "\"'”’»)]*_"


def is_mention(text: str, piece: Piece) -> bool:
    """Whether the copy that would be kept only mentions what the piece shows."""
    if is_in_front_matter(text, piece.kept_start):
        return False
    if is_within_word(text, piece.kept_start) and not is_within_word(text, piece.start):
        return True
    if closes_tag(text, piece.kept_start, piece.kept_stop) and not closes_tag(text, piece.start, piece.stop):
        return True
    if is_heading(text, piece.start, piece.stop) and not is_heading(text, piece.kept_start, piece.kept_stop):
        return True
    if hidden_letters(text, piece.kept_start, piece.kept_stop) * 100 >= COVERED * piece.letters:
        return not hidden_letters(text, piece.start, piece.stop)
    is_line = (piece.lines_before or not piece.gap_start) and (piece.lines_after or piece.gap_stop == len(text))
    return bool(is_line) and only_names(text, piece.kept_start, piece.kept_stop, text[piece.start : piece.stop])


def is_in_front_matter(text: str, place: int) -> bool:
    """Whether a place is in the front matter of a Markdown file, whose fields tell its title, as its heading does."""
    return text.startswith(FENCE) and text.find(FENCE, len(FENCE), place) < 0 <= text.find(FENCE, place)


def is_within_word(text: str, place: int) -> bool:
    """Whether a place is inside a name in code, as `join` is in `try_join`."""
    return text[place - 1 : place] == "_" and place < len(text) and is_alphanumeric(text[place])


def is_heading(text: str, start: int, stop: int) -> bool:
    """Whether [start, stop) is a heading, and nothing else."""
    line = line_start(text, start)
    return text.startswith("#", line) and not text[line:start].strip("#* [") and text.find("\n\n", start, stop) < 0


def closes_tag(text: str, start: int, stop: int) -> bool:
    """Whether an element ends inside [start, stop), or directly after it."""
    return text.find("</", start, stop + 2) >= 0


def hidden_letters(text: str, start: int, stop: int) -> int:
    """The letters of [start, stop) that are in an image's alternative text or a link target, if it begins in one."""
    while start < stop and not is_alphanumeric(text[start]):
        start += 1
    first = max(0, start - LONGEST)
    image, address = text.rfind("![", first, start), text.rfind("](", first, start)
    if image > address:
        end = text.find("](", start, stop)
    elif address > image and ":" in text[address:start] and ")" not in text[address:start]:
        end = text.find(")", start, stop)
    else:
        return 0
    return letters_of(text[start : stop if end < 0 else end])


def only_names(text: str, start: int, stop: int, headline: str) -> bool:
    """Whether a headline in [start, stop) is a page's title, a step of a path, a list item, or part of a sentence."""
    line = line_start(text, start)
    before = text[max(line, start - BESIDE) : start]
    after = text[stop : line_stop(text, stop)].lstrip(CLOSING)
    in_front, behind = letters_of(before), letters_of(after)
    if after.startswith(tuple(WHITE)) and 0 < in_front + behind <= NAME and behind:
        is_first = line <= BESIDE and not text[:line].strip(WHITE)
        if is_first or after.lstrip(WHITE).startswith(TITLE_SEPARATORS):
            return True
    ends = headline.rstrip(CLOSING + WHITE).endswith(FULL_STOPS)
    if ends or headline.startswith(LOOKS_QUOTED) or letters_of(headline) > HEADLINE:
        return False
    if text.startswith(MARKS, start) and not headline.startswith(MARKS):
        return True
    if behind > NAME and not in_front:  # a teaser: the text continues
        return False
    return bool(behind) or bool(in_front and not before.rstrip(WHITE).endswith(FULL_STOPS))
