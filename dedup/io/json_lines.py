"""JSON Lines: a row of JSON in each line.  A row that does not change is never written anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, BinaryIO

import msgspec
import numpy as np

from dedup.io.compression import read_blocks
from dedup.io.encoding import BOMS
from dedup.io.formats import NOTE, Change, Documents, Fields, RowError

_NOTE = f'"{NOTE}"'.encode()
_NEWLINE, _OPEN, _CLOSED = b"\n{}"


class Lines:
    """Lines of one file; blank ones are no rows."""

    def __init__(self, decoder: Decoder, start: int, first: int, data: bytes | memoryview):
        """`data` is whole lines from the one numbered `first` on, which begins at the byte `start`."""
        self._decoder, self._start, self._data = decoder, start, data
        signs = np.frombuffer(data, np.uint8)
        stops = np.flatnonzero(signs == _NEWLINE)
        starts = np.zeros_like(stops)
        starts[1:] = stops[:-1] + 1
        self.lines: Sequence[int] = range(first, first + len(stops))
        self.stop = first + len(stops)  #: the number of the line after them
        unlike = np.flatnonzero(signs[starts] != _OPEN).tolist()  # all that could be blank
        if blank := [place for place in unlike if not bytes(data[starts[place] : stops[place]]).strip()]:
            starts, stops = np.delete(starts, blank), np.delete(stops, blank)
            self.lines = np.delete(self.lines, blank).tolist()
        self._starts, self._stops = starts, stops
        # What follows a closed brace is no open one, but for the next value: so no value goes on in the next line.
        self._are_values = len(unlike) == 0 and bool((signs[stops - 1] == _CLOSED).all())

    def raw(self, row: int) -> bytes:
        """A row without its line end."""
        return bytes(self._data[self._starts[row] : self._stops[row]])

    def stretches(self, rows: Sequence[int]) -> Iterator[memoryview]:
        """Rows with their line ends, those that follow on one another in one piece."""
        starts, stops = self._starts[rows], self._stops[rows] + 1
        if len(starts) == 0:
            return
        joints = np.flatnonzero(starts[1:] != stops[:-1])
        data = memoryview(self._data)
        for start, stop in zip(starts[np.append(0, joints + 1)].tolist(), stops[np.append(joints, -1)].tolist()):
            yield data[start:stop]

    def byte(self, row: int) -> int:
        """Where a row begins."""
        return self._start + int(self._starts[row])

    def documents(self) -> Documents | None:
        """Texts and ids of all rows, if each line is one value and all are good."""
        return self._decoder.documents(self._data, len(self.lines)) if self._are_values else None

    def document(self, row: int) -> tuple[str, Hashable]:
        """Text and id of a row."""
        return self._decoder.document(self.raw(row))


class Decoder:
    """Texts and ids out of rows, the rest of which is skipped as fast as can be."""

    def __init__(self, fields: Fields) -> None:
        self._has_ids = fields.id is not None
        names = [("text", str), ("id", str | int)] if self._has_ids else [("text", str)]
        self._row_type: Any = msgspec.defstruct("Row", names, rename=fields._asdict(), gc=False)
        self._decoder: Any = msgspec.json.Decoder(self._row_type)

    def documents(self, lines: bytes | memoryview, count: int) -> Documents | None:
        """Texts and ids of so many lines; None when they are not so many good ones."""
        try:
            rows = self._decoder.decode_lines(lines)
        except (ValueError, RecursionError):
            return None
        if len(rows) != count:
            return None
        return [row.text for row in rows], [row.id for row in rows] if self._has_ids else None

    def document(self, line: bytes) -> tuple[str, Hashable]:
        """Text and id of one line; raises `RowError`."""
        try:
            row = self._decoder.decode(line)
        except (ValueError, RecursionError) as error:
            row = _decode_surrogates(line, self._row_type, error)
        return row.text, row.id if self._has_ids else None


def _decode_surrogates(line: bytes, row_type: type[Any], error: Exception) -> Any:
    """A row with escapes of lone surrogates, which Python writes and few others read; else raises `RowError`."""
    if isinstance(error, RecursionError):
        raise RowError("nested too deeply") from error
    try:
        line.decode()
    except UnicodeDecodeError as invalid:
        raise RowError(f"0x{line[invalid.start]:02x} is not valid UTF-8", invalid.start) from error
    if "surrogate" in str(error):
        try:
            return msgspec.convert(json.loads(line), row_type)
        except (ValueError, RecursionError):
            pass
    if isinstance(error, msgspec.ValidationError):
        raise RowError(str(error).replace("`", "'")) from error
    what, _, byte = str(error).removeprefix("JSON is malformed: ").removesuffix(")").partition(" (byte ")
    raise RowError(f"not valid JSON: {what}", int(byte or 0)) from error


class LinesWriter:
    """Rows, each on a line of its own."""

    def __init__(self, file: BinaryIO, fields: Fields) -> None:
        self._file, self._text = file, fields.text

    def write(self, chunk: Lines, rows: Sequence[int], changes: Sequence[Change] | None) -> None:
        """Adds some rows of a chunk."""
        if changes is None:
            self._file.writelines(chunk.stretches(rows))
            return
        for as_it_is, run in groupby(zip(rows, changes), lambda item: item[1].is_none):
            if as_it_is:
                self._file.writelines(chunk.stretches([row for row, _ in run]))
            else:
                self._file.writelines(self._changed(chunk, row, change) + b"\n" for row, change in run)

    def _changed(self, chunk: Lines, row: int, change: Change) -> bytes:
        """A row with another text or a note; its other fields stay, byte for byte."""
        line = chunk.raw(row).strip()
        if change.note is not None and not change.removed and _NOTE not in line:
            return line[:-1] + b"," + _NOTE + b":" + msgspec.json.encode(change.note) + b"}"
        try:
            values: dict[str, Any] = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        except ValueError:
            values = json.loads(line)  # lone surrogates
        if change.removed:
            values[self._text] = change.apply(chunk.document(row)[0])
        if change.note is not None:
            values[NOTE] = change.note
        try:
            return msgspec.json.encode(values)
        except ValueError:
            values = {name: json.loads(v) if isinstance(v, msgspec.Raw) else v for name, v in values.items()}
            return json.dumps(values).encode("ascii")

    def close(self) -> None:
        """Nothing stands at the end."""


def whole_lines(blocks: Iterable[bytes]) -> Iterator[bytes | memoryview]:
    """The bytes in pieces of whole lines; only a line that stands in two blocks is copied.

    >>> [bytes(piece) for piece in whole_lines([b"a\\nb\\nc", b"d\\ne", b"f"])]
    [b'a\\nb\\n', b'cd\\n', b'ef\\n']
    """
    begun: list[bytes] = []
    for block in blocks:
        end = block.rfind(b"\n") + 1
        if end == 0:
            begun.append(block)
            continue
        start = block.find(b"\n") + 1 if begun else 0
        if begun:
            yield b"".join([*begun, block[:start]])
        if start < end:
            yield memoryview(block)[start:end]
        begun = [block[end:]] if end < len(block) else []
    if begun:
        yield b"".join(begun) + b"\n"


class JsonLines:
    """The format."""

    whole_files = False
    compressible = True

    def chunks(self, path: str, fields: Fields, listener: Callable[[int], None]) -> Iterator[Lines]:
        """The rows of a file."""
        decoder, mark = Decoder(fields), BOMS["utf-8"]
        start, line = 0, 1
        for data in whole_lines(read_blocks(path, listener)):
            if start == 0 and data[: len(mark)] == mark:
                start, data = len(mark), data[len(mark) :]
            yield (lines := Lines(decoder, start, line, data))
            start, line = start + len(data), lines.stop

    def writer(self, file: BinaryIO, fields: Fields, noted: bool) -> LinesWriter:
        """What writes such files."""
        return LinesWriter(file, fields)
