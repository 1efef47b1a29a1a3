"""Output files that appear all together when everything is written, or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePath
from types import TracebackType
from typing import BinaryIO, NamedTuple

from dedup.errors import FileKindError
from dedup.io.access import PRIVATE, accesses_of, narrow, take_over
from dedup.io.named_file import named, naming
from dedup.io.private_folder import PrivateFolder


class _Place(NamedTuple):
    """Where a new file or folder is made, and its final name."""

    private: PrivateFolder
    name: str
    shown: str  #: the path as given


class Staged:
    """A context for new files and folders: at its end they get their names, or after an error are removed.

    The first one opened gets its name last: if it exists, all the others do.  Errors have the final names.
    """

    def __init__(self, sources: Iterable[str] = ()) -> None:
        """`sources`: the files that the new ones are made from; whoever cannot read them all cannot read those."""
        self._sources = accesses_of(sources)
        self._places: list[_Place] = []
        self._files: list[tuple[BinaryIO, str]] = []  # still open, each with its path as given

    def __enter__(self) -> Staged:
        return self

    def open(self, path: str) -> BinaryIO:
        """Opens a new file that will replace `path`, through links.

        It has the permissions and, if the system allows it, the owner of the old file, as far as the sources permit.
        """
        with naming(path):
            place = self._place(path)
            descriptor = place.private.create(0o666)
            file = self._keep(named(descriptor, path), path)
            with suppress(FileNotFoundError):
                if stat.S_ISREG((old := place.private.status(place.name)).st_mode):
                    take_over(descriptor, old)
            narrow(descriptor, self._sources)
        return file

    def open_private(self, path: str) -> BinaryIO:
        """Opens a new file that will replace `path` and is private to its owner."""
        with naming(path):
            return self._keep(named(self._place(path).private.create(PRIVATE), path), path)

    def folder(self, path: str) -> int:
        """Makes a new folder that will be named `path`, with the permissions and owner of an empty one there."""
        with naming(path):
            place = self._place(path)
            folder = place.private.create_folder(0o777)
            with suppress(FileNotFoundError):
                take_over(folder, place.private.status(place.name))
            narrow(folder, self._sources)
        return folder

    def open_inside(self, folder: int, path: str, name: str) -> BinaryIO:
        """Opens a new file `name` in a new `folder` that will be named `path`; the caller closes it."""
        shown = os.path.join(path, name)
        with naming(shown):
            for parent in reversed(PurePath(name).parents[:-1]):
                with suppress(FileExistsError):
                    os.mkdir(parent, dir_fd=folder)
            descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666, dir_fd=folder)
            file = self._keep(named(descriptor, shown), shown)
            narrow(descriptor, self._sources)
        return file

    def _place(self, path: str) -> _Place:
        folder, name = os.path.split(os.path.realpath(path))
        place = _Place(PrivateFolder(folder), name, path)
        self._places.append(place)  # before there is something to remove
        place.private.__enter__()
        return place

    def _keep(self, file: BinaryIO, shown: str) -> BinaryIO:
        self._files = [(file, shown), *((file, name) for file, name in self._files if not file.closed)]
        return file

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._finish()
        finally:
            # An error, such as a full disk, must not keep the rest from being removed.
            for file, _ in self._files:
                with suppress(OSError):
                    file.close()
            for place in self._places:
                place.private.__exit__(None, None, None)

    def _finish(self) -> None:
        for file, shown in self._files:
            if not file.closed:
                with naming(shown):
                    file.flush()
                    os.fsync(file.fileno())
                    file.close()
        for place in reversed(self._places):
            with naming(place.shown):
                place.private.publish(place.name)


def check_place(path: str, is_folder: bool = False) -> None:
    """Raises `OSError` if the file or folder cannot be written, before a long run and not after it."""
    place = os.path.realpath(path)
    parent = os.path.dirname(place)
    if not os.path.isdir(parent):
        raise FileNotFoundError(errno.ENOENT, "its folder does not exist", path)
    if not os.access(parent, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "its folder is read-only", path)
    if os.path.exists(place):
        if not is_folder and not os.path.isfile(place):
            raise FileKindError(f"{path}: not a regular file; cannot be replaced")
        if not os.access(place, os.W_OK):  # replacing needs only write access to the folder
            raise PermissionError(errno.EACCES, "Read-only folder" if is_folder else "Read-only file", path)
