"""What a worker of Ray or Spark does with rows that it holds as Arrow batches; every row stays, in its order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

import dedup
from dedup.errors import OptionError, listed
from dedup.io.formats.arrow_fields import column_of, has_column, with_texts
from dedup.results.blocks import DeduplicatedBlocks, RemovedBlock
from dedup.results.collapsed import Removal
from dedup.results.span import without

#: What the added column tells of a removal: as `dedup.Removal`, with both spans taken apart.
REMOVAL = {
    "start": "int64",
    "stop": "int64",
    "kept_start": "int64",
    "kept_stop": "int64",
    "kind": "string",
    "partial": "bool",
    "identity": "double",
    "rule": "string",
    "text": "string",
}


class Columns(NamedTuple):
    """Which columns are read and which is added."""

    text: str
    removals: str  #: the added one
    id: str = ""


def check_columns(schema: Any, columns: Columns) -> None:
    """Raises `OptionError` if a column is missing, is not of strings, or is already there.

    >>> check_columns(pa.schema({"body": pa.string()}), Columns("text", "removals"))
    Traceback (most recent call last):
    ...
    dedup.errors.OptionError: text must be a column of the rows, which have 'body', not 'text'
    """
    for option, name in (("text", columns.text), ("id", columns.id)):
        if name and not has_column(schema, name):
            raise OptionError(option, name, f"a column of the rows, which have {listed(schema.names)}")
    kind = column_of(schema.empty_table(), columns.text).type
    if not _is_text(kind):
        raise OptionError("text", columns.text, f"a column of strings; this one is of type {kind}")
    if columns.removals in schema.names:
        raise OptionError("removals", columns.removals, "a name that no column has")


def collapse_table(table: Any, columns: Columns, options: Mapping[str, Any]) -> Any:
    """The rows of a table, each with its text collapsed and the removals in a column of their own."""
    check_columns(table.schema, columns)
    texts = column_of(table, columns.text).to_pylist()
    collapsed = [None if text is None else dedup.collapse(text, **options) for text in texts]
    left = [None if one is None else one.text for one in collapsed]
    return _changed(table, columns, left, [() if one is None else one.removals for one in collapsed], removals_type())


def blocks_of_table(table: Any, columns: Columns, options: Mapping[str, Any]) -> Any:
    """The rows of a table, without the blocks that they share with rows of a smaller id, and what was removed."""
    check_columns(table.schema, columns)
    table = table.take(pc.sort_indices(column_of(table, columns.id)))
    ids, texts = (column_of(table, name).to_pylist() for name in (columns.id, columns.text))
    if None in ids:
        raise OptionError("id", columns.id, "a column without missing values")
    found = dedup.deduplicate_blocks(list(zip(ids, texts)), missing="keep", **options)
    return with_blocks_removed(table, columns, removals_by_id(found), column_of(table, columns.id).type)


def group_of_table(table: Any) -> Any:
    """One row for removals that have the same kept document: its id, and theirs in order."""
    ids = pa.array([sorted(table.column("id").to_pylist())], pa.list_(table.schema.field("id").type))
    return pa.table({"kept_id": table.column("kept_id").slice(0, 1), "ids": ids})


def checked_id_type(schema: Any, columns: Columns) -> Any:
    """The type of the ids; raises `OptionError` unless there are texts, and ids that are integers or strings."""
    check_columns(schema, columns)
    kind = column_of(schema.empty_table(), columns.id).type
    if not pa.types.is_integer(kind) and not _is_text(kind):
        raise OptionError("id", columns.id, f"a column of integers or strings; this one is of type {kind}")
    return kind


def removals_by_id(found: DeduplicatedBlocks) -> Mapping[Hashable, Sequence[RemovedBlock]]:
    """The removed blocks of each document that lost some."""
    by_id: dict[Hashable, list[RemovedBlock]] = defaultdict(list)
    for removal in found.removals:
        by_id[removal.id].append(removal)
    return by_id


def with_blocks_removed(
    table: Any, columns: Columns, removed: Mapping[Hashable, Sequence[RemovedBlock]], id_type: Any
) -> Any:
    """The rows of a table without the blocks that were removed from them, which the added column holds."""
    ids, texts = (column_of(table, name).to_pylist() for name in (columns.id, columns.text))
    of_rows = [removed.get(name, ()) for name in ids]
    left = [
        None if text is None else without(text, (block.removed for block in blocks))
        for text, blocks in zip(texts, of_rows)
    ]
    return _changed(table, columns, left, of_rows, removals_type(id_type))


def removals_type(id_type: Any = None) -> Any:
    """The type of the added column; with the type of ids, the removals tell in which document the copy is kept."""
    kept = {} if id_type is None else {"kept_id": id_type}
    return pa.list_(pa.struct({**kept, **{name: pa.type_for_alias(kind) for name, kind in REMOVAL.items()}}))


def _changed(
    table: Any,
    columns: Columns,
    texts: Sequence[str | None],
    removals: Sequence[Sequence[Removal | RemovedBlock]],
    kind: Any,
) -> Any:
    """The table with other texts and the added column."""
    name, *keys = [columns.text] if columns.text in table.schema.names else columns.text.split(".")
    column = table.column(name)
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    changed = table.set_column(
        table.schema.names.index(name), table.schema.field(name), with_texts(column, keys, texts)
    )
    added = pa.array([[_as_dict(removal) for removal in of_row] for of_row in removals], kind)
    return changed.append_column(columns.removals, added)


def _as_dict(removal: Removal | RemovedBlock) -> dict[str, Any]:
    """A removal with its spans taken apart."""
    kept_start, kept_stop = removal.kept or (None, None)
    return {
        **removal._asdict(),
        "start": removal.removed.start,
        "stop": removal.removed.stop,
        "kept_start": kept_start,
        "kept_stop": kept_stop,
    }


def _is_text(kind: Any) -> bool:
    """Whether values of a type are strings."""
    values = kind.value_type if pa.types.is_dictionary(kind) else kind
    return str(values) in ("string", "large_string", "string_view")
