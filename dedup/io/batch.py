"""Texts on their way from files to what looks at them."""

from __future__ import annotations

from typing import NamedTuple


class Batch(NamedTuple):
    """Texts in a row, numbered from `first` on."""

    first: int
    texts: list[str]
