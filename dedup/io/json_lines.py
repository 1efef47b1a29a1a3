"""JSON Lines: a row of JSON in each line.  A row that does not change is never written anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, BinaryIO

import msgspec

from dedup.io.compression import read_blocks
from dedup.io.encoding import BOMS
from dedup.io.formats import NOTE, Change, Fields, RowError

_NOTE = f'"{NOTE}"'.encode()


class Lines:
    """Lines of one file; blank ones are no rows."""

    def __init__(self, decode: Callable[[bytes], tuple[str, Hashable]], start: int, first: int, pieces: list[bytes]):
        """`pieces` are the lines from the one numbered `first` on, which begins at the byte `start`."""
        self._decode, self._start, self._first, self._pieces = decode, start, first, pieces
        self._places = [place for place, piece in enumerate(pieces) if piece and not piece.isspace()]
        self.lines: Sequence[int] = [first + place for place in self._places]

    def raw(self, row: int) -> bytes:
        """A row without its line end."""
        return self._pieces[self._places[row]]

    def byte(self, row: int) -> int:
        """Where a row begins."""
        return self._start + sum(len(piece) + 1 for piece in self._pieces[: self._places[row]])

    def document(self, row: int) -> tuple[str, Hashable]:
        """Text and id of a row."""
        return self._decode(self._pieces[self._places[row]])


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
        lines = [chunk.raw(row) if change.is_none else self._changed(chunk, row, change) for row, change in rows]
        if lines:
            self._file.write(b"\n".join([*lines, b""]))

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
            end = block.rfind(b"\n")
            if end < 0:
                rest.append(block)
                continue
            data = b"".join([*rest, block[:end]])
            pieces = data.split(b"\n")
            yield Lines(document, start, line, pieces)
            start, line, rest = start + len(data) + 1, line + len(pieces), [block[end + 1 :]]
        if last := b"".join(rest):
            yield Lines(document, start, line, [last])

    def writer(self, file: BinaryIO, fields: Fields, noted: bool) -> LinesWriter:
        """What writes such files."""
        return LinesWriter(file, fields)
