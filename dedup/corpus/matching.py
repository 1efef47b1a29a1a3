"""Which texts are alike: bands propose pairs, their sets of shingles decide.

Texts are numbered by rank here, so that nothing depends on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.sketching.banding import FACTOR
from dedup.sketching.buckets import Buckets, drop_alone, make_buckets

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
Marks = NDArray[np.bool_]

#: In a bucket of so many texts every one is compared with every other that stays.
WHOLE = 64

#: In a larger one all are compared with so many of the first that stay; the rest is split by the next bands' keys,
#: which no copies of one text are likely to differ in, at most so many times.
STARS = 8
SPLITS = 3

#: Rounds until every text that stays has been compared with what stays.
MAX_ROUNDS = 8


class Matches(NamedTuple):
    """Pairs of texts that are alike."""

    lower: U32  #: the rank of the one that could stay
    higher: U32  #: and of the one that could go for it
    shared: U32  #: shingles that both have


class Settled(NamedTuple):
    """What the matches mean."""

    matches: Matches  #: of texts that go with texts that stay only
    gone: Marks  #: [m] by rank
    unresolved: int  #: texts that stay though they were not compared with all that may be like them


#: Which pairs are alike, and how many shingles they share: `verify(lower, higher)` -> (alike, shared).
Verify = Callable[[U32, U32], tuple[Marks, U32]]


def mark_candidates(band: Callable[[int], U64], bands: int, has_words: Marks) -> Marks:
    """The texts that share a key with another in any band: the only ones that can have a match."""
    marks = np.zeros(len(has_words), bool)
    member = np.flatnonzero(has_words).astype(np.uint32)
    for number in range(bands):
        marks[make_buckets(band(number)[member], member, len(has_words)).member] = True
    return marks


class Matcher:
    """Finds every match, in bands and in rounds, each text dropping out as soon as one that stays is like it."""

    def __init__(self, band: Callable[[int], U64], bands: int, candidates: Marks, references: int, verify: Verify):
        self._band, self._bands, self._verify, self._references = band, bands, verify, references
        self._candidates = candidates
        self._gone = np.zeros(len(candidates), bool)
        self._open = np.zeros(len(candidates), bool)  # not compared with all that may be like it
        self._found: list[Matches] = []

    def settle(self) -> Settled:
        """Every match and what follows from it."""
        active = self._candidates.copy()
        for repeated in range(MAX_ROUNDS):
            if not active.any():
                break
            if repeated:  # else, of many that are alike, each round would see but one go for what really stays
                for number in range(self._bands):
                    self._match_with_settled(number, active)
            for number in range(self._bands):
                self._match_band(number, active)
            before = self._gone
            matches = concatenate(self._found)
            self._gone = leaders(matches, len(before), self._references)
            # These dropped out for one that has gone itself: they are compared anew with what stays.
            active = before & ~self._gone
        staying = matches_that_stay(concatenate(self._found), self._gone)
        return Settled(staying, self._gone, int(((self._open | active) & ~self._gone).sum()))

    def _match_band(self, number: int, active: Marks) -> None:
        member = np.flatnonzero(self._candidates & ~self._gone).astype(np.uint32)
        keys = self._band(number)[member]
        buckets = make_buckets(keys, member, len(self._gone))
        for split in range(1, SPLITS + 2):
            buckets = self._match_stars(buckets, lambda few: self._match_star(with_active(few, active), active))
            if len(buckets.member) == 0:
                return
            if split <= SPLITS:
                keys = self._band((number + split) % self._bands)[buckets.member]
                keys = (keys ^ (buckets.bucket + np.uint64(1)) * FACTOR) * FACTOR
                buckets = make_buckets(keys, buckets.member, len(self._gone))
        self._open[buckets.member[active[buckets.member]]] = True

    def _match_with_settled(self, number: int, active: Marks) -> None:
        """Compares active texts with those of lower rank that are not: they stay, whatever else is found."""
        member = np.flatnonzero(self._candidates & ~self._gone).astype(np.uint32)
        keys = self._band(number)[member]
        texts = len(self._gone)
        last = np.where(active[member], member + np.uint32(texts), member)  # active ones stand last in their bucket

        def match(buckets: Buckets) -> Buckets:
            member, bucket = buckets
            begins = first_of_each(bucket)
            settled = (member[begins] < texts)[bucket]
            lower, higher = member[begins][bucket], member - np.uint32(texts)
            self._compare(lower, higher, settled & (member >= texts) & (higher > lower))
            gone = (member >= texts) & self._gone[member % texts]
            staying = settled & ~begins & ~gone
            return drop_alone(Buckets(member[staying], bucket[staying]))

        self._match_stars(make_buckets(keys, last, 2 * texts), match)

    def _match_stars(self, buckets: Buckets, match: Callable[[Buckets], Buckets]) -> Buckets:
        """Matches the first of each bucket with the others, again and again; returns the buckets too large for it."""
        large = buckets._replace(member=buckets.member[:0], bucket=buckets.bucket[:0])
        for star in range(STARS + WHOLE):
            if star == STARS:
                buckets, large = part(buckets, WHOLE)
            if len(buckets.member) == 0:
                break
            buckets = match(buckets)
        return large

    def _match_star(self, buckets: Buckets, active: Marks) -> Buckets:
        """Compares the first of each bucket with the others, and returns the others that stay."""
        member, bucket = buckets
        if len(member) == 0:
            return buckets
        begins = first_of_each(bucket)
        lower = member[begins][bucket]
        self._compare(lower, member, ~begins & (active[lower] | active[member]))
        staying = ~begins & ~self._gone[member]
        return drop_alone(Buckets(member[staying], bucket[staying]))

    def _compare(self, lower: U32, higher: U32, asked: Marks) -> None:
        """Compares the pairs asked for; of those that are alike the one of higher rank drops out."""
        asked = asked & (higher >= self._references)
        lower, higher = lower[asked], higher[asked]
        alike, shared = self._verify(lower, higher)
        self._found.append(Matches(lower[alike], higher[alike], shared[alike]))
        self._gone[higher[alike]] = True


def first_of_each(bucket: U32) -> Marks:
    """Which members are the first of their bucket."""
    begins = np.ones(len(bucket), bool)
    begins[1:] = bucket[1:] != bucket[:-1]
    return begins


def with_active(buckets: Buckets, active: Marks) -> Buckets:
    """The buckets that hold a text which is still to be compared."""
    wanted = np.zeros(int(buckets.bucket[-1]) + 1 if len(buckets.bucket) else 0, bool)
    wanted[buckets.bucket[active[buckets.member]]] = True
    chosen = wanted[buckets.bucket]
    return buckets if chosen.all() else drop_alone(Buckets(buckets.member[chosen], buckets.bucket[chosen]))


def part(buckets: Buckets, size: int) -> tuple[Buckets, Buckets]:
    """The buckets of at most `size` members, and the larger ones."""
    small = np.bincount(buckets.bucket)[buckets.bucket] <= size
    return (
        drop_alone(Buckets(buckets.member[small], buckets.bucket[small])),
        drop_alone(Buckets(buckets.member[~small], buckets.bucket[~small])),
    )


def concatenate(found: list[Matches]) -> Matches:
    """All matches in one."""
    return Matches(*(np.concatenate([np.empty(0, np.uint32), *column]) for column in zip(*found))) if found else NONE


NONE = Matches(np.empty(0, np.uint32), np.empty(0, np.uint32), np.empty(0, np.uint32))


def leaders(matches: Matches, texts: int, references: int = 0) -> Marks:
    """The texts that go: those alike to one of lower rank that stays, references never.

    >>> chain = Matches(np.array([0, 1], np.uint32), np.array([1, 2], np.uint32), np.array([9, 9], np.uint32))
    >>> leaders(chain, 3).tolist()
    [False, True, False]
    """
    gone = bytearray(texts)
    order = np.lexsort((matches.lower, matches.higher))
    for lower, higher in zip(matches.lower[order].tolist(), matches.higher[order].tolist()):
        if not gone[lower] and higher >= references:
            gone[higher] = True
    return np.frombuffer(gone, np.bool_)


def matches_that_stay(matches: Matches, gone: Marks) -> Matches:
    """The matches of a text that goes with one that stays."""
    chosen = gone[matches.higher] & ~gone[matches.lower]
    return Matches(*(column[chosen] for column in matches))
