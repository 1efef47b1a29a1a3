"""Buckets equal those that a dict of lists makes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dedup.corpus.lsh.buckets import Buckets, drop_alone, make_buckets

#: Few keys, so that they recur, and all apart in their first half, which is always compared.
keys = st.sampled_from([number << 32 for number in (0, 1, 2, 3, 2**31, 2**32 - 2, 2**32 - 1)])


def as_lists(buckets: Buckets) -> list[list[int]]:
    """The members of each bucket; the numbers of buckets must begin at 0 and leave none out."""
    lists: list[list[int]] = []
    for member, bucket in zip(buckets.member.tolist(), buckets.bucket.tolist(), strict=True):
        if bucket == len(lists):
            lists.append([])
        assert bucket == len(lists) - 1
        lists[bucket].append(member)
    return lists


def from_lists(lists: list[list[int]]) -> Buckets:
    member = [number for one in lists for number in one]
    bucket = [number for number, one in enumerate(lists) for _ in one]
    return Buckets(np.array(member, np.uint32), np.array(bucket, np.uint32))


@given(st.dictionaries(st.integers(0, 50), keys), st.integers(51, 2**32))
@example({}, 0)
@example({0: 1 << 63}, 1)
@example({0: 1 << 63, 1: 1 << 63}, 2)
def test_made_as_by_a_dict(key_of: dict[int, int], members: int) -> None:
    expected: dict[int, list[int]] = {}
    for member, key in key_of.items():
        expected.setdefault(key, []).append(member)
    made = make_buckets(np.array([*key_of.values()], np.uint64), np.array([*key_of], np.uint32), members)
    assert as_lists(made) == [sorted(expected[key]) for key in sorted(expected) if len(expected[key]) > 1]
    assert made.member.dtype == made.bucket.dtype == np.uint32


@pytest.mark.parametrize(("members", "bits"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (1 << 20, 20), (1 << 32, 32)])
def test_the_last_bits_of_a_key_make_room_for_the_member(members: int, bits: int) -> None:
    numbers = np.array([0, min(1, members - 1), members - 1], np.uint32)

    def shared(keys: list[int]) -> list[list[int]]:
        return as_lists(make_buckets(np.array(keys, np.uint64), numbers, members))

    assert shared([0, (1 << bits) - 1, 1 << bits]) == [[0, min(1, members - 1)]]
    assert shared([0, 1 << bits, 2 << bits]) == []


@given(st.lists(st.lists(st.integers(0, 9), max_size=4)))
@example([])
@example([[1]])
@example([[1, 2], [], [3], [], [4, 5]])
def test_those_alone_are_dropped(lists: list[list[int]]) -> None:
    """And those numbers of buckets that are not there any more."""
    assert as_lists(drop_alone(from_lists(lists))) == [one for one in lists if len(one) > 1]
