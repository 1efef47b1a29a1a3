"""Documents in forms of other libraries, of which all that is known is how they can be read."""

from __future__ import annotations

from typing import Any

import pyarrow as pa


class Capsule:
    """A table of somebody else's: all that is known of it is that it can be read as an Arrow stream."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


class ByPlace:
    """What can only be asked for its length and its items."""

    def __init__(self, items: list[Any]) -> None:
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, place: int) -> Any:
        return self._items[place]
