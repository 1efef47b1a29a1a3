"""One reading for many thresholds finds what a run at each of them finds."""

from __future__ import annotations

import numpy as np
import pytest

from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.pipeline import DocumentOutcome, find_copies, find_copies_at
from dedup.corpus.source.open import source_of
from dedup.corpus.source.source import Source
from dedup.options import DeduplicateOptions, deduplicate_options, read_options
from tests.corpus.made_up import mixture

THRESHOLDS = (1.0, 0.5, 0.6, 0.8, 0.9, 0.8)


def source(seed: int) -> Source:
    return source_of(mixture(seed), read_options())


def outcomes(seed: int, options: DeduplicateOptions) -> list[DocumentOutcome]:
    with Checkpoint() as checkpoint:
        return list(find_copies_at(THRESHOLDS, source(seed), options, checkpoint))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("containment", [None, 0.8])
def test_each_outcome_is_that_of_a_run_of_its_own(seed: int, containment: float | None) -> None:
    options = deduplicate_options(containment=containment)
    together = outcomes(seed, options)
    assert containment or len({len(outcome.removals) for outcome in together}) > 1
    for jaccard, outcome in zip(THRESHOLDS, together, strict=True):
        with Checkpoint() as checkpoint:
            alone = find_copies(source(seed), options._replace(jaccard=jaccard), checkpoint)
        assert np.array_equal(outcome.removals, alone.removals)
        assert np.array_equal(outcome.spared, alone.spared)
        assert (outcome.ids, outcome.references, outcome.unresolved) == (alone.ids, alone.references, alone.unresolved)
