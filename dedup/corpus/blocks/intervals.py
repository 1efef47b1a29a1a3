"""Sets of spans of one text, and positions inside them."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from dedup.results.span import Span


class DisjointSpans:
    """Sorted spans of which no two overlap."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans)

    def __bool__(self) -> bool:
        return bool(self._spans)

    def is_free(self, span: Span) -> bool:
        """Whether `span` overlaps no stored span.

        >>> spans = DisjointSpans([Span(0, 5), Span(8, 9)])
        >>> spans.is_free(Span(5, 8)), spans.is_free(Span(4, 6)), spans.is_free(Span(6, 12))
        (True, False, False)
        """
        place = bisect_right(self._spans, span)
        before = place == 0 or self._spans[place - 1].stop <= span.start
        return before and (place == len(self._spans) or span.stop <= self._spans[place].start)

    def add(self, span: Span) -> bool:
        """Adds `span` unless it overlaps a stored span; returns whether it was added."""
        free = self.is_free(span)
        if free:
            insort(self._spans, span)
        return free


def complement(removed: Iterable[Span], size: int) -> Iterator[Span]:
    """The spans of a text between those removed, in order; `size` characters in all.

    >>> list(complement([Span(0, 2), Span(5, 6)], 7))
    [Span(start=2, stop=5), Span(start=6, stop=10)]
    """
    start = 0
    for span in removed:
        if start < span.start:
            yield Span(start, span.start)
            size -= span.start - start
        start = span.stop
    if size:
        yield Span(start, start + size)


def union(spans: Iterable[Span]) -> list[Span]:
    """The spans merged where they overlap or touch.

    >>> union([Span(4, 6), Span(0, 2), Span(1, 4), Span(8, 9)])
    [Span(start=0, stop=6), Span(start=8, stop=9)]
    """
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].stop:
            merged[-1] = Span(merged[-1].start, max(merged[-1].stop, span.stop))
        else:
            merged.append(span)
    return merged


def pair_up(a: Iterable[Span], b: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """Cuts two sequences of spans that cover equally many characters into pairs of equal length.

    >>> list(pair_up([Span(0, 5)], [Span(2, 4), Span(9, 12)]))
    [(Span(start=0, stop=2), Span(start=2, stop=4)), (Span(start=2, stop=5), Span(start=9, stop=12))]
    """
    others = iter(b)
    other = Span(0, 0)
    for span in a:
        while span.start < span.stop:
            if other.start == other.stop:
                other = next(others)
            size = min(span.stop - span.start, other.stop - other.start)
            yield Span(span.start, span.start + size), Span(other.start, other.start + size)
            span, other = span._replace(start=span.start + size), other._replace(start=other.start + size)


def inside(places: NDArray[np.int64], spans: Iterable[Span]) -> NDArray[np.bool_]:
    """Marks the places that lie inside one of the spans, which are disjoint."""
    bounds = np.array(sorted(spans), np.int64).reshape(-1, 2)
    if len(bounds) == 0:
        return np.zeros(len(places), bool)
    before = np.searchsorted(bounds[:, 0], places, side="right") - 1
    return np.asarray((before >= 0) & (places < bounds[before, 1]))
