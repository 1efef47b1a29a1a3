"""The folder that all workers of an engine see: the rows they are given, and what the stages leave."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

import dedup
from dedup.errors import DedupError, OptionError
from dedup.integrations.arrow_batches import Columns, check_columns, removals_by_id, removals_type, with_blocks_removed
from dedup.io.formats.arrow_fields import column_of

#: Rows read at a time.
ROWS = 1024

PathLike = str | os.PathLike[str]


def folder_of(folder: PathLike | None, must_be_new: bool) -> Path:
    """The path of the folder, which is not made yet.

    Raises:
        OptionError: There is no name, or there is something in a folder that must be new.
    """
    if folder is None:
        raise OptionError("work", folder, "a folder that all workers see")
    path = Path(folder).absolute()
    if path.exists() and (not path.is_dir() or (must_be_new and any(path.iterdir()))):
        raise OptionError("work", str(folder), "a new or empty folder" if must_be_new else "a folder")
    return path


def error_of(function: Callable[..., object], *arguments: Any) -> bytes | None:
    """Calls a function, and returns the error it raises for its input, which a second try would not mend.

    Any other error is raised: the engine tries again.
    """
    try:
        function(*arguments)
    except DedupError as error:
        return pickle.dumps(error)
    return None


def raise_first(errors: Sequence[bytes | None]) -> None:
    """Raises the first error that a worker returned."""
    for error in filter(None, errors):
        raise pickle.loads(error)  # by a worker of our own


def batch_of_errors(errors: list[bytes | None]) -> Any:
    """Errors as rows of a column "error"."""
    return pa.RecordBatch.from_arrays([pa.array(errors, pa.binary())], ["error"])


def schema_of(files: Sequence[Path]) -> Any:
    """The schema of Parquet files, all of which have the same."""
    return pq.read_schema(files[0])


def blocks_of_files(rows: Path, destination: Path, columns: Columns, options: Mapping[str, Any]) -> None:
    """Writes the rows of Parquet files, in the order of their names, without the blocks that earlier rows have."""
    paths = sorted(rows.glob("*.parquet"))
    schema = schema_of(paths)
    check_columns(schema, columns)
    id_type = column_of(schema.empty_table(), columns.id).type

    def documents() -> Iterator[tuple[Any, str | None]]:
        for path in paths:
            for batch in pq.ParquetFile(path).iter_batches(ROWS):
                yield from zip(*(column_of(batch, name).to_pylist() for name in (columns.id, columns.text)))

    removed = removals_by_id(dedup.deduplicate_blocks(documents(), missing="keep", **options))
    added = pa.field(columns.removals, removals_type(id_type))
    part = destination.with_suffix(f".{uuid4()}")  # another worker may be at the same task
    with pq.ParquetWriter(part, schema.append(added)) as writer:
        for path in paths:
            for batch in pq.ParquetFile(path).iter_batches(ROWS):
                writer.write_batch(with_blocks_removed(batch, columns, removed, id_type))
    part.replace(destination)
