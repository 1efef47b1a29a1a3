"""Opens documents in any of the forms that `deduplicate` takes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from logging import getLogger
from os import PathLike, fspath
from typing import Any

from dedup.corpus.source.columns import ArrowValues, Table, is_column, table_of, values_of
from dedup.corpus.source.items import document_of, documents_of, no_field, text_of
from dedup.corpus.source.memory import InMemory, Listed, Spooled
from dedup.corpus.source.references import WithReferences
from dedup.corpus.source.source import Source
from dedup.errors import ArgumentTypeError, OptionError, shown
from dedup.options import ReadOptions


def source_of(docs: Any, reading: ReadOptions) -> Source:
    """Opens the caller's documents as a source.

    Args:
        docs: The documents, in any of the forms that `deduplicate` takes.
        reading: Where their texts and ids are, and which are references.

    Raises:
        ArgumentTypeError: `docs`, or one of the documents, has another type.
        OptionError: There is no field of the name given.
    """
    source = _opened(docs, reading)
    return WithReferences(source, reading.reference) if len(reading.reference) else source


def _opened(docs: Any, reading: ReadOptions) -> Source:
    if isinstance(docs, (str, bytes, bytearray)):
        raise ArgumentTypeError("docs", docs, "an iterable of texts (for a file, pass pathlib.Path(docs))")
    if isinstance(docs, PathLike):
        return path_source(fspath(docs), reading)
    if is_column(docs):
        return column_source(values_of(docs), reading)
    table = table_of(docs)
    if table is not None:
        return table_source(table, reading)
    if isinstance(docs, Mapping):
        return mapping_source(docs, reading)
    if isinstance(docs, Sequence):
        if reading.text is reading.id is None and all(isinstance(item, str) for item in docs):
            return InMemory(range(len(docs)), docs)
        return in_memory(documents_of(docs, reading))
    if isinstance(docs, Iterable):
        return Spooled(documents_of(docs, reading))
    if hasattr(docs, "__getitem__") and hasattr(docs, "__len__"):  # as data sets of torch
        return Spooled(documents_of(map(docs.__getitem__, range(len(docs))), reading))
    raise ArgumentTypeError("docs", docs, f"an iterable of texts{way_out(docs)}")


def way_out(docs: object) -> str:
    """Suggests the method that makes a table of `docs`, if it has one."""
    for method in ("toArrow", "to_table", "collect"):
        if hasattr(docs, method):
            return f", such as docs.{method}()"
    return ""


def path_source(path: str, reading: ReadOptions) -> Source:
    """Opens the rows of a file, or of all files in a folder."""
    from dedup.io.formats.format import Fields
    from dedup.io.rows.rows import Rows

    if not isinstance(reading.text, str | None):
        raise OptionError("text", reading.text, "the name of a field where docs is a path")
    if not isinstance(reading.id, str | None):
        raise OptionError("id", reading.id, "the name of a field where docs is a path")
    if reading.keep_missing:
        raise OptionError("missing", "keep", "'error' where docs is a path")
    rows = Rows([path], Fields(text=reading.text or "text", id=reading.id))
    for reason, count in rows.skipped.items():
        getLogger("dedup").warning("%s: files skipped: %d %s", path, count, reason)
    return rows


def column_source(values: Sequence[Any], reading: ReadOptions) -> Source:
    """Opens one column of texts; the ids are the positions."""
    if isinstance(values, ArrowValues) and values.are_texts and reading.text is reading.id is None:
        return InMemory(range(len(values)), texts_in(values, "", reading))
    return in_memory(documents_of(values, reading))


def table_source(table: Table, reading: ReadOptions) -> Source:
    """Opens a table; by default, texts are its column "text" or only column, and ids its column "id", if any."""
    if callable(reading.text) or callable(reading.id):
        return Spooled(documents_of(table.rows(), reading))
    text: Hashable = reading.text
    if text is None:
        text = table.names[0] if len(table.names) == 1 else "text"
    name: Hashable = reading.id
    if name is None and "id" in table.names and text != "id":
        name = "id"
    texts = texts_in(values_of(column_of(table, text, "text"), str(text)), str(text), reading)
    if name is None:
        return InMemory(range(len(texts)), texts)
    return InMemory(values_of(column_of(table, name, "id"), str(name)), texts)


def column_of(table: Table, name: Hashable, option: str) -> Any:
    """The column of that name; raises `OptionError` unless there is exactly one."""
    count = table.names.count(name)
    if count > 1:
        raise OptionError(option, name, f"the name of one column, but {count} columns have it")
    if count == 0:
        raise no_field(option, name, "docs", table.names)
    return table.column(name)


def texts_in(values: Sequence[Any], column: str, reading: ReadOptions) -> Listed:
    """The values of a column as texts; those of Arrow are converted on demand."""
    where = f"docs[{shown(column)}]" if column else "docs"
    if not isinstance(values, ArrowValues) or not values.are_texts:
        return [text_of(value, f"{where}[{place}]", reading) for place, value in enumerate(values)]
    missing = values.first_missing()
    if missing < 0:
        return values
    text_of(None, f"{where}[{missing}]", reading)  # which raises unless missing texts are kept
    return OrEmpty(values)


class OrEmpty:
    """The texts of a column, with "" for a missing one."""

    def __init__(self, values: Sequence[str | None]) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, place: int) -> str:
        return self._values[place] or ""


def mapping_source(docs: Mapping[Any, Any], reading: ReadOptions) -> Source:
    """Opens a mapping of ids to texts."""
    key = "text" if "text" in docs else next(iter(docs), None)
    value = docs.get(key)
    if reading.text is None and isinstance(value, Iterable) and not isinstance(value, (str, tuple, Mapping)):
        expected = f"a str (for this column alone, pass docs[{shown(key)}])"  # columns by name, or splits of a dataset
        raise ArgumentTypeError(f"docs[{shown(key)}]", value, expected)
    documents = [(key, *document_of(key, value, reading)) for key, value in docs.items()]
    return in_memory((key if reading.id is None else name, text) for key, name, text in documents)


def in_memory(documents: Iterable[tuple[Hashable, str]]) -> Source:
    """Opens (id, text) pairs that fit into memory."""
    pairs = list(documents)
    return InMemory([name for name, _ in pairs], [text for _, text in pairs])
