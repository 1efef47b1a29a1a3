"""What a format of rows can do: give its rows in chunks, and write rows of such chunks, changed or not."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, BinaryIO, NamedTuple, Protocol

from dedup.results.span import Span, without


class Fields(NamedTuple):
    """The names of the fields that hold a row's text and, if any does, its id."""

    text: str = "text"
    id: str | None = None


class RowError(Exception):
    """Why a row cannot be used, and the byte of the row where that shows."""

    def __init__(self, reason: str, byte: int = 0) -> None:
        self.reason, self.byte = reason, byte
        super().__init__(reason)


class Change(NamedTuple):
    """What becomes of a row that stays."""

    removed: Sequence[Span] = ()  #: what goes of its text
    note: Mapping[str, Any] | None = None  #: what is added under the name `NOTE`

    @property
    def is_none(self) -> bool:
        """Does the row stay as it is?"""
        return not self.removed and self.note is None

    def apply(self, text: str) -> str:
        """What stays of the text."""
        return without(text, self.removed)


#: A row that stays as it is.
UNCHANGED = Change()


def with_changes(rows: Sequence[int], changes: Sequence[Change] | None) -> Iterator[tuple[int, Change]]:
    """Each row with its change."""
    return zip(rows, repeat(UNCHANGED) if changes is None else changes)


#: The field that says, where that is asked for, what was found out about a row.
NOTE = "dedup"


#: Texts of rows and, if a field was named for them, their ids.
Documents = tuple[list[str], list[Hashable] | None]


class Chunk(Protocol):
    """Some rows of a file, as they stand there."""

    lines: Sequence[int]  #: where each row begins, counted from 1: the line, or the row itself where there are no lines

    def documents(self) -> Documents | None:
        """Texts and ids of all rows at once; None where they must be looked at one by one, as some may be bad."""

    def document(self, row: int) -> tuple[str, Hashable]:
        """Text and id of a row, None for the id when no field was named; raises `RowError`."""

    def byte(self, row: int) -> int | None:
        """The byte of the file, decompressed, at which a row begins; None where rows have no bytes of their own."""

    def raw(self, row: int) -> bytes:
        """A row that cannot be used, as it stands in the file, or nearly so."""


class Writer(Protocol):
    """A file of rows that is being written."""

    def write(self, chunk: Any, rows: Sequence[int], changes: Sequence[Change] | None) -> None:
        """Adds some rows of a chunk, each with its change; without `changes` they are added as they are.

        Raises `RowError` if the chunk's rows are not like those before.
        """

    def close(self) -> None:
        """Adds what stands at the end of such a file."""


class Format(Protocol):
    """A format of rows."""

    whole_files: bool  #: each file is one document
    compressible: bool  #: files may be compressed as a whole

    def chunks(self, path: str, fields: Fields, listener: Callable[[int], None]) -> Iterator[Chunk]:
        """The rows of a file.  Raises `InputError` for a file that cannot be read on."""

    def writer(self, file: BinaryIO, fields: Fields, noted: bool) -> Writer:
        """What writes rows of this format; `noted` says that each has a note."""
