"""The texts that may match others, on disk: their sets of shingles, and the texts themselves, to judge what matches."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.judging import A_COPY, Judge, unjudged
from dedup.corpus.documents.matching import Matches, Verify
from dedup.corpus.documents.ranking import Corpus
from dedup.corpus.documents.shingle_store import ShingleStore
from dedup.corpus.grouping import Marks, pair_numbers
from dedup.corpus.lsh.banding import FACTOR
from dedup.corpus.lsh.signatures import SHINGLE
from dedup.corpus.packed_file import PackedFile, starts_of
from dedup.io.named_file import append, open_private
from dedup.kernel import _kernel
from dedup.options import DeduplicateOptions

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]


#: At most so many pairs that were compared are remembered, in 16 MiB.  Of many similar texts, several bands propose the
#: same.
MOST_BITS = 21


class RecentPairs:
    """Pairs of n texts added last, or most of them: each has one slot, which the next pair with that slot takes.

    >>> pairs = RecentPairs(3)
    >>> one, two = np.array([1], np.uint32), np.array([2], np.uint32)
    >>> pairs.add(one, two)
    >>> pairs.has(one, two).tolist(), pairs.has(two, one).tolist()
    ([True], [False])
    """

    def __init__(self, texts: int) -> None:
        self._bits = min(2 * texts.bit_length() + 1, MOST_BITS)
        self._pairs = np.zeros(1 << self._bits, np.uint64)  # a text is in no pair with itself, so 0 is none

    def has(self, a: U32, b: U32) -> Marks:
        """Marks the pairs that are here."""
        pairs = pair_numbers(a, b)
        return np.asarray(self._pairs[self._slots(pairs)] == pairs)

    def add(self, a: U32, b: U32) -> None:
        """Adds pairs."""
        pairs = pair_numbers(a, b)
        self._pairs[self._slots(pairs)] = pairs

    def _slots(self, pairs: U64) -> NDArray[np.intp]:
        return (pairs * FACTOR >> np.uint64(64 - self._bits)).astype(np.intp)


class Candidates:
    """Some of n texts, ready to be compared."""

    def __init__(self, store: ShingleStore, judge: Judge | None) -> None:
        self.store, self._judge = store, judge  # without a judge, nothing is protected

    def verify_at(self, jaccard: float) -> Verify:
        """What finds those of some pairs that have at least that Jaccard index, but few that it has found spared."""
        settled = RecentPairs(len(self.store.sizes))  # of which no text is removed

        def verify(lower: U32, higher: U32) -> Matches:
            is_new = ~settled.has(lower, higher)
            lower, higher = lower[is_new], higher[is_new]
            alike, shared = self.store.verify(jaccard, lower, higher)
            settled.add(lower[~alike], higher[~alike])
            matches = self.judge(lower[alike], higher[alike], shared[alike])
            spared = matches.chosen(matches.reason != A_COPY)
            settled.add(spared.lower, spared.higher)
            return matches

        return verify

    def judge(self, lower: U32, higher: U32, shared: U32) -> Matches:
        """Pairs that match, judged."""
        judgements = self._judge.judge(lower, higher) if self._judge else unjudged(len(lower))
        return Matches(lower, higher, shared, *judgements)


def store_candidates(corpus: Corpus, wanted: Marks, name: str) -> Candidates:
    """Writes the sets and texts of those wanted to files of that name, unless an earlier run has.

    The sets are made with the run's secret key: they decide what is removed, so no text may be written to share a hash
    with another.
    """
    options, checkpoint = corpus.options, corpus.checkpoint
    parts = "set-sizes", "set-starts", "text-sizes", "text-starts"
    set_sizes, set_starts, text_sizes, text_starts = checkpoint.arrays(
        tuple(f"{name}-{part}" for part in parts), lambda: _write(corpus, wanted, name)
    )
    sets = PackedFile(checkpoint.path(f"{name}-sets"), set_sizes, set_starts, np.uint64)
    texts = PackedFile(checkpoint.path(f"{name}-texts"), text_sizes, text_starts, np.uint8)
    return candidates_in(sets, texts, options)


def candidates_in(sets: PackedFile, texts: PackedFile, options: DeduplicateOptions) -> Candidates:
    """The candidates whose sets and texts are in two files."""
    judge = Judge(texts, options.protect, options.jobs) if options.protect else None
    return Candidates(ShingleStore(sets, options.jobs), judge)


class Written(NamedTuple):
    """Where the sets and the encoded texts of some texts are, in two files."""

    numbers: U32
    set_sizes: U32
    set_starts: I64
    text_sizes: I64
    text_starts: I64


def _write(corpus: Corpus, wanted: Marks, name: str) -> tuple[U32, I64, I64, I64]:
    """Writes the sets and the texts; returns the sizes and starts of each."""
    key, with_texts = corpus.checkpoint.key, bool(corpus.options.protect)
    sets_path, texts_path = corpus.checkpoint.path(f"{name}-sets"), corpus.checkpoint.path(f"{name}-texts")

    def take(batch: tuple[U32, list[str]]) -> Written:
        numbers, texts = batch
        set_sizes = np.empty(len(texts), np.uint32)
        sets = _kernel.shingle_sets(texts, SHINGLE, set_sizes, key)
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts] if with_texts else []
        text_sizes = np.array([len(text) for text in encoded] or [0] * len(texts), np.int64)
        return Written(
            numbers=numbers,
            set_sizes=set_sizes,
            set_starts=append(sets_path, sets) // 8 + starts_of(set_sizes),
            text_sizes=text_sizes,
            text_starts=append(texts_path, b"".join(encoded)) + starts_of(text_sizes),
        )

    for path in (sets_path, texts_path):
        open_private(path).close()  # an interrupted run may have left something in it
    columns = np.zeros(len(wanted), np.uint32), *np.zeros((3, len(wanted)), np.int64)
    for numbers, *values in corpus.each(wanted, take):
        for column, value in zip(columns, values):
            column[numbers] = value
    return columns
