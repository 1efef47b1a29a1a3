"""Buckets: the members with the same key."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.grouping import group_starts, mark_alone
from dedup.kernel import _kernel

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]


#: Slots per key, which are told apart by their first bits, and the most bits: 4 MiB of slots.
SLOTS_A_KEY = 4
MOST_BITS = 24


class Buckets(NamedTuple):
    """Members, bucket after bucket; in each they ascend, and there are at least two."""

    member: U32  #: [k]
    bucket: U32  #: [k] the number of its bucket, from 0

    def chosen(self, marks: NDArray[np.bool_]) -> Buckets:
        """The members marked, with the numbers of their buckets."""
        return Buckets(self.member[marks], self.bucket[marks])


NO_BUCKETS = Buckets(np.empty(0, np.uint32), np.empty(0, np.uint32))


def joined(a: Buckets, b: Buckets) -> Buckets:
    """The buckets of both."""
    if len(a.member) == 0:
        return b
    return Buckets(np.concatenate((a.member, b.member)), np.concatenate((a.bucket, b.bucket + (a.bucket[-1] + 1))))


def make_buckets(keys: U64, member: U32, members: int) -> Buckets:
    """Groups the members that share a key.

    Key and member are sorted as one number: the first bits of the key, then all bits of the member. So two keys may
    pass for one by chance, and each match must be verified.

    Args:
        keys: The key of each member.
        member: The members, as numbers below `members`.
        members: How many there can be.

    >>> make_buckets(np.array([7, 5, 7, 9], np.uint64) << np.uint64(40), np.arange(4, dtype=np.uint32), 4)
    Buckets(member=array([0, 2], dtype=uint32), bucket=array([0, 0], dtype=uint32))
    """
    bits = np.uint64(max(members - 1, 1).bit_length())
    hopeful = may_be_shared(keys)
    packed = (keys[hopeful] >> bits << bits) | member[hopeful]
    packed.sort()
    starts = group_starts(packed >> bits)
    shared = ~mark_alone(starts)
    low = np.uint64((1 << int(bits)) - 1)
    return Buckets((packed[shared] & low).astype(np.uint32), (np.cumsum(starts[shared]) - 1).astype(np.uint32))


def may_be_shared(keys: U64) -> NDArray[np.bool_]:
    """Marks the keys whose first bits another key has too: all shared keys, and few others.

    >>> may_be_shared(np.array([7, 5, 7, 9], np.uint64) << np.uint64(40)).tolist()
    [True, True, True, True]
    >>> may_be_shared(np.array([7, 5, 7, 9], np.uint64) << np.uint64(60)).tolist()
    [True, False, True, False]
    """
    bits = min(max((SLOTS_A_KEY * len(keys)).bit_length(), 2), MOST_BITS)
    marks = np.empty(len(keys), bool)
    _kernel.mark_shared(np.ascontiguousarray(keys), bits, marks)
    return marks


def drop_alone(buckets: Buckets) -> Buckets:
    """Drops the buckets of one member and renumbers the rest."""
    starts = group_starts(buckets.bucket)
    shared = ~mark_alone(starts)
    return Buckets(buckets.member[shared], (np.cumsum(starts[shared]) - 1).astype(np.uint32))
