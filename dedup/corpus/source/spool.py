"""A disk-backed list of texts."""

from __future__ import annotations

from array import array
from contextlib import suppress
from tempfile import TemporaryFile, gettempdir
from typing import IO
from weakref import finalize

from dedup.io.named_file import naming


class Spool:
    """Texts by number, in a temporary file that is deleted with the object."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="dedup-")
        finalize(self, _drop, self._file)
        self._starts = array("Q", (0,))
        self._is_at_end = True  # else a text was read last

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, text: str) -> int:
        """Appends a text; returns its number."""
        data = text.encode("utf-8", "surrogatepass")
        with naming(gettempdir()):
            if not self._is_at_end:
                self._file.seek(self._starts[-1])
                self._is_at_end = True
            self._file.write(data)
        self._starts.append(self._starts[-1] + len(data))
        return len(self) - 1

    def __getitem__(self, number: int) -> str:
        """The text of that number."""
        start, stop = self._starts[number], self._starts[number + 1]
        self._is_at_end = False
        self._file.seek(start)
        return self._file.read(stop - start).decode("utf-8", "surrogatepass")


def _drop(file: IO[bytes]) -> None:
    """Closes a file; that what is still to be written finds no room no longer matters."""
    with suppress(OSError):
        file.close()
