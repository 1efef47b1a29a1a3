"""Rows of files as a source of documents: read, read again, and copied with changes."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup.errors import FileChangedError, InputError, shown
from dedup.io.formats.detection import format_of
from dedup.io.formats.format import Change, Chunk, Fields, RowError
from dedup.io.formats.long_rows import LongRow
from dedup.io.rows.batch import Batch
from dedup.io.rows.destination import Destination
from dedup.io.rows.inputs import DataFile, find_files, raise_it
from dedup.io.walk import Filter
from dedup.options import MOST

#: The most characters and texts in a batch, about.
BATCH_CHARACTERS = 1 << 20
BATCH_TEXTS = 1 << 14

FIELDS = Fields()

C = TypeVar("C", bound=Chunk)


class Reject(NamedTuple):
    """A bad row, or the rest of a file that could not be read."""

    file: str
    line: int | None
    byte: int | None
    reason: str


class Rejected(NamedTuple):
    """How much was skipped."""

    rows: int
    files: int  #: of which the rest could not be read


class Rows:
    """A source: the rows of files in one format, numbered across files."""

    uncompared: Sequence[int] = ()

    def __init__(
        self,
        names: Sequence[str | DataFile],
        fields: Fields = FIELDS,
        skip_bad: bool = False,
        references: Sequence[str | DataFile] = (),
        max_row: int = MOST,
        wanted: Filter | None = None,
        skip_unread: bool = False,
    ) -> None:
        """Finds the files.

        Args:
            names: Files, folders and globs.
            fields: The fields with text and id.
            skip_bad: Whether to record and skip bad rows; if not, they raise.
            references: Files, folders and globs of references, whose rows come first and are never copied.
            max_row: The maximum length of a row in bytes; a longer one is bad.
            wanted: Which files of folders are read, by its patterns `include` and `exclude`.
            skip_unread: Whether to go on if a folder cannot be read; if not, that raises.

        Raises:
            InputError: A name matches no file, or the files have several formats.
        """
        self.unread: list[OSError] = []  #: the errors of folders that could not be read
        failed = self.unread.append if skip_unread else raise_it
        reference_files = find_files(references, wanted, failed)
        found = find_files(names, wanted, failed)
        self.files = reference_files.files + found.files
        self.skipped = reference_files.skipped + found.skipped  #: files of folders that hold no data, by the reason
        self.references = len(reference_files.files)  #: how many of the files, which come first, hold references
        self.format = format_of([file.path for file in self.files], max_row)
        self.fields, self._skip_bad = fields, skip_bad
        self.total_size = sum(os.path.getsize(file.path) for file in self.files)
        self.listener: Callable[[int, int], None] = lambda size, documents: None
        self._read_before = False
        self._forget()

    def _forget(self) -> None:
        self.count = 0  #: documents
        self._ids: list[Hashable] = []
        self._status: dict[str, tuple[int, int]] = {}  # size and time of each file
        self._bad: dict[tuple[int, int], Reject] = {}  # (file, row) -> why the row is skipped
        self._cut: dict[int, Reject] = {}  # file -> why its rest is skipped
        self._starts = [0]  # the first document of each file read so far
        # Where the difference of line and number changes: (number, file, line - number).
        self._turns = array("q"), array("q"), array("q")

    @property
    def ids(self) -> Sequence[Hashable]:
        """The ids of the documents read: by default their numbers; for text files, the paths."""
        return self._ids if self.fields.id is not None or self.format.whole_files else range(self.count)

    @property
    def rejected(self) -> Rejected:
        """What was skipped."""
        return Rejected(len(self._bad), len(self._cut))

    @property
    def first_reject(self) -> Reject | None:
        """What was skipped first, of the bad rows if there are any; None if nothing was."""
        return next(chain(self._bad.values(), self._cut.values()), None)

    @property
    def is_reference(self) -> NDArray[np.bool_]:
        """Marks the documents of the reference files."""
        return np.arange(self.count) < self._starts[self.references]

    @property
    def starts(self) -> Sequence[int]:
        """The number of the first document of each file, then the number of documents."""
        return self._starts

    def fingerprint(self) -> list[tuple[str, int, int | str]]:
        """What each file is called, its size, and its modification time or, of a copy, its digest."""
        return [_fingerprint(file, os.stat(file.path)) for file in self.files]

    def name_of(self, number: int) -> Hashable:
        """The name of a document in reports: its id, or else file and line."""
        if self._ids:
            return self._ids[number]
        numbers, files, shifts = self._turns
        turn = bisect_right(numbers, number) - 1
        return f"{self.files[files[turn]].name}:{number + shifts[turn]}"

    def source_of_file(self, place: int) -> str:
        """Where the documents of a file come from."""
        name = self.files[place].name
        return os.path.dirname(name) or "." if self.format.whole_files else name

    def read(self) -> Iterator[Batch]:
        """Yields all texts, numbered from 0; raises `InputError` for a bad row unless they are skipped."""
        self._forget()
        texts: list[str] = []
        characters, seen = 0, set[Hashable]()
        for place in range(len(self.files)):
            if place == self.references:
                seen.clear()  # a new version of a row may have the id of the old one
            for first_row, chunk in self._chunks(place):
                more = self._take(place, first_row, chunk, seen)
                texts += more
                characters += sum(map(len, more))
                if characters >= BATCH_CHARACTERS or len(texts) >= BATCH_TEXTS:
                    yield Batch(self.count - len(texts), texts)
                    self.listener(0, len(texts))
                    texts, characters = [], 0
            self._starts.append(self.count)
        if texts:
            yield Batch(self.count - len(texts), texts)
            self.listener(0, len(texts))

    def _take(self, place: int, first_row: int, chunk: Chunk, seen: set[Hashable]) -> list[str]:
        """The texts of the good rows of a chunk; the bad ones are recorded, or raise."""
        texts = self._take_all(place, chunk, seen)
        return self._take_one_by_one(place, first_row, chunk, seen) if texts is None else texts

    def _take_all(self, place: int, chunk: Chunk, seen: set[Hashable]) -> list[str] | None:
        """The texts of a chunk of good rows on consecutive lines; None for any other chunk."""
        if not isinstance(chunk.lines, range) or (documents := chunk.documents()) is None:
            return None
        texts, ids = documents
        return texts if self._take_ids(place, chunk.lines, ids, seen) else None

    def _take_ids(self, place: int, lines: Sequence[int], ids: list[Hashable] | None, seen: set[Hashable]) -> bool:
        """Numbers good rows on consecutive lines; false, and nothing is done, if an id has come before."""
        if ids is not None:
            names = set(ids)
            if len(names) < len(ids) or not seen.isdisjoint(names):
                return False
            seen |= names
            self._ids += ids
        if lines:
            self._note_turn(place, lines[0])
        self.count += len(lines)
        return True

    def _take_one_by_one(self, place: int, first_row: int, chunk: Chunk, seen: set[Hashable]) -> list[str]:
        """The same, row by row."""
        texts = []
        for row, line in enumerate(chunk.lines):
            try:
                text, name = chunk.document(row)
                if self.fields.id is not None:
                    if name in seen:
                        raise RowError(f"the id {shown(name)} has come before")
                    seen.add(name)
            except RowError as error:
                self._bad[place, first_row + row] = self._reject(place, chunk, row, error)
                continue
            if self.format.whole_files:
                name = self.files[place].name
            if name is not None:
                self._ids.append(name)
            self._note_turn(place, line)
            texts.append(text)
            self.count += 1
        return texts

    def read_again(self, wanted: Callable[[int, int], NDArray[np.bool_]]) -> Iterator[tuple[list[int], list[str]]]:
        """Yields the numbers and texts of those wanted."""
        numbers: list[int] = []
        texts: list[str] = []
        characters = 0
        for _, _, chunk, first, rows in self._numbered():
            chosen = np.flatnonzero(wanted(first, first + len(rows))).tolist()
            more = chunk.chosen([rows[place] for place in chosen])[0] if chosen else []
            numbers += [first + place for place in chosen]
            texts += more
            characters += sum(map(len, more))
            self.listener(0, len(rows))
            if characters >= BATCH_CHARACTERS or len(texts) >= BATCH_TEXTS:
                yield numbers, texts
                numbers, texts, characters = [], [], 0
        if texts:
            yield numbers, texts

    def first_texts(self, count: int) -> list[str]:
        """So many texts from the beginning, or all if there are fewer; reads no further than it must."""
        texts: list[str] = []
        for _, _, chunk, _, rows in self._numbered():
            texts += chunk.chosen(rows[: count - len(texts)])[0]
            if len(texts) == count:
                break
        return texts

    def values(self, name: str) -> Iterator[tuple[int, list[Any]]]:
        """Yields the values of a field of all documents, each list with the number of its first; None if missing."""
        for _, _, chunk, first, rows in self._numbered():
            if rows:
                yield first, chunk.values(name, rows)
                self.listener(0, len(rows))

    def copy(
        self,
        destination: Destination | None,
        stays: NDArray[np.bool_],
        change_of: Callable[[int], Change] | None,
        reject: Callable[[Reject, bytes], None],
    ) -> None:
        """Copies the rows that stay, but those of references.

        Args:
            destination: Where to; None: only what is bad is of interest.
            stays: Marks the rows that stay.
            change_of: The change to each row, by its number; None if none changes.
            reject: Called with each bad row and its bytes.
        """
        for place, first_row, chunk, first, rows in self._numbered():
            if len(rows) < len(chunk.lines):
                for row in sorted({*range(len(chunk.lines))}.difference(rows)):
                    reject(self._bad[place, first_row + row], chunk.raw(row))
            if destination is None or place < self.references or isinstance(chunk, LongRow):
                continue
            staying = np.flatnonzero(stays[first : first + len(rows)]).tolist()
            kept = [rows[number] for number in staying]
            changes = [change_of(first + number) for number in staying] if change_of else None
            if kept or not self.format.whole_files:
                try:
                    destination.write(self.files[place].below, chunk, kept, changes)
                except RowError as error:
                    raise InputError(self.files[place].path, error.reason) from error
            self.listener(0, len(rows))
        for cut in self._cut.values():
            reject(cut, b"")

    def _numbered(self) -> Iterator[tuple[int, int, Chunk, int, Sequence[int]]]:
        """Yields (file, row of the chunk in the file, chunk, first document, rows that are documents)."""
        number = 0
        for place in range(len(self.files)):
            for first_row, chunk in self._chunks(place):
                rows: Sequence[int] = range(len(chunk.lines))
                if self._bad:
                    rows = [row for row in rows if (place, first_row + row) not in self._bad]
                yield place, first_row, chunk, number, rows
                number += len(rows)

    def _chunks(self, place: int) -> Iterator[tuple[int, Chunk]]:
        """Yields (row in the file, chunk)."""
        path = self.files[place].path
        self._check_unchanged(path)
        first_row = 0
        chunks = self.format.chunks(path, self.fields, lambda size: self.listener(size, 0))
        for chunk in self._guarded(place, chunks):
            yield first_row, chunk
            first_row += len(chunk.lines)

    def _guarded(self, place: int, chunks: Iterator[C]) -> Iterator[C]:
        """The chunks of a file; where it cannot be read further, that is recorded, or raises."""
        path = self.files[place].path
        try:
            yield from chunks
        except MemoryError as error:  # never skipped: a second run may have enough
            raise InputError(path, "not enough memory for its rows; split them, or lower --max-row") from error
        except InputError as error:
            if not self._skip_bad:
                raise
            self._cut[place] = Reject(self.files[place].name, error.line, error.byte, error.reason)
        except PermissionError as error:
            self._skip_unreadable(place, error)

    def _skip_unreadable(self, place: int, error: PermissionError) -> None:
        """Records that a file may not be read, or raises."""
        if not self._skip_bad:
            raise error
        self._cut[place] = Reject(self.files[place].name, None, None, error.strerror or "cannot be read")

    def _check_unchanged(self, path: str) -> None:
        """Raises `FileChangedError` if a file is not as it was when it was read first."""
        status = os.stat(path)
        if self._status.setdefault(path, (status.st_size, status.st_mtime_ns)) != (status.st_size, status.st_mtime_ns):
            raise FileChangedError(f"{path}: changed during the run; nothing was written")

    def _reject(self, place: int, chunk: Chunk, row: int, error: RowError) -> Reject:
        """Records a bad row, or raises `InputError`."""
        file, line, start = self.files[place], chunk.lines[row], chunk.byte(row)
        byte = None if start is None else start + error.byte
        if not self._skip_bad:
            raise InputError(file.path, error.reason, line, byte) from error
        return Reject(file.name, line, byte, error.reason)

    def _note_turn(self, place: int, line: int) -> None:
        numbers, files, shifts = self._turns
        if self._ids or (numbers and files[-1] == place and shifts[-1] == line - self.count):
            return
        numbers.append(self.count)
        files.append(place)
        shifts.append(line - self.count)


def _fingerprint(file: DataFile, status: os.stat_result) -> tuple[str, int, int | str]:
    if file.digest:
        return file.name, status.st_size, file.digest
    return os.path.abspath(file.path), status.st_size, status.st_mtime_ns
