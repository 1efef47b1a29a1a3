"""Where texts come from: an order, ids, and the texts themselves, once all of them and then again those asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import PurePath
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.source.spool import Spool
from dedup.errors import ArgumentTypeError, DuplicateIdError
from dedup.io.batch import Batch

#: Texts and characters in a batch, at most: enough for the kernel to work without the interpreter's lock for a while.
BATCH_TEXTS = 1024
BATCH_LETTERS = 1 << 20

#: Which of the texts [start, stop) are wanted.
Wanted = Callable[[int, int], NDArray[np.bool_]]


class HasArrowStream(Protocol):
    """A table of pyarrow, polars, pandas, duckdb and more."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table as a capsule."""


#: What a caller may give as documents.
Documents = Iterable[object] | PurePath | HasArrowStream


class Source(Protocol):
    """Texts that can be read more than once, in one order, and never need to be in memory together."""

    @property
    def ids(self) -> Sequence[Hashable]:
        """The ids of all texts read, no two of them equal."""

    def read(self) -> Iterator[Batch]:
        """All texts, numbered from 0; raises `DuplicateIdError` for an id that comes twice."""

    def read_again(self, wanted: Wanted) -> Iterator[tuple[list[int], list[str]]]:
        """Numbers and texts of those wanted, in the same order."""


class Listed(Protocol):
    """Texts by place."""

    def __len__(self) -> int: ...
    def __getitem__(self, place: int) -> str: ...


class InMemory:
    """Texts that the caller holds, and so can be looked at again."""

    def __init__(self, ids: Sequence[Hashable], texts: Listed) -> None:
        self.ids, self._texts = ids, texts

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
    letters = 0
    for text in texts:
        yield text
        letters += len(text)
        if letters >= BATCH_LETTERS:
            return


def source_of(documents: object) -> Source:
    """The source that stands for what the caller gave, in any of the forms that `deduplicate` takes."""
    if isinstance(documents, (str, bytes, bytearray)):
        raise ArgumentTypeError("docs", documents, "an iterable of texts, not one text")
    if hasattr(documents, "__arrow_c_stream__"):
        from dedup.corpus.source.columns import arrow_source

        return arrow_source(documents)
    if isinstance(documents, PurePath):
        from dedup.io.rows import Rows

        return Rows([str(documents)])
    if isinstance(documents, Mapping):
        return _in_memory([*documents.items()])
    if isinstance(documents, Sequence):
        return _in_memory(documents)
    if isinstance(documents, Iterable):
        return Spooled(_document(place, item) for place, item in enumerate(documents))
    raise ArgumentTypeError("docs", documents, "an iterable of texts")


def _in_memory(documents: Sequence[Any]) -> InMemory:
    if all(isinstance(item, str) for item in documents):
        return InMemory(range(len(documents)), documents)
    pairs = [_document(place, item) for place, item in enumerate(documents)]
    return InMemory([name for name, _ in pairs], [text for _, text in pairs])


def _document(place: int, item: object) -> tuple[Hashable, str]:
    """Id and text of one document; a text alone has its place as its id."""
    if isinstance(item, str):
        return place, item
    if not isinstance(item, (tuple, list)) or len(item) != 2 or not isinstance(item[1], str):
        raise ArgumentTypeError(f"docs[{place}]", item, "a str or a pair of id and str")
    try:
        hash(item[0])
    except TypeError as error:
        raise ArgumentTypeError(f"the id of docs[{place}]", item[0], "hashable") from error
    return item[0], item[1]


def ids_of(source: Source) -> Sequence[Hashable]:
    """The ids of a source, which is read for them if a stage of an earlier run has made that needless so far."""
    if len(source.ids) == 0:
        for _ in source.read():
            pass
    return source.ids


def check_ids(ids: Sequence[Hashable]) -> None:
    """Raises `DuplicateIdError` for an id that comes twice."""
    if isinstance(ids, range):
        return
    hashes = np.fromiter(map(hash, ids), np.int64, len(ids))  # a set of many ids would take several times the memory
    order = np.argsort(hashes, kind="stable")
    alike = np.flatnonzero(hashes[order][1:] == hashes[order][:-1])
    seen: dict[Hashable, int] = {}
    for place in np.union1d(order[alike], order[alike + 1]).tolist():
        first = seen.setdefault(ids[place], place)
        if first != place:
            raise DuplicateIdError(
                f"the id {ids[place]!r} stands at docs[{first}] and at docs[{place}]; ids must differ"
            )
