"""The files of a run: in a directory that the caller names, to resume from, or in a temporary one."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from dedup.errors import CheckpointError, shown
from dedup.io.named_file import Sink, naming, open_private
from dedup.io.private_folder import PrivateFolder

#: The errors of a full disk.
DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

#: Bytes of a secret key.
KEY = 16

#: Called with the name of each stage that begins, to show progress.
Listener = Callable[[str], None]


class Checkpoint:
    """The files of one run.  In a directory that the caller names, finished stages are not repeated."""

    def __init__(self, directory: str | None = None, made_for: dict[str, Any] | None = None) -> None:
        """Makes or resumes a checkpoint.

        Args:
            directory: The directory; None for a temporary one.
            made_for: The inputs and options that the files depend on; a directory made for others is refused.
        """
        self._lasting = directory is not None
        self._temporary = PrivateFolder(gettempdir(), "dedup-") if directory is None else None
        self._directory = Path(self._temporary.path if self._temporary else directory or "")
        self._made_for = made_for or {}
        self.listener: Listener = lambda stage: None
        self._lock: BinaryIO | None = None
        self.key = os.urandom(KEY)  #: the secret key of the run's hashes, kept with the checkpoint

    def __enter__(self) -> Checkpoint:
        try:
            if self._temporary:
                with naming(str(self._directory)):
                    self._temporary.__enter__().create_folder(0o700)
            else:
                self._claim()
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._temporary:
            self._temporary.__exit__(None, None, None)
        if self._lock is not None:
            self._lock.close()
        if isinstance(error, OSError) and error.errno in DISK_FULL and self._holds(error.filename):
            advice = (
                "free some space and run the same command again to resume"
                if self._lasting
                else "free some space, or set TMPDIR or --work to a larger disk"
            )
            raise OSError(error.errno, f"{error.strerror}; {advice}", error.filename) from error

    def _holds(self, path: object) -> bool:
        return isinstance(path, str) and self._directory in (Path(path), *Path(path).parents)

    def enter(self, stage: str) -> None:
        """Tells the listener which stage begins."""
        self.listener(stage)

    def path(self, name: str) -> Path:
        """The path of a file."""
        return self._directory / name

    def array(self, name: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """Reads an array that an earlier run finished, or makes it and keeps it for a later run.

        Other files that `make` writes count as finished with it.
        """
        return self.arrays((name,), lambda: (make(),))[0]

    def arrays(self, names: tuple[str, ...], make: Callable[[], tuple[NDArray[Any], ...]]) -> tuple[NDArray[Any], ...]:
        """Reads or makes several arrays of one stage, which is finished when the last of them exists."""
        if not self._lasting:
            return make()
        paths = [self.path(f"{name}.npy") for name in names]
        if paths[-1].exists():
            try:
                return tuple(np.load(path, mmap_mode="r") for path in paths)
            except (OSError, ValueError) as error:
                raise CheckpointError(
                    f"{self._directory} is damaged ({error}); delete it, or give another directory"
                ) from error
        made = make()
        for path, array in zip(paths, made):
            partial = path.with_suffix(".part")
            with open_private(partial) as file:
                np.save(Sink(file), array)  # to a real file, numpy would not say why it cannot write
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, path)
        return made

    def _claim(self) -> None:
        """Locks the directory, and records what it is made for or checks that it was made for the same."""
        self._directory.mkdir(0o700, parents=True, exist_ok=True)
        if self._directory.stat().st_uid != os.geteuid():
            raise CheckpointError(f"{self._directory} belongs to another user; give a directory of your own")
        path = self.path("work.json")
        asked = json.loads(json.dumps(self._made_for, default=sorted))
        if not path.exists():
            if any(entry.name not in (path.name + ".part", "lock") for entry in self._directory.iterdir()):
                raise CheckpointError(f"{self._directory} holds other files; give a new or empty directory")
            self._lock = locked(self.path("lock"))
            partial = path.with_name(path.name + ".part")
            with open_private(partial) as file:
                file.write(json.dumps({**asked, "key": self.key.hex()}, indent=1).encode("ascii"))
            os.replace(partial, path)
            return
        self._lock = locked(self.path("lock"))
        try:
            there = json.loads(path.read_text())
            self.key = bytes.fromhex(there.pop("key"))
            names = sorted({*there.keys(), *asked})
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise CheckpointError(f"{path} cannot be read; delete the directory, or give another one") from error
        for name in names:
            if there.get(name) != asked.get(name):
                raise CheckpointError(
                    f"{self._directory} holds the checkpoint of another run: {name} was {shown(there.get(name))} and "
                    f"is {shown(asked.get(name))}; give another directory"
                )


def locked(path: Path) -> BinaryIO:
    """Opens a file and locks it until it is closed; raises `CheckpointError` if another process holds the lock."""
    file = open_private(path, append=True)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise CheckpointError(f"{path.parent} is in use by another run; give another directory") from error
    return file
