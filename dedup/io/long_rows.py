"""Rows that are too long to be read: known by where they stand, and never held."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from dedup.io.formats import RowError


def too_long(most: int) -> RowError:
    """The error for a row of more than `most` bytes."""
    return RowError(f"longer than {most:,} bytes; a larger --max-row would allow it")


class LongRow:
    """A chunk of one row that is too long."""

    marked = False

    def __init__(self, line: int, byte: int, most: int) -> None:
        self.lines: Sequence[int] = range(line, line + 1)
        self._byte, self._most = byte, most

    def documents(self) -> None:
        """There is nothing to read."""

    def document(self, row: int) -> tuple[str, Hashable]:
        """Raises `RowError`."""
        raise too_long(self._most)

    def byte(self, row: int) -> int:
        """Where the row begins."""
        return self._byte

    def raw(self, row: int) -> bytes:
        """Nothing: the row stays in its file."""
        return b""
