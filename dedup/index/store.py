"""The documents of an index, and the keys by which they are found."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.lsh.signatures import sketch_batch
from dedup.errors import ArgumentTypeError, IndexFileError, shown
from dedup.index.database import Database
from dedup.index.sketches import MAX_NUMBER, Sketch, compressor, decompress, entries, first_entries
from dedup.io.compression import zstd_library
from dedup.results.seen import IndexStats

Id = str | int
Table = Literal["band_keys", "minimizers"]

#: Gives the text of a document by its id; None: it is no longer there.
TextOf = Callable[[Any], str | None]

#: Entries that are read for one text, and the most documents, those with most of its keys, that it is compared with.
MAX_ENTRIES = 4096
MAX_COMPARED = 256


class Stored(NamedTuple):
    """A document of the index."""

    number: int
    id: Id
    digest: bytes
    packed: bytes | None  #: its text, compressed


class Proposed(NamedTuple):
    """Documents that share keys with a text."""

    counts: dict[int, int]  #: how many keys each shares, in the order in which they were added
    is_complete: bool  #: whether all were read


class Store:
    """The tables of an index.  What reads several of them, or writes, is called inside a transaction."""

    def __init__(self, database: Database, text_of: TextOf | None) -> None:
        self._database, self._text_of = database, text_of
        self._compress = compressor() if text_of is None else None

    def __len__(self) -> int:
        count: int = self._database.run("SELECT count(*) FROM documents").fetchone()[0]
        return count

    def find(self, id: Id) -> Stored | None:
        """The document of that id."""
        row = self._database.run("SELECT number, id, digest, text FROM documents WHERE id = ?", (id,)).fetchone()
        return Stored(*row) if row else None

    def documents(self, numbers: Iterable[int]) -> list[Stored]:
        """The documents of those numbers that are still there, in the order in which they were added."""
        wanted = json.dumps(list(numbers))
        found = self._database.run(
            "SELECT number, id, digest, text FROM documents WHERE number IN (SELECT value FROM json_each(?)) "
            "ORDER BY number",
            (wanted,),
        )
        return [Stored(*row) for row in found]

    def stats(self) -> IndexStats:
        """Counts."""
        count, oldest, newest = self._database.run(
            "SELECT count(*), min(added) / 1e6, max(added) / 1e6 FROM documents"
        ).fetchone()
        pages, size = (self._database.run(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
        return IndexStats(documents=count, bytes=pages * size, oldest=oldest, newest=newest)

    def text(self, document: Stored) -> str | None:
        """The text of a document; None if it is elsewhere and no longer what was added."""
        if self._text_of is not None:
            text = self._text_of(document.id)
            if text is not None and not isinstance(text, str):
                raise ArgumentTypeError("what text_of returns", text, "a str or None")
            return text if text is not None and same_characters(text, document) else None
        try:
            return decompress(document.packed or b"")
        except (zstd_library().ZstdError, UnicodeDecodeError) as error:
            raise IndexFileError(f"{self._database.path}: the text of {shown(document.id)} is damaged") from error

    def proposed(self, table: Table, keys: NDArray[np.uint64]) -> Proposed:
        """The documents that share keys with a text."""
        found = self._entries(table, keys, MAX_ENTRIES)
        is_complete = len(found) < MAX_ENTRIES
        if not is_complete:  # of each key the same number, so that a common one does not hide the others
            each = MAX_ENTRIES // len(keys)
            found = [
                entry for place in range(len(keys)) for entry in self._entries(table, keys[place : place + 1], each)
            ]
        counts = Counter(entry & MAX_NUMBER for (entry,) in found)
        return Proposed(dict(sorted(counts.items())), is_complete)

    def _entries(self, table: Table, keys: NDArray[np.uint64], most: int) -> list[tuple[int]]:
        """The entries of keys, one key after another, but those of documents that were removed."""
        return self._database.run(
            f"SELECT entry FROM json_each(?) AS least CROSS JOIN {table} "
            f"ON entry BETWEEN least.value AND least.value + {MAX_NUMBER} "
            f"WHERE EXISTS (SELECT 1 FROM documents WHERE number = entry & {MAX_NUMBER}) LIMIT {most}",
            (json.dumps(first_entries(keys)),),
        ).fetchall()

    def first_documents(self, minimizers: NDArray[np.uint64]) -> list[int]:
        """For each minimizer that a document has, the number of the first one."""
        found = self._database.run(
            "SELECT (SELECT number FROM minimizers JOIN documents ON number = entry & ?1 "
            "WHERE entry BETWEEN least.value AND least.value + ?1 ORDER BY entry LIMIT 1) FROM json_each(?2) AS least",
            (MAX_NUMBER, json.dumps(first_entries(minimizers))),
        )
        return [number for (number,) in found if number is not None]

    def insert(self, ids: Sequence[Id], sketches: Sequence[Sketch]) -> None:
        """Adds documents, none of which is there."""
        first = self.next_number(len(ids))
        numbers = list(range(first, first + len(ids)))
        now = time.time_ns() // 1000
        packed = map(self._compress, (sketch.text for sketch in sketches)) if self._compress else [None] * len(ids)
        self._database.run_many(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
            zip(numbers, ids, [now] * len(ids), (sketch.digest for sketch in sketches), packed),
        )
        self.insert_entries("band_keys", entries([sketch.keys for sketch in sketches], numbers))
        self.insert_entries("minimizers", entries([sketch.minimizers for sketch in sketches], numbers))

    def next_number(self, count: int) -> int:
        """The first number of so many new documents."""
        last = self._database.run("SELECT seq FROM sqlite_sequence WHERE name = 'documents'").fetchone()
        first = last[0] + 1 if last else 1
        if first + count > MAX_NUMBER:
            raise IndexFileError(
                f"{self._database.path}: {MAX_NUMBER:,} documents have been added, and an index numbers no more; merge "
                "it into a new one"
            )
        return first

    def insert_entries(self, table: Table, made: Iterable[int]) -> None:
        """Adds entries, which are sorted."""
        self._database.run_many(f"INSERT OR IGNORE INTO {table} VALUES (?)", ((entry,) for entry in made))

    def delete(self, numbers: Iterable[int]) -> None:
        """Removes documents; their entries, which are passed over from now on, stay until the index is compacted."""
        self._database.run_many("DELETE FROM documents WHERE number = ?", ((number,) for number in numbers))

    def delete_before(self, moment: int) -> int:
        """Removes the documents that were added before a moment, in microseconds; returns how many."""
        return self._database.run("DELETE FROM documents WHERE added < ?", (moment,)).rowcount


def same_characters(text: str, document: Stored) -> bool:
    """Whether a text has the characters of what was added."""
    return sketch_batch([text], None).character_digests.astype("<u8").tobytes() == document.digest[16:]
