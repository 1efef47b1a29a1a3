"""Copies that stand for something else: what a page shows for itself does not go for one of them.

The headline above an article goes neither for the page's title in the browser, with the name of the site, nor for the last
step of a path such as `Home > News`; a caption not for an image's alternative text; what a page shows not for the
markup that shows it.
"""

from __future__ import annotations

from dedup.kernel import _kernel
from dedup.repeats.candidates import Piece

#: Characters of an alternative text, at most.
LONGEST_ALT = 2048

#: Of an alternative text that is the whole copy, so many letters in a hundred stand in it.
COVERED = 90

#: Letters of a site's name, or of the steps of a path.
NAME = 40

#: Characters beside a copy in its line that are looked at.
BESIDE = 200

#: What parts a headline from the name of the site, with a space before it.
PARTING = ("|", "- ", "– ", "— ", "· ", "• ", "» ", "« ", ":: ", "> ", "› ", "/ ")

#: Signs that end a sentence.
FULL_STOPS = ".!?…。！？؟۔।"


def is_mention(text: str, piece: Piece) -> bool:
    """Does the copy that would stay stand for something else, and the piece for itself?"""
    own, kept = text[piece.start : piece.stop], text[piece.kept_start : piece.kept_stop]
    if "</" in kept and "</" not in own:
        return True
    if alt_letters(text, piece.kept_start, piece.kept_stop) * 100 >= COVERED * piece.letters:
        return not alt_letters(text, piece.start, piece.stop)
    is_line = (piece.lines_before or not piece.gap_start) and (piece.lines_after or piece.gap_stop == len(text))
    return bool(is_line) and is_title(text, piece.kept_start, piece.kept_stop, own)


def alt_letters(text: str, start: int, stop: int) -> int:
    """The letters of [start, stop) that stand in the alternative text of an image, if it begins in one."""
    image = text.rfind("![", max(0, start - LONGEST_ALT), start + 2)
    if image < 0 or text.find("](", image, start) >= 0:
        return 0
    end = text.find("](", start, stop)
    return letters_of(text[start : stop if end < 0 else end])


def is_title(text: str, start: int, stop: int, headline: str) -> bool:
    """Does a headline stand in [start, stop) beside the name of a site, or at the end of a path?"""
    before = text[max(text.rfind("\n", 0, start) + 1, start - BESIDE) : start]
    end = text.find("\n", stop)
    after = text[stop : min(len(text) if end < 0 else end, stop + BESIDE)]
    in_front, behind = letters_of(before), letters_of(after)
    if not 0 < in_front + behind <= NAME:
        return False
    if behind and after[:1].isspace() and after.lstrip().startswith(PARTING):
        return True
    is_path = in_front and not behind and not before.rstrip().endswith((*FULL_STOPS, ":"))
    return bool(is_path) and not headline.rstrip().endswith(tuple(FULL_STOPS))


def letters_of(text: str) -> int:
    """The letters of its words."""
    return sum(word[3] for word in _kernel.words(text))
