"""Whole documents: all stages, from texts to removals."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.by_component import find_components, settle_by_component, sizes_of
from dedup.corpus.documents.candidates import Candidates, store_candidates
from dedup.corpus.documents.confirm import confirm
from dedup.corpus.documents.fingerprint import fingerprint
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

U32 = NDArray[np.uint32]


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
    [outcome] = find_copies_at([options.jaccard], source, options, checkpoint)
    return outcome


def find_copies_at(
    thresholds: Sequence[float], source: Source, options: DeduplicateOptions, checkpoint: Checkpoint
) -> Iterator[DocumentOutcome]:
    """Yields what `find_copies` finds at each Jaccard index; all texts are read and sketched once."""
    divisions = [*dict.fromkeys(map(bands_for, thresholds))]
    fingerprints = confirm(source, fingerprint(source, divisions, options, checkpoint), options.jobs, checkpoint)
    ranked = rank(source, fingerprints, options, checkpoint)
    del fingerprints  # it is large
    corpora = [ranked._replace(options=options._replace(jaccard=jaccard)) for jaccard in thresholds]
    components = [components_of(corpus) for corpus in corpora]
    wanted = np.zeros(len(ranked.order), bool)
    wanted[: ranked.distinct] = np.any([sizes_of(first) > 1 for first in components], axis=0)
    checkpoint.enter("shingles")
    candidates = store_candidates(ranked, wanted, "shingles")
    for corpus, first in zip(corpora, components):
        checkpoint.enter("matches")
        matched = match_all(corpus, candidates, first)
        if options.containment is not None:
            from dedup.corpus.documents.containment import find_contained

            matched = find_contained(corpus, matched)
        yield outcome_of(corpus, matched)


def outcome_of(corpus: Corpus, matched: Matched) -> DocumentOutcome:
    """What is removed and spared, by place in the source."""
    removals = matched.removals
    unresolved = matched.unresolved.copy()
    unresolved |= np.isin(corpus.order, corpus.source.uncompared)
    unresolved[removals["number"]] = False
    return DocumentOutcome(
        ids=corpus.source.ids,
        references=int(corpus.is_reference.sum()),
        removals=by_place(removals, corpus.order),
        spared=by_place(still_spared(matched), corpus.order),
        unresolved=int(unresolved.sum()),
    )


def components_of(corpus: Corpus) -> U32:
    """The first text of the component of each of the distinct texts: no others can match."""
    return find_components(corpus.band_keys, corpus.bands.number, corpus.word_counts[: corpus.distinct] > 0)


def match_all(corpus: Corpus, candidates: Candidates, first: U32) -> Matched:
    """Matches the distinct texts, and adds those of the same words."""
    references = int(corpus.is_reference[: corpus.distinct].sum())
    verify = candidates.verify_at(corpus.options.jaccard)
    settled = settle_by_component(corpus.band_keys, corpus.bands.number, first, references, verify)
    unresolved = np.zeros(len(corpus.order), bool)
    unresolved[: corpus.distinct] = settled.unresolved
    return Matched(
        removals=with_last_kept(repeats_of_words(corpus), best_matches(settled.matches, candidates.store)),
        spared=best_matches(settled.spared, candidates.store),
        unresolved=unresolved,
    )
