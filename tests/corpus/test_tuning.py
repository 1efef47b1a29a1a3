"""Tuning: what each threshold removes, and the pairs on both sides of the one in question."""

from __future__ import annotations

import pytest

import dedup
from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.tuning import REACH, Borderline, Tuning, tune
from dedup.corpus.source.open import source_of
from dedup.options import deduplicate_options, read_options
from tests.corpus.made_up import mixture

THRESHOLDS = (0.5, 0.6, 0.7, 0.9, 1.0)
SEEDS = range(4)


def tuned(texts: list[str], pairs: int = 50, jaccard: float = 0.8) -> Tuning:
    with Checkpoint() as checkpoint:
        options = deduplicate_options(jaccard=jaccard, protect=())
        return tune(source_of(texts, read_options()), THRESHOLDS, pairs, options, checkpoint)


def numbers(pairs: list[Borderline]) -> list[int]:
    return [one.pair.number for one in pairs]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_threshold_removes_what_a_call_with_it_removes(seed: int) -> None:
    texts = mixture(seed)
    tuning = tuned(texts)
    assert [threshold.jaccard for threshold in tuning.thresholds] == [1.0, 0.9, 0.8, 0.7, 0.6, 0.5]
    for jaccard, outcome in tuning.thresholds:
        d = dedup.deduplicate(texts, jaccard, protect=())
        assert outcome.stays.tolist() == d.mask.tolist()
    assert tuning.chosen is tuning.thresholds[2].outcome


@pytest.mark.parametrize("seed", SEEDS)
def test_all_near_copies_within_reach_are_on_their_side_of_the_threshold(seed: int) -> None:
    texts = mixture(seed)
    tuning = tuned(texts, pairs=1000)
    chosen = dedup.deduplicate(texts, 0.8, protect=())
    lowest = dedup.deduplicate(texts, 0.5, protect=())
    near = {removal.id for removal in chosen.removals if removal.kind == "near" and removal.jaccard <= 0.8 + REACH}
    assert {*numbers(tuning.above)} == near
    assert near
    removed = {removal.id for removal in chosen.removals}
    near_at_lowest = {removal.id for removal in lowest.removals if removal.kind == "near"} - removed
    assert near_at_lowest
    assert not removed & {*numbers(tuning.below)}
    for one in tuning.above:
        assert one.pair.jaccard >= 0.8
    for one in tuning.below:
        assert 0.5 <= one.removed_at <= one.pair.jaccard < 0.8
    assert numbers(tuning.below) == [*dict.fromkeys(numbers(tuning.below))]
    for pairs in (tuning.above, tuning.below):
        distances = [abs(one.pair.jaccard - 0.8) for one in pairs]
        assert distances == sorted(distances)
        assert distances[-1] <= REACH


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pair_says_which_threshold_removes_it_and_has_both_texts(seed: int) -> None:
    texts = mixture(seed)
    tuning = tuned(texts)
    for one in (*tuning.above, *tuning.below):
        removed_at = [jaccard for jaccard, outcome in tuning.thresholds if not outcome.stays[one.pair.number]]
        assert one.removed_at == max(jaccard for jaccard in removed_at if jaccard <= 0.8)
        assert one.text == texts[one.pair.number]
        assert one.kept_text == texts[one.pair.kept]


def test_pairs_of_several_families_come_before_a_second_pair_of_one() -> None:
    def page(family: str, change: int) -> str:
        words = [f"{family}{number}" for number in range(120)]
        words[change] = f"changed{change}"
        return " ".join(words)

    # Of the first family nine pages are as near to the threshold as the two of each of the others.
    texts = [page("a", change) for change in range(20, 110, 10)]
    texts += [page(family, change) for family in "bcd" for change in (40, 80)]
    above = tuned(texts, pairs=4).above
    assert len({one.pair.kept for one in above}) == 4
    assert len(tuned(texts, pairs=7).above) == 7


def test_nothing_is_below_the_lowest_threshold_and_few_texts_are_no_error() -> None:
    assert tuned(mixture(0), jaccard=0.5).below == []
    for texts in ([], ["One."], ["One.", "Two."]):
        tuning = tuned(texts)
        assert tuning.above == tuning.below == []
