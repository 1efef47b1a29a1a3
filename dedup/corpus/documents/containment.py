"""Documents that stand wholly inside a longer one: too unlike it for bands, found by the seeds they share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.checkpoint import Work
from dedup.corpus.documents.outcome import CONTAINED, Gone, gone_of, merged
from dedup.corpus.documents.ranking import Ranking
from dedup.corpus.documents.shingle_store import ShingleStore, store_shingles
from dedup.corpus.documents.survey import Survey
from dedup.corpus.lsh.signatures import SHINGLE
from dedup.corpus.seed_index import SeedFiles, write_seeds
from dedup.corpus.source.source import Source
from dedup.options import DeduplicateOptions

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

#: A seed speaks for the few longest texts that have it; a long text is looked for by about so many of its seeds.
LONGEST = 8
ASKED = 64

#: Share of a text's seeds that another must have to be compared: fewer where less of the text need stand there, as
#: the share of 64 seeds is off by .06 on average, and by four times that hardly ever.
SEEDS_SHARED = 0.5
LEEWAY = 0.25


def find_contained(
    source: Source,
    seen: Survey,
    gone: Gone,
    ranking: Ranking,
    is_reference: NDArray[np.bool_],
    options: DeduplicateOptions,
    work: Work,
) -> tuple[Gone, NDArray[np.bool_]]:
    """All that goes: also the texts of which that share of the shingles stands in a longer one that stays.

    A text for which others have gone goes only if each of them stands in the longer one as well.  Marked besides are
    the texts that too many longer ones have seeds of to be compared with each.
    """
    assert options.containment is not None
    containment, jobs = options.containment, options.jobs
    work.enter("contained")
    stays = seen.words > 0
    stays[gone["number"]] = False
    files, counts = write_seeds(source, stays, SHINGLE, work.path("."), jobs)
    share = min(SEEDS_SHARED, containment - LEEWAY)
    inner, outer, left_out = propose(files, counts, seen.words, ranking.group, is_reference, share)
    dependent = np.isin(gone["kept"], inner)
    wanted = np.zeros(len(stays), bool)
    wanted[inner] = wanted[outer] = True
    wanted[gone["number"][dependent]] = True
    path = work.path("contained")
    store = ShingleStore(path, store_shingles(source, wanted, path, jobs, work.key), jobs)
    shared = store.count_shared(inner, outer)
    holds = (shared >= containment * store.sizes[inner]) & (store.sizes[outer] >= store.sizes[inner])
    return _take(store, gone, inner[holds], outer[holds], shared[holds], ranking.group, containment), left_out


def propose(
    files: SeedFiles, counts: U32, words: U32, rank: U32, is_reference: NDArray[np.bool_], share: float
) -> tuple[U32, U32, NDArray[np.bool_]]:
    """(inner, outer): pairs of a text with a longer one that has that share of its seeds; of equals the better rank.

    And the texts that may have such a longer one which is not among the longest that have their seeds.
    """
    # Of a text with many seeds those with the least hashes are asked for, whichever the text.
    limit = np.where(counts > ASKED, ASKED / np.maximum(counts, 1), 1.0) * 2.0**64
    length = words.astype(np.int64)
    pairs: list[U64] = []
    asked, beyond = np.zeros(len(counts), np.uint32), np.zeros(len(counts), np.uint32)
    for hashes, numbers in files.parts():
        order = np.lexsort((rank[numbers], -length[numbers], hashes))
        hashes, numbers = hashes[order], numbers[order]
        again = np.zeros(len(hashes), bool)
        again[1:] = (hashes[1:] == hashes[:-1]) & (numbers[1:] == numbers[:-1])
        hashes, numbers = hashes[~again], numbers[~again]
        if len(hashes) == 0:
            continue
        begins = np.ones(len(hashes), bool)
        begins[1:] = hashes[1:] != hashes[:-1]
        start = np.flatnonzero(begins)[np.cumsum(begins) - 1]
        asks = (hashes <= limit[numbers]) & ~is_reference[numbers]
        asked += np.bincount(numbers[asks], minlength=len(asked)).astype(np.uint32)
        late = asks & (start + LONGEST < np.arange(len(hashes)))
        beyond += np.bincount(numbers[late], minlength=len(beyond)).astype(np.uint32)
        for longest in range(LONGEST):
            place = start + longest
            among = asks & (place < np.arange(len(hashes)))
            outer = numbers[place[among]]
            pairs.append(numbers[among].astype(np.uint64) << np.uint64(32) | outer)
    left_out = (beyond > 0) & (beyond >= share * asked)
    if not pairs:
        return np.empty(0, np.uint32), np.empty(0, np.uint32), left_out
    pair, times = np.unique(np.concatenate(pairs), return_counts=True)
    inner, outer = (pair >> np.uint64(32)).astype(np.uint32), pair.astype(np.uint32)
    enough = times >= share * asked[inner]
    return inner[enough], outer[enough], left_out


def _take(store: ShingleStore, gone: Gone, inner: U32, outer: U32, shared: U32, rank: U32, containment: float) -> Gone:
    """Lets texts go, the longest first, each for the longest that stays and holds it and all that went for it."""
    jaccard = store.count_jaccard(inner, outer, shared)
    followers: dict[int, list[int]] = {}
    for place, kept in enumerate(gone["kept"].tolist()):
        followers.setdefault(kept, []).append(place)
    gone = gone.copy()
    taken: dict[int, int] = {}
    holding: set[int] = set()
    size = store.sizes.astype(np.int64)
    for pair in np.lexsort((rank[outer], -size[outer], rank[inner], -size[inner])).tolist():
        small, large = int(inner[pair]), int(outer[pair])
        if small in taken or small in holding or large in taken:
            continue
        moved = np.array(followers.get(small, []), np.int64)
        if not _moves(store, gone, moved, large, containment):
            continue
        taken[small] = pair
        holding.add(large)
        gone["kept"][moved] = large
        followers.setdefault(large, []).extend(moved.tolist())
    pairs = np.array(sorted(taken.values()), np.int64)
    share = shared[pairs] / store.sizes[inner[pairs]]
    return merged(gone, gone_of(inner[pairs], outer[pairs], CONTAINED, jaccard[pairs], share))


def _moves(store: ShingleStore, gone: Gone, moved: NDArray[np.int64], large: int, containment: float) -> bool:
    """Do texts that have gone stand in `large` too?  Then what was measured of them is measured anew."""
    if len(moved) == 0:
        return True
    number = gone["number"][moved]
    to = np.full(len(moved), large, np.uint32)
    shared = store.count_shared(number, to)
    if not (shared >= containment * store.sizes[number]).all():
        return False
    gone["kind"][moved] = CONTAINED
    gone["jaccard"][moved] = store.count_jaccard(number, to, shared)
    gone["containment"][moved] = shared / store.sizes[number]
    return True
