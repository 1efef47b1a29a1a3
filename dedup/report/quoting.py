"""Places of a text for people: a quotation that fits on a line, and the lines that a span stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dedup.results.collapsed import Span


def in_one_line(text: str) -> str:
    """The text on one line, without what could move a terminal's cursor."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in line)


def quoted(text: str, most: int = 80) -> str:
    """The beginning and the end of a text on one line, in at most so many characters.

    >>> quoted("The river rose overnight, and it was still rising at noon.", 40)
    'The river rose … at noon.'
    """
    line = in_one_line(text)
    if len(line) <= most:
        return line
    stop, start = most - most // 3 - 3, len(line) - most // 3
    # Whole words, where there is a space near by.
    if (space := line.rfind(" ", stop // 2, stop + 1)) > 0:
        stop = space
    if (space := line.find(" ", start - 1, start + most // 6)) > 0:
        start = space + 1
    return f"{line[:stop]} … {line[start:]}"


def line_starts(text: str) -> list[int]:
    """Where each line starts."""
    starts = [0]
    while at := text.find("\n", starts[-1]) + 1:
        starts.append(at)
    return starts


def lines_of(span: Span, starts: Sequence[int]) -> tuple[int, int]:
    """The numbers of the first and the last line that a span stands in, counted from 1.

    starts: those of `line_starts`.
    """
    return bisect_right(starts, span.start), bisect_right(starts, max(span.start, span.stop - 1))


def where(span: Span, starts: Sequence[int]) -> str:
    """A span and its lines in words.

    >>> where(Span(3, 9), [0, 4, 8])
    '[3, 9), lines 1-3'
    """
    first, last = lines_of(span, starts)
    return f"[{span.start}, {span.stop}), " + (f"lines {first}-{last}" if first < last else f"line {first}")
