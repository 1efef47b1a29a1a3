"""Finds what a browser would obey or hide in a text: control characters, bidi controls, lone surrogates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Part(NamedTuple):
    """A part of a text, or the name of a character to show in its place."""

    text: str
    name: str = ""


#: C0 and C1 controls but for tab and line feed; bidi controls and marks; separators of lines and paragraphs; characters
#: that annotate or tag others; half of a surrogate pair.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def parts_of(text: str) -> Iterator[Part]:
    r"""Yields the parts of a text, with control characters named.

    >>> [*parts_of("notes\u202etxt.a")]
    [Part(text='notes', name=''), Part(text='', name='U+202E'), Part(text='txt.a', name='')]
    """
    at = 0
    for match in _CONTROL.finditer(text):
        if match.start() > at:
            yield Part(text[at : match.start()])
        yield Part("", _name(match[0]))
        at = match.end()
    if at < len(text):
        yield Part(text[at:])


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
