"""Files that appear all at once, when everything in them has been written, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO
from types import TracebackType
from typing import Any, BinaryIO

from dedup.errors import FileKindError
from dedup.io.files import sync_directory


class Staged:
    """A context: new files and folders get their names when it ends well, and are gone when it does not.

    What was opened first gets its name last: where that stands, all the others do.  Errors name files as they will be.
    """

    def __init__(self) -> None:
        self._names: list[tuple[str, str, str]] = []  # (temporary, final, as it was given)
        self._files: list[tuple[BinaryIO, str]] = []  # those still open, each with its name as it was given

    def __enter__(self) -> Staged:
        return self

    def open(self, path: str) -> BinaryIO:
        """A new file that will be named `path`, in the place of any of that name, or that a link leads to.

        It has the permissions and, where the system allows, the owner of the one it replaces.
        """
        with _naming(path):
            temporary, old = self._temporary(path)
            file = self._open(temporary, path, 0o666 if old is None else stat.S_IMODE(old.st_mode) & 0o666)
            _make_like(old, temporary)
        return file

    def folder(self, path: str) -> str:
        """A new folder that will be named `path`; there may be an empty one, whose permissions and owner it has."""
        with _naming(path):
            temporary, old = self._temporary(path)
            os.mkdir(temporary, 0o777 if old is None else 0o700)
            _make_like(old, temporary)
        return temporary

    def open_inside(self, folder: str, path: str, name: str) -> BinaryIO:
        """A new file below a new `folder` that will be named `path`; the caller closes it."""
        place, shown = os.path.join(folder, name), os.path.join(path, name)
        with _naming(shown):
            os.makedirs(os.path.dirname(place), exist_ok=True)
            return self._open(place, shown, 0o666)

    def _temporary(self, path: str) -> tuple[str, os.stat_result | None]:
        """A name beside the final one, noted before there is anything of that name, and what stands there now."""
        final = os.path.realpath(path)
        temporary = os.path.join(os.path.dirname(final), f".dedup-{os.urandom(8).hex()}")
        self._names.append((temporary, final, path))
        return temporary, os.stat(final) if os.path.exists(final) else None

    def _open(self, place: str, shown: str, mode: int) -> BinaryIO:
        file = BufferedWriter(_NamedFile(place, shown, mode))
        self._files = [(file, shown), *((file, name) for file, name in self._files if not file.closed)]
        return file

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._finish()
        finally:
            # Nothing may keep the rest from being removed, least of all what cannot be written to a full disk.
            for file, _ in self._files:
                with suppress(OSError):
                    file.close()
            for temporary, _, _ in self._names:
                shutil.rmtree(temporary, ignore_errors=True)
                with suppress(OSError):
                    os.unlink(temporary)

    def _finish(self) -> None:
        for file, shown in self._files:
            if not file.closed:
                with _naming(shown):
                    file.flush()
                    os.fsync(file.fileno())
                    file.close()
        while self._names:
            temporary, final, shown = self._names[-1]
            with _naming(shown):
                os.replace(temporary, final)
            sync_directory(os.path.dirname(final))
            self._names.pop()


def check_place(path: str, is_folder: bool = False) -> None:
    """Raises `OSError` where no such file, or folder, can be put: known before long work and not after it."""
    place = os.path.realpath(path)
    parent = os.path.dirname(place)
    if not os.path.isdir(parent):
        raise FileNotFoundError(errno.ENOENT, "its folder does not exist", path)
    if not os.access(parent, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "its folder is read-only", path)
    if os.path.exists(place):
        if not is_folder and not os.path.isfile(place):
            raise FileKindError(f"{path}: not a regular file, so it cannot be replaced")
        if not os.access(place, os.W_OK):  # replacing asks leave of the folder around alone
            raise PermissionError(errno.EACCES, "Read-only folder" if is_folder else "Read-only file", path)


class _NamedFile(FileIO):
    """A new file whose errors say the name it will have."""

    def __init__(self, place: str, shown: str, mode: int) -> None:
        self._shown = shown
        super().__init__(place, "xb", opener=lambda path, flags: os.open(path, flags, mode))

    def write(self, data: Any, /) -> int:
        with _naming(self._shown):
            return super().write(data)

    def close(self) -> None:
        with _naming(self._shown):
            super().close()


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Errors of the system inside are of that file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from error


def _make_like(old: os.stat_result | None, path: str) -> None:
    """Gives a file or folder the permissions of an old one and, where the system allows, its owner."""
    if old is None:
        return
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(path, old.st_uid, old.st_gid)
    os.chmod(path, stat.S_IMODE(old.st_mode))  # after chown, which clears the set-user bit
