"""The SQLite database of an index: it is opened, its errors say what happened, and writes are all or nothing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dedup.errors import IndexBusyError, IndexFileError
from dedup.index.header import APPLICATION, FORMAT, header_of, options_in
from dedup.options import IndexOptions

#: Where an index without a file is.
IN_MEMORY = ":memory:"

#: Entries of `band_keys` and `minimizers` are the first bits of a key, followed by the number of a document.
SCHEMA = """
CREATE TABLE header (field TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again, so that no old entry leads to a new document
    id ANY NOT NULL UNIQUE,
    added INTEGER NOT NULL,  -- microseconds since 1970
    digest BLOB NOT NULL,  -- of the words, 16 bytes, and of the characters, 8 bytes
    text BLOB  -- UTF-8 in a Zstandard frame; NULL if it is elsewhere
) STRICT;
CREATE TABLE band_keys (entry INTEGER PRIMARY KEY) STRICT;
CREATE TABLE minimizers (entry INTEGER PRIMARY KEY) STRICT;
"""

#: Bytes of pages held in memory.  Mapping the file is no faster, and if it were cut short the process would be killed.
CACHE = 64 << 20

#: What SQLite's errors mean, and what to do.
_CAUSES = {
    sqlite3.SQLITE_NOTADB: "it is not an index",
    sqlite3.SQLITE_CORRUPT: "it is damaged; make it again from its texts, or restore a copy",
    sqlite3.SQLITE_FULL: "no space is left on the disk; nothing of this call was written",
    sqlite3.SQLITE_READONLY: "it is read-only; nothing was written",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that its folder exists, and that you may write there",
    sqlite3.SQLITE_PERM: "you may not open it",
    sqlite3.SQLITE_IOERR: "the system reports an error of reading or writing; nothing of this call was written",
    sqlite3.SQLITE_TOOBIG: "a text or an id is too long for it; nothing of this call was written",
}


class Database:
    """A connection to an index, for one process."""

    def __init__(self, path: str | None, options: IndexOptions | None, timeout: float) -> None:
        """Opens an index, or makes one.

        Args:
            path: The file; None for one in memory.
            options: The options of a new index; None: it must exist.
            timeout: Seconds to wait while another process writes.
        """
        self.path, self._timeout = path or IN_MEMORY, timeout
        with self.errors():
            if path is None:
                self._connection = sqlite3.connect(IN_MEMORY, isolation_level=None, check_same_thread=False)
            else:
                self._connection = self._connect(path, options is not None)
        try:
            with self.errors():
                self._set_up(options)
            self.options = self._check_header()
        except BaseException:
            self._connection.close()
            raise

    def _connect(self, path: str, may_create: bool) -> sqlite3.Connection:
        if not may_create and not os.path.exists(path):
            raise IndexFileError(f"{path}: no such index")
        if os.path.isdir(path):
            raise IndexFileError(f"{path}: it is a folder, not an index")
        mode = "rwc" if may_create else "rw"
        if os.path.exists(path) and not os.access(path, os.W_OK):
            mode = "ro"
        address = f"file:{quote(str(Path(path).absolute()))}?mode={mode}"
        if mode == "ro" and not os.access(Path(path).absolute().parent, os.W_OK) and not os.path.exists(f"{path}-wal"):
            address += "&immutable=1"  # SQLite could not make the files beside it with which readers meet writers
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=self._timeout)

    def _set_up(self, options: IndexOptions | None) -> None:
        """Sets the connection up, and makes the tables of a new file."""
        run = self.run
        run(f"PRAGMA cache_size = {-CACHE // 1024}")
        is_empty = run("PRAGMA schema_version").fetchone() == (0,)
        if is_empty and options is not None:
            run("PRAGMA journal_mode = WAL")
            with self.writing():
                if run("PRAGMA schema_version").fetchone() == (0,):  # no other process was faster
                    self._make_tables(options)
        run("PRAGMA synchronous = NORMAL")
        application = run("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION:
            raise IndexFileError(f"{self.path}: it is not an index")

    def _make_tables(self, options: IndexOptions) -> None:
        run = self.run
        for statement in SCHEMA.split(";\n"):
            run(statement)
        self._connection.executemany("INSERT INTO header VALUES (?, ?)", header_of(options).items())
        run(f"PRAGMA application_id = {APPLICATION}")
        run(f"PRAGMA user_version = {FORMAT}")

    def _check_header(self) -> IndexOptions:
        with self.errors():
            header = dict(self._connection.execute("SELECT field, value FROM header").fetchall())
        return options_in(header, self.path)

    def run(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Runs a statement."""
        try:
            return self._connection.execute(statement, values)
        except UnicodeDecodeError as error:  # SQLite's message quotes a damaged file
            raise IndexFileError(f"{self.path}: {_CAUSES[sqlite3.SQLITE_CORRUPT]}") from error

    def run_many(self, statement: str, rows: Any) -> None:
        """Runs a statement for each of some rows."""
        self._connection.executemany(statement, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """What is inside is written as a whole, or not at all; one process at a time."""
        with self.errors():
            self.run("BEGIN IMMEDIATE")
            try:
                yield
                self.run("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is inside reads one state of the file, whatever others write meanwhile."""
        with self.errors():
            is_inner = self._connection.in_transaction  # a function of the caller asks the index
            if not is_inner:
                self.run("BEGIN")
            try:
                yield
            finally:
                if not is_inner:
                    self._roll_back()

    def _roll_back(self) -> None:
        if self._connection.in_transaction:  # some errors have ended it already
            self.run("ROLLBACK")

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turns errors of SQLite into ours."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # extended codes have more
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise IndexBusyError(
                    f"{self.path}: another process has been writing to it for {self._timeout:g} seconds; try again, or "
                    "wait longer with timeout="
                ) from error
            raise IndexFileError(f"{self.path}: {_CAUSES.get(code, str(error))}") from error

    def close(self) -> None:
        """Closes the connection; the last one to close writes all to the one file."""
        with self.errors():
            self._connection.close()
