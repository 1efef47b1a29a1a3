"""Bands that are matched together: what a chance of keys may bring side by side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.judging import unjudged
from dedup.corpus.documents.matching import Matcher, Matches

U32 = NDArray[np.uint32]


def settled(keys: NDArray[np.uint64]) -> list[bool]:
    """Which of some texts go, all of them being alike to one another; keys[band, text]."""

    def verify(lower: U32, higher: U32) -> Matches:
        return Matches(lower, higher, np.ones(len(lower), np.uint32), *unjudged(len(lower)))

    bands, texts = keys.shape
    matcher = Matcher(lambda number, some: keys[number][some], bands, np.ones(texts, bool), 0, verify)
    return matcher.settle().removed.tolist()


def test_a_text_with_one_key_in_two_bands_does_not_go_for_itself() -> None:
    keys = np.array([[1, 2, 3], [1, 2, 3]], np.uint64) << np.uint64(60)
    assert settled(keys) == [False, False, False]


def test_a_text_does_not_go_for_one_of_worse_rank() -> None:
    keys = np.array([[4, 5, 1], [1, 6, 7]], np.uint64) << np.uint64(60)
    assert not settled(keys)[0]
