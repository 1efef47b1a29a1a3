"""What `compare` promises, on texts that hypothesis makes up."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import dedup
from dedup.kernel import _kernel
from tests.oracle import reference
from tests.strategies import texts

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def vocabulary(prefix: str) -> st.SearchStrategy[str]:
    """Words that share no more than chance letters with those of another prefix."""
    return st.text(LETTERS, min_size=3, max_size=8).map(lambda word: prefix + word)


def prose(prefix: str, least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(vocabulary(prefix), min_size=least, max_size=most, unique=True).map(" ".join)


SHARED = prose("s", 12, 60)


@st.composite
def edited_pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two versions of a text: some of its words are exchanged, left out or put in, here and there."""
    words = draw(st.lists(vocabulary("s"), min_size=10, max_size=60))
    other = list(words)
    for _ in range(draw(st.integers(0, 12))):
        place = draw(st.integers(0, len(other)))
        other[place : place + draw(st.integers(0, 2))] = draw(st.lists(vocabulary("x"), max_size=2))
    return " ".join(words), " ".join(other)


def longest_common(a: list[str], b: list[str]) -> int:
    """The most letters of words of `a` and `b` that can be paired in order, a pair of words by its common letters."""
    row = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b):
            diagonal, row[j + 1] = row[j + 1], max(row[j + 1], row[j], diagonal + common_letters(x, y))
    return row[-1]


def common_letters(x: str, y: str) -> int:
    row = [0] * (len(y) + 1)
    for letter in x:
        diagonal = 0
        for j, other in enumerate(y):
            diagonal, row[j + 1] = row[j + 1], diagonal + 1 if letter == other else max(row[j + 1], row[j])
    return row[-1]


def check(a: str, b: str, identity: float, min_letters: int) -> dedup.Comparison:
    """The comparison, once its passages keep what is promised of each."""
    m = dedup.compare(a, b, identity, min_letters)
    assert list(m.passages) == sorted(m.passages)
    assert len(set(m.passages)) == len(m.passages)
    for passage in m.passages:
        text_a, text_b = a[slice(*passage.a)], b[slice(*passage.b)]
        assert 0 <= passage.a.start < passage.a.stop <= len(a)
        assert 0 <= passage.b.start < passage.b.stop <= len(b)
        assert identity <= passage.identity <= 1
        words_a, words_b = _kernel.words(text_a), _kernel.words(text_b)
        assert sum(word[3] for word in words_a) >= min_letters
        assert sum(word[3] for word in words_b) >= min_letters
        assert (passage.kind == "exact") == (text_a == text_b)
        assert (passage.kind != "near") == ([word[2] for word in words_a] == [word[2] for word in words_b])
        assert passage.kind == "near" or passage.identity == 1
    return m


@given(texts(), texts(), st.floats(0.01, 1), st.integers(1, 100))
def test_any_texts(a: str, b: str, identity: float, min_letters: int) -> None:
    check(a, b, identity, min_letters)
    check(a + b, b + a, identity, min_letters)


@given(edited_pairs(), st.floats(0.3, 1), st.integers(1, 80))
def test_no_passage_is_less_alike_than_promised(pair: tuple[str, str], identity: float, min_letters: int) -> None:
    for passage in check(*pair, identity, min_letters).passages:
        words_a, words_b = (text[slice(*span)].split() for text, span in zip(pair, passage[:2]))
        letters = sum(map(len, words_a)) + sum(map(len, words_b))
        assert passage.identity <= 2 * longest_common(words_a, words_b) / letters + 1e-9


@given(edited_pairs())
def test_at_identity_one_all_words_are_the_same(pair: tuple[str, str]) -> None:
    for passage in check(*pair, 1.0, 20).passages:
        assert passage.kind == "exact"


@given(texts(), texts())
def test_exchanged_texts_give_the_mirrored_result(a: str, b: str) -> None:
    for x, y in ((a, b), (a + b, b + a), (a * 3, b + a)):
        one, other = dedup.compare(x, y, min_letters=5), dedup.compare(y, x, min_letters=5)
        assert (one.jaccard, one.a_in_b, one.b_in_a) == (other.jaccard, other.b_in_a, other.a_in_b)
        assert sorted((p.b, p.a, *p[2:]) for p in one.passages) == list(other.passages)


@given(SHARED, prose("a", 0, 40), prose("a", 0, 40), prose("b", 0, 40), prose("b", 0, 40))
def test_a_planted_passage_is_found_with_exact_ends(
    shared: str, before_a: str, after_a: str, before_b: str, after_b: str
) -> None:
    assume(sum(map(len, shared.split())) >= 60)
    a, b = f"{before_a}\n{shared}\n{after_a}", f"{before_b}\n{shared}\n{after_b}"
    (passage,) = check(a, b, 0.8, 60).passages
    assert a[slice(*passage.a)] == b[slice(*passage.b)] == shared


@given(prose("a", 0, 60), prose("b", 0, 60))
def test_unrelated_texts_share_nothing(a: str, b: str) -> None:
    m = dedup.compare(a, b)
    assert (m.jaccard, m.passages) == (0, ())


@given(texts(), texts())
def test_measures_against_sets(a: str, b: str) -> None:
    m = dedup.compare(a, b)
    in_a, in_b = ({shingle for shingle, _ in reference.shingles(text, 5)} for text in (a, b))
    if in_a and in_b:
        both = len(in_a & in_b)
        assert m.jaccard == both / len(in_a | in_b)
        assert (m.a_in_b, m.b_in_a) == (both / len(in_a), both / len(in_b))


@given(texts())
def test_a_text_is_wholly_in_itself(text: str) -> None:
    m = dedup.compare(text, text)
    assert m.jaccard == m.a_in_b == m.b_in_a == float(bool(text.split()))


@given(texts(), texts())
def test_joining_two_texts_changes_no_word(a: str, b: str) -> None:
    shift = len(a) + 2
    second = [(start + shift, stop + shift, *rest) for start, stop, *rest in _kernel.words(b)]
    assert _kernel.words(f"{a}\n\n{b}") == _kernel.words(a) + second


@pytest.mark.slow
def test_work_is_linear_on_hostile_texts() -> None:
    hostile = {
        "one letter": ("a" * 20000, "a" * 20001),
        "one word": ("word " * 20000, "word " * 20001),
        "one line": ("The same line of text again.\n" * 3000, "The same line of text again.\n" * 2999),
        "two words": ("ab cd ab ab " * 5000, "cd ab cd cd " * 5000),
    }
    for a, b in hostile.values():
        both = _kernel.compare_texts(a, b, 60, 0.8, 5)
        words, work = both.work
        assert work <= 1010 * words + 10_000  # the step that reaches the limit of 1,000 is finished
        assert sum(p[0][2] - p[0][1] + p[1][2] - p[1][1] for p in both.passages) <= 10 * (len(a) + len(b))


def test_a_text_that_repeats_itself_is_found_although_the_search_is_cut_short() -> None:
    a = "The same line of text again.\n" * 3000
    m = dedup.compare(a, a + a[:29])
    assert m.truncated
    assert m.passages[0].a == (0, len(a) - 1)
