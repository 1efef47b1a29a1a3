"""Rows too long to be read, of which only the position is held."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from dedup.io.formats.format import Documents, RowError, one_by_one


def too_long(most: int) -> RowError:
    """The error for a row of more than `most` bytes."""
    return RowError(f"longer than {most:,} bytes; raise --max-row to read it")


class LongRow:
    """A chunk of one row, which is too long."""

    marked = False
    size = 0  #: of what was read

    def __init__(self, line: int, byte: int, most: int) -> None:
        self.lines: Sequence[int] = range(line, line + 1)
        self.stop = line + 1  #: the line after it
        self.start, self._most = byte, most

    def documents(self) -> None:
        """None: the row is bad."""

    def chosen(self, rows: Sequence[int]) -> Documents:
        """Texts and ids of good rows."""
        return one_by_one(self, rows)

    def values(self, name: str, rows: Sequence[int]) -> list[Any]:
        """The values of a field of good rows."""
        return [self.document(row) for row in rows]

    def records(self, rows: Sequence[int]) -> list[dict[str, Any]]:
        """Good rows, by field."""
        return [{} for row in rows if self.document(row)]

    def document(self, row: int) -> tuple[str, Hashable]:
        """Raises `RowError`."""
        raise too_long(self._most)

    def byte(self, row: int) -> int:
        """The offset of the row."""
        return self.start

    @property
    def layout(self) -> LongRow:
        """Itself: there is no more to know."""
        return self

    def raw(self, row: int) -> bytes:
        """Empty: the row was not read."""
        return b""
