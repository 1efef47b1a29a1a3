"""Columns of Arrow tables by name: that of the column, or of structs inside one another, joined by dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def has_column(schema: Any, name: str) -> bool:
    """Whether a schema has exactly one column of that name, or one field at that path."""
    if name in schema.names:
        return bool(schema.names.count(name) == 1)
    root, *keys = name.split(".")
    if schema.names.count(root) != 1:
        return False
    kind = schema.field(root).type
    for key in keys:
        if not hasattr(kind, "get_all_field_indices") or len(kind.get_all_field_indices(key)) != 1:
            return False
        kind = kind.field(key).type
    return True


def column_of(batch: Any, name: str) -> Any:
    """The column of that name or at that path; a value of a missing struct is missing."""
    import pyarrow.compute as pc

    if name in batch.schema.names:
        return batch.column(name)
    root, *keys = name.split(".")
    column = batch.column(root)
    for key in keys:
        column = pc.struct_field(column, [column.type.get_field_index(key)])
    return column


def with_texts(column: Any, keys: Sequence[str], texts: Sequence[str | None]) -> Any:
    """A column with other texts, or a struct with other texts at a path inside it."""
    import pyarrow as pa

    if not keys:
        return pa.array(texts, column.type)
    fields = list(column.type)
    columns = column.flatten()
    place = column.type.get_field_index(keys[0])
    columns[place] = with_texts(columns[place], keys[1:], texts)
    return pa.StructArray.from_arrays(columns, fields=fields, mask=column.is_null())
