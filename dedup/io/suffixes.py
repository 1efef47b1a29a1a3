"""What the end of a file's name says: the format of its rows, and how it is compressed."""

from __future__ import annotations

import os

#: The suffixes of formats with rows; any other file is one document.
SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".arrow", ".feather", ".ipc")

#: The suffixes of compressed files.
COMPRESSED = (".gz", ".bz2", ".xz", ".zst")


def compression_of(path: str) -> str:
    """The suffix that says how a file is compressed, '' when it is not.

    >>> compression_of("pages.jsonl.GZ"), compression_of("pages.jsonl")
    ('.gz', '')
    """
    suffix = os.path.splitext(path)[1].lower()
    return suffix if suffix in COMPRESSED else ""


def format_suffix(path: str) -> str:
    """The suffix of the format: one of `SUFFIXES`, or '' for a file that is one document.

    >>> format_suffix("a/pages.jsonl.gz"), format_suffix("c4.json.gz"), format_suffix("a/page.html")
    ('.jsonl', '.jsonl', '')
    """
    suffix = os.path.splitext(path.lower().removesuffix(compression_of(path)))[1]
    suffix = ".jsonl" if suffix in (".ndjson", ".json") else suffix
    return suffix if suffix in SUFFIXES else ""


def holds_rows(path: str) -> bool:
    """Whether a file of this name holds rows.

    >>> holds_rows("pages.csv.gz"), holds_rows("page.html")
    (True, False)
    """
    return bool(format_suffix(path))


def is_json(path: str) -> bool:
    """Whether the name is that of a file of JSON, compressed or not."""
    return path.lower().removesuffix(compression_of(path)).endswith(".json")
