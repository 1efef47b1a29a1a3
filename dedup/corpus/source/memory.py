"""Texts that the caller holds, or that came only once and wait in a temporary file."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.source.source import Wanted
from dedup.corpus.source.spool import Spool
from dedup.errors import ArgumentTypeError, DuplicateIdError, shown
from dedup.io.batch import Batch

#: Texts and characters in a batch, at most: enough for the kernel to work without the interpreter's lock for a while.
BATCH_TEXTS = 1024
BATCH_CHARACTERS = 1 << 20


class Listed(Protocol):
    """Texts by place."""

    def __len__(self) -> int: ...
    def __getitem__(self, place: int) -> str: ...


class InMemory:
    """Texts that the caller holds, and so can be looked at again."""

    def __init__(self, ids: Sequence[Hashable], texts: Listed) -> None:
        self.ids, self._texts = ids, texts

    @property
    def is_reference(self) -> NDArray[np.bool_]:
        """None of them."""
        return np.zeros(len(self.ids), bool)

    def read(self) -> Iterator[Batch]:
        """All texts."""
        check_ids(self.ids)
        first = 0
        while first < len(self._texts):
            places = range(first, min(first + BATCH_TEXTS, len(self._texts)))
            texts = list(_one_batch(map(self._texts.__getitem__, places)))
            yield Batch(first, texts)
            first += len(texts)

    def read_again(self, wanted: Wanted) -> Iterator[tuple[list[int], list[str]]]:
        """Those wanted."""
        numbers = np.flatnonzero(wanted(0, len(self._texts))).tolist()
        while numbers:
            texts = list(_one_batch(self._texts[number] for number in numbers[:BATCH_TEXTS]))
            yield numbers[: len(texts)], texts
            numbers = numbers[len(texts) :]


class Spooled(InMemory):
    """Texts that come only once: they wait in a temporary file to be looked at again."""

    def __init__(self, documents: Iterator[tuple[Hashable, str]]) -> None:
        self._documents = documents
        self._spool = Spool()
        self._read: list[Hashable] = []
        super().__init__(self._read, self._spool)

    def read(self) -> Iterator[Batch]:
        """All texts."""
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
    """The first of the texts, as many as make a batch: one at least."""
    characters = 0
    for text in texts:
        yield text
        characters += len(text)
        if characters >= BATCH_CHARACTERS:
            return


def check_ids(ids: Sequence[Hashable]) -> None:
    """Raises `DuplicateIdError` for an id that comes twice, `ArgumentTypeError` for one that is not hashable."""
    if isinstance(ids, range):
        return
    hashes = np.fromiter(_hashes(ids), np.int64, len(ids))  # a set of many ids would take several times the memory
    order = np.argsort(hashes, kind="stable")
    alike = np.flatnonzero(hashes[order][1:] == hashes[order][:-1])
    seen: dict[Hashable, int] = {}
    for place in np.union1d(order[alike], order[alike + 1]).tolist():
        first = seen.setdefault(ids[place], place)
        if first != place:
            both = f"docs[{first}] and docs[{place}]"
            way_out = "name a field of unique ids with id=, or give texts alone"
            raise DuplicateIdError(f"{both} have the same id, {shown(ids[place])}; {way_out}")


def _hashes(ids: Sequence[Hashable]) -> Iterator[int]:
    for place, name in enumerate(ids):
        try:
            yield hash(name)
        except TypeError as error:
            raise ArgumentTypeError(f"the id of docs[{place}]", name, "hashable") from error
