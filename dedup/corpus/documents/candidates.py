"""The texts that may match others, on disk: their sets of shingles, and the texts themselves, to judge what matches."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.judging import A_COPY, Judge, unjudged
from dedup.corpus.documents.matching import Matches
from dedup.corpus.documents.ranking import Corpus
from dedup.corpus.documents.shingle_store import ShingleStore
from dedup.corpus.grouping import Marks
from dedup.corpus.lsh.signatures import SHINGLE
from dedup.corpus.packed_file import PackedFile
from dedup.corpus.parallel import in_order
from dedup.io.named_file import open_private
from dedup.kernel import _kernel

U32 = NDArray[np.uint32]
I64 = NDArray[np.int64]


class Candidates:
    """Some of n texts, ready to be compared."""

    def __init__(self, store: ShingleStore, judge: Judge | None) -> None:
        self.store, self._judge = store, judge  # without a judge, nothing is protected
        self._spared: set[int] = set()  # pairs that several bands propose, as numbers

    def match(self, jaccard: float, lower: U32, higher: U32) -> Matches:
        """Those of some pairs that have at least that Jaccard index, unless an earlier call has spared them."""
        if self._spared:
            pairs = (lower.astype(np.uint64) << np.uint64(32) | higher).tolist()
            is_new = np.array([pair not in self._spared for pair in pairs], bool)
            lower, higher = lower[is_new], higher[is_new]
        alike, shared = self.store.verify(jaccard, lower, higher)
        matches = self.judge(lower[alike], higher[alike], shared[alike])
        spared = matches.chosen(matches.reason != A_COPY)
        self._spared.update((spared.lower.astype(np.uint64) << np.uint64(32) | spared.higher).tolist())
        return matches

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
    judge = Judge(texts, options.protect, options.jobs) if options.protect else None
    return Candidates(ShingleStore(sets, options.jobs), judge)


class Written(NamedTuple):
    """What is written of some texts."""

    numbers: U32
    sizes: U32  #: of their sets
    sets: bytes
    texts: list[bytes]


def _write(corpus: Corpus, wanted: Marks, name: str) -> tuple[U32, I64, I64, I64]:
    """Writes the sets and the texts; returns the sizes and starts of each."""
    path, key, with_texts = corpus.checkpoint.path, corpus.checkpoint.key, bool(corpus.options.protect)

    def take(batch: tuple[U32, list[str]]) -> Written:
        numbers, texts = batch
        sizes = np.empty(len(texts), np.uint32)
        sets = _kernel.shingle_sets(texts, SHINGLE, sizes, key)
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts] if with_texts else []
        return Written(numbers, sizes, sets, encoded)

    set_sizes, set_starts = np.zeros(len(wanted), np.uint32), np.zeros(len(wanted), np.int64)
    text_sizes, text_starts = np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.int64)
    sets_written = texts_written = 0
    with open_private(path(f"{name}-sets")) as sets, open_private(path(f"{name}-texts")) as texts:
        for written in in_order(take, corpus.read(wanted), corpus.options.jobs):
            stops = sets_written + np.cumsum(written.sizes, dtype=np.int64)
            set_sizes[written.numbers], set_starts[written.numbers] = written.sizes, stops - written.sizes
            sets_written = int(stops[-1])
            sets.write(written.sets)
            if with_texts:
                sizes = np.array([len(text) for text in written.texts], np.int64)
                stops = texts_written + np.cumsum(sizes)
                text_sizes[written.numbers], text_starts[written.numbers] = sizes, stops - sizes
                texts_written = int(stops[-1])
                texts.write(b"".join(written.texts))
    return set_sizes, set_starts, text_sizes, text_starts
