"""Minimizers that two texts share only since something was removed between, or next to, their words.

Where a block is removed, the words around it become neighbours. Another text may have the same words in a row; a second
run would see that. So that this one sees it, too, such minimizers are added to those that were shared from the start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

import numpy as np

from dedup.corpus.blocks.first_seen import SharedSet
from dedup.corpus.minimizer_files import AloneMinimizers, Minimizers


class LateMinimizers:
    """Minimizers that were in one document at most, until something was removed."""

    def __init__(self, shared: SharedSet, directory: Path | None = None) -> None:
        """Begins with none.

        Args:
            shared: Those that several documents have from the start; the numbers of the others follow theirs.
            directory: Where the minimizers of single documents are; None: there are none.
        """
        self._numbers: dict[int, int] = {}  # by hash
        self._shared = shared
        self._alone = AloneMinimizers(directory)
        self._awaited: dict[int, list[int]] = defaultdict(list)  # hashes of them that a later document has

    def __len__(self) -> int:
        return len(self._numbers)

    def awaited_in(self, document: int, minimizers: Minimizers) -> Iterator[tuple[int, int]]:
        """Yields (number, place) of those that a document, of which nothing is removed, has."""
        for hash in self._awaited.pop(document, ()):
            for place in minimizers.places[minimizers.hashes == hash].tolist():
                yield self._numbers[hash], place

    def all_in(self, minimizers: Minimizers, hashes: AbstractSet[int]) -> Iterator[tuple[int, int]]:
        """Yields (number, place) of those that a text has; `hashes`: of its minimizers."""
        for hash in sorted(self._numbers.keys() & hashes):
            for place in minimizers.places[minimizers.hashes == hash].tolist():
                yield self._numbers[hash], place

    def add(self, hashes: Iterable[int], is_earlier: Callable[[int], bool]) -> Iterator[tuple[int, int, int]]:
        """Adds minimizers that a text has only since something was removed, without those that were shared before.

        Yields (number, hash, document) of those that an earlier document has had from the start.
        """
        new = np.array([hash for hash in hashes if hash not in self._numbers], np.uint64)
        new = new[~self._shared.has(new)]
        for hash, owner in zip(new.tolist(), self._alone.owners_of(new)):
            self._numbers[hash] = number = len(self._shared) + len(self._numbers)
            if owner is None:
                continue
            if is_earlier(owner):
                yield number, hash, owner
            else:
                self._awaited[owner].append(hash)
