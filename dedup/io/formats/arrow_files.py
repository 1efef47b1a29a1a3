"""Parquet and Arrow files, written with the schema and, as far as it is known, the compression of the input."""

from __future__ import annotations

import errno
import json
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import Any, BinaryIO

import numpy as np

from dedup.errors import InputError, MissingPackageError, OutputError
from dedup.io.formats.arrow_fields import column_of, has_column, with_texts
from dedup.io.formats.arrow_records import records_of
from dedup.io.formats.format import NOTE, Change, Documents, Fields, RowError, one_by_one, with_changes
from dedup.io.named_file import Sink

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as error:
    raise MissingPackageError("Parquet and Arrow files need pyarrow: pip install 'dedup-spans[arrow]'") from error

#: Rows read at a time, and the size of row groups written: small ones compress badly and are slow to read.
ROWS = 1024
GROUP_ROWS = 1 << 16
GROUP_BYTES = 1 << 25

#: The string types, and the binary types of the same layout.
TEXTS = {"string": "binary", "large_string": "large_binary", "string_view": "binary_view"}


class Rows:
    """A chunk: a batch of rows."""

    def __init__(self, batch: Any, first: int, fields: Fields, codec: str) -> None:
        self.batch, self.codec, self._fields = batch, codec, fields
        self.lines: Sequence[int] = range(first, first + batch.num_rows)

    @cached_property
    def _texts(self) -> list[Any]:
        return _values(column_of(self.batch, self._fields.text))

    @cached_property
    def _ids(self) -> list[Any] | None:
        return None if self._fields.id is None else _values(column_of(self.batch, self._fields.id))

    def values(self, name: str, rows: Sequence[int]) -> list[Any]:
        """The values of a field of good rows; None where there is none."""
        if not has_column(self.batch.schema, name):
            return [None for _ in rows]
        values = _values(column_of(self.batch, name))
        return [values[row] for row in rows]

    def records(self, rows: Sequence[int]) -> list[dict[str, Any]]:
        """Good rows, by field; raises `RowError` for values that JSON does not have."""
        return records_of(self.batch.take(pa.array(rows, pa.int64())))

    def raw(self, row: int) -> bytes:
        """A row as JSON."""
        pairs = []  # not a mapping, as two columns may have the same name
        for name, column in zip(self.batch.schema.names, self.batch.columns):
            [value] = _values(column.slice(row, 1))
            pairs.append(f"{json.dumps(name)}: {json.dumps(value, default=_shown)}")
        return f"{{{', '.join(pairs)}}}".encode()

    def byte(self, row: int) -> None:
        """None: columns are stored apart."""

    def documents(self) -> Documents | None:
        """Texts and ids of all rows, if all are good."""
        are_good = {*map(type, self._texts)} <= {str} and {*map(type, self._ids or ())} <= {str, int}
        return (self._texts, self._ids) if are_good else None

    def chosen(self, rows: Sequence[int]) -> Documents:
        """Texts and ids of good rows."""
        return one_by_one(self, rows)

    def document(self, row: int) -> tuple[str, Hashable]:
        """Text and id of a row."""
        text, name = self._texts[row], None if self._ids is None else self._ids[row]
        if isinstance(text, UnicodeDecodeError):
            raise RowError(f"0x{text.object[text.start]:02x} is not valid UTF-8")
        if not isinstance(text, str):
            raise RowError(
                "the text is null" if text is None else f"the text is not a string but {type(text).__name__}"
            )
        if self._ids is not None and not isinstance(name, (str, int)):
            raise RowError(f"the id is not a string or an integer but {_shown(name)}")
        return text, name


def _values(column: Any) -> list[Any]:
    """The values of a column in Python; what cannot be converted is replaced as `_value` says."""
    try:
        values: list[Any] = column.to_pylist()
    except Exception:  # nanoseconds, the year 10,000, an unknown time zone, a name that comes twice in a struct
        values = [_value(scalar) for scalar in column]
    return values


def _value(scalar: Any) -> Any:
    """A value in Python; itself if it cannot be converted, the error for a string that is invalid UTF-8."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError as error:
        return error
    except Exception:
        return scalar


def _shown(value: object) -> str:
    """A value for a message."""
    if isinstance(value, UnicodeDecodeError):
        return repr(value.object)
    try:
        return repr(value)
    except Exception:  # an Arrow value without a repr
        return f"a value of {type(value).__name__}"


class _Writer:
    """Writes batches of one schema."""

    def __init__(self, file: BinaryIO, fields: Fields, noted: bool, parquet: bool) -> None:
        self._file, self._text, self._noted, self._parquet = file, fields.text, noted, parquet
        self._writer: Any = None
        self._schema: Any = None
        self._waiting: list[Any] = []
        self._waiting_rows = self._waiting_bytes = 0
        self._written: list[Any] = []  # an empty batch with the dictionaries written so far

    def write(self, chunk: Rows, rows: Sequence[int], changes: Sequence[Change] | None) -> None:
        """Adds some rows of a chunk."""
        try:
            batch = self._changed(chunk, rows, changes)
        except pa.ArrowException as error:
            raise RowError(f"the rows cannot be copied: {error}") from error
        if self._writer is None:
            try:
                self._open(batch.schema, chunk.codec)
            except pa.ArrowException as error:  # a type that Parquet does not have
                raise RowError(f"its columns cannot be written: {error}") from error
        elif not self._schema.equals(batch.schema):
            raise RowError("its schema differs from that of the first file; give -o a folder, for one file per input")
        self._waiting.append(batch)
        self._waiting_rows += batch.num_rows
        self._waiting_bytes += _size(batch)
        if self._waiting_rows >= GROUP_ROWS or self._waiting_bytes >= GROUP_BYTES:
            self._write_group()

    def _changed(self, chunk: Rows, rows: Sequence[int], changes: Sequence[Change] | None) -> Any:
        """Some rows of a chunk, with changed texts and, if asked for, notes."""
        schema = chunk.batch.schema
        columns = [_taken(column, rows, self._parquet) for column in chunk.batch.columns]
        if any(change.removed for change in changes or ()):
            texts = [change.apply(chunk.document(row)[0]) for row, change in with_changes(rows, changes)]
            key = self._text if self._text in schema.names else self._text.split(".")[0]
            place = schema.get_field_index(key)
            columns[place] = with_texts(columns[place], self._text.split(".")[1:] if key != self._text else [], texts)
        batch = pa.RecordBatch.from_arrays(columns, schema=schema)
        if self._noted:
            notes = [json.dumps(dict(change.note or {})) for _, change in with_changes(rows, changes)]
            batch = batch.select([place for place, name in enumerate(schema.names) if name != NOTE])
            batch = batch.append_column(NOTE, pa.array(notes, pa.string()))
        return batch

    def _open(self, schema: Any, codec: str) -> None:
        self._schema = schema
        if self._parquet:
            self._writer = pq.ParquetWriter(Sink(self._file), schema, compression=codec or "snappy")
        else:
            options = pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True)
            self._writer = pa.ipc.new_file(self._file, schema, options=options)

    def _write_group(self) -> None:
        """Writes the waiting batches as one row group."""
        batches = [batch for batch in self._waiting if batch.num_rows]
        self._waiting = []
        self._waiting_rows = self._waiting_bytes = 0
        try:
            if batches:
                batches = batches if self._parquet else self._with_one_dictionary(batches)
                self._writer.write_table(pa.Table.from_batches(batches))
        except pa.ArrowException as error:
            raise OutputError(f"the rows cannot be written: {error}") from error

    def _with_one_dictionary(self, batches: list[Any]) -> list[Any]:
        """Extends the dictionaries written before: a file can add to one, but not replace it."""
        known = self._written + batches
        if any(_differ([batch.column(place) for batch in known]) for place in range(len(self._schema))):
            unified = pa.Table.from_batches(known).unify_dictionaries().to_batches()
            batches = [batch for batch in unified if batch.num_rows]
        self._written = [batches[-1].slice(0, 0)]
        return batches

    def close(self) -> None:
        """Writes the footer."""
        if self._writer is not None:
            self._write_group()
            self._writer.close()


def _size(batch: Any) -> int:
    """The bytes of a batch; for views, of the whole buffers, since Arrow before 25 fails or crashes on slices."""
    return sum(
        column.get_total_buffer_size() if "_view" in str(column.type) else column.nbytes for column in batch.columns
    )


def _differ(columns: list[Any]) -> bool:
    """Whether columns of one type may have different dictionaries."""
    kind, first = columns[0].type, columns[0]
    if isinstance(kind, pa.DictionaryType):
        return not all(column.dictionary.equals(first.dictionary) for column in columns)
    return "dictionary" in str(kind)


def _taken(column: Any, rows: Sequence[int], shrink: bool) -> Any:
    """Takes rows of a column, not the buffers it was cut from nor, with `shrink`, unused dictionary values."""
    kind, form = column.type, str(column.type)
    places = np.asarray(rows, np.int32)
    has_views = "string_view" in form or "binary_view" in form
    if "list_view" in form and has_views:
        return pa.array(_values(column.take(pa.array(places))), kind)
    if "list_view" in form or "run_end_encoded" in form:  # for which `take` copies everything, or fails
        runs = np.split(places, np.flatnonzero(np.diff(places) != 1) + 1)
        pieces = [column.slice(run[0], len(run)) for run in runs if len(run)]
        return pa.concat_arrays(pieces) if pieces else column.slice(0, 0)
    if has_views:
        taken = column.cast(_without_views(kind)).take(pa.array(places))
        return pa.concat_arrays([taken]).cast(kind)  # Arrow 24 and 25 abort when casting a map made by `take`
    has_texts = isinstance(kind, pa.DictionaryType) and not kind.ordered and str(kind.value_type) in TEXTS
    if shrink and has_texts and len(column.dictionary) > len(column):
        return column.take(pa.array(places)).cast(kind.value_type).cast(kind)
    return column if len(rows) == len(column) and "union" not in form else column.take(pa.array(places))


def _without_views(kind: Any) -> Any:
    """The type of the same values without views, which keep the whole buffers they were cut from."""
    if (plain := {"string_view": "large_string", "binary_view": "large_binary"}.get(str(kind))) is not None:
        return pa.type_for_alias(plain)
    if isinstance(kind, pa.StructType):
        return pa.struct([field.with_type(_without_views(field.type)) for field in kind])
    if isinstance(kind, pa.MapType):
        return pa.map_(_without_views(kind.key_type), _without_views(kind.item_type))
    if isinstance(kind, pa.DictionaryType):
        return pa.dictionary(kind.index_type, _without_views(kind.value_type), kind.ordered)
    if isinstance(kind, (pa.ListType, pa.LargeListType, pa.FixedSizeListType)):
        field = kind.value_field.with_type(_without_views(kind.value_type))
        if isinstance(kind, pa.FixedSizeListType):
            return pa.list_(field, kind.list_size)
        return pa.list_(field) if isinstance(kind, pa.ListType) else pa.large_list(field)
    return kind


class ArrowFiles:
    """The two formats."""

    whole_files = False
    compressible = False

    def __init__(self, suffix: str) -> None:
        self.suffix = suffix
        self._parquet = suffix == ".parquet"

    def chunks(self, path: str, fields: Fields, listener: Callable[[int], None]) -> Iterator[Rows]:
        """The rows of a file."""
        return self._chunks(path, fields, listener, None, 1)

    def read_part(self, path: str, fields: Fields, start: int, stop: int, first: int) -> Iterator[Rows]:
        """Yields the rows in some row groups of a Parquet file; `first` is the number of the first."""
        return self._chunks(path, fields, lambda size: None, range(start, stop), first)

    def _chunks(
        self, path: str, fields: Fields, listener: Callable[[int], None], groups: range | None, first: int
    ) -> Iterator[Rows]:
        try:
            for batch, codec in self._batches(path, listener, groups):
                _check_columns(path, batch.schema, fields)
                yield Rows(batch, first, fields, codec)
                first += batch.num_rows
        except InputError:
            raise
        except Exception as error:  # damaged bytes can raise anything
            if isinstance(error, OSError) and error.errno not in {None, errno.EINVAL}:  # EINVAL is a seek before byte 0
                raise  # the file is missing or unreadable
            fault = "cannot be read" if isinstance(error, pa.ArrowNotImplementedError) else "damaged"
            raise InputError(path, f"{fault} after row {first - 1}: {error}") from error

    def _batches(self, path: str, listener: Callable[[int], None], groups: range | None) -> Iterator[tuple[Any, str]]:
        """Yields batches with the codec of the file; the first is empty and has the schema."""
        with open(path, "rb") as file:
            codec = ""
            if self._parquet:
                parquet = pq.ParquetFile(file)
                schema, batches = parquet.schema_arrow, parquet.iter_batches(ROWS, groups)
                # In a damaged file, reading rows raises an error, but asking for the codec can end the process.
                read = list(islice(batches, 1))
                codec, batches = _codec(parquet.metadata), chain(read, batches)
            else:
                schema, batches = _arrow_batches(file)
            yield pa.RecordBatch.from_arrays([pa.nulls(0, field.type) for field in schema], schema=schema), codec
            for batch in batches:
                for rows in _sound_rows(batch):
                    yield rows, codec
            listener(file.seek(0, 2))

    def writer(self, file: BinaryIO, fields: Fields, noted: bool) -> _Writer:
        """Opens a writer."""
        return _Writer(file, fields, noted, self._parquet)


def rows_of_groups(path: str) -> list[int]:
    """The number of rows in each row group of a Parquet file; none for one that cannot be read."""
    try:
        metadata = pq.read_metadata(path)
    except pa.ArrowException:  # which is reported when it is read
        return []
    return [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]


def _codec(metadata: Any) -> str:
    """The compression of the first column of a Parquet file."""
    codec = str(metadata.row_group(0).column(0).compression).lower() if metadata.num_row_groups else "snappy"
    return "none" if codec == "uncompressed" else codec


def _arrow_batches(file: BinaryIO) -> tuple[Any, Iterator[Any]]:
    """The schema and the batches of an Arrow file."""
    try:
        held = pa.ipc.open_file(file)
    except pa.ArrowInvalid:
        file.seek(0)
        stream = pa.ipc.open_stream(file)
        return stream.schema, iter(stream)
    return held.schema, map(held.get_batch, range(held.num_record_batches))


def _check_columns(path: str, schema: Any, fields: Fields) -> None:
    """Raises `InputError` for a column that is missing or not unique."""
    names = schema.names
    for name in fields:
        if name is not None and names.count(name) != 1 and not has_column(schema, name):
            if name in names:
                raise InputError(path, f"{names.count(name)} columns have the name {name!r}")
            raise InputError(path, fields.missing(name, names))


def _sound_rows(batch: Any) -> Iterator[Any]:
    """Yields a batch, some rows at a time, up to the first damaged row; raises for that one."""
    count, damage = batch.num_rows, _damage(batch)
    if damage:
        count = bisect_left(range(1, count), True, key=lambda rows: _damage(batch.slice(0, rows)) is not None)
    for start in range(0, count, ROWS):
        yield batch.slice(start, min(ROWS, count - start))
    if damage:
        raise damage


def _damage(batch: Any) -> Any:
    """The error of a damaged batch, or None; invalid UTF-8 in a string is no damage."""
    try:
        columns = [_as_bytes(column) for column in batch.columns]
        pa.RecordBatch.from_arrays(columns, names=batch.schema.names).validate(full=True)
    except pa.ArrowException as error:
        return error
    return None


def _as_bytes(column: Any) -> Any:
    """Views a column of strings as bytes."""
    kind = str(column.type)
    return column.view(TEXTS[kind]) if kind in TEXTS else column
