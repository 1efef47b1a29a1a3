"""Tells the format of files: by the end of their names, or by what is in them."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence

from dedup.errors import DedupError, InputError, NotTextError
from dedup.io.binary import check_not_binary
from dedup.io.compression import read_blocks
from dedup.io.encoding import BOMS, encoding_of
from dedup.io.formats.format import Fields, Format
from dedup.io.suffixes import compression_of, format_suffix, is_json

#: How packed files begin.
_PACKED = {b"\x1f\x8b": ".gz", b"\x28\xb5\x2f\xfd": ".zst", b"\xfd7zXZ\x00": ".xz", b"BZh": ".bz2"}

#: How files of columns begin; a stream of Arrow, with the mark of its first message.
_COLUMNS = {b"PAR1": ".parquet", b"ARROW1": ".arrow", b"\xff\xff\xff\xff": ".arrow"}

#: The names, in lower case and without what follows a dot, of files that tell about the data beside them.
_ABOUT = {
    *("authors", "changelog", "changes", "checksums", "citation", "contributing", "copying", "dataset_dict"),
    *("dataset_info", "dataset_infos", "licence", "license", "manifest", "md5sums", "notice", "readme", "sha256sums"),
    *("state", "_common_metadata", "_metadata", "_success"),
}


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
            reason = f"not in the format of {paths[0]}; give files of one format (see --include and --exclude)"
            raise InputError(path, reason)
        if is_json(path) and head_of(path) and not _objects_at_head(path):
            raise InputError(path, "not one JSON object per line; convert an array with jq -c '.[]' FILE >rows.jsonl")
    if paths and not suffix and _objects_at_head(paths[0]) > 1:
        suffix = ".jsonl"
    format = format_named(suffix, max_row)
    for path in paths:
        if compression_of(path) and not format.compressible:
            raise InputError(path, f"a {suffix} file cannot be read through {compression_of(path)}; unpack it first")
    return format


def format_named(suffix: str, max_row: int) -> Format:
    """The format with a suffix; files without a known one are texts."""
    match suffix:
        case ".jsonl":
            from dedup.io.formats.json_lines import JsonLines

            return JsonLines(max_row)
        case ".csv" | ".tsv":
            from dedup.io.formats.delimited import Delimited

            return Delimited(suffix, max_row)
        case "":
            from dedup.io.formats.text_files import TextFiles

            return TextFiles(max_row)
    from dedup.io.formats.arrow_files import ArrowFiles

    return ArrowFiles(suffix)


def is_about_data(path: str) -> bool:
    """Whether the name is that of a file that tells about the data beside it.

    >>> is_about_data("repo/README.md"), is_about_data("repo/dataset_info.json"), is_about_data("repo/readers.jsonl")
    (True, True, False)
    """
    name = os.path.basename(path).lower()
    return name.partition(".")[0] in _ABOUT


def is_binary(path: str) -> bool:
    """Whether a file, unpacked, begins like no text does."""
    data = _first_block(path)
    try:
        if encoding_of(data).name == "utf-8":
            check_not_binary(data)
    except NotTextError:
        return True
    except DedupError:  # an encoding that is named when the file is read
        return False
    return False


def packed_suffix(data: bytes) -> str:
    r"""The suffix of what packed data begins like this, "" if it is not packed.

    >>> packed_suffix(b"\x1f\x8b\x08"), packed_suffix(b'{"text": "a"}')
    ('.gz', '')
    """
    return next((suffix for beginning, suffix in _PACKED.items() if data.startswith(beginning)), "")


def suffix_of_content(path: str, fields: Fields) -> str | None:
    """The suffix of the rows in a file, whatever its name; None if they are of no known kind.

    A table of text is known by a header that names the fields.
    """
    for beginning, suffix in _COLUMNS.items():
        if _first_block(path).startswith(beginning):
            return suffix
    if _objects_at_head(path):
        return ".jsonl"
    header = (head_of(path).splitlines() or [b""])[0].decode("utf-8", "replace")
    for suffix, delimiter in ((".csv", ","), (".tsv", "\t")):
        names = next(csv.reader([header], delimiter=delimiter), [])
        if {name for name in fields if name} <= {*names}:
            return suffix
    return None


def _objects_at_head(path: str) -> int:
    """How many of the first two lines of a file are JSON objects; 0 if the first one is not."""
    count = 0
    for line in head_of(path).splitlines(keepends=True)[:2]:
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


def head_of(path: str) -> bytes:
    """The first bytes of a file, unpacked, from the first solid one."""
    return _first_block(path).removeprefix(BOMS["utf-8"]).lstrip()


def _first_block(path: str) -> bytes:
    """The first bytes of a file, unpacked; b"" if it cannot be read, which is reported when that is tried."""
    try:
        return next(read_blocks(path), b"")
    except (InputError, PermissionError):
        return b""
