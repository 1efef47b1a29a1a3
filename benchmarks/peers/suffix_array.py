"""A suffix array, from pydivsufsort: what stood in the same text before goes, from `LEAST` equal bytes on.

Many texts are in one array, as Lee et al. (2022) have it, but only repeats inside one text count, and its first copy
stays.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from pydivsufsort import divsufsort, kasai
from spans import Row, Span, read_rows, write_spans

LEAST = 200  #: bytes, some fifty tokens
BATCH = 400_000  #: characters


def repeated(data: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Which bytes are part of `LEAST` that stood in the same text before; a text ends at each of `ends`."""
    order = divsufsort(data)
    goes_on = kasai(data, order)[:-1] >= LEAST  # like the next one in order
    group = np.cumsum(np.r_[False, ~goes_on])
    several = np.r_[False, goes_on] | np.r_[goes_on, False]
    place, group = order[several].astype(np.int64), group[several]
    text = np.searchsorted(ends, place, "right")
    sorting = np.lexsort((place, text, group))
    place, text, group = place[sorting], text[sorting], group[sorting]
    later = place[1:][(group[1:] == group[:-1]) & (text[1:] == text[:-1])]
    change = np.bincount(later, minlength=len(data) + 1) - np.bincount(later + LEAST, minlength=len(data) + 1)
    return np.cumsum(change)[:-1] > 0


def spans_of(text: str, gone: np.ndarray) -> Iterator[Span]:
    """The whole characters of a text all of whose bytes go."""
    if not text.isascii():
        data = np.frombuffer(text.encode(), np.uint8)
        gone = np.minimum.reduceat(gone, np.flatnonzero((data & 0xC0) != 0x80))
    edges = np.flatnonzero(np.diff(np.r_[False, gone, False].astype(np.int8)))
    return zip(edges[::2].tolist(), edges[1::2].tolist())


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows, so many at a time that the array of their texts stays in the processor's cache."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    yield batch


def removed(batch: list[Row]) -> Iterator[tuple[int | str, Iterator[Span]]]:
    """The id of each row, and what of its text would go."""
    encoded = [row.text.encode() for row in batch]
    ends = np.cumsum([len(text) + 1 for text in encoded])
    gone = repeated(np.frombuffer(bytearray(b"\0".join([*encoded, b""])), np.uint8), ends)
    for row, (start, stop) in zip(batch, pairwise([0, *ends.tolist()])):
        yield row.id, spans_of(row.text, gone[start : stop - 1])


if __name__ == "__main__":
    source, output = sys.argv[1:]
    write_spans(output, (answer for batch in batches(read_rows(source)) if batch for answer in removed(batch)))
