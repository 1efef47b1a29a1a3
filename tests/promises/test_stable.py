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


@pytest.mark.parametrize(
    ("seed", "removes", "at_odds"),
    [
        (6598, False, False),  # all is put back
        (6616, True, False),
        (9048, True, False),
        (12382, False, True),  # little else could be removed
        (11888, True, True),
    ],
)
def test_what_keeps_coming_back_stays_and_the_rest_goes(
    seed: int, removes: bool, at_odds: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    gave_way = []
    monkeypatch.setattr(
        Remaining, "give_way", lambda *arguments, give_way=Remaining.give_way: gave_way.append(give_way(*arguments))
    )
    recipe = drawn(Random(seed))
    text = text_of(recipe, 2000)
    collapsed = dedup.collapse(text, min_letters=recipe.min_letters)
    assert (bool(collapsed.removals), bool(gave_way)) == (removes, at_odds)
    assert collapsed.restore() == text
    assert not dedup.collapse(collapsed.text, min_letters=recipe.min_letters).removals


#: What a run on its rest removes of it, another one puts back.
WAVERING = (
    "Br\xfccke Stra\xdfe geschlossen eines \xdcbermut geschlossen eibt Risses Pfeiler B\xfcrgermeister "
    "\xf6ffnen Risses?Ben eines \xdcbermut geschlossen undwegen bleibt derRisses Pfeiler B\xfcrgermeister "
    "\xf6ffnen Risses?\nuntr\nter be get\ntogether boy write\nS geschlossen eines \xdcbermut s Risses "
    "Pfeiler B\xfcrgermeister \xf6ffnen isesB geschlossen eines \xdcbermut Pfeiler B\xfcrgermeister "
    "\xf6ffnen ises?geschlossen eines \xdcbermut Risses Pfeiler B\xfcrgermeister eines \xdcbermut Pfeiler "
    "B\xfcrgermeister nen sses?\nim Fu\xdfg\xe4ngern \xdcbermut.\nBr\xfccke Stra\xdfe geschlossen Pfeiler "
    "B\xfcrgermeister \xf6ffnen Risses?Br\xfccke Stra\xdfe geschlossen B\xfcrgermeister \xf6ffnen "
    "Risses?tra\xdfe geschlosseneines Pfeiler B\xfcrgermeister \xf6ffnen?\nountr water be get\ntogether "
    "boy write angPfeile\ud800im Fu\xdfg\xe4ngern \xdcbermut"
)


@pytest.mark.parametrize("keep", ["fullest", "first", "last"])
def test_a_run_on_the_rest_is_the_very_run_that_would_follow(keep: str) -> None:
    collapsed = dedup.collapse(WAVERING, keep=keep, protect=())
    assert not dedup.collapse(collapsed.text, keep=keep, protect=()).removals
