"""The sets of shingles of the texts that may have copies, on disk, and how much two of them share."""

from __future__ import annotations

import mmap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.sources import Source
from dedup.corpus.survey import in_order
from dedup.kernel import _kernel
from dedup.sketching.signatures import SHINGLE

U32 = NDArray[np.uint32]

#: Pairs compared by one thread at a time, and bytes of sets looked at before their pages are given back.
BLOCK = 1 << 14
HELD = 64 << 20


class ShingleStore:
    """Sorted sets of distinct hashes, one after another in a file, for some of n texts."""

    def __init__(self, path: Path, sizes: U32, jobs: int) -> None:
        self.sizes = sizes  #: [n] shingles of each text, 0 where none are held
        self._starts = np.concatenate((np.zeros(1, np.uint64), np.cumsum(sizes, dtype=np.uint64)))
        self._hashes: NDArray[np.uint64] = np.empty(0, np.uint64)
        if sizes.any():
            self._hashes = np.memmap(path, np.uint64, "r")
        self._jobs = jobs
        self._looked_at = 0

    def count_shared(self, a: U32, b: U32) -> U32:
        """The size of the intersection of the sets of texts `a` and `b`, pair by pair."""
        shared = np.empty(len(a), np.uint32)

        def count(first: int) -> None:
            part = slice(first, first + BLOCK)
            _kernel.count_shared(self._hashes, self._starts, a[part], b[part], shared[part])

        blocks = range(0, len(a), BLOCK)
        if self._jobs == 1 or len(blocks) < 2:
            for first in blocks:
                count(first)
        else:
            with ThreadPoolExecutor(self._jobs) as threads:
                list(threads.map(count, blocks))
        self._give_back(int(self.sizes[a].sum() + self.sizes[b].sum()) * 8)
        return shared

    def count_jaccard(self, a: U32, b: U32, shared: U32) -> NDArray[np.float64]:
        """The Jaccard index of each pair: what is shared / what is in either."""
        either = self.sizes[a].astype(np.int64) + self.sizes[b] - shared
        return np.asarray(shared / np.maximum(either, 1))

    def _give_back(self, size: int) -> None:
        """Lets the system take pages of the file back once in a while: it has them still, but not on our account."""
        self._looked_at += size
        held = getattr(self._hashes, "_mmap", None)
        if self._looked_at > HELD and held is not None and hasattr(mmap, "MADV_DONTNEED"):
            held.madvise(mmap.MADV_DONTNEED)
            self._looked_at = 0


def store_shingles(source: Source, wanted: NDArray[np.bool_], path: Path, jobs: int) -> U32:
    """Writes the sets of the texts wanted to a file, and returns how large each of all n is."""
    sizes = np.zeros(len(wanted), np.uint32)

    def take(batch: tuple[list[int], list[str]]) -> tuple[list[int], U32, bytes]:
        numbers, texts = batch
        counts = np.empty(len(texts), np.uint32)
        return numbers, counts, _kernel.shingle_sets(texts, SHINGLE, counts)

    texts = source.read_again(lambda start, stop: wanted[start:stop])
    with open(path, "wb") as file:
        for numbers, counts, hashes in in_order(take, texts, jobs):
            sizes[numbers] = counts
            file.write(hashes)
    return sizes
