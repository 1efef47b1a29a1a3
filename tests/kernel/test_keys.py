"""Keys by their first bits: marked as shared, and divided, as the definition says."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.kernel import _kernel

#: Few first bits, so that keys share them, and ends of the range.
KEYS = st.builds(lambda high, low: high << 60 | low, st.integers(0, 15), st.sampled_from([0, 1, 2**60 - 1]))


@given(st.lists(KEYS, max_size=40), st.integers(2, 12))
def test_a_key_is_marked_if_another_begins_so(keys: list[int], bits: int) -> None:
    marks = np.full(len(keys), 7, np.uint8)
    _kernel.mark_shared(np.array(keys, np.uint64), bits, marks)
    times = Counter(key >> (64 - bits) for key in keys)
    assert marks.tolist() == [int(times[key >> (64 - bits)] > 1) for key in keys]


@given(st.integers(1, 4), st.integers(0, 12), st.integers(1, 6), st.data())
def test_keys_are_divided_in_their_order(bands: int, texts: int, bits: int, data: st.DataObject) -> None:
    keys = data.draw(st.lists(KEYS, min_size=bands * texts, max_size=bands * texts))
    numbers = [7 * text for text in range(texts)]
    parts = range(1 << bits)
    starts = np.empty(len(parts) + 1, np.uint64)
    divided, numbers_of = np.empty(len(keys), np.uint64), np.empty(len(keys), np.uint32)
    _kernel.divide_keys(np.array(keys, np.uint64), np.array(numbers, np.uint32), bits, starts, divided, numbers_of)
    pairs = [*zip(keys, numbers * bands)]
    expected = [[pair for pair in pairs if pair[0] >> (64 - bits) == part] for part in parts]
    assert [*zip(divided.tolist(), numbers_of.tolist())] == [pair for part in expected for pair in part]
    assert np.diff(starts).tolist() == [len(part) for part in expected]
    assert starts[0] == 0


@pytest.mark.parametrize("bits", [0, 1, 33])
def test_bits_out_of_range_are_refused(bits: int) -> None:
    with pytest.raises(ValueError, match="bits"):
        _kernel.mark_shared(np.zeros(1, np.uint64), bits, np.zeros(1, np.uint8))


@pytest.mark.parametrize(("keys", "numbers", "room"), [(3, 2, 3), (4, 0, 4), (4, 2, 3)])
def test_arrays_that_do_not_fit_are_refused(keys: int, numbers: int, room: int) -> None:
    with pytest.raises(ValueError, match=r"needed|not as many"):
        _kernel.divide_keys(
            np.zeros(keys, np.uint64),
            np.zeros(numbers, np.uint32),
            1,
            np.zeros(3, np.uint64),
            np.zeros(room, np.uint64),
            np.zeros(keys, np.uint32),
        )
