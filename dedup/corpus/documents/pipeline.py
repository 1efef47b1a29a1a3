"""Whole documents: every stage from the texts to those that go, with the files the stages need in one directory."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.checkpoint import Work
from dedup.corpus.documents.confirm import confirm
from dedup.corpus.documents.fingerprint import survey
from dedup.corpus.documents.matching import Matcher, Settled, mark_candidates
from dedup.corpus.documents.ranking import Corpus, rank
from dedup.corpus.documents.removals import Gone, by_place, repeats_of_shingles, repeats_of_words, with_last_kept
from dedup.corpus.documents.shingle_store import ShingleStore, store_shingles
from dedup.corpus.lsh.banding import bands_for
from dedup.corpus.source.source import Source
from dedup.options import DeduplicateOptions


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


def find_copies(source: Source, options: DeduplicateOptions, work: Work) -> Found:
    """The texts that go, each for one that stays: the same words first, then alike, then wholly inside another."""
    corpus = rank(source, confirm(source, survey(source, options, work), options.jobs, work), options, work)
    store, settled = match_all(corpus)
    gone = with_last_kept(repeats_of_words(corpus), repeats_of_shingles(settled.matches, store))
    unresolved = np.zeros(len(corpus.order), bool)
    unresolved[: corpus.distinct] = settled.unresolved
    if options.containment is not None:
        from dedup.corpus.documents.containment import find_contained

        gone, left_out = find_contained(corpus, gone)
        unresolved |= left_out
    unresolved[gone["number"]] = False
    return Found(source.ids, by_place(gone, corpus), int(unresolved.sum()))


def match_all(corpus: Corpus) -> tuple[ShingleStore, Settled]:
    """The matches among the distinct texts, and the sets of shingles that prove them."""
    options, work = corpus.options, corpus.work
    bands = bands_for(options.jaccard).number
    candidates = mark_candidates(corpus.band_keys, bands, corpus.words[: corpus.distinct] > 0)
    wanted = np.zeros(len(corpus.order), bool)
    wanted[: corpus.distinct] = candidates
    work.enter("shingles")
    store = store_shingles(corpus, wanted, "shingles")
    work.enter("matches")
    references = int(corpus.is_reference[: corpus.distinct].sum())
    verify = partial(store.verify, options.jaccard)
    return store, Matcher(corpus.band_keys, bands, candidates, references, verify).settle()
