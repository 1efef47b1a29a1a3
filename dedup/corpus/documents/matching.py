"""Which texts are alike: bands propose pairs, their sets of shingles decide.

Texts are numbered by rank here, so that nothing depends on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.grouping import Marks, group_starts
from dedup.corpus.lsh.banding import FACTOR
from dedup.corpus.lsh.buckets import Buckets, drop_alone, make_buckets

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

#: In a bucket of so many texts every one is compared with every other that stays.
WHOLE = 64

#: In a larger one all are compared with so many of the first that stay; the rest is split by the next bands' keys,
#: which no copies of one text are likely to differ in, at most so many times.
STARS = 8
SPLITS = 3

#: Entries that are looked at together in any case, and the numbers there are for them.
FEW = 1 << 17
ENTRIES = 1 << 32

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
    unresolved: Marks  #: [m] texts that stay though they were not compared with all that may be like them


#: The keys of some texts in a band: `band(number, texts)`.
Band = Callable[[int, U32], U64]

#: Which pairs are alike, and how many shingles they share: `verify(lower, higher)` -> (alike, shared).
Verify = Callable[[U32, U32], tuple[Marks, U32]]


def mark_candidates(band: Band, bands: int, has_words: Marks) -> Marks:
    """The texts that share a key with another in any band: the only ones that can have a match."""
    marks = np.zeros(len(has_words), bool)
    member = np.flatnonzero(has_words).astype(np.uint32)
    for number in range(bands):
        marks[make_buckets(band(number, member), member, len(has_words)).member] = True
    return marks


class Matcher:
    """Finds every match, in bands and in rounds, each text dropping out as soon as one that stays is like it.

    As many bands are looked at together as hold no more entries than one band has if all texts are candidates.  An
    entry is a text in one of these bands, and is numbered so that the remainder by the number of texts is the text.
    """

    def __init__(self, band: Band, bands: int, candidates: Marks, references: int, verify: Verify):
        self._band, self._bands, self._verify, self._references = band, bands, verify, references
        self._candidates = candidates
        self._texts = len(candidates)
        self._gone = np.zeros(self._texts, bool)
        self._open = np.zeros(self._texts, bool)  # not compared with all that may be like it
        self._found: list[Matches] = []

    def settle(self) -> Settled:
        """Every match and what follows from it."""
        active = self._candidates.copy()
        for repeated in range(MAX_ROUNDS):
            if not active.any():
                break
            if repeated:  # else, of many that are alike, each round would see but one go for what really stays
                for numbers in self._bands_together():
                    self._match_with_settled(numbers, active)
            for numbers in self._bands_together():
                self._match_bands(numbers, active)
            before = self._gone
            matches = concatenate(self._found)
            self._gone = leaders(matches, self._texts, self._references)
            # These dropped out for one that has gone itself: they are compared anew with what stays.
            active = before & ~self._gone
        staying = matches_that_stay(concatenate(self._found), self._gone)
        return Settled(staying, self._gone, (self._open | active) & ~self._gone)

    def _bands_together(self) -> Iterator[range]:
        """The bands, as many at a time as may be looked at together."""
        number = 0
        while number < self._bands:
            entries = int((self._candidates & ~self._gone).sum())
            most = min(max(self._texts, FEW) // max(entries, 1), ENTRIES // (2 * self._texts))
            stop = min(number + max(most, 1), self._bands)
            yield range(number, stop)
            number = stop

    def _make_buckets(self, numbers: range, later: Marks | None = None) -> Buckets:
        """The buckets of several bands, of entries; those of texts that are `later` stand last in their bucket."""
        text = np.flatnonzero(self._candidates & ~self._gone).astype(np.uint32)
        shift = 0 if later is None else later[text] * np.uint32(len(numbers) * self._texts)
        keys = np.concatenate([self._band(number, text) for number in numbers])
        entry = np.concatenate([text + np.uint32(place * self._texts) + shift for place in range(len(numbers))])
        return make_buckets(keys, entry, 2 * len(numbers) * self._texts)

    def _match_bands(self, numbers: range, active: Marks) -> None:
        buckets = self._make_buckets(numbers)
        for split in range(1, SPLITS + 2):
            buckets = self._match_stars(buckets, lambda few: self._match_star(self._with_active(few, active), active))
            if len(buckets.member) == 0:
                return
            if split <= SPLITS:
                keys = self._keys_of_next(buckets.member, numbers, split)
                keys = (keys ^ (buckets.bucket + np.uint64(1)) * FACTOR) * FACTOR
                buckets = make_buckets(keys, buckets.member, len(numbers) * self._texts)
        text = buckets.member % self._texts
        self._open[text[active[text]]] = True

    def _keys_of_next(self, entry: U32, numbers: range, distance: int) -> U64:
        """The keys of the entries' texts, so many bands after their own."""
        place, text = np.divmod(entry, self._texts)
        keys = np.empty(len(entry), np.uint64)
        for own in np.unique(place).tolist():
            mine = place == own
            keys[mine] = self._band((numbers[own] + distance) % self._bands, text[mine])
        return keys

    def _match_with_settled(self, numbers: range, active: Marks) -> None:
        """Compares active texts with those of lower rank that are not: they stay, whatever else is found."""

        def match(buckets: Buckets) -> Buckets:
            text, bucket = buckets.member % self._texts, buckets.bucket
            begins = group_starts(bucket)
            settled = ~active[text[begins]][bucket]
            lower = text[begins][bucket]
            self._compare(lower, text, settled & active[text])
            staying = settled & ~begins & ~(active[text] & self._gone[text])
            return drop_alone(Buckets(buckets.member[staying], bucket[staying]))

        self._match_stars(self._make_buckets(numbers, later=active), match)

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
        if len(buckets.member) == 0:
            return buckets
        text, bucket = buckets.member % self._texts, buckets.bucket
        begins = group_starts(bucket)
        lower = text[begins][bucket]
        self._compare(lower, text, ~begins & (active[lower] | active[text]))
        staying = ~begins & ~self._gone[text]
        return drop_alone(Buckets(buckets.member[staying], bucket[staying]))

    def _with_active(self, buckets: Buckets, active: Marks) -> Buckets:
        """The buckets that hold a text which is still to be compared."""
        wanted = np.zeros(int(buckets.bucket[-1]) + 1 if len(buckets.bucket) else 0, bool)
        wanted[buckets.bucket[active[buckets.member % self._texts]]] = True
        chosen = wanted[buckets.bucket]
        return buckets if chosen.all() else drop_alone(Buckets(buckets.member[chosen], buckets.bucket[chosen]))

    def _compare(self, lower: U32, higher: U32, asked: Marks) -> None:
        """Compares the pairs asked for; of those that are alike the one of higher rank drops out.

        Keys of two bands may pass for one by chance, and then a text may stand beside itself, or behind a worse one.
        """
        asked = asked & (lower < higher) & (higher >= self._references)
        pair = np.unique(lower[asked].astype(np.uint64) << np.uint64(32) | higher[asked])  # bands have pairs in common
        lower, higher = (pair >> np.uint64(32)).astype(np.uint32), pair.astype(np.uint32)
        alike, shared = self._verify(lower, higher)
        self._found.append(Matches(lower[alike], higher[alike], shared[alike]))
        self._gone[higher[alike]] = True


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
