"""Which of the separators around a block is removed with it: the rule of separators.c."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.repeats.candidates import WHITE
from dedup.results.span import Span


def with_separators(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yields each span with what separates it: of adjacent spans all between them, and one of the two around them."""
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and gap_stop(text, spans[last].stop) >= spans[last + 1].start:
            last += 1
        start, stop = with_separator(text, Span(spans[first].start, spans[last].stop))
        for place in range(first, last + 1):
            yield Span(
                start if place == first else spans[place].start, stop if place == last else spans[place + 1].start
            )
        first = last + 1


def with_separator(text: str, span: Span) -> Span:
    """A span with one of the two separators around it, the weaker one; with none if both are a single line break."""
    start, stop = gap_start(text, span.start), gap_stop(text, span.stop)
    before, after = text.count("\n", start, span.start), text.count("\n", span.stop, stop)
    is_single = before == after == 1 and stop < len(text)
    is_parted = start < span.start and span.stop < stop and not is_single
    if span.stop == len(text) or (is_parted and after > before):
        return Span(start, span.stop)
    if span.start == 0 or is_parted:
        return Span(span.start, stop)
    return span


def gap_start(text: str, start: int) -> int:
    """Where the white space before a place begins."""
    while start > 0 and text[start - 1] in WHITE:
        start -= 1
    return start


def gap_stop(text: str, stop: int) -> int:
    """Where the white space after a place ends."""
    while stop < len(text) and text[stop] in WHITE:
        stop += 1
    return stop
