"""Texts in Arrow tables, whoever holds them: pyarrow, polars, pandas, duckdb and more."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any, overload

from dedup.corpus.sources import InMemory
from dedup.errors import ArgumentTypeError, MissingPackageError, OptionError


def arrow_source(table: object) -> InMemory:
    """The column "text" of a table, or its only one, with the ids of its column "id", if there is one."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingPackageError("an Arrow table needs pyarrow: pip install 'dedup-spans[arrow]'") from error
    try:
        held = pa.table(table)
        column = held.column(0) if held.num_columns == 1 else held.column("text")
    except (KeyError, TypeError, ValueError, pa.ArrowInvalid) as error:
        raise OptionError("docs", table, f'a table with a column "text" ({error})') from error
    if not any(map(column.type.equals, (pa.string(), pa.large_string(), pa.string_view()))):
        raise ArgumentTypeError("docs", table, f"a table whose texts are strings, and not {column.type}")
    if column.null_count:
        raise OptionError("docs", table, "a table without missing texts")
    ids: Sequence[Hashable] = range(len(column))
    if held.num_columns > 1 and "id" in held.column_names:
        ids = _Column(held.column("id"))
    return InMemory(ids, _Column(column))


class _Column(Sequence[Any]):
    """A column's values, made as they are asked for."""

    def __init__(self, column: Any) -> None:
        self._column = column

    def __len__(self) -> int:
        return len(self._column)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            start, stop, _ = place.indices(len(self))
            return self._column.slice(start, stop - start).to_pylist()
        return self._column[place].as_py()

    def __iter__(self) -> Iterator[Any]:
        for first in range(0, len(self), 1024):
            yield from self[first : first + 1024]
