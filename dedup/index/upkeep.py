"""The upkeep of an index: another one is merged into it, the space of what was removed is freed, damage is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from dedup.errors import IndexFileError
from dedup.index.database import Database
from dedup.index.sketches import MAX_NUMBER, entries, sketches_of
from dedup.index.store import Store, Stored, Table

#: Documents and entries that are read at a time.
DOCUMENTS = 1000
ENTRIES = 1 << 17

TABLES: tuple[Table, ...] = get_args(Table)


def merge(database: Database, store: Store, other: Database) -> int:
    """Adds the documents of another index of the same options, but those whose ids are there; returns how many.

    Their keys are copied, so no text is needed.
    """
    last = other.run("SELECT coalesce(max(number), 0) FROM documents").fetchone()[0]
    number_of = np.zeros(last + 1, np.int64)  # the number here of each document there; 0: it is left out
    count = 0
    read = other.run("SELECT number, id, added, digest, text FROM documents ORDER BY number")
    while rows := read.fetchmany(DOCUMENTS):
        rows = [row for row in rows if store.find(row[1]) is None]
        first = store.next_number(len(rows))
        database.run_many(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
            ((number, *row[1:]) for number, row in enumerate(rows, first)),
        )
        number_of[[row[0] for row in rows]] = np.arange(first, first + len(rows))
        count += len(rows)
    for table in TABLES:
        for there in each_entry(other, table):
            number = number_of[np.minimum(there & MAX_NUMBER, last)]
            is_there = (number > 0) & (there & MAX_NUMBER <= last)
            made = (there & ~np.int64(MAX_NUMBER) | number)[is_there]
            store.insert_entries(table, np.sort(made).tolist())
    return count


def each_entry(database: Database, table: Table) -> Iterator[NDArray[np.int64]]:
    """Yields the entries of a table, some at a time, in order."""
    read = database.run(f"SELECT entry FROM {table} ORDER BY entry")
    while rows := read.fetchmany(ENTRIES):
        yield np.array(rows, np.int64)[:, 0]


def compact(database: Database) -> None:
    """Removes the entries of documents that are no longer there, and gives their space back to the system."""
    with database.writing():
        for table in TABLES:
            database.run(f"DELETE FROM {table} WHERE entry & {MAX_NUMBER} NOT IN (SELECT number FROM documents)")
    with database.errors():
        database.run("VACUUM")
        database.run("PRAGMA wal_checkpoint(TRUNCATE)")


def check(database: Database, store: Store) -> None:
    """Reads all of an index, and sketches its texts again.

    Raises:
        IndexFileError: Something in it is damaged; the message says what.
    """
    for (problem,) in database.run("PRAGMA integrity_check(1)"):
        if problem != "ok":
            raise IndexFileError(f"{database.path} is damaged: {problem}")
    if database.options.texts == "elsewhere":
        return
    read = database.run("SELECT number, id, digest, text FROM documents ORDER BY number")
    while rows := read.fetchmany(DOCUMENTS):
        check_documents(database, store, [Stored(*row) for row in rows])


def check_documents(database: Database, store: Store, documents: list[Stored]) -> None:
    """Compares documents with what their texts give."""
    sketches = sketches_of([store.text(document) or "" for document in documents], database.options)
    for document, sketch in zip(documents, sketches):
        expected = {"band_keys": sketch.keys, "minimizers": sketch.minimizers}
        is_whole = sketch.digest == document.digest
        for table, keys in expected.items():
            wanted = entries([keys], [document.number])
            there = database.run(
                f"SELECT count(*) FROM {table} WHERE entry IN (SELECT value FROM json_each(?))", (json.dumps(wanted),)
            ).fetchone()[0]
            is_whole = is_whole and there == len({*wanted})
        if not is_whole:
            raise IndexFileError(f"{database.path} is damaged: {document.id!r} is not as it was added")
