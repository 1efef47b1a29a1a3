"""Parquet and Arrow files.  They are written with the schema and, as far as it shows, the compression they had."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, BinaryIO

from dedup.errors import InputError, MissingPackageError
from dedup.io.formats import NOTE, Change, Fields, RowError, with_changes

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as error:
    raise MissingPackageError("Parquet and Arrow files need pyarrow: pip install 'dedup-spans[arrow]'") from error

#: Rows read at a time, and the size of a group of rows that is written: small groups compress badly and read slowly.
ROWS = 1024
GROUP_ROWS = 1 << 16
GROUP_BYTES = 1 << 25


class Rows:
    """A batch of rows of one file."""

    def __init__(self, batch: Any, first: int, fields: Fields, codec: str) -> None:
        self.batch, self.codec = batch, codec
        self.lines: Sequence[int] = range(first, first + batch.num_rows)
        self._texts: list[Any] = batch.column(fields.text).to_pylist()
        self._ids: list[Any] | None = None if fields.id is None else batch.column(fields.id).to_pylist()

    def raw(self, row: int) -> bytes:
        """A row as JSON."""
        return json.dumps(self.batch.slice(row, 1).to_pylist()[0], default=repr).encode()

    def byte(self, row: int) -> None:
        """Columns are stored apart, so a row has no place."""

    def documents(self) -> None:
        """Rows are looked at one by one."""

    def document(self, row: int) -> tuple[str, Hashable]:
        """Text and id of a row."""
        text, name = self._texts[row], None if self._ids is None else self._ids[row]
        if not isinstance(text, str):
            raise RowError("the text is null" if text is None else f"the text is no string but {type(text).__name__}")
        if self._ids is not None and not isinstance(name, (str, int)):
            raise RowError(f"the id is neither a string nor a whole number but {name!r}")
        return text, name


class _Writer:
    """Batches of one schema."""

    def __init__(self, file: BinaryIO, fields: Fields, noted: bool, parquet: bool) -> None:
        self._file, self._text, self._noted, self._parquet = file, fields.text, noted, parquet
        self._writer: Any = None
        self._schema: Any = None
        self._waiting: list[Any] = []

    def write(self, chunk: Rows, rows: Sequence[int], changes: Sequence[Change] | None) -> None:
        """Adds some rows of a chunk."""
        batch = chunk.batch.take(pa.array(rows, pa.int32()))
        if any(change.removed for change in changes or ()):
            texts = [change.apply(chunk.document(row)[0]) for row, change in with_changes(rows, changes)]
            place = batch.schema.get_field_index(self._text)
            batch = batch.set_column(place, batch.schema.field(place), pa.array(texts, batch.schema.field(place).type))
        if self._noted:
            notes = [json.dumps(dict(change.note or {})) for _, change in with_changes(rows, changes)]
            if NOTE in batch.schema.names:
                batch = batch.drop_columns([NOTE])
            batch = batch.append_column(NOTE, pa.array(notes, pa.string()))
        if self._writer is None:
            self._schema = batch.schema
            self._writer = (
                pq.ParquetWriter(self._file, batch.schema, compression=chunk.codec)
                if self._parquet
                else pa.ipc.new_file(self._file, batch.schema)
            )
        elif not self._schema.equals(batch.schema):
            raise RowError("its schema is not that of the files before; give -o a folder, for a file each")
        self._waiting.append(batch)
        waiting_rows = sum(waiting.num_rows for waiting in self._waiting)
        if waiting_rows >= GROUP_ROWS or sum(waiting.nbytes for waiting in self._waiting) >= GROUP_BYTES:
            self._write_group()

    def _write_group(self) -> None:
        """Writes what waits as one group of rows."""
        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting))
        self._waiting = []

    def close(self) -> None:
        """Adds the footer."""
        if self._writer is not None:
            self._write_group()
            self._writer.close()


class ArrowFiles:
    """The formats."""

    whole_files = False
    compressible = False

    def __init__(self, parquet: bool) -> None:
        self._parquet = parquet

    def chunks(self, path: str, fields: Fields, listener: Callable[[int], None]) -> Iterator[Rows]:
        """The rows of a file."""
        first = 1
        try:
            for batch, codec in self._batches(path, listener):
                for name in fields:
                    if name is not None and name not in batch.schema.names:
                        columns = ", ".join(map(repr, batch.schema.names))
                        raise InputError(path, f"no column {name!r}; there are {columns}")
                yield Rows(batch, first, fields, codec)
                first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # not to be found, not to be read
            raise InputError(path, f"damaged after row {first - 1}: {error}") from error

    def _batches(self, path: str, listener: Callable[[int], None]) -> Iterator[tuple[Any, str]]:
        """Batches of rows, an empty one first for the schema, each with the codec of the file."""
        with open(path, "rb") as file:
            if self._parquet:
                parquet = pq.ParquetFile(file)
                groups = parquet.metadata.num_row_groups
                codec = parquet.metadata.row_group(0).column(0).compression.lower() if groups else "snappy"
                codec = "none" if codec == "uncompressed" else codec
                yield pa.RecordBatch.from_pylist([], parquet.schema_arrow), codec
                for batch in parquet.iter_batches(ROWS):
                    yield batch, codec
            else:
                yield from self._arrow_batches(file)
            listener(file.seek(0, 2))

    def _arrow_batches(self, file: BinaryIO) -> Iterator[tuple[Any, str]]:
        try:
            held = pa.ipc.open_file(file)
            batches: Any = map(held.get_batch, range(held.num_record_batches))
        except pa.ArrowInvalid:
            file.seek(0)
            batches = held = pa.ipc.open_stream(file)
        yield pa.RecordBatch.from_pylist([], held.schema), ""
        for batch in batches:
            for start in range(0, batch.num_rows, ROWS):
                yield batch.slice(start, ROWS), ""

    def writer(self, file: BinaryIO, fields: Fields, noted: bool) -> _Writer:
        """What writes such files."""
        return _Writer(file, fields, noted, self._parquet)
