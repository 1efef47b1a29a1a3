"""Where each minimizer was first seen, and a cache of the texts that hold them."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.source.spool import Spool

#: The document of a minimizer that has not been seen.
UNSEEN = -1

#: Characters of texts held in memory.
HELD_CHARACTERS = 1 << 24


class FirstSeen:
    """For each of a set of minimizers, the first place where it occurs in text that stays."""

    def __init__(self, hashes: NDArray[np.uint64]) -> None:
        """`hashes`: of the minimizers, sorted and distinct."""
        self._hashes = hashes
        self.document = np.full(len(hashes), UNSEEN, np.int32)
        self.place = np.zeros(len(hashes), np.uint32)

    def find(self, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The index of each hash in the set; -1 for one that is not in it."""
        if len(self._hashes) == 0:
            return np.full(len(hashes), -1)
        index = np.searchsorted(self._hashes, hashes)
        index[index == len(self._hashes)] = 0
        return np.where(self._hashes[index] == hashes, index, -1)

    def record(self, number: int, minimizers: NDArray[np.int64], places: NDArray[np.int64]) -> None:
        """Records where a document, the first of all, has some minimizers; of one that it has twice the first place."""
        self.document[minimizers] = number
        self.place[minimizers[::-1]] = places[::-1]  # the last assignment counts


class TextCache:
    """Texts by number, on disk; those used last are held in memory too."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._places: dict[int, int] = {}
        self._held: OrderedDict[int, str] = OrderedDict()
        self._held_characters = 0

    def add(self, number: int, text: str) -> None:
        """Stores a text."""
        self._places[number] = self._spool.add(text)
        self._hold(number, text)

    def __contains__(self, number: int) -> bool:
        return number in self._places

    def __getitem__(self, number: int) -> str:
        """The text stored under that number."""
        if number not in self._held:
            self._hold(number, self._spool[self._places[number]])
        self._held.move_to_end(number)
        return self._held[number]

    def _hold(self, number: int, text: str) -> None:
        self._held[number] = text
        self._held_characters += len(text)
        while self._held_characters > HELD_CHARACTERS and len(self._held) > 1:
            self._held_characters -= len(self._held.popitem(last=False)[1])
