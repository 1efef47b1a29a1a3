"""Line numbers of spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dedup.results.span import Span


def line_starts(text: str) -> list[int]:
    """The offset of each line."""
    starts = [0]
    while at := text.find("\n", starts[-1]) + 1:
        starts.append(at)
    return starts


def lines_of(span: Span, starts: Sequence[int]) -> tuple[int, int]:
    """The first and the last line of a span, counted from 1; `starts` are those of `line_starts`."""
    return bisect_right(starts, span.start), bisect_right(starts, max(span.start, span.stop - 1))


def where(span: Span, starts: Sequence[int]) -> str:
    """Describes a span and its lines.

    >>> where(Span(3, 9), [0, 4, 8])
    '[3, 9), lines 1-3'
    """
    first, last = lines_of(span, starts)
    return f"[{span.start}, {span.stop}), " + (f"lines {first}-{last}" if first < last else f"line {first}")


def stripped(span: Span, text: str) -> Span:
    r"""A span without the white space at its ends, such as the separator of a removal.

    >>> stripped(Span(1, 7), "a\n b c\n")
    Span(start=3, stop=6)
    """
    inside = text[slice(*span)]
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, max(start, span.start + len(inside.rstrip())))
