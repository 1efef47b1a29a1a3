"""Quotations fit on their line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.report.quoting import in_one_line, quoted
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
