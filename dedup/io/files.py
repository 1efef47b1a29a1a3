"""Reads whole files, and replaces files atomically."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager

from dedup.errors import FileChangedError, FileKindError
from dedup.io.access import PRIVATE, take_over
from dedup.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO


class FileContent(NamedTuple):
    """The bytes of a file, and its status before they were read."""

    data: bytes
    status: os.stat_result


def read_file(path: str) -> FileContent:
    """Reads a file of any kind."""
    with open(path, "rb") as file:
        return _content(file)


def read_regular_file(path: str) -> FileContent:
    """Reads a file that can be replaced; raises `FileKindError` for a directory, pipe or device."""
    with _regular_file(path) as file:
        return _content(file)


def check_regular_file(path: str) -> None:
    """Raises what `read_regular_file` would raise if the file cannot be opened or is no regular one."""
    with _regular_file(path):
        pass


@contextmanager
def _regular_file(path: str) -> Iterator[BinaryIO]:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # without waiting for the other end of a pipe
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileKindError("not a regular file; cannot be replaced")
        with open(descriptor, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(descriptor)


def _content(file: BinaryIO) -> FileContent:
    return FileContent(status=os.fstat(file.fileno()), data=file.read())


def replace_file(path: str, data: bytes, status: os.stat_result) -> None:
    """Replaces a file atomically.

    Follows symbolic links, and keeps permissions and, if the system allows it, the owner. Other hard links keep the old
    content.

    Args:
        path: The file.
        data: Its new content.
        status: Its status when it was read.

    Raises:
        FileChangedError: The file has changed since it was read.
        PermissionError: The file is read-only.
    """
    target = os.path.realpath(path)
    if not os.access(target, os.W_OK) and os.path.exists(target):  # replacing needs only write access to the directory
        raise PermissionError(errno.EACCES, "Read-only file", path)
    write_file(target, data, status, replaced=status)


def write_file(path: str, data: bytes, like: os.stat_result, replaced: os.stat_result | None = None) -> None:
    """Writes a file atomically, with the permissions and owner of `like`.

    Raises `FileChangedError` unless the file is still the one with the status `replaced`, if that is given.
    """
    from dedup.io.private_folder import PrivateFolder  # and `re`, which reading does not need

    folder, name = os.path.split(path)
    with PrivateFolder(folder) as private:
        with open(private.create(PRIVATE), "wb") as file:
            file.write(data)
            file.flush()
            take_over(file.fileno(), like)
            os.fsync(file.fileno())
        if replaced and _identity(private.status(name)) != _identity(replaced):
            raise FileChangedError("changed during the run; not replaced")
        private.publish(name)


def _identity(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
