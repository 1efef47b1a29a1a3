"""Output: one file for all rows, or a folder with one file per input."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from dedup.errors import OptionError
from dedup.io.compression import compressing
from dedup.io.formats.conversion import converting_writer, is_converted
from dedup.io.formats.detection import format_named
from dedup.io.formats.format import Change, Chunk, Fields, Format, Writer
from dedup.io.rows.inputs import DataFile
from dedup.io.staged import Staged, check_place
from dedup.io.suffixes import compression_of, format_suffix, holds_rows


class Destination:
    """A file or folder that is being written."""

    def __init__(self, path: str, staged: Staged, format: Format, fields: Fields, noted: bool, jobs: int = 1) -> None:
        """Opens the destination; `noted`: each row gets a note; `jobs`: threads that compress."""
        self._jobs = jobs
        self._format, self._fields, self._noted, self._staged = format, fields, noted, staged
        self._path = path
        self._folder = staged.folder(path) if is_folder(path, format) else None
        self._target = format.suffix if self._folder is not None else format_suffix(path)
        self._name: str | None = None
        self._writer: Writer | None = None
        self._compressing: AbstractContextManager[Any] | None = None
        if self._folder is None:
            self._open(path)

    def write(self, name: str, chunk: Chunk, rows: Sequence[int], changes: Sequence[Change] | None) -> None:
        """Adds some rows of a chunk of the file `name`, each with its change."""
        if self._folder is not None and name != self._name:
            self._open(name)
        assert self._writer is not None
        self._writer.write(chunk, rows, changes)

    def close(self) -> None:
        """Finishes the current file."""
        if self._writer is not None and self._compressing is not None:
            self._writer.close()
            self._compressing.__exit__(None, None, None)
            if self._folder is not None:
                self._file.close()

    def _open(self, name: str) -> None:
        if self._folder is None:
            self._file = self._staged.open(name)
        else:
            self.close()
            self._file = self._staged.open_inside(self._folder, self._path, name)
        self._name = name
        self._compressing = compressing(self._file, name, self._jobs)
        file = self._compressing.__enter__()
        if self._folder is None and is_converted(self._format.suffix, self._target):
            self._writer = converting_writer(self._target, file, self._fields)
        else:
            format = self._format if self._target == self._format.suffix else format_named(self._target, 0)
            self._writer = format.writer(file, self._fields, self._noted)


def is_folder(path: str, format: Format) -> bool:
    """Whether the output is a folder: for text files unless it has the name of a file of rows, else if it says so."""
    return (format.whole_files and not holds_rows(path)) or path.endswith(os.sep) or os.path.isdir(path)


def check_destination(path: str, format: Format, files: Sequence[DataFile]) -> None:
    """Checks a destination before the work begins.

    Raises:
        OptionError: It would overwrite an input or a full folder, or has no name for these rows.
        MissingPackageError: Its format needs a package that is not installed.
        OSError: It cannot be written.
    """
    place = os.path.realpath(path)
    folder = is_folder(path, format)
    check_form(path, format, files)
    if folder:
        if os.path.exists(place) and (not os.path.isdir(place) or os.listdir(place)):
            raise OptionError("output", path, "a new or empty folder")
        if place == os.getcwd() or os.path.ismount(place):
            raise OptionError("output", path, "a folder other than the working directory or a mount point")
    else:
        _check_unread("output", path, files)
    check_place(path, folder)


def check_form(path: str, format: Format, files: Sequence[DataFile]) -> None:
    """Checks whether rows can be written to a file or folder of that name.

    Raises:
        OptionError: It is of no known format, or two files would get one name.
        MissingPackageError: Its format needs a package that is not installed.
    """
    if is_folder(path, format):
        if len({file.below for file in files}) < len(files):
            raise OptionError("output", path, "a file, since two inputs have the same name")
    elif not holds_rows(path):
        raise OptionError(
            "output",
            path,
            f"a file that ends in {format.suffix}, or as another format does, or a folder (new ones end in /)",
        )
    elif compression_of(path) and not format_named(format_suffix(path), 0).compressible:
        raise OptionError(
            "output", path, f"a file without {compression_of(path)}, since its format has compression of its own"
        )
    else:
        format_named(format_suffix(path), 0)  # which imports what it needs


def check_file(option: str, path: str, files: Sequence[DataFile]) -> None:
    """Raises `OptionError` for a file that is also an input, `OSError` for one that cannot be written."""
    _check_unread(option, path, files)
    check_place(path)


def check_apart(paths: Mapping[str, str]) -> None:
    """Raises `OptionError` if a path is the same as another, or inside it; `paths` are by option."""
    places: dict[str, str] = {}
    for option, path in paths.items():
        place = os.path.realpath(path)
        for other, taken in places.items():
            if place == taken or place.startswith(taken + os.sep):
                raise OptionError(option, path, f"a path other than {other} and outside of it")
        places[option] = place


def _check_unread(option: str, path: str, files: Sequence[DataFile]) -> None:
    if os.path.exists(path) and any(os.path.samefile(path, file.path) for file in files):
        raise OptionError(option, path, "a file that is not an input")
