"""What each threshold would remove, and the pairs that the choice of one is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.pipeline import DocumentOutcome, find_copies_at
from dedup.corpus.documents.removals import NEAR, Described, Removals, each
from dedup.corpus.grouping import group_starts
from dedup.corpus.source.source import Source
from dedup.options import DeduplicateOptions

#: How far from the threshold a pair may be: one further away says little about the choice.
REACH = 0.1


class Threshold(NamedTuple):
    """A Jaccard index, and what a run with it removes."""

    jaccard: float
    outcome: DocumentOutcome


class Borderline(NamedTuple):
    """A near copy whose Jaccard index is close to the threshold in question."""

    pair: Described
    removed_at: float  #: the threshold in question, or the highest of the lower ones that removes it
    text: str
    kept_text: str


class Tuning(NamedTuple):
    """What there is to know to choose a threshold."""

    jaccard: float  #: the threshold in question
    thresholds: list[Threshold]  #: from the highest to the lowest; the one in question is among them
    above: list[Borderline]  #: near copies that it removes, those within `REACH`, the least similar first
    below: list[Borderline]  #: near copies that only lower ones remove, likewise, the most similar first

    @property
    def chosen(self) -> DocumentOutcome:
        """What the threshold in question removes."""
        return next(threshold.outcome for threshold in self.thresholds if threshold.jaccard == self.jaccard)


def tune(
    source: Source, thresholds: Sequence[float], pairs: int, options: DeduplicateOptions, checkpoint: Checkpoint
) -> Tuning:
    """Finds what each threshold removes, and the pairs on both sides of the one in question.

    Args:
        source: The texts.
        thresholds: Jaccard indexes to try beside `options.jaccard`, which is the one in question.
        pairs: The number of pairs on each side.
        options: Those of the run.
        checkpoint: Where the stages keep their files.
    """
    descending = sorted({*thresholds, options.jaccard}, reverse=True)
    tried = [*map(Threshold, descending, find_copies_at(descending, source, options, checkpoint))]
    place = descending.index(options.jaccard)
    above = nearest(near_copies(tried[place].outcome), options.jaccard, pairs)
    below = nearest(removed_only_by(tried[place + 1 :], tried[place]), options.jaccard, pairs)
    checkpoint.enter("pairs")
    texts = texts_of(source, np.concatenate([above["number"], above["kept"], below["number"], below["kept"]]))

    def borderline(records: Removals) -> list[Borderline]:
        return [
            Borderline(pair, _first_removed(pair, tried[place:]), texts[pair.number], texts[pair.kept])
            for pair in each(records)
        ]

    return Tuning(options.jaccard, tried, borderline(above), borderline(below))


def near_copies(outcome: DocumentOutcome) -> Removals:
    """The removals of near copies."""
    removals = outcome.removals
    copies: Removals = removals[removals["kind"] == NEAR]
    return copies


def removed_only_by(lower: Sequence[Threshold], threshold: Threshold) -> Removals:
    """The near copies that a threshold leaves and lower ones remove, each for the document of the highest of those."""
    removed = threshold.outcome.removals["number"]
    copies = near_copies(threshold.outcome)[:0]
    for _, outcome in lower:
        more = near_copies(outcome)
        is_new = (more["jaccard"] < threshold.jaccard) & ~np.isin(more["number"], removed)
        copies = np.concatenate((copies, more[is_new]))
        removed = np.union1d(removed, outcome.removals["number"])
    return copies


def nearest(copies: Removals, jaccard: float, most: int) -> Removals:
    """The copies whose Jaccard index is nearest to one, within `REACH`, and each of another text if there are enough.

    Many pages made from one template would else be all there is to see.
    """
    copies = copies[np.abs(copies["jaccard"] - jaccard) <= REACH]
    distance = np.abs(copies["jaccard"] - jaccard)
    by_kept = np.lexsort((copies["number"], distance, copies["kept"]))
    starts = np.flatnonzero(group_starts(copies["kept"][by_kept])) if len(copies) else by_kept
    sizes = np.diff(np.append(starts, len(copies)))
    before = np.empty(len(copies), np.int64)  # copies of the same text that are nearer
    before[by_kept] = np.arange(len(copies)) - np.repeat(starts, sizes)
    chosen = np.lexsort((copies["number"], distance, before))[:most]
    return copies[chosen[np.lexsort((copies["number"][chosen], distance[chosen]))]]


def texts_of(source: Source, numbers: NDArray[np.uint32]) -> dict[int, str]:
    """Reads some texts again."""
    wanted = np.zeros(len(source.ids), bool)
    wanted[numbers] = True
    batches = source.read_again(lambda start, stop: wanted[start:stop])
    return {number: text for numbers_read, texts in batches for number, text in zip(numbers_read, texts)}


def _first_removed(pair: Described, thresholds: Sequence[Threshold]) -> float:
    """The highest of some descending thresholds that removes a document."""
    return next(jaccard for jaccard, outcome in thresholds if pair.number in outcome.removals["number"])
