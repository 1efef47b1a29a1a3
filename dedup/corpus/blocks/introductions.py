"""What introduces other text, and so does not go from it: labels and headings."""

from __future__ import annotations

import re

from dedup.repeats.candidates import WHITE
from dedup.results.span import Span

#: The most characters of a paragraph that may be the heading of the next one.
HEADING = 60

#: Characters after a span that are read to see whether anything is left there.
BELOW = 300

BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_MARKED = re.compile(r"#{1,6}\s|[^\n]*\n(?:=+|-+)\s*$")
_SENTENCE_END = (".", "!", "?", "。", "！", "？", "।", "؟", "…")
_COLON = (":", "：")


def without_introductions(text: str, span: Span) -> Span:
    r"""A span without a first paragraph that a line above introduces, and without what introduces the text below.

    >>> text = "Much text.\n\nThis goes.\n\nParameters:\n\nname"
    >>> text[slice(*without_introductions(text, Span(12, 35)))]
    'This goes.'
    """
    start, stop = span
    if text[max(start - HEADING, 0) : start].rstrip(WHITE).endswith(_COLON):
        blank = BLANK_LINE.search(text, start, stop)
        start = blank.end() if blank else stop
    if not text[stop : stop + BELOW].strip(WHITE):
        return Span(start, stop)
    while start < stop:
        line = text.rfind("\n", start, stop) + 1 or start
        end = text[line:stop].rstrip(WHITE)
        if end.endswith(_SENTENCE_END):
            break
        if end.endswith(_COLON):
            last = line
        else:
            paragraph = max((blank.end() for blank in BLANK_LINE.finditer(text, start, stop)), default=start)
            if not _is_heading(text[paragraph:stop], is_first=paragraph == start):
                break
            last = paragraph
        stop = start + len(text[start:last].rstrip(WHITE))
    return Span(start, stop)


def _is_heading(paragraph: str, is_first: bool) -> bool:
    """Whether a paragraph that ends no sentence is the heading of the next one.

    `is_first`: it may be part of a longer one, or of a menu.
    """
    if _MARKED.match(paragraph):
        return paragraph.count("\n") <= 2
    return not is_first and "\n" not in paragraph and len(paragraph) <= HEADING
