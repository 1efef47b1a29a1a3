"""Lines are counted as editors count them."""

from __future__ import annotations

import pytest

from dedup import Span
from dedup.results.lines import line_starts, lines_of, where


@pytest.mark.parametrize(
    ("span", "lines", "shown"),
    [
        (Span(0, 1), (1, 1), "[0, 1), line 1"),
        (Span(0, 2), (1, 1), "[0, 2), line 1"),
        (Span(0, 3), (1, 2), "[0, 3), lines 1-2"),
        (Span(2, 5), (2, 4), "[2, 5), lines 2-4"),
        (Span(4, 4), (4, 4), "[4, 4), line 4"),
    ],
)
def test_lines(span: Span, lines: tuple[int, int], shown: str) -> None:
    starts = line_starts("a\n\n\nb")
    assert lines_of(span, starts) == lines
    assert where(span, starts) == shown
