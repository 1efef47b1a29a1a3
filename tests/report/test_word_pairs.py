"""Where two passages differ."""

from __future__ import annotations

import pytest
from hypothesis import given

from dedup.kernel import _kernel
from dedup.report.word_pairs import differences, word_pairs
from tests.strategies import texts

SAID = "The mayor said on Monday that the old bridge will open to traffic in the spring of the coming year"


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        (SAID, []),
        (SAID.upper().replace(" ", ", "), []),
        (SAID.replace("Monday", "Friday"), [("Monday", "Friday")]),
        (SAID.replace("will open", "will not open"), [("", "not")]),
        (SAID.replace("old bridge", "bridge"), [("old", "")]),
        (SAID.replace("the old bridge", "a new road"), [("the old bridge", "a new road")]),
        (SAID.replace("mayor", "mayer"), [("mayor", "mayer")]),
        (SAID.replace("The", "A").replace("year", "week"), [("The", "A"), ("year", "week")]),
    ],
)
def test_differences(changed: str, wanted: list[tuple[str, str]]) -> None:
    assert differences(SAID, changed) == wanted
    assert differences(changed, SAID) == [(b, a) for a, b in wanted]


def test_where_no_spaces_are_written() -> None:
    assert differences("市政府周一晚上就新桥进行表决", "市政府周五晚上就新桥进行表决") == [("一", "五")]


@pytest.mark.parametrize("passage", ["Contact", "News and", "", "1", SAID, "one two three " * 30])
def test_a_passage_does_not_differ_from_itself(passage: str) -> None:
    assert differences(passage, passage) == []


def test_passages_that_have_no_word_in_common() -> None:
    assert differences("one two", "three") == [("one two", "three")]
    assert differences("", "three") == [("", "three")]
    assert differences("", "...") == []


@given(texts(), texts())
def test_pairs_ascend_in_both(a: str, b: str) -> None:
    pairs = word_pairs(a + b, b + a)
    assert pairs == sorted(pairs, key=lambda pair: pair[1])
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


@given(texts(), texts())
def test_there_are_differences_where_the_words_are_not_the_same(a: str, b: str) -> None:
    assert bool(differences(a, b)) == (_kernel.word_letters(a) != _kernel.word_letters(b))
    assert differences(a, a) == []
