"""Pairs of random sets whose Jaccard index is known, and their signatures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.lsh.banding import SLOTS
from dedup.kernel import _kernel

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]


def random_rows(count: int, size: int, seed: int) -> U64:
    """`count` sets of `size` hashes."""
    return np.random.default_rng([count, size, seed]).integers(0, 2**64, (count, size), dtype=np.uint64)


def random_pairs(union: int, shared: int, count: int) -> tuple[U64, U64]:
    """`count` pairs of sets that hold `union` hashes together, `shared` of which are in both."""
    hashes = random_rows(count, union, shared)
    alone = (union - shared) // 2
    return hashes[:, : alone + shared], hashes[:, alone:]


def sign_rows(rows: U64) -> U32:
    """The signature of each row, a set."""
    signatures = np.empty((len(rows), SLOTS), np.uint32)
    for row, signature in zip(rows, signatures):
        _kernel.sign_hashes(row, signature)
    return signatures
