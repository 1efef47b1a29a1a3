"""Files for writing whose errors have their name."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter, FileIO
from typing import Any, BinaryIO

from dedup.errors import FileChangedError
from dedup.io.access import PRIVATE


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Adds the name of a file to errors of the system."""
    try:
        yield
    except FileChangedError as error:
        raise FileChangedError(f"{path}: {error}") from error
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from error


class _NamedFile(FileIO):
    def __init__(self, descriptor: int, shown: str) -> None:
        self._shown = shown
        super().__init__(descriptor, "wb")

    def write(self, data: Any, /) -> int:
        with naming(self._shown):
            return super().write(data)

    def close(self) -> None:
        with naming(self._shown):
            super().close()


def named(descriptor: int, shown: str) -> BinaryIO:
    """Opens a descriptor as a file whose errors have the name `shown`."""
    return BufferedWriter(_NamedFile(descriptor, shown))


def open_private(path: str | os.PathLike[str], *, append: bool = False) -> BinaryIO:
    """Opens a file for writing; a new one is private to its owner.  Does not follow links."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | (os.O_APPEND if append else os.O_TRUNC)
    return named(os.open(path, flags, PRIVATE), os.fspath(path))


def append(path: str | os.PathLike[str], data: bytes) -> int:
    """Adds data to a file that other threads and processes add to; returns the offset at which it is."""
    with open_private(path, append=True) as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed, as each call has opened it by itself
        start = file.seek(0, os.SEEK_END)
        file.write(data)
    return start


class Sink:
    """A file for libraries that write a footer even after an error: it drops what comes after it is closed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.closed = False

    def write(self, data: Any) -> int:
        """Writes data, or drops it; returns its size."""
        return memoryview(data).nbytes if self._file.closed else self._file.write(data)

    def flush(self) -> None:
        """Does nothing: whoever closes the file flushes it."""

    def close(self) -> None:
        """Does nothing: whoever opened the file closes it."""
