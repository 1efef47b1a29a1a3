"""Room for the words of large texts: it is counted, and where the count falls short nothing is lost."""

from __future__ import annotations

import numpy as np
import pytest

from dedup.kernel import _kernel

pytestmark = pytest.mark.slow

#: From here on words are counted, not taken for as many as there could be.
COUNTED = 1 << 20

DENSE = ("a ", "a.b&amp;", "a1 \u00a0", "&#97; ", "&shy;a ", "&#28450;", "&#28450;a", "漢", "é ", "\u0e01", "word ")

#: Words that no byte of ASCII parts: more than are counted.
UNDERCOUNTED = ("漢a", "\u0436\u060c", "か\u00e9")


def words_of(text: str) -> int:
    """The number of words, as the search for repeats has it."""
    return _kernel.work(text, 2**31 - 1)[0]


def words_in_batch(texts: list[str]) -> list[int]:
    """The same, as sketches have it."""
    counts = np.zeros(len(texts), np.uint32)
    _kernel.sketch_texts(texts, 5, np.zeros((len(texts), 128), np.uint32), counts=counts)
    return counts.tolist()


@pytest.mark.parametrize("piece", DENSE + UNDERCOUNTED, ids=ascii)
def test_all_words_of_a_large_text_are_found(level: str, piece: str) -> None:
    few = words_of(piece * 20)
    more = words_of(piece * 40) - few
    times = COUNTED // len(piece.encode()) // 20 + 2
    text, words = piece * (20 * times), few + more * (times - 1)
    assert words_of(text) == words
    assert words_in_batch(["one", text]) == [1, words]


@pytest.mark.parametrize("piece", UNDERCOUNTED, ids=ascii)
def test_room_that_runs_out_in_plain_text_is_made(level: str, piece: str) -> None:
    dense = piece * (COUNTED // 4 // len(piece.encode()))
    plain = "a b c d e f g h " * (COUNTED // 16)
    assert words_of(f"{dense}. {plain}") == words_of(dense) + COUNTED // 2
