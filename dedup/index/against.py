"""New documents against those of an index: the ones that may be repeated follow as references, never to be removed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.source.source import Wanted
from dedup.index.database import Database
from dedup.index.header import check_same
from dedup.index.matching import Matcher
from dedup.index.seen_blocks import proposed_for_blocks
from dedup.index.sketches import sketches_of
from dedup.index.store import Store, Stored
from dedup.io.rows.batch import Batch
from dedup.io.rows.rows import Rows
from dedup.options import BlockOptions, DeduplicateOptions

#: For each of some texts, the numbers of the documents that it may repeat, and whether these are all.
Propose = Callable[[list[str]], Iterable[tuple[list[int], bool]]]


@contextmanager
def against(path: str, rows: Rows, options: DeduplicateOptions | BlockOptions) -> Iterator[Against]:
    """Opens an index, to compare rows with its documents, too.

    Raises:
        IndexMismatchError: The index was made for something else; the message names the option.
        IndexFileError: It cannot be read.
    """
    database = Database(path, None)
    try:
        check_same(database.options, asked_for(options), path)
        with database.reading():
            yield Against(rows, store := Store(database, None), proposer(database, store, options))
    finally:
        database.close()


def asked_for(options: DeduplicateOptions | BlockOptions) -> dict[str, object]:
    """The options that an index must have been made with."""
    if isinstance(options, BlockOptions):
        return {"texts": "index", "blocks": True}
    asked = {"texts": "index", "jaccard": options.jaccard}
    return asked if options.containment is None else asked | {"containment": options.containment}


def proposer(database: Database, store: Store, options: DeduplicateOptions | BlockOptions) -> Propose:
    """Finds the documents that texts, or blocks of them, may repeat."""
    matcher = Matcher(store, database.options)
    for_blocks = isinstance(options, BlockOptions)

    def propose(texts: list[str]) -> Iterator[tuple[list[int], bool]]:
        for sketch in sketches_of(texts, database.options):
            yield proposed_for_blocks(sketch.minimizers, store) if for_blocks else matcher.proposed(sketch)

    return propose


class Against:
    """A source: rows, then the documents of an index that they may repeat."""

    def __init__(self, rows: Rows, store: Store, propose: Propose) -> None:
        self._rows, self._store, self._propose = rows, store, propose
        self._documents: list[Stored] = []  # without their texts
        self.uncompared: list[int] = []  #: the rows that may repeat more documents than they are compared with

    @property
    def ids(self) -> Sequence[Hashable]:
        """The ids of the rows read, then those of the documents; by default numbers."""
        ids = self._rows.ids
        if isinstance(ids, range):
            return range(len(ids) + len(self._documents))
        return [*ids, *(document.id for document in self._documents)]

    @property
    def is_reference(self) -> NDArray[np.bool_]:
        """Marks the documents of the index, and the rows that are references themselves."""
        return np.append(self._rows.is_reference, np.ones(len(self._documents), bool))

    def name_of(self, number: int) -> Hashable:
        """The name of a text in reports."""
        place = number - self._rows.count
        return self._rows.name_of(number) if place < 0 else self._documents[place].id

    def read(self) -> Iterator[Batch]:
        """Yields all texts; those of the index that the rows may repeat come last."""
        proposed: set[int] = set()
        self._documents, self.uncompared = [], []
        for batch in self._rows.read():
            for place, (numbers, is_complete) in enumerate(self._propose(batch.texts), batch.first):
                proposed.update(numbers)
                self.uncompared += [] if is_complete else [place]
            yield batch
        first = self._rows.count
        for text in self._texts(sorted(proposed)):
            yield Batch(first, [text])
            first += 1

    def _texts(self, numbers: Iterable[int]) -> Iterator[str]:
        """Yields the texts of documents, and lists those that are still there."""
        for number in numbers:
            for document in self._store.documents([number]):
                text = self._store.text(document)
                if text is not None:
                    self._documents.append(document._replace(packed=None))
                    yield text

    def read_again(self, wanted: Wanted) -> Iterator[tuple[list[int], list[str]]]:
        """Yields the numbers and texts of those wanted."""
        yield from self._rows.read_again(wanted)
        first = self._rows.count
        for place in np.flatnonzero(wanted(first, first + len(self._documents))).tolist():
            (document,) = self._store.documents([self._documents[place].number])
            yield [first + place], [self._store.text(document) or ""]
