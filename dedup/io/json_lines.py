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
from dedup.io.formats import NOTE, Change, Fields, RowError

_NOTE = f'"{NOTE}"'.encode()
_NEWLINE, _BRACE = b"\n{"


class Lines:
    """Lines of one file; blank ones are no rows."""

    def __init__(self, decode: Callable[[bytes], tuple[str, Hashable]], start: int, first: int, data: bytes):
        """`data` is whole lines from the one numbered `first` on, which begins at the byte `start`."""
        self._decode, self._start, self._data = decode, start, data
        signs = np.frombuffer(data, np.uint8)
        stops = np.flatnonzero(signs == _NEWLINE)
        starts = np.zeros_like(stops)
        starts[1:] = stops[:-1] + 1
        self.lines: Sequence[int] = range(first, first + len(stops))
        self.stop = first + len(stops)  #: the number of the line after them
        unlike = np.flatnonzero(signs[starts] != _BRACE).tolist()  # all that could be blank
        if blank := [place for place in unlike if not data[starts[place] : stops[place]].strip()]:
            starts, stops = np.delete(starts, blank), np.delete(stops, blank)
            self.lines = np.delete(self.lines, blank).tolist()
        self._starts, self._stops = starts.tolist(), stops.tolist()

    def raw(self, row: int) -> bytes:
        """A row without its line end."""
        return self._data[self._starts[row] : self._stops[row]]

    def stretches(self, rows: Iterable[int]) -> Iterator[bytes]:
        """Rows with their line ends, those that follow on one another in one piece."""
        start = stop = 0
        for row in rows:
            if self._starts[row] != stop:
                yield self._data[start:stop]
                start = self._starts[row]
            stop = self._stops[row] + 1
        yield self._data[start:stop]

    def byte(self, row: int) -> int:
        """Where a row begins."""
        return self._start + self._starts[row]

    def document(self, row: int) -> tuple[str, Hashable]:
        """Text and id of a row."""
        return self._decode(self._data[self._starts[row] : self._stops[row]])


def decoder(fields: Fields) -> Callable[[bytes], tuple[str, Hashable]]:
    """Text and id of a row, the rest of it skipped as fast as can be."""
    names = [("text", str)] if fields.id is None else [("text", str), ("id", str | int)]
    row_type: Any = msgspec.defstruct("Row", names, rename=fields._asdict(), gc=False)
    decode = msgspec.json.Decoder(row_type).decode

    def document(line: bytes) -> tuple[str, Hashable]:
        try:
            row = decode(line)
        except (ValueError, RecursionError) as error:
            row = _decode_surrogates(line, row_type, error)
        return row.text, None if fields.id is None else row.id

    return document


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

    def write(self, chunk: Lines, rows: Sequence[tuple[int, Change]]) -> None:
        """Adds some rows of a chunk."""
        for as_it_is, run in groupby(rows, lambda item: item[1].is_none):
            if as_it_is:
                self._file.writelines(chunk.stretches(row for row, _ in run))
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


class JsonLines:
    """The format."""

    whole_files = False
    compressible = True

    def chunks(self, path: str, fields: Fields, listener: Callable[[int], None]) -> Iterator[Lines]:
        """The rows of a file."""
        document = decoder(fields)
        start, line, rest = 0, 1, [b""]
        for block in read_blocks(path, listener):
            if start == 0 and line == 1 and rest == [b""]:
                mark = BOMS["utf-8"]
                start, block = (len(mark), block.removeprefix(mark)) if block.startswith(mark) else (0, block)
            end = block.rfind(b"\n") + 1
            if end == 0:
                rest.append(block)
                continue
            data = b"".join([*rest, memoryview(block)[:end]])
            yield (lines := Lines(document, start, line, data))
            start, line, rest = start + len(data), lines.stop, [block[end:]]
        if last := b"".join(rest):
            yield Lines(document, start, line, last + b"\n")

    def writer(self, file: BinaryIO, fields: Fields, noted: bool) -> LinesWriter:
        """What writes such files."""
        return LinesWriter(file, fields)
