"""The minimizers of many texts, in files by the first bits of their hash, so that one file is sorted at a time.

A minimizer is the shingle with the least hash of several in a row: Roberts and others, Bioinformatics 20(18), 2004.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.grouping import group_starts
from dedup.io.named_file import open_private
from dedup.kernel import _kernel

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

#: The bits of a hash that name its file, and how many minimizers wait in memory for all files together.
FILE_BITS = 6
FILES = 1 << FILE_BITS
MAX_WAITING = 1 << 19

#: Of each file, the name of the hashes and that of the numbers of their texts.
NAMES = [(f"minimizers-{n}", f"minimizers-of-{n}") for n in range(FILES)]

#: Shingles in a row of which at least one is a minimizer.
WINDOW = 8

#: The files of those that one text has alone: their hashes, sorted, and the numbers of the texts.
_ALONE, _OWNERS = "minimizers-alone", "minimizers-owners"


class Minimizers(NamedTuple):
    """The minimizers of a batch of texts, text after text."""

    counts: U32  #: how many each text has
    hashes: U64
    places: U32  #: the character at which each one's first word begins

    def by_text(self) -> list[Minimizers]:
        """Those of each text."""
        stops = np.cumsum(self.counts).tolist()
        return [
            Minimizers(self.counts[n : n + 1], self.hashes[start:stop], self.places[start:stop])
            for n, (start, stop) in enumerate(zip([0, *stops], stops))
        ]


def minimizers_of(texts: list[str], width: int, line_letters: int | None = None) -> Minimizers:
    """The minimizers of texts, from shingles of `width` words.

    With `line_letters`, a hash follows for each line of so many letters that is too short to have a whole window.
    """
    counts = np.empty(len(texts), np.uint32)
    hashes, places = _kernel.seeds(texts, width, WINDOW, counts, line_letters)
    return Minimizers(counts, np.frombuffer(hashes, np.uint64), np.frombuffer(places, np.uint32))


class MinimizerFiles:
    """Minimizers with the numbers of their texts: added text by text, read back file by file."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._waiting: list[tuple[U64, U32]] = []
        self._waiting_count = 0
        self._texts = 0

    def clear(self) -> None:
        """Deletes what an interrupted run left."""
        for name in {*chain.from_iterable(NAMES)}.intersection(os.listdir(self._directory)):
            (self._directory / name).unlink()

    def add(self, counts: U32, hashes: U64) -> None:
        """Adds the minimizers of the next texts."""
        numbers = np.arange(self._texts, self._texts + len(counts), dtype=np.uint32)
        self._texts += len(counts)
        if len(hashes) == 0:
            return
        self._waiting.append((hashes, np.repeat(numbers, counts)))
        self._waiting_count += len(hashes)
        if self._waiting_count >= MAX_WAITING:
            self.flush()

    def flush(self) -> None:
        """Writes what waits to the files."""
        if not self._waiting:
            return
        hashes, numbers = map(np.concatenate, zip(*self._waiting))
        file_of = (hashes >> np.uint64(64 - FILE_BITS)).astype(np.uint8)
        order = np.argsort(file_of, kind="stable")
        bounds = np.searchsorted(file_of[order], np.arange(FILES + 1)).tolist()
        for values, names in zip((hashes[order], numbers[order]), zip(*NAMES)):
            for name, start, stop in zip(names, bounds, bounds[1:]):
                if start == stop:
                    continue
                with open_private(self._directory / name, append=True) as file:
                    file.write(values[start:stop].data)  # `tofile` reports no full disk
        self._waiting, self._waiting_count = [], 0

    def read_shared(self) -> Iterator[U64]:
        """Yields the distinct minimizers of each file that several texts have, sorted; nothing is added later.

        Those of single texts are written to the directory, for `AloneMinimizers`.
        """
        directory = self._directory
        with open_private(directory / _ALONE) as alone, open_private(directory / _OWNERS) as owners:
            for hashes, numbers in self.read():
                order = np.argsort(hashes)
                hashes, numbers = hashes[order], numbers[order]
                starts = np.flatnonzero(group_starts(hashes))
                if len(starts) == 0:
                    continue
                is_alone = np.minimum.reduceat(numbers, starts) == np.maximum.reduceat(numbers, starts)
                alone.write(hashes[starts[is_alone]].data)
                owners.write(numbers[starts[is_alone]].data)
                yield hashes[starts[~is_alone]]
        self.clear()

    def read(self) -> Iterator[tuple[U64, U32]]:
        """Yields (hashes, numbers of texts) of each file; nothing is added later."""
        self.flush()
        for name, name_of_numbers in NAMES:
            path = self._directory / name
            if path.exists():
                yield np.fromfile(path, np.uint64), np.fromfile(self._directory / name_of_numbers, np.uint32)


class AloneMinimizers:
    """The minimizers that one text has alone, on disk."""

    def __init__(self, directory: Path | None) -> None:
        """`directory`: where they are; None: there are none."""
        self._hashes = _mapped(directory and directory / _ALONE, np.uint64)
        self._owners = _mapped(directory and directory / _OWNERS, np.uint32)

    def owners_of(self, hashes: U64) -> list[int | None]:
        """The number of the text that has each minimizer; None if none has, or several."""
        if len(self._hashes) == 0 or len(hashes) == 0:
            return [None] * len(hashes)
        places = np.searchsorted(self._hashes, hashes)
        places[places == len(self._hashes)] = 0
        owners = zip(self._hashes[places] == hashes, self._owners[places].tolist())
        return [number if is_same else None for is_same, number in owners]


def _mapped(path: Path | None, kind: type[np.generic]) -> NDArray[Any]:
    """A file as an array; empty if there is no file, or nothing in it."""
    if not path or not path.exists() or path.stat().st_size == 0:
        return np.empty(0, kind)
    return np.memmap(path, kind, "r").view(np.ndarray)  # parts of a memmap are memmaps again, which take longer
