"""Where the stages leave their files: in a directory of the caller's, to go on from, or in a temporary one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.errors import WorkDirectoryError

#: Told the stage that begins; what shows progress listens.
Listener = Callable[[str], None]


class Work:
    """The files of one run.  In a directory that the caller names, a finished stage is not done again."""

    def __init__(self, directory: str | None = None, made_for: dict[str, Any] | None = None) -> None:
        """`made_for` says what the files depend on: inputs and options; other files there are refused."""
        self._lasting = directory is not None
        self._temporary = TemporaryDirectory(prefix="dedup-") if directory is None else None
        self._directory = Path(directory or (self._temporary.name if self._temporary else ""))
        self.listener: Listener = lambda stage: None
        if self._lasting:
            self._claim(made_for or {})

    def __enter__(self) -> Work:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._temporary is not None:
            self._temporary.cleanup()

    def enter(self, stage: str) -> None:
        """Says which stage begins."""
        self.listener(stage)

    def path(self, name: str) -> Path:
        """The file of that name."""
        return self._directory / name

    def array(self, name: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """The array of that name: read if an earlier run finished it, else made, and kept for a later run.

        Whatever files `make` writes besides are taken to be finished with it.
        """
        return self.arrays((name,), lambda: (make(),))[0]

    def arrays(self, names: tuple[str, ...], make: Callable[[], tuple[NDArray[Any], ...]]) -> tuple[NDArray[Any], ...]:
        """Several arrays that one stage makes; it is finished when the last of them stands there."""
        if not self._lasting:
            return make()
        paths = [self.path(f"{name}.npy") for name in names]
        if paths[-1].exists():
            return tuple(np.load(path, mmap_mode="r") for path in paths)
        made = make()
        for path, array in zip(paths, made):
            partial = path.with_suffix(".part")
            with open(partial, "wb") as file:
                np.save(file, array)
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, path)
        return made

    def _claim(self, made_for: dict[str, Any]) -> None:
        """Writes down what the files are for, or finds it written and equal."""
        self._directory.mkdir(parents=True, exist_ok=True)
        path = self.path("work.json")
        asked = json.loads(json.dumps(made_for))
        if not path.exists():
            path.write_text(json.dumps(asked, indent=1))
            return
        try:
            there = json.loads(path.read_text())
        except ValueError as error:
            raise WorkDirectoryError(f"{path} cannot be read; give another directory") from error
        for name in sorted({*there, *asked}):
            if there.get(name) != asked.get(name):
                raise WorkDirectoryError(
                    f"{self._directory} holds the work of another run: {name} was {there.get(name)!r} and is "
                    f"{asked.get(name)!r}; give another directory"
                )
