"""Collapses many texts in batches, which threads share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dedup.errors import ArgumentTypeError
from dedup.options import CollapseOptions
from dedup.repeats.find import find_in_each
from dedup.repeats.rounds import collapse_repeats, unchanged
from dedup.results.collapsed import Collapsed

#: Characters from which on a batch is full: a thread takes a millisecond for them, a thousand times as long as handing
#: them over; and the most texts in it.
BATCH = 1 << 17
MOST_TEXTS = 256


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in order, in batches of about as much work; raises `ArgumentTypeError` for one that is no `str`."""
    batch: list[str] = []
    size = 0
    for place, text in enumerate(texts):
        if not isinstance(text, str):
            raise ArgumentTypeError(f"texts[{place}]", text, "a str")
        batch.append(text)
        size += len(text)
        if size >= BATCH or len(batch) == MOST_TEXTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def collapse_batch(texts: list[str], options: CollapseOptions) -> list[Collapsed]:
    """Collapses each text of a batch; most of the time, other threads run meanwhile."""
    return [
        unchanged(text, truncated=False) if repeats is None else collapse_repeats(text, repeats, options)
        for text, repeats in zip(texts, find_in_each(texts, options), strict=True)
    ]
