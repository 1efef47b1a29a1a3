"""How well a run did, from the ids it kept alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from benchmarks.corpus.grown import Pairs


class Score(NamedTuple):
    """What a run kept and lost."""

    removed: int
    recall: float  #: of the pairs of near copies, the share of which not both stay
    precision: float  #: of the documents that went, the share of which a near copy stays


def score_of(ids: Iterable[int], documents: int, pairs: Pairs) -> Score:
    """The score of a run that kept the rows with these ids, their places."""
    kept = np.zeros(documents, bool)
    for place in ids:
        kept[place] = True
    a, b = pairs.T
    witnessed = np.zeros(documents, bool)
    witnessed[a[kept[b]]] = witnessed[b[kept[a]]] = True
    removed = int((~kept).sum())
    recall = 1 - float((kept[a] & kept[b]).mean()) if len(pairs) else 1.0
    return Score(removed, recall, float(witnessed[~kept].mean()) if removed else 1.0)
