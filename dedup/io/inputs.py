"""Finds input files and their format."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from glob import glob, has_magic

from dedup.errors import InputError
from dedup.io.formats import Format
from dedup.io.suffixes import compression_of, format_suffix, is_json

#: Bytes at the beginning of a file that tell what it is.
_HEAD = 1 << 20


def find_files(names: Sequence[str]) -> list[tuple[str, str]]:
    """Finds the files that names stand for: files, folders and globs. Skips hidden files in folders.

    Returns:
        The path of each file, and its name below the folder that it was found in.

    Raises:
        InputError: A name matches no file, a link is broken, or a file is not a regular one.
        OSError: A folder cannot be read.
    """
    names_below: dict[str, str] = {}
    for name in names:
        paths = sorted(glob(name, recursive=True)) if has_magic(name) and not os.path.exists(name) else [name]
        files = [pair for path in paths for pair in (_in_folder(path) if os.path.isdir(path) else [(path, path)])]
        if not files:
            raise InputError(name, "no such file")
        for path, below in files:
            _check_regular(path)
            names_below.setdefault(path, os.path.basename(below) if below == path else below)
    return list(names_below.items())


def _check_regular(path: str) -> None:
    """Raises for a file that cannot be read twice; opening a pipe to find out would wait for its other end."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError as error:
        if os.path.islink(path):
            raise InputError(path, "a broken link") from error
        raise
    if not stat.S_ISREG(mode):
        raise InputError(path, "not a regular file; files are read more than once")


def _in_folder(folder: str) -> Iterator[tuple[str, str]]:
    """Yields files by name, those behind links last; visits each folder once, as links may form a circle."""
    seen: set[str] = set()
    folders = [folder]
    for top in folders:  # which grows
        for directory, directories, names in os.walk(top, onerror=_raise):
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


def _raise(error: OSError) -> None:
    raise error


def format_of(paths: Sequence[str], max_row: int) -> Format:
    """The format of all files; raises `InputError` if they have several.  Rows of more bytes are not read."""
    for path in paths:
        if format_suffix(path) != format_suffix(paths[0]):
            raise InputError(path, f"not in the format of {paths[0]}; give files of one format")
        if is_json(path):
            raise InputError(path, "cannot read .json; if each line is a row of JSON, name the file .jsonl")
    suffix = format_suffix(paths[0]) if paths else ""
    if paths and not suffix and _is_json_rows(paths[0]):
        raise InputError(paths[0], "holds rows of JSON; give it a name that ends in .jsonl")
    format = _format(suffix, max_row)
    for path in paths:
        if compression_of(path) and not format.compressible:
            raise InputError(path, f"a {suffix} file cannot be read through {compression_of(path)}; unpack it first")
    return format


def _is_json_rows(path: str) -> bool:
    """Whether the first two lines of a file are objects of JSON each."""
    from json import loads

    with open(path, "rb") as file:
        lines = file.read(_HEAD).splitlines()[:2]
    try:
        return len(lines) == 2 and all(isinstance(loads(line), dict) for line in lines)
    except (ValueError, RecursionError):
        return False


def _format(suffix: str, max_row: int) -> Format:
    match suffix:
        case ".jsonl":
            from dedup.io.json_lines import JsonLines

            return JsonLines(max_row)
        case ".csv" | ".tsv":
            from dedup.io.delimited import Delimited

            return Delimited("," if suffix == ".csv" else "\t", max_row)
        case "":
            from dedup.io.text_files import TextFiles

            return TextFiles(max_row)
    from dedup.io.arrow_files import ArrowFiles

    return ArrowFiles(parquet=suffix == ".parquet")
