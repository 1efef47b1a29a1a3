"""Documents contained in a longer one: too unlike it for bands, so they are proposed by the minimizers they share."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.candidates import Candidates, store_candidates
from dedup.corpus.documents.judging import A_COPY
from dedup.corpus.documents.matching import Matches
from dedup.corpus.documents.ranking import Corpus
from dedup.corpus.documents.removals import CONTAINED, Matched, Removals, best_matches, merged
from dedup.corpus.grouping import Marks, group_starts, numbered_pairs, pair_numbers
from dedup.corpus.minimizer_files import FILE_BITS, MinimizerFiles

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

#: A minimizer proposes the few longest texts that have it; a long text is looked up by about so many minimizers.
LONGEST = 32
LOOKED_UP = 64

#: Pairs that wait in memory to be counted.
MAX_WAITING = 1 << 20
NO_PAIRS = np.empty(0, np.uint64)

#: The share of a text's minimizers that another must have to be compared.  It is lower the less of the text need be
#: contained, since the share among 64 minimizers is off by .06 on average, and hardly ever by four times that.
MINIMIZERS_SHARED = 0.5
LEEWAY = 0.25


class Proposed(NamedTuple):
    """Pairs of texts that share minimizers."""

    inner: U32
    outer: U32  #: longer, or as long
    left_out: Marks  #: [n] texts that may be in one not proposed, as too many longer ones have their minimizers


def find_contained(corpus: Corpus, matched: Matched) -> Matched:
    """Adds the texts of which enough is contained in a longer one that stays.

    A text that others were removed for is removed only if each of those is contained in the longer one too.

    Args:
        corpus: The texts, of which `options.containment` is asked for.
        matched: What is removed and spared already.

    Returns:
        All of it; texts that were not compared with every longer one that may contain them are unresolved, too.
    """
    containment, removals = corpus.options.containment, matched.removals
    assert containment is not None
    corpus.checkpoint.enter("contained")
    stays = corpus.word_counts > 0
    stays[removals["number"]] = False
    proposed = propose(corpus, stays, min(MINIMIZERS_SHARED, containment - LEEWAY))
    wanted = np.zeros(len(stays), bool)
    wanted[proposed.inner] = wanted[proposed.outer] = True
    wanted[removals["number"][np.isin(removals["kept"], proposed.inner)]] = True
    candidates = store_candidates(corpus, wanted, "contained")
    matches = verify(candidates, proposed, containment)
    is_copy = matches.reason == A_COPY
    removals = remove_contained(candidates, removals, matches.chosen(is_copy), containment)
    spared = best_matches(matches.chosen(~is_copy), candidates.store, CONTAINED)
    is_new = ~np.isin(spared["number"], matched.spared["number"])
    return Matched(removals, merged(matched.spared, spared[is_new]), matched.unresolved | proposed.left_out)


def propose(corpus: Corpus, stays: Marks, share: float) -> Proposed:
    """Pairs each text that stays with the longer ones that have that share of its minimizers.

    Of texts of equal length, the one of better rank is the longer.
    """
    by_length = np.lexsort((np.arange(len(stays)), -corpus.word_counts.astype(np.int64))).astype(np.uint32)
    in_source = corpus.order[by_length]
    place_of = np.empty_like(by_length)
    place_of[in_source] = np.arange(len(by_length), dtype=np.uint32)
    is_wanted = stays[by_length]
    # A text with many minimizers is looked up by those with the least hashes: the same ones, whatever the text.
    counts = corpus.minimizer_counts[in_source]
    limit = np.where(counts > LOOKED_UP, LOOKED_UP / np.maximum(counts, 1), 1.0) * 2.0**64
    may_be_inner = ~corpus.is_reference[by_length]
    looked_up, beyond = np.zeros(len(counts), np.uint32), np.zeros(len(counts), np.uint32)
    pairs = CountedPairs()
    for hashes, texts in MinimizerFiles(corpus.checkpoint.path(".")).read():
        numbers = place_of[texts]
        wanted = is_wanted[numbers]
        hashes, numbers = hashes[wanted], numbers[wanted]
        asks = (hashes <= limit[numbers]) & may_be_inner[numbers]
        is_first, numbers, asks = by_hash(hashes, numbers, asks, len(counts))
        looked_up += np.bincount(numbers[asks], minlength=len(looked_up)).astype(np.uint32)
        starts = np.flatnonzero(is_first)
        start = np.repeat(starts, np.diff(np.append(starts, len(numbers))))
        place = np.flatnonzero(asks & (start < np.arange(len(numbers))))
        longest = start[place]
        beyond += np.bincount(numbers[place[longest + LONGEST < place]], minlength=len(beyond)).astype(np.uint32)
        for _ in range(LONGEST):
            pairs.add(numbers[place], numbers[longest])
            longest += 1
            place, longest = place[longest < place], longest[longest < place]
    left_out = np.zeros(len(counts), bool)
    left_out[by_length] = (beyond > 0) & (beyond >= share * looked_up)
    inner, outer, times = pairs.counted()
    enough = times >= share * looked_up[inner]
    return Proposed(by_length[inner[enough]], by_length[outer[enough]], left_out)


def by_hash(hashes: U64, numbers: U32, asks: Marks, texts: int) -> tuple[Marks, U32, Marks]:
    """Sorts minimizers of one file by hash, then by number, each text's once; marks the first one of each hash.

    The first bits of the hash, the number and the mark are sorted as one number.  Two hashes that differ in other bits
    count as one: among so many pairs that changes nothing.
    """
    bits = np.uint64(texts.bit_length() + 1)
    hash_bits = ~((np.uint64(1) << bits) - np.uint64(1))
    entries = hashes << np.uint64(FILE_BITS) & hash_bits | numbers.astype(np.uint64) << np.uint64(1) | asks
    entries.sort()
    entries = entries[group_starts(entries)]
    is_first = group_starts(entries & hash_bits)
    return is_first, ((entries & ~hash_bits) >> np.uint64(1)).astype(np.uint32), (entries & np.uint64(1)).astype(bool)


class CountedPairs:
    """Pairs of texts, and how often each was added."""

    def __init__(self) -> None:
        self._pairs, self._times = NO_PAIRS, np.empty(0, np.uint32)
        self._waiting: list[U64] = []
        self._count = 0

    def add(self, a: U32, b: U32) -> None:
        """Adds pairs."""
        self._waiting.append(pair_numbers(a, b))
        self._count += len(a)
        if self._count >= max(MAX_WAITING, len(self._pairs)):
            self._count_waiting()

    def counted(self) -> tuple[U32, U32, U32]:
        """The pairs, and how often each was added."""
        self._count_waiting()
        return *numbered_pairs(self._pairs), self._times

    def _count_waiting(self) -> None:
        new, new_times = np.unique(np.concatenate((NO_PAIRS, *self._waiting)), return_counts=True)
        pairs = np.concatenate((self._pairs, new))
        times = np.concatenate((self._times, new_times.astype(np.uint32)))
        order = np.argsort(pairs, kind="stable")  # which merges the two
        starts = group_starts(pairs[order])
        self._pairs = pairs[order][starts]
        self._times = np.add.reduceat(times[order], np.flatnonzero(starts), dtype=np.uint32) if len(pairs) else times
        self._waiting, self._count = [], 0


def verify(candidates: Candidates, proposed: Proposed, containment: float) -> Matches:
    """The pairs of which the outer text does contain that share of the inner one's shingles, judged."""
    order = np.argsort(proposed.outer, kind="stable")  # the outer ones are long: each is read once for all in it
    inner, outer, sizes = proposed.inner[order], proposed.outer[order], candidates.store.sizes
    shared = candidates.store.count_shared(inner, outer)
    contains = (shared >= containment * sizes[inner]) & (sizes[outer] >= sizes[inner])
    return candidates.judge(outer[contains], inner[contains], shared[contains])


def remove_contained(candidates: Candidates, removals: Removals, matches: Matches, containment: float) -> Removals:
    """Removes texts, the longest first, each for the longest that stays and contains it and its followers.

    The followers of a text are those removed for it.
    """
    inner, outer = matches.higher, matches.lower
    followers: dict[int, list[int]] = {}  # text -> places in `removals`
    for place, kept in enumerate(removals["kept"].tolist()):
        followers.setdefault(kept, []).append(place)
    removals = removals.copy()
    removed: dict[int, int] = {}  # text -> its pair
    kept_for_others: set[int] = set()
    size = candidates.store.sizes.astype(np.int64)
    for pair in np.lexsort((outer, -size[outer], inner, -size[inner])).tolist():
        small, large = int(inner[pair]), int(outer[pair])
        if small in removed or small in kept_for_others or large in removed:
            continue
        moved = np.sort(np.array(followers.get(small, []), np.int64))
        if not _move(candidates, removals, moved, large, containment):
            continue
        removed[small] = pair
        kept_for_others.add(large)
        followers.setdefault(large, []).extend(moved.tolist())
    pairs = np.zeros(len(inner), bool)
    pairs[list(removed.values())] = True
    return merged(removals, best_matches(matches.chosen(pairs), candidates.store, CONTAINED))


def _move(candidates: Candidates, removals: Removals, moved: NDArray[np.int64], large: int, containment: float) -> bool:
    """Makes `large` the kept text of some removals, if it contains all their texts; says whether it does."""
    if len(moved) == 0:
        return True
    number, sizes = removals["number"][moved], candidates.store.sizes
    kept = np.full(len(moved), large, np.uint32)
    shared = candidates.store.count_shared(number, kept)
    if not (shared >= containment * sizes[number]).all():
        return False
    matches = candidates.judge(kept, number, shared)
    if (matches.reason != A_COPY).any():
        return False
    removals[moved] = best_matches(matches, candidates.store, CONTAINED)
    return True
