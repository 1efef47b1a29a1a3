"""The search for the slowest text: recipes that can be followed again, and a bound that is watched."""

from __future__ import annotations

import random

import pytest

from benchmarks import slowest
from benchmarks.slowest import ORDERS, Found, Recipe, changed, climb, drawn, main, text_of, work_a_word

RECIPE = drawn(random.Random(1))


@pytest.mark.parametrize("order", ORDERS)
def test_a_recipe_always_makes_the_same_text(order: str) -> None:
    recipe = RECIPE._replace(order=order, line=0)
    assert text_of(recipe, 5000) == text_of(recipe, 5000)
    assert len(text_of(recipe, 5000)) == 5000


def test_lines_have_the_words_that_the_recipe_says() -> None:
    lines = text_of(RECIPE._replace(alphabet="ab", stop=" ", line=6), 5000).split("\n")
    assert {len(line.split()) for line in lines[:-1]} == {6}


def test_a_changed_recipe_differs_in_two_fields_at_most() -> None:
    rng = random.Random(2)
    for _ in range(50):
        assert sum(a != b for a, b in zip(RECIPE, changed(rng, RECIPE))) <= 2


def test_a_seed_finds_the_same_recipes_again() -> None:
    assert climb(random.Random(3), 8, work_a_word) == climb(random.Random(3), 8, work_a_word)


def test_a_climb_ends_higher_than_chance() -> None:
    def cost(recipe: Recipe) -> Found:
        return Found(recipe.unit / recipe.vocabulary, recipe)

    best, *_ = climb(random.Random(4), 300, cost)
    assert best.cost == 2000  # the longest unit, of one word


def test_too_much_work_fails_and_names_the_recipe(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--texts", "5", "--seed", "1"]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(slowest, "TOO_MUCH", 0)
    assert main(["--texts", "5", "--seed", "1"]) == 1
    assert "TOO MUCH" in (err := capsys.readouterr().err)
    assert "Recipe(seed=" in err
