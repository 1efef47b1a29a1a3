"""The id and text of one document: a `str`, a pair, a mapping or an object."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from dedup.errors import ArgumentTypeError, OptionError, listed, shown
from dedup.options import ReadOptions

if TYPE_CHECKING:
    from dedup.options import Field


def documents_of(items: Iterable[Any], reading: ReadOptions) -> Iterator[tuple[Hashable, str]]:
    """Yields the id and text of each item."""
    for place, item in enumerate(items):
        yield document_of(place, item, reading)


def document_of(place: Hashable, item: Any, reading: ReadOptions) -> tuple[Hashable, str]:
    """The id and text of an item; its place is the id if it has no other."""
    called = f"docs[{shown(place)}]"
    name, text = place, item
    if isinstance(item, Mapping):
        name, text = item.get("id", place), field_of(item, reading.text or "text", "text", called)
    elif reading.text is not None:
        text = field_of(item, reading.text, "text", called)
    elif isinstance(item, (tuple, list)) and len(item) == 2:
        name, text = item
    if reading.id is not None:
        name = field_of(item, reading.id, "id", called)
    if isinstance(text, str):
        return name, text
    if text is item:
        return name, text_of(
            text, called, reading, " or a pair of id and str (for other objects, name the field with text=)"
        )
    return name, text_of(text, f"the text of {called}", reading)


def text_of(value: Any, called: str, reading: ReadOptions, more: str = "") -> str:
    """Checks a text; a missing one that is kept becomes an empty one.

    Args:
        value: The text.
        called: What a message calls it.
        reading: Whether missing texts are kept.
        more: What else the message says it may be.
    """
    if isinstance(value, str):
        return value
    if not is_missing(value):
        raise ArgumentTypeError(called, value, f"a str{more}")
    if not reading.keep_missing:
        raise ArgumentTypeError(called, value, 'a str (missing="keep" keeps documents without a text)')
    return ""


def is_missing(value: object) -> bool:
    """Whether a value is None, NaN, or pandas' NA or NaT.

    >>> is_missing(None), is_missing(float("nan")), is_missing(""), is_missing(0)
    (True, True, False, False)
    """
    if isinstance(value, float):
        return value != value
    return value is None or type(value).__name__ in ("NAType", "NaTType")


def field_of(item: Any, field: Field, option: str, called: str) -> Any:
    """A field of an item, by key, attribute, index or function; `option` and `called` are for messages."""
    if callable(field):
        return field(item)
    if isinstance(field, str) and not isinstance(item, Mapping) and hasattr(item, field):
        return getattr(item, field)
    try:
        return item[field]
    except (TypeError, LookupError):
        if isinstance(field, str) and "." in field:  # a path into objects inside one another
            outer, _, inner = field.partition(".")
            with suppress(OptionError):
                return field_of(field_of(item, outer, option, called), inner, option, called)
        names = item.keys() if hasattr(item, "keys") else getattr(item, "__dict__", ())
        raise no_field(option, field, called, names) from None


def no_field(option: str, field: object, called: str, names: Iterable[object]) -> OptionError:
    """The error for a missing field, which names those there are."""
    there = listed(names)
    return OptionError(option, field, f"a field of {called}" + (f", which has {there}" if there else ""))
