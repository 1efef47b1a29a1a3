"""Signatures and digests: kernel and reference agree on every set and every text, and both do what is promised."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from random import Random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dedup.kernel import _kernel
from tests.oracle import reference
from tests.strategies import texts

WIDTH = 5
LEVELS = _kernel.simd_levels()

numbers = st.integers(0, 2**64 - 1)


def made(seed: int, size: int) -> list[int]:
    source = Random(seed)
    return [source.getrandbits(64) for _ in range(size)]


def in_steps(first: int, step: int, size: int) -> list[int]:
    return [(first + step * i) % 2**64 for i in range(size)]


def hashes() -> st.SearchStrategy[list[int]]:
    """Hashes as they should be, and as they should not: equal ones, and such as differ in a few bits only."""
    few = st.lists(numbers, max_size=20)
    sizes = st.integers(0, 600)
    steps = st.sampled_from((1, 3, 1 << 25, 1 << 32, 1 << 57, 0x9E3779B97F4A7C15))
    again = st.builds(lambda found, times: found * times, few, st.integers(1, 60))
    return st.one_of(few, st.builds(made, numbers, sizes), st.builds(in_steps, numbers, steps, sizes), again)


def sign(found: Iterable[int]) -> list[int]:
    signature = np.empty(reference.SLOTS, np.uint32)
    _kernel.sign_hashes(np.fromiter(found, np.uint64), signature)
    return signature.tolist()


def sketch(batch: list[str]) -> tuple[NDArray[np.uint32], list[list[int]], list[int], list[int]]:
    """Signatures, digests of words and of signs, numbers of words."""
    signatures, digests = np.empty((len(batch), reference.SLOTS), np.uint32), np.empty((len(batch), 2), np.uint64)
    signs, counts = np.empty(len(batch), np.uint64), np.empty(len(batch), np.uint32)
    _kernel.sketch_texts(batch, WIDTH, signatures, digests, signs, counts)
    return signatures, digests.tolist(), signs.tolist(), counts.tolist()


# -- kernel and reference ----------------------------------------------------------------------------------------------


@given(hashes())
@example([7] * 512 + [0] + [7] * 512 + [2**64 - 1])  # most slots are left to their own hash, which sees 512 at a time
@example([0, reference.KEY_C, reference.KEY_D, 2**64 - 1])
def test_kernel_equals_reference(found: list[int]) -> None:
    expected = reference.signature(found)
    for level in LEVELS:
        _kernel.set_simd(level)
        assert sign(found) == expected


@pytest.mark.slow
@given(st.lists(texts(), max_size=4))
@example(["word " * 2000, "", "a", " ".join(map(str, range(1000)))])
def test_kernel_equals_reference_on_texts(batch: list[str]) -> None:
    for level in LEVELS:
        _kernel.set_simd(level)
        signatures, digests, signs, counts = sketch(batch)
        assert signatures.tolist() == list(map(reference.signature_of, batch))
        assert digests == [list(reference.digest_words(text)) for text in batch]
        assert signs == list(map(reference.digest_signs, batch))
        assert counts == [len(reference.words(text)) for text in batch]


# -- signatures --------------------------------------------------------------------------------------------------------


@given(hashes(), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(found: list[int], source: Random) -> None:
    again = found + source.choices(found, k=9) if found else []
    source.shuffle(again)
    assert sign(again) == sign(found) == sign(set(found))


@given(hashes(), hashes())
def test_the_least_of_both_is_the_signature_of_the_union(a: list[int], b: list[int]) -> None:
    assert sign(a + b) == list(map(min, sign(a), sign(b)))


@given(st.lists(texts(), max_size=6))
def test_a_batch_is_its_texts_one_by_one(batch: list[str]) -> None:
    together = sketch(batch)
    for i, text in enumerate(batch):
        for of_all, of_one in zip(together, sketch([text]), strict=True):
            assert np.array_equal(of_all[i], of_one[0])


def test_nothing_has_all_bits_set() -> None:
    signatures, _, _, counts = sketch(["", " \n- * &nbsp;\u0301", "a"])
    assert sign([]) == [0xFFFFFFFF] * 128
    assert (signatures[:2] == 0xFFFFFFFF).all()
    assert (signatures[2] != 0xFFFFFFFF).all()
    assert counts == [0, 0, 1]


def test_few_words_are_one_shingle() -> None:
    signatures, *_ = sketch(["one two", "One, TWO!", "two one", "one two three four five", "one two three four"])
    assert (signatures[0] == signatures[1]).all()
    for i in range(2, 5):
        assert not (signatures[0] == signatures[i]).any()


def test_each_slot_orders_in_a_way_of_its_own() -> None:
    orders = {tuple(np.argsort(slot)) for slot in np.array([sign([number]) for number in made(1, 50)]).T}
    assert len(orders) == 128


NUMBERS = " ".join(map(str, range(1000)))
GOLDEN = {
    "": "e3c0dca537dae614",
    "One": "b09525352abe545d",
    "All human beings are born free and equal in dignity and rights.": "f3c38c5fc57bea47",
    "Все люди рождаются свободными и равными в своём достоинстве и правах.": "0ab9b8ac9a978c3a",
    "Ὅλοι οἱ ἄνθρωποι γεννιοῦνται ἐλεύθεροι καὶ ἴσοι στὴν ἀξιοπρέπεια.": "f70e4fa53b532f81",
    "יולדו כל בני האדם בני חורין ושווים בערכם ובזכויותיהם.": "5d48d1ed5e41a339",
    "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق.": "4a4b8b115cf6560d",
    "सभी मनुष्य जन्म से स्वतन्त्र तथा मर्यादा और अधिकारों में समान होते हैं।": "d2940ffd46cc1101",
    "มนุษย์ทั้งปวงเกิดมามีอิสระและเสมอภาคกันในศักดิ์ศรีและสิทธิ": "03c05f218a6e4691",
    "すべての人間は、生まれながらにして自由である。": "6f919768ddd1b27c",
    "人人生而自由，在尊严和权利上一律平等。": "9861db2e135fa810",
    "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.": "2020526bec2d7127",
    NUMBERS: "b837ec6b2b5eb1c0",
}


@pytest.mark.parametrize(("text", "expected"), GOLDEN.items(), ids=lambda value: ascii(value[:20]))
def test_golden_signatures(text: str, expected: str, level: str) -> None:
    """Signatures are stored and compared across machines: one that changes needs another FOLD_FINGERPRINT."""
    (signature,), *_ = sketch([text])
    assert blake2b(signature.astype("<u4").tobytes(), digest_size=8).hexdigest() == expected


# -- digests -----------------------------------------------------------------------------------------------------------


def test_digests_know_words_by_their_order_and_number() -> None:
    batch = ["a b c", "A, b: C.", "a c b", "a b", "a b c a", "a b c a b c", "", "- -"]
    _, digests, signs, _ = sketch(batch)
    assert digests[0] == digests[1]
    assert digests[6] == digests[7]
    assert len(set(map(tuple, digests))) == len(batch) - 2
    assert len(set(signs)) == len(batch)


@given(st.text(max_size=40), st.integers(1, 40))
def test_digests_know_signs_by_their_number(text: str, more: int) -> None:
    _, _, signs, _ = sketch([text, text + "\0" * more])
    assert signs[0] != signs[1]


@given(st.text(max_size=40), st.text(max_size=40))
def test_digests_are_equal_for_equal_signs_alone(a: str, b: str) -> None:
    _, _, signs, _ = sketch([a, b])
    assert (signs[0] == signs[1]) == (a == b)


# -- arguments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "found", "signature"),
    [
        (TypeError, [1, 2], np.empty(128, np.uint32)),
        (TypeError, np.zeros(2, np.uint64), None),
        (ValueError, np.zeros(2, np.uint32), np.empty(128, np.uint32)),
        (ValueError, np.zeros(2, np.uint64), np.empty(128, np.uint64)),
        (ValueError, np.zeros(2, np.uint64), np.empty(127, np.uint32)),
        (ValueError, np.zeros(4, np.uint64)[::2], np.empty(128, np.uint32)),
        (BufferError, np.zeros(2, np.uint64), b"read" * 128),
    ],
)
def test_arrays_that_do_not_fit(error: type[Exception], found: object, signature: object) -> None:
    with pytest.raises(error):
        _kernel.sign_hashes(found, signature)


def test_rows_that_do_not_fit() -> None:
    batch = ["one", "two"]
    rows, one = np.empty((2, 128), np.uint32), np.empty(1, np.uint64)
    with pytest.raises(ValueError, match="an array of 256 numbers is needed, not of 128"):
        _kernel.sketch_texts(batch, WIDTH, rows[:1])
    for short in ({"digests": one}, {"signs": one}, {"counts": one.view(np.uint32)[:1]}):
        with pytest.raises(ValueError, match="numbers is needed, not of 1"):
            _kernel.sketch_texts(batch, WIDTH, rows, **short)


@pytest.mark.parametrize("wrong", ["a bare text", ("a", "b"), None, ["a", b"b"]])
def test_only_lists_of_str_are_batches(wrong: object) -> None:
    with pytest.raises(TypeError):
        _kernel.sketch_texts(wrong, WIDTH, np.empty((2, 128), np.uint32))
