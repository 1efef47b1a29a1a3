"""Whole files in, and whole files replaced: whatever happens on the way, the old file or the new one stands there."""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO, NamedTuple

from dedup.errors import FileChangedError, FileKindError
from dedup.io.access import PRIVATE, take_over
from dedup.io.private_folder import PrivateFolder


class FileContent(NamedTuple):
    """The bytes of a file, and what the file was before they were read."""

    data: bytes
    status: os.stat_result


def read_file(path: str) -> FileContent:
    """The content of a file of any kind that can be read to its end."""
    with open(path, "rb") as file:
        return _content(file)


def read_regular_file(path: str) -> FileContent:
    """The content of a file that can be replaced; raises `FileKindError` for a directory, a pipe or a device."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # does not wait for the other end of a pipe
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileKindError("not a regular file, so it cannot be replaced")
        with open(descriptor, "rb", closefd=False) as file:
            return _content(file)
    finally:
        os.close(descriptor)


def _content(file: BinaryIO) -> FileContent:
    return FileContent(status=os.fstat(file.fileno()), data=file.read())


def replace_file(path: str, data: bytes, status: os.stat_result) -> None:
    """Puts `data` in the place of a file that was read with `status`.

    Through symbolic links to their target, with its permissions and, where the system allows, its owner.  Of several
    hard links only this one shows the new content; the others keep the old.  Raises `FileChangedError` when the file
    is no longer the one that was read, `PermissionError` when it is read-only.
    """
    target = os.path.realpath(path)
    if not os.access(target, os.W_OK) and os.path.exists(target):  # replacing asks leave of the directory alone
        raise PermissionError(errno.EACCES, "Read-only file", path)
    write_file(target, data, status, replaced=status)


def write_file(path: str, data: bytes, like: os.stat_result, replaced: os.stat_result | None = None) -> None:
    """Writes a file whole or not at all, with the permissions and owner of `like`.

    Raises `FileChangedError` if there is a file `replaced` and another one in its place.
    """
    folder, name = os.path.split(path)
    with PrivateFolder(folder) as private:
        with open(private.create(PRIVATE), "wb") as file:
            file.write(data)
            file.flush()
            take_over(file.fileno(), like)
            os.fsync(file.fileno())
        if replaced and _identity(private.status(name)) != _identity(replaced):
            raise FileChangedError("changed while it was being worked on; left as it is")
        private.publish(name)


def _identity(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
