"""Half-open spans of a text, in code points."""

from __future__ import annotations

from collections.abc import Iterable

from dedup.record import NamedTuple


class Span(NamedTuple):
    """The characters `text[start:stop]` of a text.

    Attributes:
        start: The offset of the first character, in code points from 0.
        stop: The offset after the last character.
    """

    start: int
    stop: int


def without(text: str, spans: Iterable[Span]) -> str:
    """Removes sorted, disjoint spans from a text."""
    pieces, start = [], 0
    for span in spans:
        pieces.append(text[start : span.start])
        start = span.stop
    return "".join(pieces) + text[start:]
