"""Documents that are all alike, or all nearly so: each is compared with a bounded number of others, not with each."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

import dedup
from dedup.corpus.shingle_store import ShingleStore
from tests.corpus.made_up import from_template, jaccard_of, prose


class Counted:
    """How many pairs of documents have been compared shingle by shingle."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pairs = 0
        count_shared = ShingleStore.count_shared

        def counted(store: ShingleStore, a: np.ndarray, b: np.ndarray) -> np.ndarray:
            self.pairs += len(a)
            return count_shared(store, a, b)

        monkeypatch.setattr(ShingleStore, "count_shared", counted)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


def copies(count: int, seed: int = 1) -> list[str]:
    """Copies of one text, each with a word of its own put in somewhere: a Jaccard index of .9 and more."""
    rng = Random(seed)
    words = prose(rng, 200).split()
    places = [rng.randint(0, 200) for _ in range(count)]
    return [" ".join([*words[:at], f"unique{number}", *words[at:]]) for number, at in enumerate(places)]


def templates(count: int, every: int, seed: int = 2) -> list[str]:
    rng = Random(seed)
    template = prose(rng, 120)
    return [from_template(rng, template, every) for _ in range(count)]


def test_every_pair_is_compared_shingle_by_shingle_where_there_are_few(compared: Counted) -> None:
    assert len(dedup.deduplicate(copies(2)).removals) == 1
    assert compared.pairs == 1


def test_twenty_thousand_near_copies_leave_one(compared: Counted) -> None:
    texts = copies(20_000)
    assert min(jaccard_of(texts[0], text) for text in texts[1:20]) > 0.85
    d = dedup.deduplicate(texts)
    print(compared.pairs / len(texts), d.stats)
    assert d.kept_ids == (0,)
    assert d.stats.unresolved == 0
    assert {removal.kept_id for removal in d.removals} == {0}
    assert compared.pairs <= 2 * len(texts)


@pytest.mark.parametrize("every", [17, 23])
def test_ten_thousand_texts_of_one_template_lose_nothing(compared: Counted, every: int) -> None:
    texts = templates(10_000, every)
    alike = jaccard_of(texts[0], texts[1])
    assert 0.5 < alike < 0.75
    d = dedup.deduplicate(texts)
    print(alike, compared.pairs / len(texts), d.stats)
    assert d.removals == ()
    assert compared.pairs <= 40 * len(texts)
