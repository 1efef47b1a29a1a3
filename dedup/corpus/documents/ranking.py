"""Which of several copies stays: every text has a rank, and the first of them stays."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.survey import Survey
from dedup.errors import OptionError

U32 = NDArray[np.uint32]


class Ranking(NamedTuple):
    """The texts that stand for all, one for each group of the same words, best first."""

    member: U32  #: [m] the number of the text at each rank
    group: U32  #: [n] the rank of the text that stands for each
    references: int  #: ranks below this are never removed


def rank(survey: Survey, keep: str | Callable[[str], Any], is_reference: NDArray[np.bool_]) -> Ranking:
    """Ranks by the keep rule, reference texts before all others, and puts texts of the same words into one group.

    "fullest": the most words, then the smallest id.  "first" and "last": by place.  A function: the smallest result,
    then the digest of the words, then the smallest id.  So only "first" and "last" depend on the order of the texts.
    """
    n = len(survey.words)
    order = np.lexsort((*_places(survey, keep), ~is_reference)).astype(np.uint32)
    place = np.empty(n, np.uint32)
    place[order] = np.arange(n, dtype=np.uint32)
    by_group = np.lexsort((place, survey.same[:, 1], survey.same[:, 0]))
    same = survey.same[by_group]
    begins = np.ones(n, bool)
    begins[1:] = (same[1:] != same[:-1]).any(axis=1)
    best = np.sort(place[by_group[begins]])  # the places of those that stand for their group, in order
    member = order[best]
    head = by_group[np.flatnonzero(begins)[np.cumsum(begins) - 1]] if n else by_group
    group = np.empty(n, np.uint32)
    group[by_group] = np.searchsorted(best, place[head])
    return Ranking(member, group, int(is_reference[member].sum()))


def _places(survey: Survey, keep: str | Callable[[str], Any]) -> tuple[NDArray[Any], ...]:
    """Columns to sort by, the last one first."""
    n = len(survey.words)
    if keep == "first":
        return (np.arange(n),)
    if keep == "last":
        return (-np.arange(n),)
    ids = id_order(survey.ids)
    if keep == "fullest":
        return ids, -survey.words.astype(np.int64)
    assert survey.sort_keys is not None
    try:
        values = sorted(range(n), key=survey.sort_keys.__getitem__)
        if any(value != value for value in survey.sort_keys):
            raise TypeError("one is not equal to itself")
    except (TypeError, ValueError) as error:
        raise OptionError("keep", keep, f"a function whose results can be sorted ({error})") from error
    key = np.zeros(n, np.int64)
    for before, number in pairwise(values):
        key[number] = key[before] + bool(survey.sort_keys[before] != survey.sort_keys[number])
    return ids, survey.digests[:, 1], survey.digests[:, 0], key


def id_order(ids: Sequence[Hashable]) -> NDArray[np.int64]:
    """The place of each id among all of them: by size if all are whole numbers, else as strings, then by type."""
    n = len(ids)
    order: Any
    names: Any = ids
    if isinstance(ids, range) or all(type(name) is int for name in ids):
        numbers = np.asarray(ids)
        fits = numbers.dtype == np.int64  # larger ones would be rounded
        order = np.argsort(numbers, kind="stable") if fits else sorted(range(n), key=names.__getitem__)
    else:
        order = sorted(range(n), key=[(str(name), type(name).__name__) for name in ids].__getitem__)
    place = np.empty(n, np.int64)
    place[order] = np.arange(n)
    return place
