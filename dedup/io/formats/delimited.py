"""CSV and TSV: a header with field names, then rows.  Unchanged rows are copied byte for byte."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

from dedup.errors import InputError
from dedup.io.compression import read_blocks
from dedup.io.encoding import BOMS
from dedup.io.formats.format import NOTE, Change, Documents, Fields, RowError, one_by_one, with_changes
from dedup.io.formats.long_rows import too_long

#: Rows in a chunk.
ROWS = 1024

#: Blank lines, with the end of the line before.
_BLANK = re.compile(rb"\n((?:\r?\n)+)")

RETURN = ord("\r")

#: The longest field; the module `csv` has one limit for all readers.
MAX_FIELD = 2**31 - 1


class Record(NamedTuple):
    """A row, as read."""

    line: int  #: its first line, from 1
    byte: int
    raw: bytes  #: with its line end
    values: list[str]
    fault: str


class Records:
    """Rows of one file, with its header."""

    def __init__(self, header: Record, records: list[Record], fields: Fields) -> None:
        self.header = header
        self.text_place = header.values.index(fields.text)
        self._id_place = None if fields.id is None else header.values.index(fields.id)
        self.held = records
        self.lines: Sequence[int] = [record.line for record in records]

    def raw(self, row: int) -> bytes:
        """A row without its line end."""
        return self.held[row].raw.rstrip(b"\r\n")

    def byte(self, row: int) -> int:
        """Where a row begins."""
        return self.held[row].byte

    def documents(self) -> None:
        """None: rows are checked one by one."""

    def chosen(self, rows: Sequence[int]) -> Documents:
        """Texts and ids of good rows."""
        return one_by_one(self, rows)

    def values(self, name: str, rows: Sequence[int]) -> list[Any]:
        """The values of a field of good rows; None if there is no such field."""
        place = self.header.values.index(name) if name in self.header.values else -1
        return [None if place < 0 else self.held[row].values[place] for row in rows]

    def records(self, rows: Sequence[int]) -> list[dict[str, Any]]:
        """Good rows, by field; raises `RowError` if two fields have one name."""
        names = self.header.values
        if len({*names}) < len(names):
            raise RowError("has two fields of one name")
        return [dict(zip(names, self.held[row].values)) for row in rows]

    def document(self, row: int) -> tuple[str, Hashable]:
        """Text and id of a row."""
        record = self.held[row]
        if record.fault:
            raise RowError(record.fault)
        if len(record.values) != len(self.header.values):
            raise RowError(f"{len(record.values)} fields where the header has {len(self.header.values)}")
        return record.values[self.text_place], None if self._id_place is None else record.values[self._id_place]


class RecordsWriter:
    """Writes a header and rows; several files with the same header become one."""

    def __init__(self, file: BinaryIO, delimiter: str, noted: bool) -> None:
        self._file, self._noted = file, noted
        self._delimiter = delimiter.encode()
        self._field = re.compile(rb'"[^"]*+(?:""[^"]*+)*+"|[^\r\n%b]*+' % self._delimiter)
        self._header: list[str] | None = None

    def write(self, chunk: Records, rows: Sequence[int], changes: Sequence[Change] | None) -> None:
        """Adds some rows of a chunk."""
        if self._header is None:
            self._header = chunk.header.values
            is_new = self._noted and NOTE not in self._header
            self._file.write(self._longer(chunk.header.raw, NOTE.encode()) if is_new else ended(chunk.header.raw))
        elif self._header != chunk.header.values:
            raise RowError("its header differs from that of the first file; give -o a folder, for one file per input")
        for row, change in with_changes(rows, changes):
            raw = chunk.held[row].raw
            if change.removed:
                raw = self._with_value(raw, chunk.text_place, change.apply(chunk.document(row)[0]))
            if self._noted:
                note = as_json(change.note or {})
                if NOTE in self._header:
                    raw = self._with_value(raw, self._header.index(NOTE), note)
                else:
                    raw = self._longer(raw, quoted(note))
            self._file.write(ended(raw))

    def _with_value(self, raw: bytes, place: int, value: str) -> bytes:
        """Replaces one value of a row; its other bytes stay."""
        start = stop = -1
        for _ in range(place + 1):
            start = stop + 1
            field = self._field.match(raw, start)
            assert field is not None  # it also matches an empty field
            stop = field.end()
        return raw[:start] + quoted(value) + raw[stop:]

    def _longer(self, raw: bytes, field: bytes) -> bytes:
        """Appends a field to a row."""
        line = raw.rstrip(b"\r\n")
        return line + self._delimiter + field + raw[len(line) :]

    def close(self) -> None:
        """Writes nothing: there is no footer."""


def quoted(value: str) -> bytes:
    """Quotes a value."""
    return b'"%b"' % value.replace('"', '""').encode()


def as_json(note: Mapping[str, Any]) -> str:
    """A note as JSON, unescaped unless it has lone surrogates, which UTF-8 cannot encode."""
    text = json.dumps(dict(note), ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # lone surrogates
        text = json.dumps(dict(note))
    return text


def ended(raw: bytes) -> bytes:
    """Adds the line end that the last row of a file may lack."""
    return raw if raw.endswith((b"\n", b"\r")) else raw + b"\n"


class Delimited:
    """The format with one delimiter."""

    whole_files = False
    compressible = True

    def __init__(self, suffix: str, max_row: int) -> None:
        """`suffix`: .csv or .tsv."""
        self.suffix, self._max_row = suffix, max_row
        self._delimiter = "," if suffix == ".csv" else "\t"

    def chunks(self, path: str, fields: Fields, listener: Callable[[int], None]) -> Iterator[Records]:
        """The rows of a file."""
        records = self._records(path, listener)
        header = next(records, None)
        if header is None:
            raise InputError(path, "the file is empty; expected a header", 1, 0)
        if header.fault:
            raise InputError(path, header.fault, header.line, header.byte)
        for name in fields:
            if name is not None and name not in header.values:
                raise InputError(path, fields.missing(name, header.values), 1, 0)
        held: list[Record] = []
        try:
            for record in records:
                held.append(record)
                if len(held) == ROWS:
                    yield Records(header, held, fields)
                    held = []
        except InputError:
            yield Records(header, held, fields)
            raise
        yield Records(header, held, fields)

    def _records(self, path: str, listener: Callable[[int], None]) -> Iterator[Record]:
        csv.field_size_limit(MAX_FIELD)
        most = self._max_row
        lines = _lines(read_blocks(path, listener), most)
        taken: list[bytes] = []
        faults: list[str] = []
        line, byte = 1, 0

        def texts() -> Iterator[str]:
            nonlocal line, byte
            size = 0
            for raw in lines:
                if isinstance(raw, _LongLine):
                    raise _LongRecordError(raw)
                if taken:
                    size += len(raw)
                elif raw[0] <= RETURN and not raw.strip(b"\r\n"):  # blank lines, possibly very many
                    line, byte = line + raw.count(b"\n"), byte + len(raw)
                    continue
                else:
                    size = len(raw)
                taken.append(raw)
                if size > most and size - len(raw) + len(raw.rstrip(b"\r\n")) > most:
                    raise _LongRecordError
                if byte == 0 and len(taken) == 1:
                    raw = raw.removeprefix(BOMS["utf-8"])
                try:
                    text = raw.decode()
                except UnicodeDecodeError as error:
                    faults.append(f"0x{raw[error.start]:02x} is not valid UTF-8")
                    text = raw.decode("utf-8", "replace")
                yield text

        reader = csv.reader(texts(), delimiter=self._delimiter, strict=True)
        while True:
            try:
                values = next(reader)
            except StopIteration:
                return
            except _LongRecordError as error:
                yield Record(line, byte, b"", [], too_long(most).reason)
                count, size = _pass(taken, error.line, lines)
                line, byte = line + count, byte + size
                taken.clear()
                faults.clear()
                reader = csv.reader(texts(), delimiter=self._delimiter, strict=True)
                continue
            except csv.Error as error:
                values = []
                faults.append(f"not valid CSV: {error}")
            raw = b"".join(taken)
            if values or faults:
                yield Record(line, byte, raw, values, faults[0] if faults else "")
            line, byte = line + raw.count(b"\n"), byte + len(raw)
            taken.clear()
            faults.clear()

    def writer(self, file: BinaryIO, fields: Fields, noted: bool) -> RecordsWriter:
        """What writes such files."""
        return RecordsWriter(file, self._delimiter, noted)


class _LongLine(NamedTuple):
    """A line too long to be held."""

    size: int  #: in bytes, with its line end
    quotes: int
    ends: int = 1  #: line ends


class _LongRecordError(Exception):
    """A row is too long; `line` is its last line, if that one alone is."""

    def __init__(self, line: _LongLine | None = None) -> None:
        self.line = line


def _pass(taken: list[bytes], long: _LongLine | None, lines: Iterator[bytes | _LongLine]) -> tuple[int, int]:
    """Skips to the end of a row that is too long, where no quote is open; returns its lines and bytes."""
    waiting: list[bytes | _LongLine] = [*taken, *([long] if long else [])]
    count = size = quotes = 0
    for number, line in enumerate(chain(waiting, lines), 1):
        if isinstance(line, bytes):
            line = _LongLine(len(line), line.count(b'"'), line.count(b"\n"))
        count, size, quotes = count + line.ends, size + line.size, quotes + line.quotes
        if number >= len(waiting) and quotes % 2 == 0:
            break
    return count, size


def _lines(blocks: Iterator[bytes], most: int) -> Iterator[bytes | _LongLine]:
    """Yields lines with their ends, consecutive blank ones together; one of more than `most` bytes is not held."""
    begun: list[bytes] = []
    size = quotes = 0  # of the unfinished line
    for block in blocks:
        start = 0
        lines = block.split(b"\n")
        has_blank = b"" in lines or b"\r" in lines  # a faster check than the pattern
        for blank in chain(_BLANK.finditer(block) if has_blank else (), [None]):
            stop = blank.start(1) if blank else len(block)
            *ended, rest = block[start:stop].split(b"\n")
            for piece in ended:
                if size:
                    size += len(piece) + 1
                    quotes += piece.count(b'"')
                    yield b"".join([*begun, piece, b"\n"]) if begun else _LongLine(size, quotes)
                    begun, size, quotes = [], 0, 0
                else:
                    yield piece + b"\n"
            if blank:
                yield blank[1]
                start = blank.end()
        if begun or size == 0:
            begun.append(rest)
        size += len(rest)
        quotes += rest.count(b'"')
        if size > most:
            begun.clear()
    if size:
        yield b"".join(begun) if begun else _LongLine(size, quotes, 0)
