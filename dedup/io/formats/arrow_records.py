"""Rows of Parquet and Arrow files as values that other formats can hold."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from dedup.io.formats.format import Record, RowError


def records_of(batch: Any) -> list[Record]:
    """The rows of a batch as values that JSON has.

    Raises:
        RowError: A column has a type that JSON does not have, or the name of another.
    """
    names = batch.schema.names
    for field in batch.schema:
        if names.count(field.name) > 1:
            raise RowError(
                f"has {names.count(field.name)} columns of the name {field.name!r}; write .parquet or .arrow"
            )
        if not _is_of_json(field.type):
            raise RowError(f"has the column {field.name!r} of type {field.type}, which only .parquet and .arrow have")
    try:
        records: list[Record] = batch.to_pylist()
    except UnicodeDecodeError as error:
        raise RowError(f"has 0x{error.object[error.start]:02x} in a string, which is not valid UTF-8") from error
    return records


def _is_of_json(kind: Any) -> bool:
    """Whether JSON has all values of a type."""
    types = pa.types
    if types.is_dictionary(kind):
        return _is_of_json(kind.value_type)
    if types.is_struct(kind):
        names = [field.name for field in kind]
        return len({*names}) == len(names) and all(_is_of_json(field.type) for field in kind)
    if isinstance(kind, (pa.ListType, pa.LargeListType, pa.FixedSizeListType)):
        return _is_of_json(kind.value_type)
    plain = (types.is_null, types.is_boolean, types.is_integer, types.is_floating, types.is_string)
    return any(is_one(kind) for is_one in (*plain, types.is_large_string, types.is_string_view))
