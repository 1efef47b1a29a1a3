"""Columns of values: of pandas, polars, numpy, Hugging Face datasets, and anything with an Arrow interface."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, overload

from dedup.errors import ArgumentTypeError, MissingPackageError, OptionError, shown
from dedup.results.selection import library_of

#: Values of an Arrow column that are converted at a time.
VALUES = 1024


class Table(NamedTuple):
    """A table, by columns or by rows."""

    names: list[Hashable]
    column: Callable[[Any], Any]
    rows: Callable[[], Iterable[Any]]


def table_of(docs: Any) -> Table | None:
    """Wraps a table of any known library; returns None for anything else."""
    match library_of(docs):
        case "pandas" if hasattr(docs, "columns"):
            return Table(list(docs.columns), docs.__getitem__, lambda: docs.to_dict("records"))
        case "polars" if hasattr(docs, "iter_rows"):
            return Table(list(docs.columns), docs.__getitem__, lambda: docs.iter_rows(named=True))
        case "pyarrow" if hasattr(docs, "column_names"):
            return Table(docs.column_names, docs.column, docs.to_pylist)
        case "datasets" if hasattr(docs, "select"):

            def column(name: str) -> Any:
                return docs.select_columns([name]).with_format("arrow")[:].column(name)

            return Table(list(docs.column_names), column, lambda: docs)
    return table_of(arrow_table(docs)) if hasattr(docs, "__arrow_c_stream__") else None


def arrow_table(docs: Any) -> Any:
    """Converts a table of another library to pyarrow."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingPackageError("an Arrow table needs pyarrow: pip install 'dedup-spans[arrow]'") from error
    try:
        return pa.table(docs)
    except (TypeError, ValueError, pa.ArrowException) as error:
        raise OptionError("docs", docs, f"a table that pyarrow can read ({shown(str(error))})") from error


def is_column(docs: object) -> bool:
    """Whether what the caller gave is an array or column of values, of any library."""
    match library_of(docs):
        case "pandas" | "polars" | "numpy":
            return hasattr(docs, "dtype") and getattr(docs, "ndim", 1) > 0
        case "pyarrow":
            return hasattr(docs, "null_count")
    return False


def values_of(column: Any, name: str = "") -> Sequence[Any]:
    """The values of a column as Python has them: those of Arrow made as they are asked for, all others at once."""
    arrow = as_arrow(column)
    if arrow is not None:
        return ArrowValues(arrow, name)
    values: list[Any] = column.to_list() if hasattr(column, "to_list") else column.tolist()
    return values


def each_text(texts: Iterable[str]) -> Iterable[str]:
    """The values of any iterable or column, unchecked; raises `ArgumentTypeError` for a bare `str`."""
    if isinstance(texts, str) or not isinstance(texts, Iterable):
        raise ArgumentTypeError("texts", texts, "an iterable of str")
    return values_of(texts) if is_column(texts) else texts


def checked_texts(texts: Iterable[str]) -> list[str]:
    """Lists the texts of any iterable or column; raises `ArgumentTypeError` for a bare `str` and what is no `str`."""
    listed = list(each_text(texts))
    for place, text in enumerate(listed):
        if not isinstance(text, str):
            raise ArgumentTypeError(f"texts[{place}]", text, "a str")
    return listed


def as_arrow(column: Any) -> Any:
    """A column as Arrow's chunked array, if it can be had without copying its texts; else None."""
    if not hasattr(column, "__arrow_c_stream__") and not hasattr(column, "__arrow_c_array__"):
        return None
    try:
        import pyarrow as pa
    except ImportError:
        return None
    try:
        arrow = pa.chunked_array([column] if isinstance(column, pa.Array) else column)
        return arrow.cast(arrow.type.value_type) if pa.types.is_dictionary(arrow.type) else arrow
    except (OSError, TypeError, ValueError, pa.ArrowException):  # objects of several types, or what pyarrow cannot read
        return None


class ArrowValues(Sequence[Any]):
    """An Arrow column's values, made as they are asked for; one that cannot be made raises, with its column and row."""

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

    def __iter__(self) -> Iterator[Any]:
        for first in range(0, len(self), VALUES):
            yield from self[first : first + VALUES]

    @property
    def type(self) -> str:
        """What kind of values they are."""
        return str(self._column.type)

    @property
    def are_texts(self) -> bool:
        """Whether all values are strings, or missing."""
        return self.type in ("string", "large_string", "string_view", "null")

    def first_missing(self) -> int:
        """The place of the first missing value, -1 if there is none."""
        return int(self._column.is_null().index(True).as_py()) if self._column.null_count else -1

    def _value(self, place: int) -> Any:
        try:
            return self._column[place].as_py()
        except UnicodeDecodeError as error:
            byte = error.object[error.start : error.start + 1]
            raise OptionError(self._called(place), byte, "valid UTF-8") from error
        except Exception as error:  # nanoseconds, the year 10,000, an unknown time zone
            expected = f"a value that Python has a form for ({shown(str(error))})"
            raise OptionError(self._called(place), self.type, expected) from error

    def _called(self, place: int) -> str:
        return f"docs[{shown(self._name)}][{place}]" if self._name else f"docs[{place}]"
