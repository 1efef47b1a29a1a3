"""Parts of files, which are read by themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dedup.io.formats.format import Format
from dedup.io.formats.lines import line_start
from dedup.io.rows.inputs import DataFile
from dedup.io.suffixes import compression_of


class Part(NamedTuple):
    """Some rows of a file, one after another."""

    file: int  #: the place of the file among all files
    start: int  #: the first byte or, of a Parquet file, the first row group ...
    stop: int  #: ... and the one after the last; -1: all of the file
    first: int  #: the number of the first row, from 1; 0: unknown, as lines before it were not counted

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the file."""
        return self.stop < 0


class _Piece(NamedTuple):
    """The smallest part of a file that can be read by itself, and its size in bytes."""

    part: Part
    size: int


def divide(files: Sequence[DataFile], format: Format, shares: int) -> list[list[Part]]:
    """Divides the rows of files into so many shares of about the same size, in order; some may be empty.

    Lines of JSON are divided anywhere, Parquet files at row groups, all others are left whole.
    """
    sizes = [os.path.getsize(file.path) for file in files]
    total, before = max(sum(sizes), 1), 0
    divided: list[list[Part]] = [[] for _ in range(shares)]
    for place, (file, size) in enumerate(zip(files, sizes)):
        bounds = [total * share // shares - before for share in range(1, shares)]
        offset = 0
        for part, part_size in _pieces(place, file.path, size, format, [bound for bound in bounds if 0 < bound < size]):
            _add(divided[min((before + offset) * shares // total, shares - 1)], part)
            offset += part_size
        before += size
    return divided


def _pieces(place: int, path: str, size: int, format: Format, bounds: list[int]) -> Iterator[_Piece]:
    """A file in pieces; those of lines of JSON begin at the first line after each of the bounds."""
    if bounds and format.suffix == ".jsonl" and not compression_of(path):
        starts = sorted({0, size, *(line_start(path, bound) for bound in bounds)})
        for start, stop in pairwise(starts):
            yield _Piece(Part(place, start, stop, 0 if start else 1), stop - start)
    elif bounds and format.suffix == ".parquet":
        yield from _row_groups(place, path, size)
    else:
        yield _Piece(Part(place, 0, -1, 1), size)


def _row_groups(place: int, path: str, size: int) -> Iterator[_Piece]:
    """The row groups of a Parquet file, by the number of rows in them."""
    from dedup.io.formats.arrow_files import rows_of_groups

    rows = rows_of_groups(path)
    if len(rows) < 2:
        yield _Piece(Part(place, 0, -1, 1), size)
        return
    first = 1
    for group, count in enumerate(rows):
        yield _Piece(Part(place, group, group + 1, first), size * count // max(sum(rows), 1))
        first += count


def _add(parts: list[Part], part: Part) -> None:
    """Adds a part, joined to the last one if that is what it continues."""
    if parts and parts[-1].file == part.file:
        parts[-1] = parts[-1]._replace(stop=part.stop)
    else:
        parts.append(part)
