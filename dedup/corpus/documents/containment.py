"""Documents that stand wholly inside a longer one: too unlike it for bands, found by the seeds they share."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.ranking import Corpus
from dedup.corpus.documents.removals import CONTAINED, Gone, gone_of, merged
from dedup.corpus.documents.shingle_store import ShingleStore, store_shingles
from dedup.corpus.grouping import Marks, group_starts
from dedup.corpus.lsh.signatures import SHINGLE
from dedup.corpus.minimizer_files import SeedFiles, Seeds, seeds_of
from dedup.corpus.parallel import in_order

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

#: A seed speaks for the few longest texts that have it; a long text is looked for by about so many of its seeds.
LONGEST = 8
ASKED = 64

#: Share of a text's seeds that another must have to be compared: fewer where less of the text need stand there, as
#: the share of 64 seeds is off by .06 on average, and by four times that hardly ever.
SEEDS_SHARED = 0.5
LEEWAY = 0.25


def find_contained(corpus: Corpus, gone: Gone) -> tuple[Gone, Marks]:
    """All that goes: also the texts of which that share of the shingles stands in a longer one that stays.

    A text for which others have gone goes only if each of them stands in the longer one as well.  Marked besides are
    the texts that too many longer ones have seeds of to be compared with each.
    """
    containment = corpus.options.containment
    assert containment is not None
    corpus.work.enter("contained")
    stays = corpus.words > 0
    stays[gone["number"]] = False
    proposed = propose(corpus, stays, min(SEEDS_SHARED, containment - LEEWAY))
    wanted = np.zeros(len(stays), bool)
    wanted[proposed.inner] = wanted[proposed.outer] = True
    wanted[gone["number"][np.isin(gone["kept"], proposed.inner)]] = True
    store = store_shingles(corpus, wanted, "contained")
    return _take(store, gone, measure(store, proposed, containment), containment), proposed.left_out


class Proposed(NamedTuple):
    """Pairs of texts, and the texts that are not in all the pairs they could be in."""

    inner: U32
    outer: U32  #: a longer one, or one as long
    left_out: Marks  #: [n] may be inside another which is not among the longest that have their seeds


class Contained(NamedTuple):
    """Pairs of texts of which one holds the other."""

    inner: U32
    outer: U32
    shared: U32  #: shingles that both have


def measure(store: ShingleStore, proposed: Proposed, containment: float) -> Contained:
    """The pairs of which the outer text does hold that share of the inner one's shingles."""
    inner, outer = proposed.inner, proposed.outer
    shared = store.count_shared(inner, outer)
    holds = (shared >= containment * store.sizes[inner]) & (store.sizes[outer] >= store.sizes[inner])
    return Contained(inner[holds], outer[holds], shared[holds])


def write_seeds(corpus: Corpus, wanted: Marks) -> tuple[SeedFiles, U32]:
    """The seeds of the texts wanted, and how many each of all texts has."""
    files = SeedFiles(corpus.work.path("."))
    counts = np.zeros(len(wanted), np.uint32)

    def look(batch: tuple[U32, list[str]]) -> tuple[U32, Seeds]:
        numbers, texts = batch
        return numbers, seeds_of(texts, SHINGLE)

    for numbers, seeds in in_order(look, corpus.read(wanted), corpus.options.jobs):
        files.add(numbers, seeds)
        counts[numbers] = seeds.counts
    return files, counts


def propose(corpus: Corpus, stays: Marks, share: float) -> Proposed:
    """Pairs of a text that stays with a longer one that has that share of its seeds; of equals the better rank."""
    files, counts = write_seeds(corpus, stays)
    # Of a text with many seeds those with the least hashes are asked for, whichever the text.
    limit = np.where(counts > ASKED, ASKED / np.maximum(counts, 1), 1.0) * 2.0**64
    length = corpus.words.astype(np.int64)
    pairs: list[U64] = []
    asked, beyond = np.zeros(len(counts), np.uint32), np.zeros(len(counts), np.uint32)
    for hashes, numbers in files.parts():
        order = np.lexsort((numbers, -length[numbers], hashes))
        order = order[group_starts(hashes[order], numbers[order])]
        hashes, numbers = hashes[order], numbers[order]
        starts = group_starts(hashes)
        start = np.flatnonzero(starts)[np.cumsum(starts) - 1]
        asks = (hashes <= limit[numbers]) & ~corpus.is_reference[numbers]
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
        return Proposed(np.empty(0, np.uint32), np.empty(0, np.uint32), left_out)
    pair, times = np.unique(np.concatenate(pairs), return_counts=True)
    inner, outer = (pair >> np.uint64(32)).astype(np.uint32), pair.astype(np.uint32)
    enough = times >= share * asked[inner]
    return Proposed(inner[enough], outer[enough], left_out)


def _take(store: ShingleStore, gone: Gone, contained: Contained, containment: float) -> Gone:
    """Lets texts go, the longest first, each for the longest that stays and holds it and all that went for it."""
    inner, outer, shared = contained
    jaccard = store.count_jaccard(inner, outer, shared)
    followers: dict[int, list[int]] = {}
    for place, kept in enumerate(gone["kept"].tolist()):
        followers.setdefault(kept, []).append(place)
    gone = gone.copy()
    taken: dict[int, int] = {}
    holding: set[int] = set()
    size = store.sizes.astype(np.int64)
    for pair in np.lexsort((outer, -size[outer], inner, -size[inner])).tolist():
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
