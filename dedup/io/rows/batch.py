"""Batches of texts."""

from __future__ import annotations

from typing import NamedTuple


class Batch(NamedTuple):
    """Consecutive texts, numbered from `first` on."""

    first: int
    texts: list[str]
