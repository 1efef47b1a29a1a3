"""JSON Lines: one row of JSON per line.  Unchanged rows are copied byte for byte."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from io import FileIO
from itertools import groupby
from typing import Any, BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from dedup.errors import FileChangedError
from dedup.io.compression import BLOCK, read_blocks
from dedup.io.encoding import BOMS
from dedup.io.formats.format import NOTE, Change, Documents, Fields, one_by_one
from dedup.io.formats.json_decoding import Decoder, FieldValues, decoder_of
from dedup.io.formats.lines import Layout, LongLine, layout_of, runs, whole_lines
from dedup.io.formats.long_rows import LongRow, too_long
from dedup.io.suffixes import compression_of

U32 = NDArray[np.uint32]

#: Bytes between two rows that are read with them: asking the system twice takes longer.
GAP = 1 << 13

#: The tokens that give a row its structure: whole strings, brackets, commas and colons.
_TOKENS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[][{},:]')

#: One of these is in every row with a note: its name, or an escaped letter of it.
_NOTE, _ESCAPED_LETTER = b'"%b"' % NOTE.encode(), rb"\u00"

#: Where the rows of a file are, block by block.
Layouts = list[Layout | LongRow]


class Lines:
    """Rows of one file, whose bytes are read on demand, or held."""

    def __init__(
        self, decoder: Decoder, layout: Layout, data: bytes | memoryview | None, most: int, file: FileIO | None = None
    ) -> None:
        """Without `data`, the bytes are read from the open file."""
        self._decoder, self._held, self._most, self._file = decoder, data, most, file
        self.layout, self.lines, self.marked, self.size = layout, layout.lines, layout.marked, layout.size

    def hold(self) -> bytes | memoryview:
        """Reads the bytes of all rows at once, unless they are held."""
        if self._held is None:
            self._held = self._bytes(0, self.layout.size)
        return self._held

    def _bytes(self, start: int, stop: int) -> bytes | memoryview:
        if self._held is not None:
            return memoryview(self._held)[start:stop]
        assert self._file is not None
        data = os.pread(self._file.fileno(), stop - start, self.layout.start + start)
        if stop == self.layout.size and not data.endswith(b"\n"):
            data += b"\n"
        if len(data) < stop - start:
            raise FileChangedError(f"{self._file.name}: was truncated during the run; nothing was written")
        return data

    def raw(self, row: int) -> bytes:
        """A row without its line end."""
        return bytes(self._bytes(int(self.layout.starts[row]), int(self.layout.stops[row])))

    def contiguous(self, rows: Sequence[int]) -> Iterator[memoryview]:
        """Yields rows with their line ends, those side by side in the file together."""
        starts, stops = self.layout.starts[rows], self.layout.stops[rows] + 1
        for first, last in runs(starts, stops, gap=GAP):
            begin = int(starts[first])
            data = memoryview(self._bytes(begin, int(stops[last])))
            of_run = slice(first, last + 1)
            for start, stop in runs(starts[of_run], stops[of_run], gap=0):
                yield data[int(starts[first + start]) - begin : int(stops[first + stop]) - begin]

    def chosen(self, rows: Sequence[int]) -> Documents:
        """Texts and ids of good rows."""
        return self._decoder.documents(b"".join(self.contiguous(rows)), len(rows)) or one_by_one(self, rows)

    def values(self, name: str, rows: Sequence[int]) -> list[Any]:
        """The values of a field of good rows; None where there is none."""
        return FieldValues(name).of_lines(b"".join(self.contiguous(rows)), len(rows))

    def records(self, rows: Sequence[int]) -> list[dict[str, Any]]:
        """Good rows, by field."""
        return [json.loads(self.raw(row)) for row in rows]

    def byte(self, row: int) -> int:
        """The offset of a row in the file."""
        return self.layout.start + int(self.layout.starts[row])

    def documents(self) -> Documents | None:
        """Texts and ids of all rows, if each line is one value and all are good."""
        are_good = self.layout.are_values and self.layout.longest <= self._most
        return self._decoder.documents(self.hold(), len(self.lines)) if are_good else None

    def document(self, row: int) -> tuple[str, Hashable]:
        """Text and id of a row."""
        if self.layout.stops[row] - self.layout.starts[row] > self._most:
            raise too_long(self._most)
        return self._decoder.document(self.raw(row))


class LinesWriter:
    """Writes rows, one per line."""

    def __init__(self, file: BinaryIO, fields: Fields) -> None:
        self._file, self._text = file, fields.text
        self._is_empty = True

    def write(self, chunk: Lines, rows: Sequence[int], changes: Sequence[Change] | None) -> None:
        """Adds some rows of a chunk."""
        if self._is_empty and chunk.marked:
            self._file.write(BOMS["utf-8"])
        self._is_empty = False
        if changes is None:
            self._write_as_they_are(chunk, rows)
            return
        chunk.hold()
        for as_it_is, run in groupby(zip(rows, changes), lambda item: item[1].is_none):
            if as_it_is:
                self._write_as_they_are(chunk, [row for row, _ in run])
            else:
                for row, change in run:
                    self._file.write(self._changed(chunk, row, change) + b"\n")

    def _write_as_they_are(self, chunk: Lines, rows: Sequence[int]) -> None:
        self._file.write(b"".join(chunk.contiguous(rows)))  # many small writes take longer

    def _changed(self, chunk: Lines, row: int, change: Change) -> bytes:
        """A row with another text or a note; its other bytes stay."""
        line = chunk.raw(row)
        ascii = line.isascii()
        if change.removed:
            line = with_value(line, self._text, encoded(change.apply(chunk.document(row)[0]), ascii), nested=True)
        if change.note is not None:
            note = encoded(change.note, ascii)
            may_be_noted = _NOTE in line or _ESCAPED_LETTER in line
            line = with_value(line, NOTE, note) if may_be_noted else longer(line, NOTE, note)
        return line

    def close(self) -> None:
        """Writes nothing: there is no footer."""


def encoded(value: Any, ascii: bool) -> bytes:
    """Encodes a value as JSON: in ASCII if `ascii`, or if it has a lone surrogate."""
    with suppress(UnicodeEncodeError):
        data = msgspec.json.encode(value)
        if data.isascii() or not ascii:
            return data
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def with_value(line: bytes, name: str, value: bytes, nested: bool = False) -> bytes:
    r"""Replaces the value of a field of a good row, or adds the field; all other bytes stay.

    >>> with_value(b'{"a": 1e400, "b":[{"a":2}] }\r', "b", b"3")
    b'{"a": 1e400, "b":3 }\r'
    >>> with_value(b'{"a": {"b": 1, "c": 2}}', "a.b", b"3", nested=True)
    b'{"a": {"b": 3, "c": 2}}'

    Args:
        line: The row.
        name: The field.
        value: The new value, as JSON.
        nested: Whether the name may be a path, if the row has no such key.
    """
    place = place_of(line, name)
    if place is None and nested:
        place = slice(0, len(line))
        for key in name.split("."):
            inner = place_of(line[place], key)
            if inner is None:
                return longer(line, name, value)
            place = slice(place.start + inner.start, place.start + inner.stop)
    return longer(line, name, value) if place is None else line[: place.start] + value + line[place.stop :]


def longer(line: bytes, name: str, value: bytes) -> bytes:
    """Adds a field to a row."""
    end = line.rindex(b"}")
    return b"%b,%b:%b%b" % (line[:end], _key(name), value, line[end:])


@cache
def _key(name: str) -> bytes:
    """A name as JSON."""
    return encoded(name, ascii=True)


def place_of(line: bytes, name: str) -> slice | None:
    """Finds the value of a field; of two with one name the last, as decoders do."""
    place = None
    depth, key, start = 0, b"", -1
    wanted = b'"%b"' % name.encode()
    for match in _TOKENS.finditer(line):
        token = match[0]
        if token in (b"{", b"["):
            depth += 1
        elif token in (b"}", b"]"):
            depth -= 1
        if depth == 1 and token == b":":
            is_wanted = key == wanted or (b"\\" in key and json.loads(key.decode("utf-8", "replace")) == name)
            start = match.end() if is_wanted else -1
        elif start >= 0 and (depth == 0 or (depth == 1 and token == b",")):
            value = line[start : match.start()]
            start += len(value) - len(value.lstrip())
            place, start = slice(start, start + len(value.strip())), -1
        elif depth == 1:
            key = token
    return place


class JsonLines:
    """The format."""

    suffix = ".jsonl"
    whole_files = False
    compressible = True

    def __init__(self, max_row: int) -> None:
        self._max_row = max_row
        self._layouts: dict[str, Layouts] = {}  # of uncompressed files that were read to their end

    def chunks(self, path: str, fields: Fields, listener: Callable[[int], None]) -> Iterator[Lines | LongRow]:
        """Yields the rows of a file; remembers where they are."""
        if path in self._layouts:
            for chunk in self.read_again(path, fields, self._layouts[path]):
                yield chunk
                listener(chunk.size)
            return
        layouts: Layouts = []
        for chunk in self._read(read_blocks(path, listener), fields, 0, 1):
            yield chunk
            layouts.append(chunk.layout)
        if not compression_of(path):
            self.remember(path, layouts)

    def remember(self, path: str, layouts: Layouts) -> None:
        """Keeps where the rows of a file are."""
        self._layouts[path] = layouts

    def read_part(self, path: str, fields: Fields, start: int, stop: int, line: int) -> Iterator[Lines | LongRow]:
        """Yields the rows in a part of an uncompressed file, whose first line is `line`."""
        with open(path, "rb", buffering=0) as file:
            file.seek(start)
            sizes = (min(2 * BLOCK, stop - begin) for begin in range(start, stop, 2 * BLOCK))
            yield from self._read(map(file.read, sizes), fields, start, line)

    def read_again(self, path: str, fields: Fields, layouts: Layouts) -> Iterator[Lines | LongRow]:
        """Yields the rows of some blocks of an uncompressed file."""
        decoder = decoder_of(fields)
        with open(path, "rb", buffering=0) as file:
            for layout in layouts:
                if isinstance(layout, LongRow):
                    yield layout
                else:
                    yield Lines(decoder, layout, None, self._max_row, file)

    def _read(self, blocks: Iterable[bytes | None], fields: Fields, start: int, line: int) -> Iterator[Lines | LongRow]:
        """Yields the rows in blocks from the offset `start` on."""
        decoder, mark = decoder_of(fields), BOMS["utf-8"]
        for data in whole_lines((block for block in blocks if block), self._max_row):
            if isinstance(data, LongLine):
                yield LongRow(line, start, self._max_row)
                start, line = start + data.size, line + 1
                continue
            if marked := start == 0 and data[: len(mark)] == mark:
                start, data = len(mark), data[len(mark) :]
            layout = layout_of(data, start, line)._replace(marked=marked)
            yield Lines(decoder, layout, data, self._max_row)
            start, line = start + layout.size, layout.stop

    def writer(self, file: BinaryIO, fields: Fields, noted: bool) -> LinesWriter:
        """What writes such files."""
        return LinesWriter(file, fields)
