"""Negations and numerals are known however they are written, and no other word is."""

from __future__ import annotations

import pytest

from dedup.kernel._kernel import NEGATION, NUMERAL, known_words


@pytest.mark.parametrize(
    "word",
    ["not", "NOT", "Nicht", "jamais", "ningún", "ningu\u0301n", "не", "НИКОГДА", "χωρίς", "ليس", "नहीं", "不"],
)
def test_negations(word: str) -> None:
    assert known_words(word)[0] == NEGATION


@pytest.mark.parametrize("word", ["two", "Twelve", "zwölf", "ZWO\u0308LF", "двенадцать", "二"])
def test_numerals(word: str) -> None:
    assert known_words(word)[0] == NUMERAL


@pytest.mark.parametrize(
    "word",
    [
        "one",  # an article, too
        "knot",
        "nots",
        "thirteen",
        "no1",
        "not" * 4,
        "not" * 5,
        "un" * 6 + "ú",
        "нет" * 4,
        "нет" * 5,
        "ü" * 12,
        "ü" * 13,
        "ﬁ" * 6,
        "ﬁ" * 7,
        "supercalifragilisticexpialidocious",
        "superc\ufffdalifragilisticexpialidociousé",
    ],
)
def test_other_words_are_not_known_however_long(word: str) -> None:
    assert set(known_words(word)) == {0}
