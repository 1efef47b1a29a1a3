"""Collections of any size, grown from real documents by seeded edits, with every pair of near copies known exactly."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import Corpora, edited, edition
from dedup.kernel import _kernel

#: Share of the documents that are followed by copies of them, and the share of words that one may differ in.
COPIED = 0.2
EDITS = (0.0, 0.001, 0.005, 0.01, 0.02, 0.04)

SEPARATOR = "\n\0\n"

SHINGLE = 5
THRESHOLD = 0.8

Pairs = NDArray[np.uint32]  #: [pairs, 2] places of documents, the earlier first


def documents(corpora: Corpora, size: int) -> Iterator[str]:
    """Documents of `size` bytes together, or a little more: editions of real ones, with copies strewn among them."""
    source = SEPARATOR.join(document for document in corpora.documents if document)
    done = 0
    for number in count():
        rng = random.Random(number)
        originals = edition(source, number).split(SEPARATOR)
        copies = [
            edited(original, rng.choice(EDITS), rng)
            for original in originals
            if rng.random() < COPIED
            for _ in range(rng.choice((1, 1, 1, 2, 8)))
        ]
        together = originals + copies
        rng.shuffle(together)
        for document in together:
            yield document
            done += len(document.encode())
            if done >= size:
                return


def write_rows(path: Path, texts: Iterator[str]) -> None:
    """A row of JSON for each text, its id being its place."""
    with path.open("w", encoding="utf-8") as file:
        for place, text in enumerate(texts):
            file.write(json.dumps({"id": place, "text": text}, ensure_ascii=False) + "\n")


def pairs_of(texts: Sequence[str]) -> Pairs:
    """Every pair whose sets of shingles have a Jaccard index of `THRESHOLD` or more, by comparing all that could.

    Two such sets share one of their rarest elements, in whichever order rarity puts them: the prefix filter of
    Chaudhuri, Ganti and Kaushik, ICDE 2006.
    """
    sizes = np.empty(len(texts), np.uint32)
    hashes = np.frombuffer(_kernel.shingle_sets([*texts], SHINGLE, sizes), np.uint64)
    starts = np.concatenate((np.zeros(1, np.uint64), np.cumsum(sizes, dtype=np.uint64)))
    owner = np.repeat(np.arange(len(texts), dtype=np.uint32), sizes)
    prefix = sizes - np.ceil(THRESHOLD * sizes - 1e-9).astype(np.uint32) + 1

    frequency = _frequencies(hashes)
    singles = np.bincount(owner[frequency == 1], minlength=len(texts))
    hopeful = (singles < prefix)[owner]
    owner, hashes_left, frequency = owner[hopeful], hashes[hopeful], frequency[hopeful]
    order = np.lexsort((hashes_left, frequency, owner))
    owner, hashes_left = owner[order], hashes_left[order]
    begins = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]]) if len(owner) else np.empty(0, np.int64)
    rank = np.arange(len(owner)) - np.repeat(begins, np.diff(np.r_[begins, len(owner)]))
    rarest = rank < prefix[owner]
    proposed = np.unique(_pairs_in_groups(hashes_left[rarest], owner[rarest]), axis=0)

    a, b = (np.ascontiguousarray(column) for column in proposed.T)
    shared = np.empty(len(a), np.uint32)
    _kernel.count_shared(hashes, starts, a, b, shared)
    either = sizes[a].astype(np.int64) + sizes[b] - shared
    close: np.ndarray = proposed[shared >= THRESHOLD * either]
    return close


def _frequencies(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """How often each hash stands among all of them."""
    order = np.argsort(hashes)
    ordered = hashes[order]
    begins = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(hashes) else np.empty(0, np.int64)
    lengths = np.diff(np.r_[begins, len(hashes)])
    frequency = np.empty(len(hashes), np.uint32)
    frequency[order] = np.repeat(lengths, lengths)
    return frequency


def _pairs_in_groups(keys: NDArray[np.uint64], owner: NDArray[np.uint32]) -> Pairs:
    """All pairs of owners of one key."""
    order = np.lexsort((owner, keys))
    keys, owner = keys[order], owner[order]
    found = [np.empty((0, 2), np.uint32)]
    for distance in count(1):
        same = np.flatnonzero(keys[distance:] == keys[:-distance])
        if len(same) == 0:
            return np.concatenate(found)
        found.append(np.unique(np.stack((owner[same], owner[same + distance]), axis=1), axis=0))
    raise AssertionError("count() does not end")
