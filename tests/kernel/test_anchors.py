"""The search for passages against a quadratic one.

No run of equal words is missed that is long enough, if each shingle of it stands in the first text no more often than
places are looked up: the first and the latest two.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.kernel import _kernel
from dedup.repeats.find import link_words

LEAST = 24  # letters; eight words of three
SHINGLE, PLACES = 3, 3

#: Few enough words that runs of every length meet by chance, too many for a run to stand on every diagonal.
WORDS = tuple(x + y + z for x in "bcd" for y in "aeo" for z in "lmn")


@st.composite
def pairs(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Two lists of words; the second has some stretches of the first in it, in any order."""
    a = draw(st.lists(st.sampled_from(WORDS), min_size=10, max_size=80))
    b = draw(st.lists(st.sampled_from(WORDS), max_size=20))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(a) - 1))
        b += a[start : start + draw(st.integers(5, 30))] + draw(st.lists(st.sampled_from(WORDS), max_size=6))
    return a, b


def equal_runs(a: list[str], b: list[str]) -> list[tuple[int, int, int]]:
    """(start in a, start in b, words) of all maximal runs of equal words, by comparing all with all."""
    runs = []
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j] and not (i and j and a[i - 1] == b[j - 1]):
                n = 0
                while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
                    n += 1
                runs.append((i, j, n))
    return runs


def can_be_found(a: list[str], start: int, words: int) -> bool:
    """Whether each shingle of the run stands in the first text at no more places than are looked up."""
    shingles = [a[i : i + SHINGLE] for i in range(len(a) - SHINGLE + 1)]
    return all(shingles.count(shingle) <= PLACES for shingle in shingles[start : start + words - SHINGLE + 1])


def words_within(start: int, stop: int, places: list[tuple[int, int]]) -> set[int]:
    return {n for n, place in enumerate(places) if start <= place[0] and place[1] <= stop}


@pytest.mark.slow
@settings(max_examples=300)
@given(pairs())
def test_every_long_run_of_equal_words_is_in_a_passage_or_known_on_one_side(pair: tuple[list[str], list[str]]) -> None:
    a, b = pair
    text_a, text_b = " ".join(a), " ".join(b)
    found = _kernel.compare_texts(text_a, text_b, LEAST, 0.8, 5).passages
    places_a, places_b = ([word[:2] for word in _kernel.words(text)] for text in (text_a, text_b))
    in_a: set[int] = set()
    in_b: set[int] = set()
    for place_a, place_b, *_ in found:
        in_a |= words_within(place_a[1], place_a[2], places_a)
        in_b |= words_within(place_b[1], place_b[2], places_b)
    for i, j, n in equal_runs(a, b):
        if 3 * n < 2 * LEAST or not can_be_found(a, i, n):
            continue  # a part of it may be known, and the rest then be too short
        known_a, known_b = in_a & set(range(i, i + n)), in_b & set(range(j, j + n))
        assert 2 * len(known_a) >= n or 2 * len(known_b) >= n, (i, j, n)


@given(pairs())
def test_every_word_is_linked_to_one_like_it(pair: tuple[list[str], list[str]]) -> None:
    text_a, text_b = map(" ".join, pair)
    for link in link_words(text_a, text_b):
        if link.equal == link.letters:
            assert text_a[link.kept_start : link.kept_stop] == text_b[link.start : link.stop]
