"""Texts in Arrow tables, whoever holds them: pyarrow, polars, pandas, duckdb and more."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any, overload

from dedup.corpus.source.memory import InMemory
from dedup.errors import ArgumentTypeError, MissingPackageError, OptionError

#: Values of a column that are made at a time.
VALUES = 1024


def arrow_source(table: object) -> InMemory:
    """The column "text" of a table, or its only one, with the ids of its column "id", if there is one."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingPackageError("an Arrow table needs pyarrow: pip install 'dedup-spans[arrow]'") from error
    try:
        held = pa.table(table)
        name = held.column_names[0] if held.num_columns == 1 else "text"
        column = held.column(name)
        ids = held.column("id") if held.num_columns > 1 and "id" in held.column_names else None
    except (KeyError, TypeError, ValueError, pa.ArrowInvalid) as error:
        raise OptionError("docs", table, f'a table with a column "text" ({error})') from error
    if not any(map(column.type.equals, (pa.string(), pa.large_string(), pa.string_view()))):
        raise ArgumentTypeError("docs", table, f"a table whose texts are strings, and not {column.type}")
    if column.null_count:
        raise OptionError("docs", table, "a table without missing texts")
    names: Sequence[Hashable] = range(len(column)) if ids is None else _Ids(ids, "id")
    return InMemory(names, _Column(column, name))


class _Column(Sequence[Any]):
    """A column's values, made as they are asked for; one that cannot be made raises, with its column and row."""

    def __init__(self, column: Any, name: str) -> None:
        self._column, self._name = column, name

    def __len__(self) -> int:
        return len(self._column)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if not isinstance(place, slice):
            return self._value(place)
        start, stop, _ = place.indices(len(self))
        try:
            return self._column.slice(start, stop - start).to_pylist()
        except Exception:  # which does not say where
            return [self._value(place) for place in range(start, stop)]

    def _value(self, place: int) -> Any:
        try:
            return self._column[place].as_py()
        except UnicodeDecodeError as error:
            sign = error.object[error.start : error.start + 1]
            raise OptionError(self._called(place), sign, "valid UTF-8") from error
        except Exception as error:  # nanoseconds, the year 10,000, an unknown time zone
            expected = f"a value that Python has a form for ({error})"
            raise OptionError(self._called(place), str(self._column.type), expected) from error

    def _called(self, place: int) -> str:
        return f'docs["{self._name}"][{place}]'

    def __iter__(self) -> Iterator[Any]:
        for first in range(0, len(self), VALUES):
            yield from self[first : first + VALUES]


class _Ids(_Column):
    """A column of ids, which are hashable when all are looked at."""

    def __iter__(self) -> Iterator[Hashable]:
        for place, value in enumerate(super().__iter__()):
            try:
                hash(value)
            except TypeError as error:
                raise ArgumentTypeError(self._called(place), value, "hashable") from error
            yield value
