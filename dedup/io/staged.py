"""Files that appear all at once, when everything in them has been written, or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from tempfile import mkdtemp, mkstemp
from types import TracebackType
from typing import BinaryIO

from dedup.io.files import sync_directory


class Staged:
    """A context: new files and folders get their names when it ends well, and are gone when it does not."""

    def __init__(self) -> None:
        self._names: list[tuple[str, str]] = []  # (temporary, final)
        self._files: list[BinaryIO] = []

    def __enter__(self) -> Staged:
        return self

    def open(self, path: str) -> BinaryIO:
        """A new file that will be named `path`, in the place of any of that name, or that a link leads to."""
        path = os.path.realpath(path)
        descriptor, temporary = mkstemp(prefix=".dedup-", dir=os.path.dirname(path) or ".")
        file = open(descriptor, "wb")
        os.chmod(temporary, 0o666 & ~_umask())
        self._files.append(file)
        self._names.append((temporary, path))
        return file

    def folder(self, path: str) -> str:
        """A new folder that will be named `path`; there may be an empty one of that name."""
        temporary = mkdtemp(prefix=".dedup-", dir=os.path.dirname(path.rstrip(os.sep)) or ".")
        os.chmod(temporary, 0o777 & ~_umask())
        self._names.append((temporary, path))
        return temporary

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                for file in self._files:
                    file.flush()
                    os.fsync(file.fileno())
                for file in self._files:
                    file.close()
                while self._names:
                    os.replace(*self._names[0])
                    sync_directory(os.path.dirname(self._names.pop(0)[1]) or ".")
        finally:
            for file in self._files:
                file.close()
            for temporary, _ in self._names:
                shutil.rmtree(temporary, ignore_errors=True)
                with suppress(FileNotFoundError):
                    os.unlink(temporary)


def _umask() -> int:
    """What new files may not be; asking is only possible by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
