"""Reads a source and does something with its texts, in parallel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from dedup.corpus.parallel import in_order
from dedup.corpus.source.source import Source, Wanted
from dedup.io.rows.batch import Batch
from dedup.io.rows.shared_rows import SharedRows

R = TypeVar("R")


def each_batch(source: Source, do: Callable[[Batch], R], jobs: int) -> Iterator[R]:
    """Yields `do(batch)` for all texts of a source: with threads, or with processes if decoding takes most of the time.

    In processes, the numbers of the texts are only unique.
    """
    if jobs > 1 and isinstance(source, SharedRows) and source.has_parts:
        return source.each(do, jobs)
    return in_order(do, source.read(), jobs)


def each_again(
    source: Source, wanted: Wanted, do: Callable[[tuple[list[int], list[str]]], R], jobs: int
) -> Iterator[R]:
    """Yields `do((numbers, texts))` for the texts wanted, in the same way."""
    if jobs > 1 and isinstance(source, SharedRows) and source.has_parts:
        return source.each_again(wanted, do, jobs)
    return in_order(do, source.read_again(wanted), jobs)
