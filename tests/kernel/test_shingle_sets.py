"""Sets of shingles and seeds of many texts: what Python's sets and the reference say, and never a bad access."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dedup.kernel import _kernel
from tests.oracle import reference
from tests.strategies import texts

U32, U64 = np.uint32, np.uint64

widths = st.integers(1, 7)
windows = st.one_of(st.integers(1, 9), st.integers(1, 64))


def repetitive() -> st.SearchStrategy[str]:
    """Texts of a few words in which shingles recur."""
    return st.lists(st.sampled_from(("a", "b", "漢", "ก")), max_size=80).map(" ".join)


def batches() -> st.SearchStrategy[list[str]]:
    return st.lists(st.one_of(texts(), repetitive()), max_size=5)


def parts_of(joined: bytes, sizes: NDArray[np.uint32], kind: type) -> list[list[int]]:
    """What is joined, cut into lists of those sizes."""
    numbers = np.frombuffer(joined, kind).tolist()
    stops = np.cumsum(sizes, dtype=np.int64).tolist()
    assert len(numbers) == (stops or [0])[-1]
    return [numbers[start:stop] for start, stop in pairwise([0, *stops])]


# -- sets --------------------------------------------------------------------------------------------------------------


def sets_of(batch: list[str], width: int) -> list[list[int]]:
    sizes = np.empty(len(batch), U32)
    return parts_of(_kernel.shingle_sets(batch, width, sizes), sizes, U64)


@given(batches(), widths)
@example(["a " * 99 + "b c d"], 3)
def test_sets_equal_those_of_python(batch: list[str], width: int) -> None:
    assert sets_of(batch, width) == [sorted(set(reference.shingles_of(text, width))) for text in batch]


@pytest.mark.slow
@pytest.mark.parametrize("words", [2, 23, 1000, 300_000])  # the last so many that buckets are sorted in another way
def test_sets_of_long_texts(words: int) -> None:
    text = " ".join(map(str, Random(words).choices(range(words), k=words)))
    for width in (1, 2):
        assert sets_of([text, text], width) == [sorted({found for found, _ in _kernel.shingles(text, width)})] * 2


def test_too_few_words_are_one_shingle() -> None:
    whole, same, other, none = sets_of(["one two", "One. Two!", "two one", "..."], 5)
    assert whole == same
    assert len(whole) == len(other) == 1
    assert whole != other
    assert none == []


# -- what they share ---------------------------------------------------------------------------------------------------


def count_shared(sets: list[set[int]], pairs: list[tuple[int, int]]) -> list[int]:
    hashes = np.array([number for one in sets for number in sorted(one)], U64)
    starts = np.cumsum([0, *map(len, sets)]).astype(U64)
    a, b = np.array(pairs, U32).reshape(-1, 2).T.copy()
    shared = np.empty(len(pairs), U32)
    _kernel.count_shared(hashes, starts, a, b, shared)
    return shared.tolist()


@given(st.lists(st.sets(st.one_of(st.integers(0, 40), st.integers(2**64 - 40, 2**64 - 1))), max_size=8))
def test_shared_equal_the_intersections_of_python(sets: list[set[int]]) -> None:
    pairs = [(i, j) for i in range(len(sets)) for j in range(len(sets))]
    assert count_shared(sets, pairs) == [len(sets[i] & sets[j]) for i, j in pairs]


@pytest.mark.parametrize("size", [1, 3, 180, 4096, 4097])  # the last is the first that is too large for an index
def test_a_set_that_is_compared_with_many_is_compared_rightly(size: int) -> None:
    rng = Random(size)
    numbers = [rng.getrandbits(64) for _ in range(2 * size)] + [0, 2**64 - 1, 2**63, 2**63 - 1]
    sets = [{*rng.sample(numbers, size)} for _ in range(12)]
    pairs = [(i, j) for i in (0, 1, 1, 2) for j in range(len(sets))]
    assert count_shared(sets, pairs) == [len(sets[i] & sets[j]) for i, j in pairs]


HASHES, STARTS = np.array([1, 2, 3, 2, 3, 4], U64), np.array([0, 3, 6], U64)


@pytest.mark.parametrize("number", [2, 3, 2**31, 2**32 - 1])
@pytest.mark.parametrize("side", [0, 1])
def test_there_is_no_such_set(number: int, side: int) -> None:
    pair = np.array([[0, 1], [0, 1]], U32)
    pair[side, 1] = number
    with pytest.raises(IndexError, match="pair 1 names a set that there is not"):
        _kernel.count_shared(HASHES, STARTS, *pair, np.empty(2, U32))


@pytest.mark.parametrize("starts", [[0], [0, 7], [4, 3], [2**64 - 1, 0], [2**64 - 1, 2**64 - 1]])
def test_sets_that_lie_outside_the_hashes(starts: list[int]) -> None:
    first = np.zeros(1, U32)
    with pytest.raises(IndexError):
        _kernel.count_shared(HASHES, np.array(starts, U64), first, first, np.empty(1, U32))


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        (ValueError, {"hashes": HASHES.astype(U32)}),
        (ValueError, {"hashes": HASHES[::2]}),
        (ValueError, {"starts": STARTS.astype(U32)}),
        (ValueError, {"starts": STARTS[:0]}),
        (ValueError, {"a": np.zeros(1, U64)}),
        (ValueError, {"b": np.zeros(1, U64)}),
        (ValueError, {"b": np.zeros(0, U32)}),
        (ValueError, {"shared": np.zeros(1, U64)}),
        (ValueError, {"shared": np.zeros(0, U32)}),
        (BufferError, {"shared": b"read"}),
        *((TypeError, {name: [0]}) for name in ("hashes", "starts", "a", "b", "shared")),
        *((TypeError, {name: None}) for name in ("hashes", "starts", "a", "b", "shared")),
    ],
)
def test_arrays_that_do_not_fit(error: type[Exception], changed: dict[str, Any]) -> None:
    fitting = {"hashes": HASHES, "starts": STARTS, "a": np.zeros(1, U32), "b": np.ones(1, U32)}
    arguments = {**fitting, "shared": np.zeros(1, U32)}
    _kernel.count_shared(**arguments)
    assert arguments["shared"] == [2]
    with pytest.raises(error):
        _kernel.count_shared(**{**arguments, **changed})


# -- seeds -------------------------------------------------------------------------------------------------------------


def seeds_of(batch: list[str], width: int, window: int) -> list[list[tuple[int, int]]]:
    """(hash, place) of the seeds of each text."""
    counts = np.empty(len(batch), U32)
    hashes, places = _kernel.seeds(batch, width, window, counts)
    both = zip(parts_of(hashes, counts, U64), parts_of(places, counts, U32), strict=True)
    return [list(zip(*one, strict=True)) for one in both]


def expected_seeds(text: str, width: int, window: int) -> list[tuple[int, int]]:
    hashes, words = reference.shingles_of(text, width), reference.words(text)
    return [(hashes[i], words[i][0]) for i in reference.seeds(hashes, window)]


@given(batches(), widths, windows)
@example(["é " * 200 + "&amp; x"], 2, 3)
def test_seeds_equal_those_of_the_reference(batch: list[str], width: int, window: int) -> None:
    assert seeds_of(batch, width, window) == [expected_seeds(text, width, window) for text in batch]


@given(st.integers(0, 1000), st.integers(1, 20), st.integers(0, 60))
def test_texts_that_share_a_window_share_a_seed(seed: int, window: int, more: int) -> None:
    source = Random(seed)
    before, passage, after, other = (
        [str(source.randrange(10**6)) for _ in range(size)] for size in (more, window + 2, 9, 40)
    )
    a, b = seeds_of([" ".join([*before, *passage, *after]), " ".join([*other, *passage])], 3, window)
    assert {found for found, _ in a} & {found for found, _ in b} & set(reference.shingles_of(" ".join(passage), 3))


@pytest.mark.parametrize("window", [1, 8, 20, 64])
def test_two_of_a_window_and_one_are_seeds(window: int) -> None:
    text = " ".join(map(str, Random(window).choices(range(10**6), k=50_000)))
    (found,) = seeds_of([text], 3, window)
    assert len(found) / 50_000 == pytest.approx(2 / (window + 1), rel=0.03)


@pytest.mark.parametrize("window", [0, -1, 65, 10**30])
def test_window_out_of_range(window: int) -> None:
    with pytest.raises(ValueError, match=f"^window must be from 1 to 64 shingles, not {window}$"):
        _kernel.seeds(["some text"], 5, window, np.empty(1, U32))


# -- arguments of both -------------------------------------------------------------------------------------------------


def shingle_sets(batch: list[str], width: int, counts: NDArray[np.uint32]) -> bytes:
    return _kernel.shingle_sets(batch, width, counts)


def seeds(batch: list[str], width: int, counts: NDArray[np.uint32]) -> tuple[bytes, bytes]:
    return _kernel.seeds(batch, width, 4, counts)


@pytest.mark.parametrize("function", [shingle_sets, seeds])
@pytest.mark.parametrize(
    ("error", "batch", "width", "counts"),
    [
        (TypeError, "a bare text", 5, np.empty(11, U32)),
        (TypeError, None, 5, np.empty(2, U32)),
        (TypeError, ["a", b"b"], 5, np.empty(2, U32)),
        (TypeError, ["a", "b"], 5.0, np.empty(2, U32)),
        (TypeError, ["a", "b"], 5, [0, 0]),
        (ValueError, ["a", "b"], 0, np.empty(2, U32)),
        (ValueError, ["a", "b"], 65, np.empty(2, U32)),
        (ValueError, ["a", "b"], 5, np.empty(1, U32)),
        (ValueError, ["a", "b"], 5, np.empty(2, U64)),
        (BufferError, ["a", "b"], 5, b"readonly"),
    ],
)
def test_arguments_that_do_not_fit(
    function: Any, error: type[Exception], batch: object, width: object, counts: object
) -> None:
    with pytest.raises(error):
        function(batch, width, counts)
