"""Finds input files and their format."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from glob import glob, has_magic

from dedup.errors import InputError
from dedup.io.compression import read_blocks
from dedup.io.encoding import BOMS
from dedup.io.formats import Format
from dedup.io.suffixes import compression_of, format_suffix, is_json


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
    """The format of all files: what the names say, else what is in the first one.

    Args:
        paths: The files.
        max_row: Rows of more bytes are not read.

    Raises:
        InputError: They have several formats, or one that cannot be read.
    """
    suffix = format_suffix(paths[0]) if paths else ""
    for path in paths:
        if format_suffix(path) != suffix:
            raise InputError(path, f"not in the format of {paths[0]}; give files of one format")
        if is_json(path) and _head(path) and not _objects_at_head(path):
            raise InputError(path, "not one JSON object per line; convert an array with jq -c '.[]' FILE >rows.jsonl")
    if paths and not suffix and _objects_at_head(paths[0]) > 1:
        suffix = ".jsonl"
    format = _format(suffix, max_row)
    for path in paths:
        if compression_of(path) and not format.compressible:
            raise InputError(path, f"a {suffix} file cannot be read through {compression_of(path)}; unpack it first")
    return format


def _objects_at_head(path: str) -> int:
    """How many of the first two lines of a file are JSON objects; 0 if the first one is not."""
    count = 0
    for line in _head(path).splitlines(keepends=True)[:2]:
        if not _is_object(line):
            break
        count += 1
    return count


def _is_object(line: bytes) -> bool:
    """Whether a line is a JSON object; of one that is not all there, the first byte decides."""
    if not line.endswith((b"\n", b"}")):
        return line.startswith(b"{")
    from json import loads

    try:
        return isinstance(loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _head(path: str) -> bytes:
    """The first bytes of a file, unpacked; what is damaged is reported when it is read."""
    try:
        head = next(read_blocks(path), b"")
    except InputError:
        return b""
    return head.removeprefix(BOMS["utf-8"]).lstrip()


def _format(suffix: str, max_row: int) -> Format:
    match suffix:
        case ".jsonl":
            from dedup.io.json_lines import JsonLines

            return JsonLines(max_row)
        case ".csv" | ".tsv":
            from dedup.io.delimited import Delimited

            return Delimited(suffix, max_row)
        case "":
            from dedup.io.text_files import TextFiles

            return TextFiles(max_row)
    from dedup.io.arrow_files import ArrowFiles

    return ArrowFiles(suffix)
