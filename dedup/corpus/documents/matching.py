"""Matching: bands propose pairs of texts, and their sets of shingles decide.

Texts are numbered by rank, so nothing depends on the order of the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.judging import A_COPY
from dedup.corpus.grouping import Marks, group_starts, numbered_pairs, pair_numbers
from dedup.corpus.lsh.banding import FACTOR
from dedup.corpus.lsh.buckets import NO_BUCKETS, Buckets, drop_alone, joined, make_buckets
from dedup.corpus.packed_file import starts_of

U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
F64 = NDArray[np.float64]

#: In a bucket of at most so many texts, each is compared with every other that is not removed, at once when stars idle.
WHOLE = 64

#: In a larger one, all are compared with so many stars, as long as each removes one in so many; the rest is split, at
#: most so many times, by the keys of the next bands, in which copies of one text hardly ever differ.
STARS = 8
IDLE = 8
SPLITS = 6

#: Entries that are always processed together, and how many numbers there are for entries.
FEW = 1 << 17
ENTRIES = 1 << 32

#: The most rounds; it ends earlier when every text that stays has been compared with what stays.
MAX_ROUNDS = 8


class Matches(NamedTuple):
    """Pairs of texts that match."""

    lower: U32  #: the one that could stay
    higher: U32  #: the one that could be removed for it
    shared: U32  #: shingles that both have
    reason: U8  #: why the higher one is spared; `A_COPY`: it is not
    differs: U8  #: how they differ
    identity: F64  #: how much of the higher one stands in the lower one

    def chosen(self, marks: Marks) -> Matches:
        """Those marked."""
        columns: Any = (column[marks] for column in self)
        return Matches(*columns)


class Settled(NamedTuple):
    """What follows from the matches."""

    matches: Matches  #: only of removed texts with texts that stay
    spared: Matches  #: only of texts that stay
    removed: Marks  #: [m]
    unresolved: Marks  #: [m] texts that stay and were not compared with all that may match them


#: The keys of some texts in a band: `band_keys(band, texts)`.
BandKeys = Callable[[int, U32], U64]

#: Those of some pairs that match, whether the higher text is spared or not: `verify(lower, higher)`.
Verify = Callable[[U32, U32], Matches]


class Matcher:
    """Finds all matches, band by band and in rounds; a text drops out as soon as it matches one that stays.

    Several bands are processed together, as long as they have no more entries than one band of all texts.  An entry is
    a text in one of these bands; its number modulo the number of texts is the text.
    """

    def __init__(
        self,
        band_keys: BandKeys,
        bands: int,
        candidates: Marks,
        references: int,
        verify: Verify,
        at_once: bool = False,
    ) -> None:
        """`at_once`: whether all bands are processed together, whatever the number of texts."""
        self._band_keys, self._bands, self._verify, self._references = band_keys, bands, verify, references
        self._candidates, self._at_once = candidates, at_once
        self._texts = len(candidates)
        self._removed = np.zeros(self._texts, bool)
        self._open = np.zeros(self._texts, bool)  # not compared with all that may match it
        self._matches: list[Matches] = []
        self._spared: list[Matches] = []
        self._known = np.empty(0, np.uint64)  # pairs that need not be compared again

    def settle(self) -> Settled:
        """Finds the matches and decides which texts are removed."""
        active = self._candidates.copy()
        for repeated in range(MAX_ROUNDS):
            if not active.any():
                break
            if repeated:  # else, of many similar texts, each round would remove only one
                for numbers in self._bands_together():
                    self._match_with_settled(numbers, active)
            for numbers in self._bands_together():
                self._match_bands(numbers, active)
            before = self._removed
            matches = concatenate(self._matches)
            self._removed = leaders(matches.lower, matches.higher, self._texts, self._references)
            # These dropped out for a text that is itself removed; they are compared again, with what stays.
            active = before & ~self._removed
        if active.any():
            active = (active | self._removed) & self._match_all()
            matches = concatenate(self._matches)
            self._removed = leaders(matches.lower, matches.higher, self._texts, self._references)
        matches, spared = concatenate(self._matches), concatenate(self._spared)
        stays = ~self._removed
        return Settled(
            matches=matches.chosen(self._removed[matches.higher] & stays[matches.lower]),
            spared=spared.chosen(stays[spared.higher] & stays[spared.lower]),
            removed=self._removed,
            unresolved=(self._open | active) & stays,
        )

    def _match_all(self) -> Marks:
        """Compares all texts of small buckets, removed or not; marks those of larger ones.

        In a chain, where each text is like the next, all depend on the first: every match is needed to decide.
        """
        is_open, everything = np.zeros(self._texts, bool), np.ones(self._texts, bool)
        for number in range(self._bands):
            self._removed = np.zeros(self._texts, bool)
            matches = concatenate(self._matches)
            self._known = pair_numbers(matches.lower, matches.higher)
            small, large = split_by_size(self._make_buckets(range(number, number + 1)), WHOLE)
            is_open[large.member] = True
            self._match_all_pairs(small, everything)
        return is_open

    def _bands_together(self) -> Iterator[range]:
        """Yields the bands, as many at a time as are processed together."""
        number = 0
        while number < self._bands:
            entries = int((self._candidates & ~self._removed).sum())
            most = min(max(self._texts, FEW) // max(entries, 1), ENTRIES // (2 * self._texts))
            stop = self._bands if self._at_once else min(number + max(most, 1), self._bands)
            yield range(number, stop)
            number = stop

    def _make_buckets(self, numbers: range, later: Marks | None = None) -> Buckets:
        """Makes buckets of the entries in several bands; texts marked in `later` come last in their bucket."""
        text = np.flatnonzero(self._candidates & ~self._removed).astype(np.uint32)
        shift = 0 if later is None else later[text] * np.uint32(len(numbers) * self._texts)
        keys = np.concatenate([self._band_keys(number, text) for number in numbers])
        entry = np.concatenate([text + np.uint32(place * self._texts) + shift for place in range(len(numbers))])
        return make_buckets(keys, entry, 2 * len(numbers) * self._texts)

    def _match_bands(self, numbers: range, active: Marks) -> None:
        buckets = self._make_buckets(numbers)
        for split in range(1, SPLITS + 2):
            buckets = self._match_stars(buckets, active)
            if len(buckets.member) == 0:
                return
            if split <= SPLITS:
                keys = self._keys_of_next(buckets.member, numbers, split)
                keys = (keys ^ (buckets.bucket + np.uint64(1)) * FACTOR) * FACTOR
                buckets = make_buckets(keys, buckets.member, len(numbers) * self._texts)
        text = buckets.member % self._texts
        self._open[text[active[text]]] = True

    def _keys_of_next(self, entry: U32, numbers: range, distance: int) -> U64:
        """The keys of the entries' texts, `distance` bands after their own."""
        place, text = np.divmod(entry, self._texts)
        keys = np.empty(len(entry), np.uint64)
        for own in np.unique(place).tolist():
            mine = place == own
            keys[mine] = self._band_keys((numbers[own] + distance) % self._bands, text[mine])
        return keys

    def _match_with_settled(self, numbers: range, active: Marks) -> None:
        """Compares active texts with those of lower rank that are not active, which stay in any case."""
        buckets = self._make_buckets(numbers, later=active)
        for star in range(STARS + WHOLE):
            if star == STARS:
                buckets, _ = split_by_size(buckets, WHOLE)
            if len(buckets.member) == 0:
                break
            text, bucket = buckets.member % self._texts, buckets.bucket
            begins = group_starts(bucket)
            settled = ~active[text[begins]][bucket]
            lower = text[begins][bucket]
            self._compare(lower, text, settled & active[text])
            staying = settled & ~begins & ~(active[text] & self._removed[text])
            buckets = drop_alone(buckets.chosen(staying))

    def _match_stars(self, buckets: Buckets, active: Marks) -> Buckets:
        """Matches the first text of each bucket with the others, repeatedly; returns the buckets too large for that.

        A star that removes few of the others is followed by no other: the bucket holds fillings of a form rather than
        copies of one text. If it is small, all its pairs are compared at once, while their sets are in memory.
        """
        large = small = NO_BUCKETS
        for star in range(STARS + WHOLE):
            if star == STARS:
                buckets, more = split_by_size(buckets, WHOLE)
                large = joined(large, more)
            buckets = self._with_active(buckets, active)
            if len(buckets.member) == 0:
                break
            sizes = np.bincount(buckets.bucket)
            buckets = self._match_star(buckets, active)
            left = np.bincount(buckets.bucket, minlength=len(sizes))
            is_idle = (sizes - left) * IDLE < sizes
            if is_idle.any():
                idle, buckets = buckets.chosen(is_idle[buckets.bucket]), buckets.chosen(~is_idle[buckets.bucket])
                few, many = split_by_size(idle, WHOLE)
                small, large = joined(small, few), joined(large, many)
            buckets = drop_alone(buckets)
        self._match_all_pairs(small, active)
        return large

    def _match_all_pairs(self, buckets: Buckets, active: Marks) -> None:
        """Compares each text of a bucket with all others."""
        text, bucket = buckets.member % self._texts, buckets.bucket
        place = np.arange(len(text))
        stop = np.append(np.flatnonzero(group_starts(bucket))[1:], len(text))[bucket] if len(text) else place
        followers = stop - place - 1
        first = np.repeat(place, followers)
        second = first + 1 + np.arange(len(first)) - np.repeat(starts_of(followers), followers)
        lower, higher = text[first], text[second]
        self._compare(lower, higher, active[lower] | active[higher])

    def _match_star(self, buckets: Buckets, active: Marks) -> Buckets:
        """Compares the first text of each bucket with the others; returns the others that stay."""
        text, bucket = buckets.member % self._texts, buckets.bucket
        begins = group_starts(bucket)
        lower = text[begins][bucket]
        self._compare(lower, text, ~begins & (active[lower] | active[text]))
        return buckets.chosen(~begins & ~self._removed[text])

    def _with_active(self, buckets: Buckets, active: Marks) -> Buckets:
        """The buckets with an active text."""
        wanted = np.zeros(int(buckets.bucket[-1]) + 1 if len(buckets.bucket) else 0, bool)
        wanted[buckets.bucket[active[buckets.member % self._texts]]] = True
        chosen = wanted[buckets.bucket]
        return buckets if chosen.all() else drop_alone(buckets.chosen(chosen))

    def _compare(self, lower: U32, higher: U32, asked: Marks) -> None:
        """Compares the pairs asked for; of a pair that matches, the text of higher rank drops out, unless it is spared.

        Keys of two bands may pass for one by chance; then a text may be paired with itself, or with a worse one.
        """
        asked = asked & (lower < higher) & (higher >= self._references)
        pair = pair_numbers(lower[asked], higher[asked])
        _, first = np.unique(pair, return_index=True)  # several bands may propose a pair
        pair = pair[np.sort(first)]  # bucket by bucket, so that few sets are in memory at a time
        pair = pair[~np.isin(pair, self._known)]
        matches = self._verify(*numbered_pairs(pair))
        is_copy = matches.reason == A_COPY
        copies = matches.chosen(is_copy)
        self._matches.append(copies)
        self._removed[copies.higher] = True
        if len(copies.higher) < len(matches.higher):
            self._spared.append(matches.chosen(~is_copy))


def split_by_size(buckets: Buckets, size: int) -> tuple[Buckets, Buckets]:
    """Separates the buckets of at most `size` members from the larger ones."""
    small = np.bincount(buckets.bucket)[buckets.bucket] <= size
    return (
        drop_alone(buckets.chosen(small)),
        drop_alone(buckets.chosen(~small)),
    )


def concatenate(some: list[Matches]) -> Matches:
    """Joins the matches."""
    columns: Any = (np.concatenate(column) for column in zip(NONE, *some))
    return Matches(*columns)


NO_TEXTS, NO_BITS = np.empty(0, np.uint32), np.empty(0, np.uint8)
NONE = Matches(NO_TEXTS, NO_TEXTS, NO_TEXTS, NO_BITS, NO_BITS, np.empty(0, np.float64))


def leaders(lowers: U32, highers: U32, texts: int, references: int = 0) -> Marks:
    """Marks the texts to remove: each that matches one of lower rank that stays, but no reference.

    >>> leaders(np.array([0, 1], np.uint32), np.array([1, 2], np.uint32), texts=3).tolist()  # a chain
    [False, True, False]
    """
    removed = bytearray(texts)
    order = np.lexsort((lowers, highers))
    for lower, higher in zip(lowers[order].tolist(), highers[order].tolist()):
        if not removed[lower] and higher >= references:
            removed[higher] = True
    return np.frombuffer(removed, np.bool_)
