"""Blocks of whole lines, and where the rows in them are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

U32 = NDArray[np.uint32]

#: Bytes searched at a time for the end of a line.
SEARCHED = 1 << 16

_NEWLINE, _OPEN, _CLOSED = b"\n{}"

#: Marks the bytes that no blank line has.
_IS_SOLID = np.ones(256, bool)
_IS_SOLID[list(b" \t\n\r\x0b\x0c")] = False


class Layout(NamedTuple):
    """Where the rows of a block are: a block is whole lines of a file, and blank lines are not rows."""

    start: int  #: the offset of the block in the decompressed file
    size: int  #: in bytes, with a line end that the file may lack
    lines: Sequence[int]  #: the line of each row
    stop: int  #: the number of the line after the block
    starts: U32  #: the offset of each row in the block ...
    stops: U32  #: ... and of its line end
    are_values: bool  #: whether each row is one value, if there are as many values as rows
    longest: int  #: the length of the longest row in bytes
    marked: bool = False  #: whether a byte order mark precedes it

    def from_line(self, first: int) -> Layout | None:
        """The same with the first line `first` instead of 1; None if there are blank lines."""
        if not isinstance(self.lines, range):
            return None
        return self._replace(lines=range(first, first + len(self.lines)), stop=self.stop + first - 1)


def layout_of(data: bytes | memoryview, start: int, first: int) -> Layout:
    """Finds the rows of a block at the offset `start` that begins with the line `first`."""
    codes = np.frombuffer(data, np.uint8)
    stops = np.flatnonzero(codes == _NEWLINE).astype(np.uint32)
    starts = np.zeros_like(stops)
    starts[1:] = stops[:-1] + 1
    stop = first + len(stops)
    lines: Sequence[int] = range(first, stop)
    unlike = np.flatnonzero(codes[starts] != _OPEN)  # these may be blank
    # After a closing brace, an opening one begins another value: so no value continues in the next line.
    are_values = len(unlike) == 0 and bool((codes[stops - 1] == _CLOSED).all())
    if len(unlike) and not (solid := np.logical_or.reduceat(_IS_SOLID[codes], starts)).all():
        starts, stops = starts[solid], stops[solid]
        lines = (np.flatnonzero(solid) + first).tolist()
    longest = int((stops - starts).max()) if len(starts) else 0
    return Layout(
        start=start,
        size=len(data),
        lines=lines,
        stop=stop,
        starts=starts,
        stops=stops,
        are_values=are_values,
        longest=longest,
    )


def runs(starts: U32, stops: U32, gap: int) -> Iterator[tuple[int, int]]:
    """Yields the first and last place of each run of ranges with at most `gap` between one and the next.

    >>> list(runs(np.array([0, 4, 9], np.uint32), np.array([3, 9, 12], np.uint32), gap=0))
    [(0, 0), (1, 2)]
    """
    if len(starts):
        joints = np.flatnonzero(starts[1:] - stops[:-1] > gap)
        yield from zip([0, *(joints + 1).tolist()], [*joints.tolist(), len(starts) - 1])


class LongLine(NamedTuple):
    """A line too long to be held."""

    size: int  #: in bytes, with its line end


def whole_lines(blocks: Iterable[bytes], most: int) -> Iterator[bytes | memoryview | LongLine]:
    r"""Yields the bytes in runs of whole lines; copies only lines that cross two blocks.

    A line of more than `most` bytes may come as a `LongLine`, so that it is not held.

    >>> [bytes(lines) for lines in whole_lines([b"a\nb\nc", b"d\ne", b"f"], 9)]
    [b'a\nb\n', b'cd\n', b'ef\n']
    >>> list(whole_lines([b"12", b"345", b"6\n"], 4))
    [LongLine(size=7)]
    """
    begun: list[bytes] = []
    size = 0  # of the unfinished line

    def line(end: bytes) -> bytes | LongLine:
        return b"".join([*begun, end]) if begun else LongLine(size + len(end))

    for block in blocks:
        end = block.rfind(b"\n") + 1
        start = block.find(b"\n") + 1 if size else 0
        if end and size:
            yield line(block[:start])
        if start < end:
            yield memoryview(block)[start:end]
        size = len(block) - end + (0 if end else size)
        if end:
            begun = [block[end:]]
        elif begun or size == len(block):
            begun.append(block)
        if size > most:
            begun.clear()
    if size:
        yield line(b"\n")


def line_starts(path: str, distance: int) -> list[int]:
    """Offsets at which lines of a file begin, about `distance` bytes apart, from 0 on; then the size of the file."""
    starts = [0]
    with open(path, "rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        while (place := starts[-1] + distance) < size:
            while (end := (piece := os.pread(file.fileno(), SEARCHED, place)).find(b"\n")) < 0 and piece:
                place += len(piece)
            starts.append(place + end + 1 if piece else size)
    return starts if starts[-1] == size else [*starts, size]


def line_start(path: str, offset: int) -> int:
    """The offset of the first line that begins at `offset` or later; the size of the file if none does."""
    with open(path, "rb", buffering=0) as file:
        place = offset - 1
        while (end := (piece := os.pread(file.fileno(), SEARCHED, place)).find(b"\n")) < 0 and piece:
            place += len(piece)
        return place + end + 1 if piece else os.fstat(file.fileno()).st_size


def count_lines(path: str, stop: int) -> int:
    """The line ends before an offset."""
    count = 0
    with open(path, "rb", buffering=0) as file:
        while stop > 0 and (piece := file.read(min(stop, 1 << 20))):
            count += piece.count(b"\n")
            stop -= len(piece)
    return count
