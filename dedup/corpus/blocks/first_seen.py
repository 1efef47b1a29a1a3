"""Where each minimizer was first seen, and what is left of the documents that hold them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.blocks.rest import Rest
from dedup.corpus.minimizer_files import Minimizers
from dedup.corpus.source.spool import Spool
from dedup.kernel import _kernel
from dedup.kernel._kernel import Pairs
from dedup.results.span import Span

#: The document of a minimizer that no document has so far.
UNSEEN = 2**32 - 1

#: Characters of texts held in memory.
HELD_CHARACTERS = 1 << 25


class SharedMinimizers(NamedTuple):
    """The minimizers of a text that other documents have, too."""

    numbers: NDArray[np.uint32]  #: which of all shared ones each is
    places: NDArray[np.uint32]  #: the character at which its first word begins


def with_more(shared: SharedMinimizers, more: list[tuple[int, int]]) -> SharedMinimizers:
    """Shared minimizers and more of them, as (number, place)."""
    if not more:
        return shared
    numbers, places = np.array(more, np.uint32).T
    return SharedMinimizers(np.concatenate([shared.numbers, numbers]), np.concatenate([shared.places, places]))


class Source(NamedTuple):
    """What is left of an earlier document, and the minimizers that a text shares with it."""

    number: int
    text: str
    pairs: Pairs


class SharedSet:
    """All minimizers that occur in several documents, numbered by their hash."""

    def __init__(self, hashes: NDArray[np.uint64]) -> None:
        """`hashes`: of the minimizers, sorted and distinct."""
        self._hashes = hashes
        bits = max(len(hashes).bit_length() - 1, 1)
        self._starts = np.empty((1 << bits) + 1, np.uint32)
        _kernel.index_hashes(hashes, self._starts)

    def __len__(self) -> int:
        return len(self._hashes)

    def has(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """[n] Marks the hashes of shared minimizers."""
        if len(self) == 0:
            return np.zeros(len(hashes), bool)
        places = np.searchsorted(self._hashes, hashes)
        return np.asarray(self._hashes[np.minimum(places, len(self) - 1)] == hashes)

    def select(self, minimizers: Minimizers) -> list[SharedMinimizers]:
        """Those of each text that are shared."""
        counts = minimizers.counts.copy()
        selected = _kernel.select_known(self._hashes, self._starts, minimizers.hashes, minimizers.places, counts)
        numbers, places = (np.frombuffer(part, np.uint32) for part in selected)
        stops = np.cumsum(counts).tolist()
        return [SharedMinimizers(numbers[start:stop], places[start:stop]) for start, stop in zip([0, *stops], stops)]


class FirstSeen:
    """For each of a set of minimizers, the first place where it occurs in text that stays."""

    def __init__(self, count: int) -> None:
        """`count`: of the minimizers."""
        self._document = np.full(count, UNSEEN, np.uint32)
        self._place = np.zeros(count, np.uint32)

    def make_room(self, count: int) -> None:
        """Makes room for more minimizers, `count` in all."""
        missing = count - len(self._document)
        if missing > 0:
            more = max(missing, len(self._document) // 8)
            self._document = np.concatenate([self._document, np.full(more, UNSEEN, np.uint32)])
            self._place = np.concatenate([self._place, np.zeros(more, np.uint32)])

    def sources_of(self, shared: SharedMinimizers) -> list[tuple[int, Pairs]]:
        """The documents in which the minimizers of a text were first seen, with their places.

        The document with most of them comes first; of equals the earliest.
        """
        sources = _kernel.pairs_by_source(*shared, self._document, self._place)
        sources.sort(key=lambda source: -len(source[1]))
        return sources

    def record(self, number: int, shared: SharedMinimizers) -> bool:
        """Records where a document has minimizers that no earlier one has; returns whether there are any."""
        return _kernel.record_first(number, *shared, self._document, self._place) > 0


class Earlier:
    """Earlier documents, on disk; what is left of those used last is held in memory, too."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._places: dict[int, int] = {}
        self._removed: dict[int, Sequence[Span]] = {}  # of those that lost something
        self._held: OrderedDict[int, Rest] = OrderedDict()
        self._held_characters = 0

    def add(self, number: int, text: str, rest: Rest) -> None:
        """Stores a document."""
        if number not in self._places:
            self._places[number] = self._spool.add(text)
        if rest.removed:
            self._removed[number] = rest.removed
        self._hold(number, rest)

    def __contains__(self, number: int) -> bool:
        return number in self._places

    def text_of(self, number: int) -> str:
        """The whole text of a document."""
        return self._spool[self._places[number]]

    def __getitem__(self, number: int) -> Rest:
        """What is left of a document."""
        rest = self._held.get(number)
        if rest is None:
            rest = Rest(self.text_of(number), self._removed.get(number, ()))
            self._hold(number, rest)
        else:
            self._held.move_to_end(number)
        return rest

    def _hold(self, number: int, rest: Rest) -> None:
        if number in self._held:
            self._held_characters -= len(self._held.pop(number).text)
        self._held[number] = rest
        self._held_characters += len(rest.text)
        while self._held_characters > HELD_CHARACTERS and len(self._held) > 1:
            self._held_characters -= len(self._held.popitem(last=False)[1].text)
