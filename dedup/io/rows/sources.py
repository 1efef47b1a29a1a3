"""Where rows come from: the file or folder that they are in, or the value of one of their fields."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from dedup.errors import OptionError, shown
from dedup.io.rows.rows import Rows


class Sources(NamedTuple):
    """The source of each of n documents."""

    names: list[str]
    numbers: NDArray[np.int32]  #: [n] each a place in the names


def sources_of(rows: Rows, by: str | None) -> Sources:
    """The sources of rows that were read: the files, for texts their folders; or the values of the field `by`.

    A value that is a web address stands for its host.

    Raises:
        OptionError: No row has the field.
    """
    return _files(rows) if by is None else _values(rows, by)


def _files(rows: Rows) -> Sources:
    places: dict[str, int] = {}
    names = map(rows.source_of_file, range(len(rows.files)))
    of_file = np.array([places.setdefault(name, len(places)) for name in names], np.int32)
    return Sources([*places], np.repeat(of_file, np.diff(rows.starts)))


def _values(rows: Rows, by: str) -> Sources:
    places: dict[Any, int] = {}
    numbers = np.empty(rows.count, np.int32)
    for first, values in rows.values(by):
        of_values = [places.setdefault(_source(value), len(places)) for value in values]
        numbers[first : first + len(of_values)] = of_values
    if places.keys() <= {_source(None)}:
        raise OptionError("--by", by, "a field that some row has")
    return Sources([*places], numbers)


def _source(value: Any) -> str:
    """The source that a value stands for.

    >>> _source("https://docs.example.org/a?b"), _source("wiki"), _source(7), _source(None)
    ('docs.example.org', 'wiki', '7', '(none)')
    """
    if value is None:
        return "(none)"
    if not isinstance(value, str):
        return shown(value)
    if value.startswith(("http://", "https://")):
        try:
            return urlsplit(value).hostname or value
        except ValueError:  # brackets that are no address
            return value
    return value
