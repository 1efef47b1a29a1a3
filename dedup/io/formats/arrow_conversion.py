"""Writes rows of other formats to Parquet and Arrow files."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from tempfile import TemporaryFile, gettempdir
from typing import Any, BinaryIO
from weakref import finalize

import pyarrow as pa

from dedup.errors import OutputError
from dedup.io.formats.arrow_files import ArrowFiles, Rows
from dedup.io.formats.format import Fields, Record, RowError, Writer
from dedup.io.named_file import naming

#: What Arrow raises for values that have no common type, or none at all.
_UNFIT = (pa.ArrowException, OverflowError, UnicodeError)


class ColumnWriter:
    """Collects rows in a temporary file until the types of all columns are known, then writes them."""

    def __init__(self, file: BinaryIO, suffix: str) -> None:
        self._file, self._format = file, ArrowFiles(suffix)
        self._schema: Any = pa.schema([])
        self._waiting = TemporaryFile(prefix="dedup-")
        finalize(self, self._waiting.close)

    def write(self, records: Sequence[Record]) -> None:
        """Adds rows; their columns must have a type in common with those before: null fits all, integers floats."""
        if not records:
            return
        try:
            kind = pa.array(records).type
            self._schema = pa.unify_schemas([self._schema, pa.schema(list(kind))], promote_options="permissive")
        except _UNFIT as error:
            raise RowError(f"does not fit into typed columns with those before: {error}; write .jsonl") from error
        with naming(gettempdir()):
            pickle.dump(records, self._waiting)

    def close(self) -> None:
        """Writes all rows."""
        kind = pa.struct(list(self._schema))
        writer = self._format.writer(self._file, Fields(), False)
        count = self._waiting.tell()
        self._waiting.seek(0)
        first = 1
        empty = pa.RecordBatch.from_arrays([pa.nulls(0, field.type) for field in self._schema], schema=self._schema)
        self._add(writer, empty, first)
        while self._waiting.tell() < count:
            records = pickle.load(self._waiting)
            try:
                batch = pa.RecordBatch.from_struct_array(pa.array(records, kind))
            except _UNFIT as error:  # an integer that no float is equal to
                raise OutputError(f"the rows do not fit into typed columns: {error}; write .jsonl") from error
            self._add(writer, batch, first)
            first += len(records)
        writer.close()
        self._waiting.close()

    def _add(self, writer: Writer, batch: Any, first: int) -> None:
        try:
            writer.write(Rows(batch, first, Fields(), ""), range(batch.num_rows), None)
        except RowError as error:
            raise OutputError(error.reason) from error
