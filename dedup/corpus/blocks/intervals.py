"""Spans of one text that have no character in common."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from dedup.results.span import Span


class Apart:
    """Disjoint spans, in order; one is added only where it is free."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans)

    def is_free(self, span: Span) -> bool:
        """Has no span a character of this one?

        >>> apart = Apart([Span(0, 5), Span(8, 9)])
        >>> apart.is_free(Span(5, 8)), apart.is_free(Span(4, 6)), apart.is_free(Span(6, 12))
        (True, False, False)
        """
        place = bisect_right(self._spans, span)
        before = place == 0 or self._spans[place - 1].stop <= span.start
        return before and (place == len(self._spans) or span.stop <= self._spans[place].start)

    def add(self, span: Span) -> bool:
        """Adds a span if it is free, and says whether it was."""
        free = self.is_free(span)
        if free:
            insort(self._spans, span)
        return free


def left_of(removed: Iterable[Span], size: int) -> Iterator[Span]:
    """What stays of a text beside the spans removed, in order; `size` characters in all.

    >>> list(left_of([Span(0, 2), Span(5, 6)], 7))
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


def side_by_side(a: Iterable[Span], b: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """Two rows of spans, equally long in all, cut so that each pair is equally long.

    >>> list(side_by_side([Span(0, 5)], [Span(2, 4), Span(9, 12)]))
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
    """Which places lie in one of the spans, which are disjoint."""
    bounds = np.array(sorted(spans), np.int64).reshape(-1, 2)
    if len(bounds) == 0:
        return np.zeros(len(places), bool)
    before = np.searchsorted(bounds[:, 0], places, side="right") - 1
    return np.asarray((before >= 0) & (places < bounds[before, 1]))
