"""Which of several copies stays: texts are numbered by rank, and of copies the one with the lowest number stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.fingerprint import Fingerprints
from dedup.corpus.grouping import Marks, group_starts
from dedup.corpus.lsh.banding import Bands, bands_for
from dedup.corpus.source.reading import each_again
from dedup.corpus.source.source import Source
from dedup.errors import OptionError
from dedup.options import DeduplicateOptions

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

R = TypeVar("R")


class Corpus(NamedTuple):
    """The n texts of a source, numbered by rank, and all that the stages need to decide which to remove.

    The first `distinct` texts differ in their words: each is the best of its group, the texts of the same words.  The
    other members of the groups follow, by rank too.
    """

    source: Source
    options: DeduplicateOptions
    checkpoint: Checkpoint
    order: U32  #: [n] the place of each text in the source
    distinct: int  #: how many texts differ in their words
    best_of_group: U32  #: [n - distinct] for each text that repeats the words of another, the number of that one
    is_reference: Marks  #: [n] among the first `distinct`, and among the rest, references come first
    word_counts: U32  #: [n]
    character_digests: U64  #: [n] equal for texts of the same characters
    minimizer_counts: U32  #: [n] by place in the source, if contained texts are looked for
    keys_in_source: dict[Bands, U64]  #: [bands, n] by place in the source, for each division of the signatures

    @property
    def bands(self) -> Bands:
        """How the signatures are divided, to find the pairs with `options.jaccard`."""
        return bands_for(self.options.jaccard)

    def band_keys(self, band: int, texts: U32) -> U64:
        """The keys of some texts in one of `bands`."""
        keys: U64 = self.keys_in_source[self.bands][band][self.order[texts]]
        return keys

    def each(self, wanted: Marks, do: Callable[[tuple[U32, list[str]]], R]) -> Iterator[R]:
        """Yields `do((numbers, texts))` for the texts wanted, in the order of the source, `options.jobs` at a time."""
        is_wanted = np.empty_like(wanted)
        is_wanted[self.order] = wanted
        numbers = np.empty_like(self.order)
        numbers[self.order] = np.arange(len(numbers), dtype=np.uint32)

        def renumbered(batch: tuple[list[int], list[str]]) -> R:
            return do((numbers[batch[0]], batch[1]))

        return each_again(self.source, lambda start, stop: is_wanted[start:stop], renumbered, self.options.jobs)


def rank(source: Source, fingerprints: Fingerprints, options: DeduplicateOptions, checkpoint: Checkpoint) -> Corpus:
    """Numbers the texts by the keep rule, references before all others.

    "fullest": by the number of words, then by id.  "first" and "last": by place.  A function: by its result, then by
    the digest of the words, then by id.  So only "first" and "last" depend on the order of the texts.

    Args:
        source: The texts, which have been read.
        fingerprints: Theirs, confirmed.
        options: Those of the run.
        checkpoint: Where the stages keep their files.

    Raises:
        OptionError: The results of the function `keep` cannot be sorted, or no text has the id of a reference.
    """
    is_reference = source.is_reference
    order = np.lexsort((*_sort_columns(source.ids, fingerprints, options.keep), ~is_reference)).astype(np.uint32)
    high, low = fingerprints.same_words[order].T
    by_words = np.lexsort((low, high))  # which is stable, so that the best of each group comes first
    starts = group_starts(high[by_words], low[by_words])
    is_distinct = np.zeros(len(order), bool)
    is_distinct[by_words[starts]] = True
    best = np.empty(len(order), np.intp)
    best[by_words] = by_words[starts][np.cumsum(starts) - 1]
    number = np.cumsum(is_distinct) - 1
    best_of_group = number[best[~is_distinct]].astype(np.uint32)
    order = np.concatenate((order[is_distinct], order[~is_distinct]))
    return Corpus(
        source=source,
        options=options,
        checkpoint=checkpoint,
        order=order,
        distinct=len(order) - len(best_of_group),
        best_of_group=best_of_group,
        is_reference=is_reference[order],
        word_counts=fingerprints.word_counts[order],
        character_digests=fingerprints.character_digests[order],
        minimizer_counts=fingerprints.minimizer_counts,
        keys_in_source=fingerprints.band_keys,
    )


def _sort_columns(
    ids: Sequence[Hashable], fingerprints: Fingerprints, keep: str | Callable[[str], Any]
) -> tuple[NDArray[Any], ...]:
    """The columns to sort by, the least important one first."""
    n = len(fingerprints.word_counts)
    if keep == "first":
        return (np.arange(n),)
    if keep == "last":
        return (-np.arange(n),)
    id_places = id_order(ids)
    if keep == "fullest":
        return id_places, -fingerprints.word_counts.astype(np.int64)
    assert fingerprints.sort_keys is not None
    try:
        values = sorted(range(n), key=fingerprints.sort_keys.__getitem__)
        if any(value != value for value in fingerprints.sort_keys):
            raise TypeError("one is not equal to itself")
    except (TypeError, ValueError) as error:
        raise OptionError("keep", keep, f"a function whose results can be sorted ({error})") from error
    key = np.zeros(n, np.int64)
    for before, number in pairwise(values):
        key[number] = key[before] + bool(fingerprints.sort_keys[before] != fingerprints.sort_keys[number])
    return id_places, fingerprints.word_digests[:, 1], fingerprints.word_digests[:, 0], key


def id_order(ids: Sequence[Hashable], others: Collection[type] = ()) -> NDArray[np.int64]:
    """The place of each id among all of them: by size if all are whole numbers, else as strings, then by type.

    `others` are the types of ids that are not here, and count, too.
    """
    n = len(ids)
    order: Any
    names: Any = ids
    kinds = {int} if isinstance(ids, range) else {*others, *map(type, ids)}
    if kinds == {int} and (numbers := np.asarray(ids)).dtype == np.int64:  # larger ones would be rounded
        order = np.argsort(numbers, kind="stable")
    elif kinds <= {int} or kinds == {str}:
        order = sorted(range(n), key=names.__getitem__)
    else:
        order = sorted(range(n), key=[(str(name), type(name).__name__) for name in ids].__getitem__)
    place = np.empty(n, np.int64)
    place[order] = np.arange(n)
    return place
