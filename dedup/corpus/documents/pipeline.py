"""Whole documents: every stage from the texts to those that go, with the files the stages need in one directory."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.checkpoint import Work
from dedup.corpus.documents.confirm import confirm
from dedup.corpus.documents.matching import Marks, Matcher, Settled, mark_candidates
from dedup.corpus.documents.outcome import Gone, repeats_of_shingles, repeats_of_words, with_last_kept
from dedup.corpus.documents.ranking import Ranking, rank
from dedup.corpus.documents.shingle_store import ShingleStore, store_shingles
from dedup.corpus.documents.survey import Survey, survey
from dedup.corpus.lsh.banding import bands_for
from dedup.corpus.references import MarkReferences
from dedup.corpus.source.source import Source
from dedup.options import DeduplicateOptions

U32 = NDArray[np.uint32]


class Found(NamedTuple):
    """What becomes of n texts."""

    ids: Sequence[Hashable]
    gone: Gone
    unresolved: int

    @property
    def stays(self) -> NDArray[np.bool_]:
        """[n] which do not go."""
        stays = np.ones(len(self.ids), bool)
        stays[self.gone["number"]] = False
        return stays


def find_copies(source: Source, options: DeduplicateOptions, mark_references: MarkReferences, work: Work) -> Found:
    """The texts that go, each for one that stays: the same words first, then alike, then wholly inside another."""
    bands = bands_for(options.jaccard)
    sort_key = None if isinstance(options.keep, str) else options.keep
    seen = confirm(source, survey(source, bands, sort_key, options.jobs, work), options.jobs, work)
    is_reference = mark_references(seen.ids)
    ranking = rank(seen, options.keep, is_reference)
    store, settled = match_all(source, seen, ranking, bands.number, options, work)
    gone = with_last_kept(
        repeats_of_words(seen, ranking, is_reference), repeats_of_shingles(ranking, settled.matches, store)
    )
    unresolved = np.zeros(len(seen.words), bool)
    unresolved[ranking.member[settled.unresolved]] = True
    if options.containment is not None:
        from dedup.corpus.documents.containment import find_contained

        gone, left_out = find_contained(source, seen, gone, ranking, is_reference, options, work)
        unresolved |= left_out
    unresolved[gone["number"]] = False
    return Found(seen.ids, gone, int(unresolved.sum()))


def match_all(
    source: Source, seen: Survey, ranking: Ranking, bands: int, options: DeduplicateOptions, work: Work
) -> tuple[ShingleStore, Settled]:
    """The matches among the texts that stand for a group, and the sets of shingles that prove them."""
    member = ranking.member

    def band(number: int, ranks: U32) -> NDArray[np.uint64]:
        keys: NDArray[np.uint64] = seen.keys[number][member[ranks]]
        return keys

    has_words = seen.words[member] > 0
    candidates = mark_candidates(band, bands, has_words)
    wanted = np.zeros(len(seen.words), bool)
    wanted[member[candidates]] = True
    work.enter("shingles")
    store = ShingleStore(
        work.path("shingles"),
        work.array("sizes", lambda: store_shingles(source, wanted, work.path("shingles"), options.jobs, work.key)),
        options.jobs,
    )

    def verify(lower: U32, higher: U32) -> tuple[Marks, U32]:
        a, b = member[lower], member[higher]
        least, most = np.minimum(store.sizes[a], store.sizes[b]), np.maximum(store.sizes[a], store.sizes[b])
        possible = least >= options.jaccard * most - 1e-6
        shared = np.zeros(len(a), np.uint32)
        shared[possible] = store.count_shared(a[possible], b[possible])
        return store.count_jaccard(a, b, shared) >= options.jaccard, shared

    work.enter("matches")
    return store, Matcher(band, bands, candidates, ranking.references, verify).settle()
