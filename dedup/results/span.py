"""Half-open spans of a text, in code points."""

from __future__ import annotations

from collections.abc import Iterable

from dedup.record import NamedTuple


class Span(NamedTuple):
    """Characters `start` up to, and without, `stop` of a text: `text[start:stop]`.

    Attributes:
        start: The first character, counted in code points from 0.
        stop: The character behind the last one.
    """

    start: int
    stop: int


def without(text: str, spans: Iterable[Span]) -> str:
    """The text without those spans of it, which are disjoint and in order."""
    pieces, start = [], 0
    for span in spans:
        pieces.append(text[start : span.start])
        start = span.stop
    return "".join(pieces) + text[start:]
