"""Files that are only written, and whose errors name them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter, FileIO
from typing import Any, BinaryIO

from dedup.errors import FileChangedError
from dedup.io.access import PRIVATE


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Errors of the system inside are of that file."""
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
    """An open file whose errors say `shown`."""
    return BufferedWriter(_NamedFile(descriptor, shown))


def open_private(path: str | os.PathLike[str], *, append: bool = False) -> BinaryIO:
    """A file to write, new or not; a new one is for its owner alone.  Links are not followed."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | (os.O_APPEND if append else os.O_TRUNC)
    return named(os.open(path, flags, PRIVATE), os.fspath(path))


class Sink:
    """A file for libraries that write an end to it, even after an error: what comes once it is closed is dropped."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.closed = False

    def write(self, data: Any) -> int:
        """How much of the data is dealt with: all."""
        return memoryview(data).nbytes if self._file.closed else self._file.write(data)

    def flush(self) -> None:
        """The file is flushed by whoever closes it."""

    def close(self) -> None:
        """The file is closed by whoever opened it."""
