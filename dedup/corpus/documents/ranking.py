"""Which of several copies stays: every text has a rank, and the first of them stays."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.checkpoint import Work
from dedup.corpus.documents.fingerprint import Survey
from dedup.corpus.grouping import Marks, group_starts
from dedup.corpus.source.source import Source
from dedup.errors import OptionError
from dedup.options import DeduplicateOptions

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]


class Corpus(NamedTuple):
    """The texts of a source, numbered by rank, and all that the stages need to decide which of them go.

    The first `distinct` texts are those that stand for their group: each is the best of all with its words.  The rest
    follow, again by rank.
    """

    source: Source
    options: DeduplicateOptions
    work: Work
    order: U32  #: [n] the place of each text in the source
    distinct: int  #: so many texts differ in their words
    first: U32  #: [n - distinct] for each of the others, the text that stands for its group
    is_reference: Marks  #: [n] those are never removed, and come before others of `distinct` and of the rest
    words: U32  #: [n] how many
    characters: U64  #: [n] equal for texts of the same characters
    keys: U64  #: [bands, n] by place in the source

    def band_keys(self, band: int, texts: U32) -> U64:
        """The keys of some texts in one band."""
        keys: U64 = self.keys[band][self.order[texts]]
        return keys

    def read(self, wanted: Marks) -> Iterator[tuple[U32, list[str]]]:
        """The numbers and texts of those wanted, in the order of the source."""
        chosen = np.empty_like(wanted)
        chosen[self.order] = wanted
        number = np.empty_like(self.order)
        number[self.order] = np.arange(len(number), dtype=np.uint32)
        for places, texts in self.source.read_again(lambda start, stop: chosen[start:stop]):
            yield number[places], texts


def rank(source: Source, survey: Survey, options: DeduplicateOptions, work: Work) -> Corpus:
    """Numbers texts by the keep rule, references before all others.

    "fullest": the most words, then the smallest id.  "first" and "last": by place.  A function: the smallest result,
    then the digest of the words, then the smallest id.  So only "first" and "last" depend on the order of the texts.
    """
    is_reference = source.is_reference
    order = np.lexsort((*_places(source.ids, survey, options.keep), ~is_reference)).astype(np.uint32)
    high, low = survey.same[order].T
    by_words = np.lexsort((low, high))  # which is stable: the first of each group is the best
    starts = group_starts(high[by_words], low[by_words])
    is_distinct = np.zeros(len(order), bool)
    is_distinct[by_words[starts]] = True
    best = np.empty(len(order), np.intp)
    best[by_words] = by_words[starts][np.cumsum(starts) - 1]
    first = (np.cumsum(is_distinct) - 1)[best[~is_distinct]].astype(np.uint32)
    order = np.concatenate((order[is_distinct], order[~is_distinct]))
    return Corpus(
        source=source,
        options=options,
        work=work,
        order=order,
        distinct=len(order) - len(first),
        first=first,
        is_reference=is_reference[order],
        words=survey.words[order],
        characters=survey.signs[order],
        keys=survey.keys,
    )


def _places(ids: Sequence[Hashable], survey: Survey, keep: str | Callable[[str], Any]) -> tuple[NDArray[Any], ...]:
    """Columns to sort by, the last one first."""
    n = len(survey.words)
    if keep == "first":
        return (np.arange(n),)
    if keep == "last":
        return (-np.arange(n),)
    id_places = id_order(ids)
    if keep == "fullest":
        return id_places, -survey.words.astype(np.int64)
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
    return id_places, survey.digests[:, 1], survey.digests[:, 0], key


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
