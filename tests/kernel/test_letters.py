"""The bit-parallel alignment of letters against the textbook's dynamic programming."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.kernel import _kernel


def stretches() -> st.SearchStrategy[str]:
    """Letters few enough to meet by chance, of sizes on both sides of one and more machine words."""
    letters = st.sampled_from(("ab", "abcdef", "aé漢😀", "abcdefghijklmnopqrstuvwxyz"))
    sizes = st.sampled_from((0, 1, 2, 10, 63, 64, 65, 128, 129, 320))
    return st.tuples(letters, sizes).flatmap(lambda kind: st.text(kind[0], min_size=kind[1] // 2, max_size=kind[1]))


def distances(a: str, b: str) -> list[list[int]]:
    """The edit distance of every prefix of `a` to every prefix of `b`."""
    rows = [list(range(len(b) + 1))]
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other)))
        rows.append(row)
    return rows


def edits(partners: list[int], a: int, b: int) -> int:
    """What an alignment costs: between two pairs, as many edits as the longer of both sides has letters."""
    cost = last_i = last_j = 0
    for i, j in [(i, j) for i, j in enumerate(partners) if j >= 0] + [(a, b)]:
        cost += max(i - last_i, j - last_j)
        last_i, last_j = i + 1, j + 1
    return cost


@given(stretches(), stretches())
def test_an_alignment_of_wholes_has_the_least_edits(a: str, b: str) -> None:
    reach_a, reach_b, partners = _kernel.align_letters(a, b)
    assert (reach_a, reach_b) == (len(a), len(b))
    assert all(a[i] == b[j] for i, j in enumerate(partners) if j >= 0)
    paired = [j for j in partners if j >= 0]
    assert paired == sorted(set(paired))
    assert edits(partners, len(a), len(b)) == distances(a, b)[-1][-1]


@given(stretches(), stretches())
def test_an_open_alignment_reaches_the_best_score(a: str, b: str) -> None:
    reach_a, reach_b, partners = _kernel.align_letters(a, b, False)
    rows = distances(a, b)
    best = max(i + j - 4 * rows[i][j] for i in range(len(a) + 1) for j in range(len(b) + 1))
    assert reach_a + reach_b - 4 * rows[reach_a][reach_b] == best
    assert all(j < reach_b for j in partners[:reach_a])
    assert all(j == -1 for j in partners[reach_a:])
    assert edits(partners[:reach_a], reach_a, reach_b) == rows[reach_a][reach_b]


def test_stretches_have_bounds() -> None:
    with pytest.raises(ValueError, match="at most 320 letters"):
        _kernel.align_letters("a" * 321, "a")
