"""Groups of equal rows in sorted columns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.bool_]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]


def group_starts(*columns: NDArray[Any]) -> Marks:
    """Marks each row that differs from the row before it in any column; the first row always does.

    >>> group_starts(np.array([3, 3, 3, 5]), np.array([1, 1, 2, 2])).tolist()
    [True, False, True, True]
    """
    starts = np.ones(len(columns[0]), bool)
    starts[1:] = False
    for column in columns:
        starts[1:] |= column[1:] != column[:-1]
    return starts


def mark_alone(starts: Marks) -> Marks:
    """Marks each row that is a group of its own, given where the groups begin.

    >>> mark_alone(np.array([True, False, True, True])).tolist()
    [False, False, True, True]
    """
    return np.asarray(starts & np.append(starts[1:], True)[: len(starts)])


def pair_numbers(a: U32, b: U32) -> U64:
    """A number for each pair of texts.

    >>> pair_numbers(np.array([1], np.uint32), np.array([2], np.uint32)).tolist()
    [4294967298]
    """
    return a.astype(np.uint64) << np.uint64(32) | b


def numbered_pairs(numbers: U64) -> tuple[U32, U32]:
    """The pairs with those numbers.

    >>> numbered_pairs(np.array([4294967298], np.uint64))
    (array([1], dtype=uint32), array([2], dtype=uint32))
    """
    return (numbers >> np.uint64(32)).astype(np.uint32), numbers.astype(np.uint32)
