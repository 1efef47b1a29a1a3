"""A file that holds an array for each of some texts, one after another, and is read in parts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import FileIO
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

U32 = NDArray[np.uint32]

#: Bytes of arrays held in memory at a time, unless one pair needs more.
HELD = 8 << 20

#: Bytes of arrays that are worth another thread.
SHARE = 1 << 21

#: Values between two arrays that are read with them, in arrays of average size: asking the system again takes longer.
READ_BETWEEN = 3


def starts_of(sizes: NDArray[Any]) -> NDArray[np.int64]:
    """Where each of some arrays starts that stand one after another.

    >>> starts_of(np.array([3, 0, 2])).tolist()
    [0, 3, 3]
    """
    stops = np.cumsum(sizes, dtype=np.int64)
    return np.asarray(stops - sizes)


class HeldPairs(NamedTuple):
    """The arrays of some pairs, in memory: array n is values[starts[n] : starts[n + 1]]."""

    pairs: slice  #: which of the pairs asked for
    values: NDArray[Any]
    starts: NDArray[np.uint64]
    first: U32  #: for each pair, the array of its first text
    second: U32


class PackedFile:
    """Arrays of n texts in a file.

    They are read, not mapped: the system maps many pages around one that is touched, and all of them count.
    """

    def __init__(self, path: Path, sizes: NDArray[Any], starts: NDArray[np.int64], dtype: DTypeLike) -> None:
        self.sizes = sizes  #: [n] values of each text; 0 for a text without any
        self._starts = starts  # [n] the first one of each in the file
        self._path, self._dtype = path, np.dtype(dtype)

    def read_pairs(self, a: U32, b: U32, jobs: int) -> Iterator[HeldPairs]:
        """Yields pairs of texts with their arrays, in order, as many at a time as fit in memory; enough for `jobs`."""
        size = self._dtype.itemsize
        total = np.cumsum(np.append(0, (self.sizes[a].astype(np.int64) + self.sizes[b]) * size))
        held = min(HELD, max(SHARE, int(total[-1]) // (4 * jobs)) if jobs > 1 else HELD)
        bounds = np.searchsorted(total, np.arange(held, total[-1], held))
        if len(a) == 0:
            return
        with open(self._path, "rb", buffering=0) as file:
            for start, stop in pairwise(sorted({0, *bounds.tolist(), len(a)})):  # one pair may cross several bounds
                yield self._hold(file, slice(start, stop), a[start:stop], b[start:stop])

    def _hold(self, file: FileIO, pairs: slice, a: U32, b: U32) -> HeldPairs:
        texts, place = np.unique(np.concatenate((a, b)), return_inverse=True)
        in_file = np.argsort(self._starts[texts])
        texts, place = texts[in_file], np.argsort(in_file)[place]
        values, starts = self._read(file, texts)
        places = (2 * place).astype(np.uint32)
        return HeldPairs(pairs, values, starts, first=places[: len(a)], second=places[len(a) :])

    def _read(self, file: FileIO, texts: U32) -> tuple[NDArray[Any], NDArray[np.uint64]]:
        """Reads the arrays of texts, given in the order of the file, and what is between them if it is little.

        Returns the values, and where each array starts and stops among them: array 2n is that of the n-th text.
        """
        starts = self._starts[texts]
        stops = starts + self.sizes[texts]
        joints = np.flatnonzero(starts[1:] - stops[:-1] > READ_BETWEEN * (stops - starts).mean()) + 1
        first, last = np.append(0, joints), np.append(joints - 1, len(texts) - 1)
        begins, lengths = starts[first], stops[last] - starts[first]
        values = np.empty(int(lengths.sum()), self._dtype)
        offsets = starts_of(lengths)
        self._fill(file, values, begins, offsets, lengths)
        moved = np.repeat(offsets - begins, last - first + 1)
        return values, np.column_stack((starts + moved, stops + moved)).ravel().astype(np.uint64)

    def _fill(
        self,
        file: FileIO,
        values: NDArray[Any],
        begins: NDArray[np.int64],
        offsets: NDArray[np.int64],
        lengths: NDArray[np.int64],
    ) -> None:
        """Reads runs of the file, each to its offset among the values."""
        size = self._dtype.itemsize
        room, descriptor = memoryview(values.view(np.uint8).data), file.fileno()
        for begin, offset, length in zip(
            (size * begins).tolist(), (size * offsets).tolist(), (size * lengths).tolist()
        ):
            done = os.preadv(descriptor, [room[offset : offset + length]], begin)
            while done < length:  # at a time, the system reads 2 GiB at most
                more = os.preadv(descriptor, [room[offset + done : offset + length]], begin + done)
                if not more:
                    raise OSError(f"{self._path} was truncated")
                done += more
