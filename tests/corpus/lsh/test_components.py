"""Components: what is joined by keys, directly or through others, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus.documents.by_component import find_components
from dedup.corpus.lsh.components import Components
from dedup.kernel import _kernel


def firsts_by_definition(texts: int, pairs: list[tuple[int, int]]) -> list[int]:
    first = list(range(texts))
    for _ in range(texts):
        for a, b in pairs:
            first[a] = first[b] = min(first[a], first[b])
    return first


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_components_are_those_of_the_definition(case: tuple[int, list[tuple[int, int]]]) -> None:
    texts, pairs = case
    components = Components(texts)
    for a, b in pairs:
        components.join(np.array([a], np.uint32), np.array([b], np.uint32))
    assert components.firsts().tolist() == firsts_by_definition(texts, pairs)


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=25), st.data())
def test_texts_with_a_key_in_common_are_joined(rows: list[list[int]], data: st.DataObject) -> None:
    keys = np.array(rows, np.uint64).T << np.uint64(60)
    has_words = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))))
    pairs = [
        (a, b)
        for a in range(len(rows))
        for b in range(a)
        if has_words[a] and has_words[b] and {*rows[a]} & {*rows[b]}  # keys of all bands are alike
    ]
    first = find_components(lambda band, texts: keys[band][texts], 4, has_words)
    assert first.tolist() == firsts_by_definition(len(rows), pairs)


@pytest.mark.parametrize("pair", [(0, 4), (4, 0)])
def test_a_pair_with_a_text_that_is_not_there_is_refused(pair: tuple[int, int]) -> None:
    with pytest.raises(IndexError, match="a text that there is not"):
        Components(4).join(*(np.array([text], np.uint32) for text in pair))


def test_a_parent_after_its_child_is_refused() -> None:
    with pytest.raises(IndexError, match="after its child"):
        _kernel.name_components(np.array([0, 2, 2], np.uint32))
    with pytest.raises(IndexError):
        _kernel.join(np.array([0, 2, 2], np.uint32), np.array([1], np.uint32), np.array([0], np.uint32))
