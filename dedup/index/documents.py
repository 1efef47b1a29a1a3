"""The documents that a caller hands to an index: each has an id that can be saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import index
from typing import Any, NamedTuple

from dedup.corpus.source.columns import is_column, table_of
from dedup.corpus.source.items import document_of
from dedup.errors import ArgumentTypeError, OptionError
from dedup.options import ReadOptions, is_flag

#: Documents, and characters of their texts, that are written together.
BATCH = 1000
CHARACTERS = 1 << 24


class Document(NamedTuple):
    """A document, and the item it was made of."""

    id: str | int
    text: str
    item: Any


class _Place(int):
    """Stands for the id of a document without one, which an index cannot number: its positions begin anew each time."""


def documents_in(docs: Any, reading: ReadOptions) -> Iterator[Document]:
    """Yields the documents that a caller hands over, each with its own id.

    Args:
        docs: An iterable of (id, text) pairs, mappings or objects, a mapping of ids to texts, or a table.
        reading: Where ids and texts are.
    """
    for place, item in enumerate(items_of(docs)):
        id, text = document_of(_Place(place), item, reading)
        if isinstance(id, _Place):
            raise ArgumentTypeError(f"docs[{place}]", item, "a pair of id and str, or have a field that id= names")
        yield Document(checked_id(id), text, item)


def items_of(docs: Any) -> Iterable[Any]:
    """The items of what the caller gave."""
    if isinstance(docs, (str, bytes, bytearray)):
        raise ArgumentTypeError("docs", docs, "an iterable of documents (for one text, call the method without _many)")
    if isinstance(docs, Mapping):
        return docs.items()
    table = None if is_column(docs) else table_of(docs)
    if table:
        return table.rows()
    if not isinstance(docs, Iterable):
        raise ArgumentTypeError("docs", docs, "an iterable of documents")
    return docs


def checked_id(id: Any) -> str | int:
    """An id that a file can save: a `str`, or an `int` of 64 bits.

    >>> checked_id(1.5)
    Traceback (most recent call last):
    ...
    dedup.errors.ArgumentTypeError: id must be a str or an int, which an index can save, not float
    """
    if isinstance(id, str):
        if any("\ud800" <= character <= "\udfff" for character in id):
            raise OptionError("id", id, "a str without lone surrogates")
        return str(id)
    if is_flag(id) or not hasattr(id, "__index__"):
        raise ArgumentTypeError("id", id, "a str or an int, which an index can save")
    if not -(1 << 63) <= index(id) < 1 << 63:
        raise OptionError("id", id, "an int of 64 bits")
    return index(id)


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yields documents as many at a time as are written together."""
    batch: list[Document] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if len(batch) == BATCH or characters >= CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def checked_text(text: Any) -> str:
    """Returns `text` if it is a `str`."""
    if not isinstance(text, str):
        raise ArgumentTypeError("text", text, "a str")
    return text


def checked_texts(texts: Any) -> list[str]:
    """Returns the texts of an iterable of `str`."""
    if isinstance(texts, (str, bytes, bytearray)):
        raise ArgumentTypeError("texts", texts, "an iterable of texts (for one text, call the method without _many)")
    if not isinstance(texts, Iterable):
        raise ArgumentTypeError("texts", texts, "an iterable of texts")
    return [checked_text(text) for text in texts]


def last_of_each(batch: list[Document]) -> list[Document]:
    """The documents of a batch; of several with one id, only the last."""
    return list({(type(document.id), document.id): document for document in batch}.values())
