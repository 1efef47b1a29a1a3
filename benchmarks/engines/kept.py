"""The ids of the rows that stay, in one file of lines of JSON or in the folders `kept` of a work directory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec


class _Row(msgspec.Struct):
    id: int | str


_DECODER = msgspec.json.Decoder(_Row)


def ids_in(place: Path) -> Iterator[Any]:
    """Yields them, in any order."""
    for path in [place] if place.is_file() else place.rglob("*.json*"):
        if path == place or ("kept" in path.parts and not path.name.startswith(".")):  # as checksums do
            with path.open("rb") as file:
                for line in file:
                    yield _DECODER.decode(line).id
