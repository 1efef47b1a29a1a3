"""Components: texts that share keys, directly or through other texts. Those of two components cannot match."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.grouping import group_starts
from dedup.kernel import _kernel

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

T = TypeVar("T", bound=np.generic)


class Components:
    """The components of n texts, which begin as one each.

    >>> components = Components(4)
    >>> components.join(np.array([3], np.uint32), np.array([1], np.uint32))
    >>> components.firsts().tolist()
    [0, 1, 2, 1]
    """

    def __init__(self, texts: int) -> None:
        self._parents = np.arange(texts, dtype=np.uint32)

    def join(self, a: U32, b: U32) -> None:
        """Joins the components of the two texts of each pair."""
        _kernel.join(self._parents, a, b)

    def firsts(self) -> U32:
        """The first text of the component of each text."""
        _kernel.name_components(self._parents)
        return self._parents


def pairs_of(keys: U64, texts: NDArray[T]) -> tuple[NDArray[T], NDArray[T]]:
    """The first text with each key, and each of the others with it.

    >>> pairs_of(np.array([7, 5, 7, 7], np.uint64), np.arange(4))
    (array([0, 0]), array([2, 3]))
    """
    order = np.lexsort((texts, keys))
    keys, texts = keys[order], texts[order]
    starts = group_starts(keys)
    first = texts[np.flatnonzero(starts)][np.cumsum(starts) - 1]
    return first[~starts], texts[~starts]
