"""Quotations fit on their line, and lines are counted as editors count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.report.quoting import in_one_line, line_starts, lines_of, quoted, where
from dedup.results.collapsed import Span
from tests.strategies import texts


@given(texts(), st.integers(10, 100))
def test_a_quotation_is_short_and_printable(text: str, most: int) -> None:
    quotation = quoted(text, most)
    assert len(quotation) <= most
    assert quotation.isprintable()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("short enough for it", "short enough for it"),
        ("one\n two\tthree", "one two three"),
        ("the words at both ends of it are whole", "the words at … whole"),
        ("x" * 30, "x" * 14 + " … " + "x" * 8),
        ("\x1b[2J", "\ufffd[2J"),
    ],
)
def test_quotations(text: str, wanted: str) -> None:
    assert quoted(text, 25) == wanted


def test_a_text_is_shown_on_one_line() -> None:
    assert in_one_line("a\r\nb\u2028c") == "a b c"


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
