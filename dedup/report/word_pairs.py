"""Aligns two passages word by word, and finds where they differ."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from dedup.kernel import _kernel
from dedup.repeats.find import link_words
from dedup.results.span import Span


class Difference(NamedTuple):
    """Consecutive words that only one passage has, or that replace each other."""

    a: str  #: "" when only the second passage has them
    b: str


def word_pairs(a: str, b: str) -> list[tuple[int, int]]:
    """The aligned words of `a` and `b`, as pairs of their indexes; ascending in both."""
    places_a = {word[0]: place for place, word in enumerate(_kernel.words(a))}
    places_b = {word[0]: place for place, word in enumerate(_kernel.words(b))}
    pairs = [(places_b[link.start], places_a[link.kept_start]) for link in link_words(a, b) if link.equal]
    return [(in_a, in_b) for in_b, in_a in _ascending(pairs)]


def differences(a: str, b: str) -> list[Difference]:
    """Finds where the words of two passages differ, in order; case, accents and punctuation do not count.

    >>> differences("We met at noon on Friday.", "We MET at one, on a Friday!")
    [Difference(a='noon', b='one'), Difference(a='', b='a')]
    """
    return [Difference(a[slice(*in_a)], b[slice(*in_b)]) for in_a, in_b in differing_spans(a, b)]


def differing_spans(a: str, b: str) -> list[tuple[Span, Span]]:
    """Finds the spans of `differences`; where only one passage has words, the other's span is empty.

    >>> differing_spans("We met on Friday.", "We met on a Friday!")
    [(Span(start=10, stop=10), Span(start=10, stop=11))]
    """
    words_a, words_b = _kernel.words(a), _kernel.words(b)
    letters_a, letters_b = _kernel.word_letters(a), _kernel.word_letters(b)
    equal = [(i, j) for i, j in word_pairs(a, b) if letters_a[i] == letters_b[j]]
    result: list[tuple[Span, Span]] = []
    at_a = at_b = 0
    for next_a, next_b in [*equal, (len(words_a), len(words_b))]:
        # Equal words may be unaligned, if there are too few of them in a row.
        while at_a < next_a and at_b < next_b and letters_a[at_a] == letters_b[at_b]:
            at_a, at_b = at_a + 1, at_b + 1
        if at_a < next_a or at_b < next_b:
            result.append((_span(a, words_a, at_a, next_a), _span(b, words_b, at_b, next_b)))
        at_a, at_b = next_a + 1, next_b + 1
    return result


def _span(text: str, words: Sequence[tuple[int, ...]], first: int, end: int) -> Span:
    """The span from the first of some words to the last; an empty one is at the next word."""
    start = words[first][0] if first < len(words) else len(text)
    return Span(start, words[end - 1][1] if first < end else start)


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of the pairs, sorted by their first values, that ascends in the second ones too."""
    lowest: list[int] = []  # by length: the lowest second value that a subsequence can end with, ...
    ends: list[int] = []  # ... and the pair it belongs to
    before: list[int] = []  # for each pair, the one before it
    for n, (_, place) in enumerate(pairs):
        length = bisect_left(lowest, place)
        lowest[length : length + 1] = [place]
        ends[length : length + 1] = [n]
        before.append(ends[length - 1] if length else -1)
    chosen: list[tuple[int, int]] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chosen.append(pairs[n])
        n = before[n]
    return chosen[::-1]
