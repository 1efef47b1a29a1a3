"""The share of equal slots as an estimate: without bias, and with the variance that the sketch promises.

If the winners of the slots are a random choice among u hashes, N of the 128 slots to each, then the estimate has the
variance alpha J (1 - J) / 128, where alpha = Var(N) / (128 (1/u) (1 - 1/u)) depends on u alone. MinHash has 1.
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from dedup.corpus.lsh.banding import SLOTS
from tests.corpus.lsh.random_sets import U64, random_pairs, random_rows, sign_rows

pytestmark = pytest.mark.slow

UNIONS = (5, 10, 20, 50, 100, 200, 1000)
JACCARDS = (0.2, 0.5, 0.8, 0.95)
PAIRS = 5000

Floats = NDArray[np.float64]


def estimates(union: int, shared: int, pairs: int = PAIRS) -> Floats:
    a, b = random_pairs(union, shared, pairs)
    return (sign_rows(a) == sign_rows(b)).mean(axis=1)


def slots_won(sets: U64) -> NDArray[np.int64]:
    """How many slots each hash of each set wins: those in which no other hash has less when alone."""
    count, size = sets.shape
    alone = sign_rows(sets.reshape(-1, 1)).reshape(count, size, SLOTS)
    return np.array([np.bincount(winners, minlength=size) for winners in alone.argmin(axis=1)])


@pytest.mark.parametrize(
    ("union", "alpha"), [(5, 0.89), (10, 0.81), (20, 0.70), (50, 0.55), (100, 0.52), (200, 0.58), (1000, 0.87)]
)
def test_slots_are_shared_out_more_evenly_than_by_chance(union: int, alpha: float) -> None:
    sets = random_rows(max(50, 40_000 // union), union, 0)
    variance = ((slots_won(sets) - SLOTS / union) ** 2).mean()
    assert variance / (SLOTS / union * (1 - 1 / union)) == pytest.approx(alpha, rel=0.1)


@pytest.mark.parametrize("union", UNIONS)
@pytest.mark.parametrize("jaccard", JACCARDS)
def test_estimates_have_no_bias(union: int, jaccard: float) -> None:
    shared = min(round(jaccard * union), union - 1)
    found = estimates(union, shared)
    assert abs(found.mean() - shared / union) <= 4 * found.std() / np.sqrt(PAIRS)


@pytest.mark.parametrize(("size", "most"), [(20, 0.87), (50, 0.8), (100, 0.8), (200, 0.85)])
@pytest.mark.parametrize("jaccard", JACCARDS)
def test_errors_are_less_than_those_of_minhash(size: int, most: float, jaccard: float) -> None:
    """Of two sets of that size each."""
    shared = round(2 * size * jaccard / (1 + jaccard))
    truth = shared / (2 * size - shared)
    errors = estimates(2 * size - shared, shared) - truth
    assert np.sqrt((errors**2).mean()) <= most * np.sqrt(truth * (1 - truth) / SLOTS)


@pytest.mark.parametrize("union", [20, 300])
@pytest.mark.parametrize("jaccard", JACCARDS)
def test_datasketch_says_the_same(union: int, jaccard: float) -> None:
    from datasketch import MinHash

    def minhash(found: U64) -> MinHash:
        made = MinHash(SLOTS)
        made.update_batch([number.tobytes() for number in found])
        return made

    shared, pairs = round(jaccard * union), 25
    a, b = random_pairs(union, shared, pairs)
    theirs = np.mean([minhash(first).jaccard(minhash(second)) for first, second in zip(a, b)])
    truth = shared / union
    most = 5 * np.sqrt(truth * (1 - truth) / SLOTS / pairs)
    assert abs(theirs - truth) <= most
    assert abs(estimates(union, shared, pairs).mean() - truth) <= most
