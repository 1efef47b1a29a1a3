"""Sets of shingles on disk, and how many shingles two texts share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.grouping import Marks
from dedup.corpus.packed_file import HeldPairs, PackedFile
from dedup.corpus.parallel import in_order
from dedup.kernel import _kernel

U32 = NDArray[np.uint32]


class ShingleStore:
    """Sorted sets of distinct hashes, for some of n texts."""

    def __init__(self, sets: PackedFile, jobs: int) -> None:
        self.sizes: U32 = sets.sizes  #: [n] shingles of each text; 0 for a text without a set
        self._sets, self._jobs = sets, jobs

    def count_shared(self, a: U32, b: U32) -> U32:
        """The size of the intersection of the sets of each pair."""
        shared = np.empty(len(a), np.uint32)

        def count(held: HeldPairs) -> None:
            _kernel.count_shared(held.values, held.starts, held.first, held.second, shared[held.pairs])

        for _ in in_order(count, self._sets.read_pairs(a, b, self._jobs), self._jobs):
            pass
        return shared

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
