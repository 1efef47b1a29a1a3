"""Bands: pairs become candidates as often as the curve says, of small sets too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus.lsh.banding import SLOTS, Bands, band_keys, bands_for
from tests.corpus.lsh.random_sets import U32, U64, random_pairs, sign_rows

JACCARDS = (0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
EIGHT_ROWS = Bands(8, 16)
BANDS = (*sorted({bands_for(jaccard) for jaccard in (0.5, 0.65, 0.75, 0.8, 0.85)}), EIGHT_ROWS)
PAIRS = 8000


def share_of_candidates(a: U32, b: U32, bands: Bands) -> float:
    """The share of pairs that agree in a band."""
    return float((band_keys(a, bands) == band_keys(b, bands)).any(axis=0).mean())


def is_on_curve(share: float, chance: float, pairs: int) -> bool:
    """Within four standard errors of so many pairs and .02, for slots are not quite independent."""
    return abs(share - chance) <= 4 * np.sqrt(chance * (1 - chance) / pairs) + 0.02


@pytest.mark.slow
@pytest.mark.parametrize("union", [5, 20, 50, 100, 200, 1000])
@pytest.mark.parametrize("jaccard", JACCARDS)
def test_candidates_are_as_many_as_the_curve_says(union: int, jaccard: float) -> None:
    shared = min(round(jaccard * union), union - 1)
    a, b = map(sign_rows, random_pairs(union, shared, PAIRS))
    for bands in BANDS:
        assert is_on_curve(share_of_candidates(a, b, bands), bands.chance(shared / union), PAIRS), bands


# -- a sketch that is known to be wrong --------------------------------------------------------------------------------


def rotated(rows: U64) -> U32:
    """One permutation hashing, densified by rotation: an empty slot takes the value of the next one that is not.

    So a few hashes fill all slots, in runs, and whole bands are equal when one hash is (Shrivastava and Li, ICML 2014).
    """
    signatures = np.empty((len(rows), SLOTS), np.uint32)
    for row, signature in zip(rows, signatures):
        least = np.full(SLOTS, 0xFFFFFFFF, np.uint32)
        np.minimum.at(least, row >> np.uint64(57), row.astype(np.uint32))
        filled = np.flatnonzero(least != 0xFFFFFFFF)
        signature[:] = least[filled[np.searchsorted(filled, np.arange(SLOTS)) % len(filled)]]
    return signatures


@pytest.mark.parametrize("union", [5, 20, 50])
def test_the_curve_tells_a_wrong_sketch_of_small_sets(union: int) -> None:
    a, b = map(rotated, random_pairs(union, union // 2, 1000))
    share, chance = share_of_candidates(a, b, EIGHT_ROWS), EIGHT_ROWS.chance(union // 2 / union)
    assert chance < 0.07
    assert share > 0.5
    assert not is_on_curve(share, chance, 1000)


def test_large_sets_do_not_tell_it() -> None:
    a, b = map(rotated, random_pairs(2000, 1000, 1000))
    assert is_on_curve(share_of_candidates(a, b, EIGHT_ROWS), EIGHT_ROWS.chance(0.5), 1000)


# -- which bands, and their keys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("jaccard", np.linspace(0.5, 1, 101).round(3))
def test_hardly_a_pair_at_the_threshold_is_missed(jaccard: float) -> None:
    bands = bands_for(jaccard)
    assert bands.chance(jaccard) >= 0.995
    assert bands.rows * bands.number <= SLOTS


def test_a_chance_is_one_of_finding_any_band() -> None:
    assert Bands(1, 1).chance(0.3) == pytest.approx(0.3)
    assert Bands(2, 1).chance(0.3) == pytest.approx(0.09)
    assert Bands(1, 2).chance(0.3) == pytest.approx(0.51)
    assert [EIGHT_ROWS.chance(jaccard) for jaccard in (0, 1)] == [0, 1]


@given(st.integers(0, 2**32), st.sampled_from(BANDS))
def test_keys_are_equal_where_all_rows_of_a_band_are(seed: int, bands: Bands) -> None:
    source = np.random.default_rng(seed)
    values = np.array([0, 1, 2**31, 2**32 - 1], np.uint32)
    base = source.choice(values, SLOTS)
    signatures = np.where(source.random((6, SLOTS)) < 0.8, base, source.choice(values, (6, SLOTS)))
    keys = band_keys(signatures, bands)
    assert keys.shape == (bands.number, 6)
    for band in range(bands.number):
        rows = signatures[:, band * bands.rows : (band + 1) * bands.rows]
        equal = (rows[:, None] == rows[None, :]).all(axis=2)
        assert np.array_equal(keys[band][:, None] == keys[band][None, :], equal)
