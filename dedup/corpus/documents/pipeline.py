"""Whole documents: all stages, from texts to removals."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.candidates import store_candidates
from dedup.corpus.documents.confirm import confirm
from dedup.corpus.documents.fingerprint import fingerprint
from dedup.corpus.documents.matching import Matcher, mark_candidates
from dedup.corpus.documents.ranking import Corpus, rank
from dedup.corpus.documents.removals import (
    Matched,
    Removals,
    Spared,
    best_matches,
    by_place,
    repeats_of_words,
    still_spared,
    with_last_kept,
)
from dedup.corpus.grouping import Marks
from dedup.corpus.lsh.banding import bands_for
from dedup.corpus.source.source import Source
from dedup.options import DeduplicateOptions


class DocumentOutcome(NamedTuple):
    """Which of n documents are removed."""

    ids: Sequence[Hashable]
    references: int  #: documents that are only compared with
    removals: Removals  #: by place in the source
    spared: Spared  #: by place in the source
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
    matched = match_all(corpus)
    if options.containment is not None:
        from dedup.corpus.documents.containment import find_contained

        matched = find_contained(corpus, matched)
    removals = matched.removals
    unresolved = matched.unresolved.copy()
    unresolved[removals["number"]] = False
    return DocumentOutcome(
        ids=source.ids,
        references=int(corpus.is_reference.sum()),
        removals=by_place(removals, corpus.order),
        spared=by_place(still_spared(matched), corpus.order),
        unresolved=int(unresolved.sum()),
    )


def match_all(corpus: Corpus) -> Matched:
    """Matches the distinct texts, and adds those of the same words."""
    options, checkpoint = corpus.options, corpus.checkpoint
    bands = bands_for(options.jaccard).number
    is_candidate = mark_candidates(corpus.band_keys, bands, corpus.word_counts[: corpus.distinct] > 0)
    wanted = np.zeros(len(corpus.order), bool)
    wanted[: corpus.distinct] = is_candidate
    checkpoint.enter("shingles")
    candidates = store_candidates(corpus, wanted, "shingles")
    checkpoint.enter("matches")
    references = int(corpus.is_reference[: corpus.distinct].sum())
    match = partial(candidates.match, options.jaccard)
    settled = Matcher(corpus.band_keys, bands, is_candidate, references, match).settle()
    unresolved = np.zeros(len(corpus.order), bool)
    unresolved[: corpus.distinct] = settled.unresolved
    return Matched(
        removals=with_last_kept(repeats_of_words(corpus), best_matches(settled.matches, candidates.store)),
        spared=best_matches(settled.spared, candidates.store),
        unresolved=unresolved,
    )
