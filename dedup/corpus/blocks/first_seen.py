"""Where the seeds that stand in several documents are at home, and the texts that hold them."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.source.spool import Spool

#: The document of a seed that has no home yet.
NOWHERE = -1

#: Characters of texts that stay in memory.
HELD = 1 << 24


class Homes:
    """For each of the seeds given, the first place where it stands in text that stays."""

    def __init__(self, hashes: NDArray[np.uint64]) -> None:
        """`hashes`: those of interest, sorted and distinct."""
        self._hashes = hashes
        self.document = np.full(len(hashes), NOWHERE, np.int32)
        self.place = np.zeros(len(hashes), np.uint32)

    def find(self, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The number of each seed among those of interest, -1 for another."""
        if len(self._hashes) == 0:
            return np.full(len(hashes), -1)
        number = np.searchsorted(self._hashes, hashes)
        number[number == len(self._hashes)] = 0
        return np.where(self._hashes[number] == hashes, number, -1)


class Texts:
    """Texts by number, on disk; the ones used last are in memory."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._where: dict[int, int] = {}
        self._held: OrderedDict[int, str] = OrderedDict()
        self._letters = 0

    def add(self, number: int, text: str) -> None:
        """Keeps a text."""
        self._where[number] = self._spool.add(text)
        self._hold(number, text)

    def __contains__(self, number: int) -> bool:
        return number in self._where

    def __getitem__(self, number: int) -> str:
        """The text that was kept under that number."""
        if number not in self._held:
            self._hold(number, self._spool[self._where[number]])
        self._held.move_to_end(number)
        return self._held[number]

    def _hold(self, number: int, text: str) -> None:
        self._held[number] = text
        self._letters += len(text)
        while self._letters > HELD and len(self._held) > 1:
            self._letters -= len(self._held.popitem(last=False)[1])
