"""The seeds of many texts, in files by the first bits of their hash, so that one file at a time can be sorted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.io.named_file import open_private
from dedup.kernel import _kernel

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

#: Files, and seeds that wait in memory for all of them together.
PARTS = 64
WAITING = 1 << 18

#: Shingles in a row of which one is a seed at least.
WINDOW = 8

_RECORD = np.dtype([("hash", np.uint64), ("number", np.uint32)])


class Seeds(NamedTuple):
    """Seeds of a batch of texts, text after text."""

    counts: U32  #: how many each text has
    hashes: U64
    places: U32  #: the character at which the seed's first word begins


def seeds_of(texts: list[str], width: int) -> Seeds:
    """The seeds of texts, their shingles being `width` words wide."""
    counts = np.empty(len(texts), np.uint32)
    hashes, places = _kernel.seeds(texts, width, WINDOW, counts)
    return Seeds(counts, np.frombuffer(hashes, np.uint64), np.frombuffer(places, np.uint32))


class SeedFiles:
    """Seeds with the numbers of their texts, to be added text by text and read part by part."""

    def __init__(self, directory: Path) -> None:
        self._paths = [directory / f"seeds-{part}" for part in range(PARTS)]
        for path in self._paths:
            path.unlink(missing_ok=True)  # left by a run that was stopped
        self._waiting: list[NDArray[np.void]] = []
        self._count = 0

    def add(self, numbers: U32, seeds: Seeds) -> None:
        """Adds the seeds of the texts with these numbers."""
        records = np.empty(len(seeds.hashes), _RECORD)
        records["hash"] = seeds.hashes
        records["number"] = np.repeat(numbers, seeds.counts)
        self._waiting.append(records)
        self._count += len(records)
        if self._count >= WAITING:
            self._flush()

    def _flush(self) -> None:
        records = np.concatenate(self._waiting)
        part = (records["hash"] >> np.uint64(58)).astype(np.uint8)
        order = np.argsort(part, kind="stable")
        records = records[order]
        bounds = np.searchsorted(part[order], np.arange(PARTS + 1))
        for path, start, stop in zip(self._paths, bounds, bounds[1:]):
            with open_private(path, append=True) as file:
                file.write(records[start:stop].tobytes())  # `tofile` says nothing when a disk is full
        self._waiting, self._count = [], 0

    def parts(self) -> Iterator[tuple[U64, U32]]:
        """(hashes, numbers of texts) part by part, each part sorted by hash and then by number; ends the adding."""
        if self._waiting:
            self._flush()
        for path in self._paths:
            if not path.exists():
                continue
            records = np.fromfile(path, _RECORD)
            order = np.lexsort((records["number"], records["hash"]))
            yield records["hash"][order], records["number"][order]
            path.unlink()
