"""Bytes and times for people."""

from __future__ import annotations

import pytest

from dedup.report.amounts import in_bytes, in_time


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 B"),
        (999.4, "999 B"),
        (999.5, "1 KB"),
        (1234, "1.23 KB"),
        (12_345, "12.3 KB"),
        (123_456, "123 KB"),
        (999_499, "999 KB"),
        (999_500, "1 MB"),
        (5e12, "5 TB"),
        (2e18, "2e+03 PB"),
    ],
)
def test_bytes_have_three_digits(number: float, words: str) -> None:
    assert in_bytes(number) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (0.044, "0.044 s"),
        (9.94, "9.9 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (61, "1 min 1 s"),
        (3569, "59 min 29 s"),
        (3571, "1 h"),
        (3600, "1 h"),
        (9000, "2 h 30 min"),
        (84_500, "23 h 28 min"),
        (86_399, "1 d"),
        (86_400, "1 d"),
        (1e8, "1,157 d 10 h"),
    ],
)
def test_times_have_two_units(seconds: float, words: str) -> None:
    assert in_time(seconds) == words
