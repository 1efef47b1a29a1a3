"""`dedup.sketch`: one row a text, the same on every machine, and near to the truth for texts."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.corpus.lsh.signatures import sketch_batch
from dedup.kernel import _kernel
from tests.corpus.made_up import exchanged, prose
from tests.oracle import reference
from tests.strategies import texts


@given(st.lists(texts(), max_size=3))
def test_rows_are_those_of_the_reference(batch: list[str]) -> None:
    expected = [reference.signature_of(text) for text in batch]
    for level in _kernel.simd_levels():
        _kernel.set_simd(level)
        assert dedup.sketch(batch).tolist() == expected


def secret_key(secret: bytes) -> reference.Key:
    """The kernel's key of 16 bytes: 0xC1 stands in no UTF-8, so no factor of a hash can be made zero."""
    a, b = (int.from_bytes(half, "little") & ~0xFF | 0xC1 for half in (secret[:8], secret[8:]))
    return a, b


@given(st.lists(texts(), max_size=3), st.binary(min_size=16, max_size=16))
def test_one_look_gives_the_rest_as_well(batch: list[str], key: bytes) -> None:
    sketches = sketch_batch(batch, key)
    assert np.array_equal(sketches.signatures, dedup.sketch(batch))
    assert sketches.word_digests.tolist() == [list(reference.digest_words(text)) for text in batch]
    assert sketches.character_digests.tolist() == [reference.digest_signs(text, secret_key(key)) for text in batch]
    assert sketches.word_counts.tolist() == [len(reference.words(text)) for text in batch]


@given(st.lists(texts(), max_size=3), st.binary(min_size=16, max_size=16))
def test_words_are_digested_under_any_key(batch: list[str], key: bytes) -> None:
    digests = np.empty((len(batch), 2), np.uint64)
    _kernel.digest_words(batch, digests, key)
    assert digests.tolist() == [list(reference.digest_words(text, secret_key(key))) for text in batch]


def test_any_iterable_of_texts() -> None:
    batch = ["one two three", "", "four"]
    expected = dedup.sketch(batch)
    assert expected.shape == (3, 128)
    assert expected.dtype == np.uint32
    assert np.array_equal(dedup.sketch(tuple(batch)), expected)
    assert np.array_equal(dedup.sketch(text for text in batch), expected)
    assert dedup.sketch([]).shape == (0, 128)


def test_a_text_without_words_is_alike_to_nothing() -> None:
    nothing, something = dedup.sketch(["* * *", "one"])
    assert (nothing == 0xFFFFFFFF).all()
    assert not (nothing == something).any()


def test_the_least_of_two_rows_is_the_row_of_both_sets() -> None:
    text = prose(Random(5), 300)
    words = text.split()
    first, second, whole = dedup.sketch([" ".join(words[:150]), " ".join(words[146:]), text])  # 4 words: no border
    assert np.array_equal(np.minimum(first, second), whole)


@pytest.mark.parametrize("words", [20, 60, 150, 1000])
@pytest.mark.parametrize("times", [1, 3])
def test_rows_estimate_how_alike_texts_are(words: int, times: int) -> None:
    source = Random(words + times)
    batch = [prose(source, words) for _ in range(100)]
    others = [exchanged(source, text, times) for text in batch]
    shingles, new = words - 4, 5 * times  # each word that is exchanged is in five shingles
    truth = (shingles - new) / (shingles + new)
    errors = (dedup.sketch(batch) == dedup.sketch(others)).mean(axis=1) - truth
    sigma = np.sqrt(truth * (1 - truth) / 128)  # of MinHash, which is more
    assert (abs(errors) <= 5 * sigma).all()
    assert abs(errors.mean()) <= 4 * sigma / np.sqrt(len(batch))


@pytest.mark.parametrize("wrong", ["a bare text", [b"bytes"], ["text", None], 3])
def test_only_str_is_text(wrong: object) -> None:
    with pytest.raises(TypeError):
        dedup.sketch(wrong)
