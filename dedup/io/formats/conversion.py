"""Writes rows in another format than they were read in. No value may change its type on the way."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, Protocol

from dedup.io.formats.delimited import as_json
from dedup.io.formats.format import NOTE, Change, Chunk, Fields, Record, RowError, Writer, with_changes
from dedup.io.formats.json_decoding import with_value_at

#: The formats that hold tables of columns; each can write what another has read.
IN_COLUMNS = (".parquet", ".arrow", ".feather", ".ipc")


class RecordWriter(Protocol):
    """Writes rows."""

    def write(self, records: Sequence[Record]) -> None:
        """Adds rows; raises `RowError` for a value that the format has no form for."""

    def close(self) -> None:
        """Writes what is left."""


def is_converted(source: str, target: str) -> bool:
    """Whether rows of one format are read and written anew to become those of another, by their suffixes."""
    return source != target and not (source in IN_COLUMNS and target in IN_COLUMNS)


class ConvertingWriter:
    """Writes rows of chunks of any format to a file of another."""

    def __init__(self, writer: RecordWriter, fields: Fields, noted_as_text: bool) -> None:
        """`noted_as_text`: whether a note is a string of JSON, since the format has no objects of its own."""
        self._writer, self._text, self._noted_as_text = writer, fields.text, noted_as_text

    def write(self, chunk: Chunk, rows: Sequence[int], changes: Sequence[Change] | None) -> None:
        """Adds some rows of a chunk, each with its change."""
        records = chunk.records(rows)
        for record, (row, change) in zip(records, with_changes(rows, changes)):
            if change.removed:
                with_value_at(record, self._text, change.apply(chunk.document(row)[0]))
            if change.note is not None:
                record[NOTE] = as_json(change.note) if self._noted_as_text else dict(change.note)
        try:
            self._writer.write(records)
        except RowError:
            for record, row in zip(records, rows):  # to say which row it is
                self._check(record, chunk.lines[row])
            raise

    def _check(self, record: Record, line: int) -> None:
        try:
            self._writer.write([record])
        except RowError as error:
            raise RowError(f"the row of line {line} {error.reason}") from error

    def close(self) -> None:
        """Writes what is left."""
        self._writer.close()


def converting_writer(suffix: str, file: BinaryIO, fields: Fields) -> Writer:
    """What writes rows of any other format to a file with that suffix."""
    match suffix:
        case ".jsonl":
            return ConvertingWriter(_JsonWriter(file), fields, noted_as_text=False)
        case ".csv" | ".tsv":
            return ConvertingWriter(_TableWriter(file, "," if suffix == ".csv" else "\t"), fields, noted_as_text=True)
    from dedup.io.formats.arrow_conversion import ColumnWriter

    return ConvertingWriter(ColumnWriter(file, suffix), fields, noted_as_text=True)


class _JsonWriter:
    """Writes JSON lines."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, records: Sequence[Record]) -> None:
        """Adds rows."""
        self._file.write(b"".join(map(self._line, records)))

    def _line(self, record: Record) -> bytes:
        try:
            text = json.dumps(record, ensure_ascii=False, allow_nan=False)
        except ValueError as error:
            raise RowError("has a number that JSON does not have: NaN or infinity") from error
        try:
            return text.encode() + b"\n"
        except UnicodeEncodeError:  # lone surrogates
            return json.dumps(record).encode("ascii") + b"\n"

    def close(self) -> None:
        """Writes nothing: there is no footer."""


class _TableWriter:
    """Writes CSV or TSV, in which all values are texts."""

    def __init__(self, file: BinaryIO, delimiter: str) -> None:
        self._file, self._delimiter = file, delimiter
        self._names: list[str] | None = None

    def write(self, records: Sequence[Record]) -> None:
        """Adds rows."""
        for record in records:
            self._check(record)
        lines = io.StringIO()
        writer = csv.writer(lines, delimiter=self._delimiter, lineterminator="\n")
        if self._names is None and records:
            self._names = [*records[0]]
            writer.writerow(self._names)
        for record in records:
            writer.writerow([record[name] for name in self._names or ()])
        try:
            self._file.write(lines.getvalue().encode())
        except UnicodeEncodeError as error:
            raise RowError("has a lone surrogate, which UTF-8 does not have; write .jsonl") from error

    def _check(self, record: Mapping[str, Any]) -> None:
        if self._names is not None and {*record} != {*self._names}:
            raise RowError("has other fields than the first one; write .jsonl or .parquet")
        for name, value in record.items():
            if not isinstance(value, str):
                raise RowError(
                    f"has a value in the field {name!r} that is not text, which a table cannot hold; write .jsonl or "
                    ".parquet"
                )

    def close(self) -> None:
        """Writes nothing: there is no footer."""
