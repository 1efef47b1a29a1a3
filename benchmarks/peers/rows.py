"""What every adapter for documents needs: rows in, the earlier of two near copies kept, rows out.

An adapter is run as `python ADAPTER IN OUT` by the Python of the peer's own environment, without this library.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np

THRESHOLD = 0.8
SHINGLE = 5
SLOTS = 128
BANDS = 16
BUCKET = 64  #: documents of a bucket up to which all its pairs are compared


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


def shingles(words: list[Any], space: Any = " ") -> list[Any]:
    """Five words in a row, from every word on: a list, since the peers that take tokens take it faster than a set."""
    return list(map(space.join, zip(*(words[start:] for start in range(SHINGLE))))) or [space.join(words)]


def first_kept(documents: int, pairs: Iterable[Iterable[int]]) -> np.ndarray:
    """Which go: those alike to an earlier one that stays."""
    gone = np.zeros(documents, bool)
    for later, earlier in sorted((max(pair), min(pair)) for pair in pairs):
        if not gone[earlier] and later != earlier:
            gone[later] = True
    return gone


def banded_pairs(signatures: np.ndarray) -> list[list[int]]:
    """Pairs that share a band and whose slots are equal at the threshold; of a large bucket not all pairs."""
    rows = SLOTS // BANDS
    factors = np.random.default_rng(0).integers(1, 2**63, rows, np.uint64) | np.uint64(1)
    found = [np.empty((0, 2), np.int64)]
    for band in range(BANDS):
        keys = (signatures[:, band * rows : (band + 1) * rows].astype(np.uint64) * factors).sum(axis=1)
        found += pairs_in_buckets(keys)
    pairs = np.unique(np.concatenate(found), axis=0)
    equal = [(signatures[a] == signatures[b]).mean(axis=1) for a, b in (part.T for part in np.array_split(pairs, 64))]
    return pairs[np.concatenate(equal) >= THRESHOLD].tolist()


def pairs_in_buckets(keys: np.ndarray) -> list[np.ndarray]:
    """Places with the same key, in pairs; in a large bucket each with the first and with the one before it."""
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(keys[order[1:]] == keys[order[:-1]]) + 1  # places in order that continue a bucket
    begins = np.setdiff1d(same - 1, same)
    begin = begins[np.searchsorted(begins, same, "right") - 1]
    large = np.isin(begin, begin[same - begin >= BUCKET])
    found = [np.stack((order[begin[large]], order[same[large]]), axis=1)]
    for distance in range(1, BUCKET):
        reached = same - begin >= distance
        if not reached.any():
            break
        found.append(np.stack((order[same[reached] - distance], order[same[reached]]), axis=1))
        same, begin, large = same[~large], begin[~large], large[~large]
    return found
