"""What every adapter needs: rows in, the earlier of two near copies kept, rows out.

An adapter is run as `python ADAPTER IN OUT` by the Python of the peer's own environment, without this library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import numpy as np

THRESHOLD = 0.8
SHINGLE = 5
SLOTS = 128
BANDS = 16


class Row(msgspec.Struct):
    id: int | str
    text: str


def read_rows(path: str) -> tuple[list[bytes], list[str]]:
    """The lines of a file, and the text in each."""
    with open(path, "rb") as file:
        lines = file.readlines()
    decode = msgspec.json.Decoder(Row).decode
    return lines, [decode(line).text for line in lines]


def write_rows(path: str, lines: list[bytes], gone: np.ndarray) -> None:
    """The lines that stay."""
    with open(path, "wb") as file:
        file.writelines(line for line, out in zip(lines, gone.tolist()) if not out)


def shingles(text: str) -> set[str]:
    """The set of five words in a row, as the documentation of the peers that take tokens shows."""
    words = text.lower().split()
    return {" ".join(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1))}


def first_kept(documents: int, pairs: Iterable[tuple[int, int]]) -> np.ndarray:
    """Which go: those alike to an earlier one that stays."""
    gone = np.zeros(documents, bool)
    for later, earlier in sorted((max(pair), min(pair)) for pair in pairs):
        if not gone[earlier] and later != earlier:
            gone[later] = True
    return gone


def banded_pairs(signatures: np.ndarray) -> Iterator[tuple[int, int]]:
    """Pairs that share a band and whose slots are equal at the threshold; of a large bucket not all pairs."""
    rows = SLOTS // BANDS
    seen: set[tuple[int, int]] = set()
    for band in range(BANDS):
        keys = np.ascontiguousarray(signatures[:, band * rows : (band + 1) * rows]).view(f"V{rows * 4}").ravel()
        _, bucket, sizes = np.unique(keys, return_inverse=True, return_counts=True)
        order = np.argsort(bucket, kind="stable")
        order = order[sizes[bucket[order]] > 1]
        for member in np.split(order, np.flatnonzero(np.diff(bucket[order])) + 1):
            for place in range(1, len(member)):
                for other in {0, place - 1} if len(member) > 64 else range(place):
                    seen.add((int(member[other]), int(member[place])))
    for a, b in seen:
        if (signatures[a] == signatures[b]).mean() >= THRESHOLD:
            yield a, b
