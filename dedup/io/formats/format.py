"""The interface of a format of rows: read rows in chunks, and write rows of such chunks, changed or not."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, BinaryIO, NamedTuple, Protocol

from dedup.errors import listed
from dedup.results.span import Span, without


class Fields(NamedTuple):
    """The names of the fields with the text and, if any, the id of a row."""

    text: str = "text"
    id: str | None = None

    def missing(self, name: str, names: Iterable[str]) -> str:
        """Why a row or file without the field `name` is bad: the fields that there are, and the option.

        >>> Fields().missing("text", ["url", "body"])
        "no field 'text'; there are 'url', 'body'; name the field with --text"
        """
        option = "--text" if name == self.text else "--id"
        advice = "a path leads through objects, not lists" if "[" in name else f"name the field with {option}"
        return f"no field {name!r}; there are {listed(names)}; {advice}"


class RowError(Exception):
    """A row cannot be used; `byte` is the offset in the row."""

    def __init__(self, reason: str, byte: int = 0) -> None:
        self.reason, self.byte = reason, byte
        super().__init__(reason)


class Change(NamedTuple):
    """The change to a row that stays."""

    removed: Sequence[Span] = ()  #: from its text
    note: Mapping[str, Any] | None = None  #: added as the field `NOTE`

    @property
    def is_none(self) -> bool:
        """Whether the row does not change."""
        return not self.removed and self.note is None

    def apply(self, text: str) -> str:
        """Removes the spans from the text."""
        return without(text, self.removed)


#: No change.
UNCHANGED = Change()


def with_changes(rows: Sequence[int], changes: Sequence[Change] | None) -> Iterator[tuple[int, Change]]:
    """Each row with its change."""
    return zip(rows, repeat(UNCHANGED) if changes is None else changes)


#: The field for a note on a row.
NOTE = "dedup"


#: Texts of rows and, if a field was named, their ids.
Documents = tuple[list[str], list[Hashable] | None]


#: A row: the value of each of its fields.
Record = dict[str, Any]


class Chunk(Protocol):
    """Consecutive rows of a file."""

    lines: Sequence[int]  #: the first line of each row, from 1; without lines, the number of the row

    def documents(self) -> Documents | None:
        """The texts and ids of all rows; None if rows must be checked one by one, since some may be bad."""

    def document(self, row: int) -> tuple[str, Hashable]:
        """The text and id of a row; raises `RowError`.  Without a field for ids, the id is None."""

    def chosen(self, rows: Sequence[int]) -> Documents:
        """The texts and ids of rows that are good."""

    def values(self, name: str, rows: Sequence[int]) -> list[Any]:
        """The values of a field of good rows; None where there is none."""

    def records(self, rows: Sequence[int]) -> list[Record]:
        """Good rows, by field; raises `RowError` for values that JSON does not have."""

    def byte(self, row: int) -> int | None:
        """The offset of a row in the decompressed file; None in formats that store columns."""

    def raw(self, row: int) -> bytes:
        """The bytes of a row, or something close to them."""


def one_by_one(chunk: Chunk, rows: Sequence[int]) -> Documents:
    """The texts and ids of some rows of a chunk."""
    documents = [chunk.document(row) for row in rows]
    return [text for text, _ in documents], [name for _, name in documents]


class Writer(Protocol):
    """Writes a file of rows."""

    def write(self, chunk: Any, rows: Sequence[int], changes: Sequence[Change] | None) -> None:
        """Adds some rows of a chunk, each with its change, if there are any.

        Raises `RowError` if the rows do not fit those before.
        """

    def close(self) -> None:
        """Writes the footer, if the format has one."""


class Format(Protocol):
    """A format of rows."""

    suffix: str  #: the end of its files' names; "" if any other will do
    whole_files: bool  #: whether each file is one document
    compressible: bool  #: whether files may be compressed as a whole

    def chunks(self, path: str, fields: Fields, listener: Callable[[int], None]) -> Iterator[Chunk]:
        """Yields the rows of a file; raises `InputError` where it cannot be read further."""

    def writer(self, file: BinaryIO, fields: Fields, noted: bool) -> Writer:
        """Opens a writer; `noted`: each row gets a note."""
