"""Whole documents: all stages, from texts to removals."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.confirm import confirm
from dedup.corpus.documents.fingerprint import fingerprint
from dedup.corpus.documents.matching import Matcher, Settled, mark_candidates
from dedup.corpus.documents.ranking import Corpus, rank
from dedup.corpus.documents.removals import (
    Removals,
    by_place,
    repeats_of_shingles,
    repeats_of_words,
    with_last_kept,
)
from dedup.corpus.documents.shingle_store import ShingleStore, store_shingles
from dedup.corpus.grouping import Marks
from dedup.corpus.lsh.banding import bands_for
from dedup.corpus.source.source import Source
from dedup.options import DeduplicateOptions


class DocumentOutcome(NamedTuple):
    """Which of n documents are removed."""

    ids: Sequence[Hashable]
    references: int  #: documents that are only compared with
    removals: Removals  #: by place in the source
    unresolved: int  #: kept documents that were not compared with all that may match them

    @property
    def stays(self) -> Marks:
        """[n] Marks the documents that stay."""
        stays = np.ones(len(self.ids), bool)
        stays[self.removals["number"]] = False
        return stays

    @property
    def share(self) -> float:
        """The share of the documents that is removed."""
        return len(self.removals) / max(len(self.ids) - self.references, 1)

    @property
    def change_of(self) -> None:
        """None: the documents that stay are not changed."""


def find_copies(source: Source, options: DeduplicateOptions, checkpoint: Checkpoint) -> DocumentOutcome:
    """Finds the documents that repeat one that stays: first the same words, then alike, then contained."""
    fingerprints = confirm(source, fingerprint(source, options, checkpoint), options.jobs, checkpoint)
    corpus = rank(source, fingerprints, options, checkpoint)
    del fingerprints  # it is large
    store, settled = match_all(corpus)
    removals = with_last_kept(repeats_of_words(corpus), repeats_of_shingles(settled.matches, store))
    unresolved = np.zeros(len(corpus.order), bool)
    unresolved[: corpus.distinct] = settled.unresolved
    if options.containment is not None:
        from dedup.corpus.documents.containment import find_contained

        removals, left_out = find_contained(corpus, removals)
        unresolved |= left_out
    unresolved[removals["number"]] = False
    return DocumentOutcome(
        ids=source.ids,
        references=int(corpus.is_reference.sum()),
        removals=by_place(removals, corpus),
        unresolved=int(unresolved.sum()),
    )


def match_all(corpus: Corpus) -> tuple[ShingleStore, Settled]:
    """The matches among the distinct texts, and the sets of shingles that prove them."""
    options, checkpoint = corpus.options, corpus.checkpoint
    bands = bands_for(options.jaccard).number
    candidates = mark_candidates(corpus.band_keys, bands, corpus.word_counts[: corpus.distinct] > 0)
    wanted = np.zeros(len(corpus.order), bool)
    wanted[: corpus.distinct] = candidates
    checkpoint.enter("shingles")
    store = store_shingles(corpus, wanted, "shingles")
    checkpoint.enter("matches")
    references = int(corpus.is_reference[: corpus.distinct].sum())
    verify = partial(store.verify, options.jaccard)
    return store, Matcher(corpus.band_keys, bands, candidates, references, verify).settle()
