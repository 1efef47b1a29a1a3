"""Promise 5: a second run removes nothing."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given

import dedup
from benchmarks.slowest import drawn, text_of
from dedup.repeats.remaining import Remaining
from tests.promises.planted import Planted, planted


@pytest.mark.parametrize("keep", ["fullest", "first", "last"])
@given(document=planted())
def test_a_second_run_removes_nothing(keep: str, document: Planted) -> None:
    collapsed = dedup.collapse(document.text, keep=keep)
    again = dedup.collapse(collapsed.text, keep=keep)
    assert not again.removals
    assert again.text == collapsed.text
    assert not collapsed.truncated


def test_what_keeps_coming_back_stays_and_the_rest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = []
    monkeypatch.setattr(Remaining, "freeze", lambda self, freeze=Remaining.freeze: frozen.append(freeze(self)))
    for seed in (6598, 6616, 9048, 12382, 15038, 27377):
        recipe = drawn(Random(seed))
        text = text_of(recipe, 2000)
        collapsed = dedup.collapse(text, min_letters=recipe.min_letters)
        assert bool(collapsed.removals) == (seed != 6598)
        assert collapsed.restore() == text
        assert not dedup.collapse(collapsed.text, min_letters=recipe.min_letters).removals
    assert frozen
