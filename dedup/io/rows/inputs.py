"""Finds input files."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from glob import glob, has_magic
from typing import NamedTuple

from dedup.errors import InputError
from dedup.io.formats.detection import is_about_data, is_binary
from dedup.io.suffixes import holds_rows
from dedup.io.walk import Filter, chosen_by

#: Why a file in a folder is skipped.
BINARY, ABOUT_DATA = "binary", "about the data"


class DataFile(NamedTuple):
    """A file of rows, or of one text."""

    path: str  #: where its bytes are
    below: str  #: its path below the folder that it was found in, or its name alone
    name: str  #: what it is called in reports: its path, or where it was copied from
    digest: str = ""  #: of the bytes, if it was copied


class InputFiles(NamedTuple):
    """The files that names stand for, and how many in their folders hold no data, by the reason."""

    files: list[DataFile]
    skipped: Counter[str]


def raise_it(error: OSError) -> None:
    """Raises an error: what to do by default with a folder that cannot be read."""
    raise error


def find_files(
    names: Sequence[str | DataFile],
    wanted: Filter | None = None,
    failed: Callable[[OSError], None] = raise_it,
) -> InputFiles:
    """Finds the files that names stand for: files, folders and globs. Skips hidden files in folders.

    Args:
        names: The names; what is a file already is taken as it is.
        wanted: Which files of folders are wanted, by its patterns `include` and `exclude`.
        failed: Is told of each folder that cannot be read; the others still are.

    Raises:
        InputError: A name matches no file, a link is broken, or a file is not a regular one.
        ValueError: A pattern is none.
    """
    is_chosen = chosen_by(wanted or Filter())
    found: dict[str, DataFile] = {}
    skipped: Counter[str] = Counter()
    for name in names:
        if isinstance(name, DataFile):
            found.setdefault(name.path, name)
            continue
        paths = sorted(glob(name, recursive=True)) if has_magic(name) and not os.path.exists(name) else [name]
        files: list[tuple[str, str]] = []
        unread: list[OSError] = []
        for path in paths:
            if os.path.isdir(path):
                below = [pair for pair in _in_folder(path, unread.append) if is_chosen(pair[1])]
                files += _data_in(below, skipped)
            else:
                files.append((path, os.path.basename(path)))
        for error in unread:
            failed(error)
        if not files and not unread:
            raise InputError(name, "no such file" if not paths or not skipped else "no file in it holds data")
        for path, short in files:
            _check_regular(path)
            found.setdefault(path, DataFile(path, short, path))
    return InputFiles(list(found.values()), skipped)


def _check_regular(path: str) -> None:
    """Raises for a file that cannot be read twice; opening a pipe to find out would wait for its other end."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError as error:
        if os.path.islink(path):
            raise InputError(path, "a broken link") from error
        raise
    if not stat.S_ISREG(mode):
        raise InputError(path, "not a regular file; files are read more than once (`-` is standard input)")


def _data_in(files: Sequence[tuple[str, str]], skipped: Counter[str]) -> list[tuple[str, str]]:
    """Those of the files of a folder that hold data; counts the others."""
    has_rows = any(holds_rows(path) and not is_about_data(path) for path, _ in files)
    data: list[tuple[str, str]] = []
    for path, below in files:
        if has_rows and is_about_data(path):
            skipped[ABOUT_DATA] += 1
        elif not holds_rows(path) and os.path.isfile(path) and is_binary(path):
            skipped[BINARY] += 1
        else:
            data.append((path, below))
    return data


def _in_folder(folder: str, failed: Callable[[OSError], None]) -> Iterator[tuple[str, str]]:
    """Yields files by name, those behind links last; visits each folder once, as links may form a circle."""
    seen: set[str] = set()
    folders = [folder]
    for top in folders:  # which grows
        for directory, directories, names in os.walk(top, onerror=failed):
            if (real := os.path.realpath(directory)) in seen:
                directories.clear()
                continue
            seen.add(real)
            directories[:] = sorted(name for name in directories if not name.startswith("."))
            folders += [path for name in directories if os.path.islink(path := os.path.join(directory, name))]
            for name in sorted(names):
                if not name.startswith("."):
                    path = os.path.join(directory, name)
                    yield path, os.path.relpath(path, folder)
