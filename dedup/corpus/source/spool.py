"""A disk-backed list of texts."""

from __future__ import annotations

import os
from array import array
from contextlib import suppress
from io import FileIO
from tempfile import TemporaryFile, gettempdir
from weakref import finalize

from dedup.io.named_file import naming

#: Bytes that wait in memory to be written.
MAX_WAITING = 1 << 20


class Spool:
    """Texts by number, in a temporary file that is deleted with the object."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="dedup-", buffering=0)
        finalize(self, _drop, self._file)
        self._starts = array("Q", (0,))
        self._written = 0  # bytes in the file ...
        self._waiting = bytearray()  # ... and those that follow

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, text: str) -> int:
        """Appends a text; returns its number."""
        data = text.encode("utf-8", "surrogatepass")
        if len(self._waiting) >= MAX_WAITING:
            self._write()
        self._waiting += data
        self._starts.append(self._starts[-1] + len(data))
        return len(self) - 1

    def __getitem__(self, number: int) -> str:
        """The text of that number."""
        start, stop = self._starts[number], self._starts[number + 1]
        if start >= self._written:
            data: bytes | bytearray = self._waiting[start - self._written : stop - self._written]
        else:
            data = os.pread(self._file.fileno(), stop - start, start)
        return data.decode("utf-8", "surrogatepass")

    def _write(self) -> None:
        """Writes what waits; after an error, what is in the file no longer waits."""
        with naming(gettempdir()):
            while self._waiting:
                done = self._file.write(self._waiting)
                del self._waiting[:done]
                self._written += done


def _drop(file: FileIO) -> None:
    """Closes a file; that what is still to be written finds no room no longer matters."""
    with suppress(OSError):
        file.close()
