"""A hidden folder where a file or folder is made before it takes its final name.

Other users may be allowed to write to the place where a new file belongs, and so to move or replace any temporary file
there, up to the moment of its rename.  Inside a folder of mode 0700 they can do nothing, and all steps go through its
open descriptor, so moving the folder itself does not help them.  A file made with `O_TMPFILE` has no name to attack,
but `link` cannot replace an existing file: it would need a temporary name in the end, and folders cannot be made so.

A killed run leaves its folder behind, and the next run in the same place removes it.  Each folder holds a lock file;
what is marked and no longer locked belonged to a run that is dead.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from types import TracebackType

from dedup.errors import FileChangedError

#: The name of a private folder, and the two names inside it.
_NAME = re.compile(r"\.?dedup-[0-9a-f]{16}")
_NEW, _LOCK = "new", "lock"

#: The content of a lock file.  On some network file systems, locks hold on one host only.
_MARK = f"A run of dedup on {os.uname().nodename} works here.\n".encode()

_DISTURBED = "another program interfered with the file being written; nothing was changed"

#: The errors of file systems that have no links, on which the last of two new files wins.
_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP)

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_PARENT = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY  # its names may be unreadable


class PrivateFolder:
    """A context in which one new file or folder is made; it is removed at the end unless published."""

    def __init__(self, parent: str, prefix: str = ".dedup-") -> None:
        """`prefix`: `.dedup-` or `dedup-`."""
        self._place, self._name = os.path.realpath(parent), prefix + os.urandom(8).hex()
        self.path = os.path.join(self._place, self._name, _NEW)  #: the new file or folder, until it is published
        self._parent = self._folder = self._made = -1
        self._descriptors = ExitStack()

    def __enter__(self) -> PrivateFolder:
        try:
            sweep(self._place)
            self._parent = self._keep(os.open(self._place, _PARENT))
            os.mkdir(self._name, 0o700, dir_fd=self._parent)
            self._open()
        except BaseException:  # interruptions too
            self.__exit__(None, None, None)
            raise
        return self

    def _keep(self, descriptor: int) -> int:
        self._descriptors.callback(os.close, descriptor)
        return descriptor

    def _open(self) -> None:
        """Opens the folder; raises `FileChangedError` if it was replaced right after it was made."""
        try:
            self._folder = self._keep(os.open(self._name, _FOLDER, dir_fd=self._parent))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise FileChangedError(_DISTURBED) from error
        lock = self._keep(os.open(_LOCK, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=self._folder))
        if os.fstat(self._folder).st_uid != os.fstat(lock).st_uid:
            raise FileChangedError(_DISTURBED)
        with suppress(OSError):  # marked only if locked: a folder that cannot be locked is never swept
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.write(lock, _MARK)

    def create(self, mode: int) -> int:
        """Makes the file; returns a descriptor that the caller closes."""
        descriptor = os.open(_NEW, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode, dir_fd=self._folder)
        self._made = self._keep(os.dup(descriptor))
        return descriptor

    def create_folder(self, mode: int) -> int:
        """Makes a folder instead; returns a descriptor that is closed at the end."""
        os.mkdir(_NEW, mode, dir_fd=self._folder)
        self._made = self._keep(os.open(_NEW, _FOLDER, dir_fd=self._folder))
        return self._made

    def status(self, name: str) -> os.stat_result:
        """The status of a file next to the private folder, without following links; may raise `FileNotFoundError`."""
        return os.stat(name, dir_fd=self._parent, follow_symlinks=False)

    def publish(self, name: str) -> None:
        """Moves the new file or folder to its final name, for good, replacing what had it."""
        self._check_undisturbed()
        os.replace(_NEW, name, src_dir_fd=self._folder, dst_dir_fd=self._parent)
        self._sync()

    def publish_new(self, name: str) -> None:
        """The same of a file, but raises `FileExistsError` if there is one of that name, even if it is as new."""
        self._check_undisturbed()
        try:
            os.link(_NEW, name, src_dir_fd=self._folder, dst_dir_fd=self._parent)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            os.replace(_NEW, name, src_dir_fd=self._folder, dst_dir_fd=self._parent)
        self._sync()

    def _check_undisturbed(self) -> None:
        """Raises `FileChangedError` if the new file is not the one that was made."""
        new = os.stat(_NEW, dir_fd=self._folder, follow_symlinks=False)
        if not os.path.samestat(os.fstat(self._made), new):  # possible only on file systems that ignore modes
            raise FileChangedError(_DISTURBED)

    def _sync(self) -> None:
        """Sees to it that the new name outlives a crash of the system."""
        with suppress(OSError):  # not every file system can make a rename durable
            descriptor = os.open(".", os.O_RDONLY, dir_fd=self._parent)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._descriptors:
            if self._parent >= 0:
                _remove(self._name, self._parent, self._folder)
            self._parent = self._folder = -1  # the numbers will be reused


@contextmanager
def temporary_folder() -> Iterator[str]:
    """A folder for temporary files of one run."""
    from tempfile import gettempdir  # a large import that few need

    with PrivateFolder(gettempdir(), "dedup-") as private:
        private.create_folder(0o700)
        yield private.path


@cache  # once a run: there may be a million names
def sweep(place: str) -> None:
    """Removes what killed runs have left in a folder."""
    with suppress(OSError), ExitStack() as descriptors:
        parent = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        descriptors.callback(os.close, parent)
        for name in filter(_NAME.fullmatch, os.listdir(parent)):
            with suppress(OSError):
                _sweep_one(name, parent)


def _sweep_one(name: str, parent: int) -> None:
    """Removes a private folder if its run has ended; raises `OSError` if that is not certain."""
    with ExitStack() as descriptors:
        folder = os.open(name, _FOLDER, dir_fd=parent)
        descriptors.callback(os.close, folder)
        if os.fstat(folder).st_uid != os.geteuid():
            return
        lock = os.open(_LOCK, os.O_RDWR | os.O_NOFOLLOW, dir_fd=folder)
        descriptors.callback(os.close, lock)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.read(lock, len(_MARK) + 1) == _MARK:
            _remove(name, parent, folder)


def _remove(name: str, parent: int, folder: int) -> None:
    """Removes a private folder, the lock last, so that after an interruption a sweep still recognises it."""
    if folder >= 0:
        try:
            os.unlink(_NEW, dir_fd=folder)
        except FileNotFoundError:
            pass
        except OSError:
            import shutil  # a large import that only folders need

            shutil.rmtree(_NEW, ignore_errors=True, dir_fd=folder)
        with suppress(OSError):
            os.unlink(_LOCK, dir_fd=folder)
    with suppress(OSError):
        os.rmdir(name, dir_fd=parent)
