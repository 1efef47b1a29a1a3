"""Sets of shingles on disk, and how many shingles two texts share."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from io import FileIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.ranking import Corpus
from dedup.corpus.grouping import Marks
from dedup.corpus.lsh.signatures import SHINGLE
from dedup.corpus.parallel import in_order
from dedup.io.named_file import open_private
from dedup.kernel import _kernel

U32 = NDArray[np.uint32]

#: Pairs that a thread compares at a time, and bytes of sets held in memory, unless one pair needs more.
BLOCK = 1 << 12
HELD = 16 << 20


class ShingleStore:
    """Sorted sets of distinct hashes in a file, for some of n texts.

    They are read, not mapped: the system maps many pages around one that is touched, and all of them count.
    """

    def __init__(self, path: Path, sizes: U32, starts: NDArray[np.int64], jobs: int) -> None:
        self.sizes = sizes  #: [n] shingles of each text; 0 for a text without a set
        self._starts = starts  # [n] the first one of each in the file
        self._path, self._jobs = path, jobs

    def count_shared(self, a: U32, b: U32) -> U32:
        """The size of the intersection of the sets of each pair."""
        shared = np.empty(len(a), np.uint32)
        looked_at = np.cumsum(np.append(0, (self.sizes[a].astype(np.int64) + self.sizes[b]) * 8))
        bounds = np.searchsorted(looked_at, np.arange(HELD, looked_at[-1], HELD))
        if len(a):
            with open(self._path, "rb", buffering=0) as file:
                for start, stop in pairwise(sorted({0, *bounds.tolist(), len(a)})):  # one pair may cross several bounds
                    self._count(file, a[start:stop], b[start:stop], shared[start:stop])
        return shared

    def _count(self, file: FileIO, a: U32, b: U32, shared: U32) -> None:
        """Counts some pairs, into `shared`."""
        texts, place = np.unique(np.concatenate((a, b)), return_inverse=True)
        in_file = np.argsort(self._starts[texts])
        texts, place = texts[in_file], np.argsort(in_file)[place]
        first, second = place[: len(a)].astype(np.uint32), place[len(a) :].astype(np.uint32)
        starts = np.concatenate((np.zeros(1, np.uint64), np.cumsum(self.sizes[texts], dtype=np.uint64)))
        hashes = self._read(file, texts)

        def count(begin: int) -> None:
            part = slice(begin, begin + BLOCK)
            _kernel.count_shared(hashes, starts, first[part], second[part], shared[part])

        blocks = range(0, len(a), BLOCK)
        if self._jobs == 1 or len(blocks) < 2:
            for begin in blocks:
                count(begin)
        else:
            with ThreadPoolExecutor(self._jobs) as threads:
                list(threads.map(count, blocks))

    def _read(self, file: FileIO, texts: U32) -> NDArray[np.uint64]:
        """Reads the sets of texts, given in the order of the file; adjacent ones together."""
        starts = self._starts[texts]
        stops = starts + self.sizes[texts]
        hashes = np.empty(int((stops - starts).sum()), np.uint64)
        room: Any = hashes.view(np.uint8)
        joints = np.flatnonzero(starts[1:] != stops[:-1]) + 1
        done = 0
        for begin, end in zip(starts[np.append(0, joints)].tolist(), stops[np.append(joints - 1, -1)].tolist()):
            stop = done + 8 * (end - begin)
            at = 8 * begin - done  # the offset in the file minus that in memory
            while done < stop:
                read = os.preadv(file.fileno(), [room[done:stop]], at + done)
                if not read:
                    raise OSError(f"{self._path} was truncated")
                done += read
        return hashes

    def verify(self, jaccard: float, a: U32, b: U32) -> tuple[Marks, U32]:
        """Marks the pairs with at least that Jaccard index, and says how many shingles each pair shares."""
        least, most = np.minimum(self.sizes[a], self.sizes[b]), np.maximum(self.sizes[a], self.sizes[b])
        possible = least >= jaccard * most - 1e-6
        shared = np.zeros(len(a), np.uint32)
        shared[possible] = self.count_shared(a[possible], b[possible])
        return self.count_jaccard(a, b, shared) >= jaccard, shared

    def count_jaccard(self, a: U32, b: U32, shared: U32) -> NDArray[np.float64]:
        """The Jaccard index of each pair: shingles in both / in either."""
        either = self.sizes[a].astype(np.int64) + self.sizes[b] - shared
        return np.asarray(shared / np.maximum(either, 1))


def store_shingles(corpus: Corpus, wanted: Marks, name: str) -> ShingleStore:
    """Writes the sets of the texts wanted to a file of that name, unless an earlier run has.

    They are made with the run's secret key: these sets decide what is removed, so no text may be written to share a
    hash with another.
    """
    names = f"{name}-sizes", f"{name}-starts"
    sizes, starts = corpus.checkpoint.arrays(names, lambda: _write(corpus, wanted, name))
    return ShingleStore(corpus.checkpoint.path(name), sizes, starts, corpus.options.jobs)


def _write(corpus: Corpus, wanted: Marks, name: str) -> tuple[U32, NDArray[np.int64]]:
    """Writes the sets; returns the size of each, and where it starts."""
    sizes, starts = np.zeros(len(wanted), np.uint32), np.zeros(len(wanted), np.int64)

    def take(batch: tuple[U32, list[str]]) -> tuple[U32, U32, bytes]:
        numbers, texts = batch
        counts = np.empty(len(texts), np.uint32)
        return numbers, counts, _kernel.shingle_sets(texts, SHINGLE, counts, corpus.checkpoint.key)

    written = 0
    with open_private(corpus.checkpoint.path(name)) as file:
        for numbers, counts, hashes in in_order(take, corpus.read(wanted), corpus.options.jobs):
            stops = written + np.cumsum(counts, dtype=np.int64)
            sizes[numbers], starts[numbers] = counts, stops - counts
            written = int(stops[-1])
            file.write(hashes)
    return sizes, starts
