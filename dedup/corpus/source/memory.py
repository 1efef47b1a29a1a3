"""Sources for texts in memory and for one-shot iterables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.source.source import Wanted
from dedup.corpus.source.spool import Spool
from dedup.errors import ArgumentTypeError, DuplicateIdError, shown
from dedup.io.rows.batch import Batch

#: The most texts and characters in a batch, enough for the kernel to run without the interpreter lock for a while.
BATCH_TEXTS = 1024
BATCH_CHARACTERS = 1 << 20


class Listed(Protocol):
    """Texts by place."""

    def __len__(self) -> int: ...
    def __getitem__(self, place: int) -> str: ...


class InMemory:
    """A source of texts that the caller holds."""

    uncompared: Sequence[int] = ()

    def __init__(self, ids: Sequence[Hashable], texts: Listed) -> None:
        self.ids, self._texts = ids, texts

    @property
    def is_reference(self) -> NDArray[np.bool_]:
        """Marks none."""
        return np.zeros(len(self.ids), bool)

    def read(self) -> Iterator[Batch]:
        """Yields all texts."""
        check_ids(self.ids)
        first = 0
        while first < len(self._texts):
            places = range(first, min(first + BATCH_TEXTS, len(self._texts)))
            texts = list(_one_batch(map(self._texts.__getitem__, places)))
            yield Batch(first, texts)
            first += len(texts)

    def read_again(self, wanted: Wanted) -> Iterator[tuple[list[int], list[str]]]:
        """Yields the numbers and texts of those wanted."""
        numbers = np.flatnonzero(wanted(0, len(self._texts))).tolist()
        while numbers:
            texts = list(_one_batch(self._texts[number] for number in numbers[:BATCH_TEXTS]))
            yield numbers[: len(texts)], texts
            numbers = numbers[len(texts) :]


class Spooled(InMemory):
    """A source for a one-shot iterable, which is spooled to a temporary file."""

    def __init__(self, documents: Iterator[tuple[Hashable, str]]) -> None:
        self._documents = documents
        self._spool = Spool()
        self._read: list[Hashable] = []
        super().__init__(self._read, self._spool)

    def read(self) -> Iterator[Batch]:
        """Yields all texts."""
        while documents := list(islice(self._documents, BATCH_TEXTS)):
            done = 0
            while done < len(documents):
                texts = list(_one_batch(text for _, text in documents[done:]))
                first = len(self._spool)
                for text in texts:
                    self._spool.add(text)
                self._read += (name for name, _ in documents[done : done + len(texts)])
                yield Batch(first, texts)
                done += len(texts)
        check_ids(self._read)


def _one_batch(texts: Iterable[str]) -> Iterator[str]:
    """Yields the first texts up to the size of a batch: at least one."""
    characters = 0
    for text in texts:
        yield text
        characters += len(text)
        if characters >= BATCH_CHARACTERS:
            return


def check_ids(ids: Sequence[Hashable]) -> None:
    """Raises `DuplicateIdError` if two ids are equal, `ArgumentTypeError` if one is not hashable."""
    if isinstance(ids, range):
        return
    hashes = np.fromiter(_hashes(ids), np.int64, len(ids))  # a set of them would take several times the memory
    order = np.argsort(hashes, kind="stable")
    alike = np.flatnonzero(hashes[order][1:] == hashes[order][:-1])
    seen: dict[Hashable, int] = {}
    for place in np.union1d(order[alike], order[alike + 1]).tolist():
        first = seen.setdefault(ids[place], place)
        if first != place:
            both = f"docs[{first}] and docs[{place}]"
            way_out = "name a field of unique ids with id=, or pass texts alone"
            raise DuplicateIdError(f"{both} have the same id, {shown(ids[place])}; {way_out}")


def _hashes(ids: Sequence[Hashable]) -> Iterator[int]:
    for place, name in enumerate(ids):
        try:
            yield hash(name)
        except TypeError as error:
            raise ArgumentTypeError(f"the id of docs[{place}]", name, "hashable") from error
