"""The third stage: finds the texts that share a band key, of a range of keys."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.grouping import Marks, group_starts
from dedup.corpus.lsh.banding import FACTOR
from dedup.corpus.lsh.buckets import may_be_shared
from dedup.corpus.lsh.components import pairs_of
from dedup.corpus.sharded.task import Task

I64 = NDArray[np.int64]


def keys(task: Task) -> dict[str, Any]:
    """Runs the stage: writes edges, each of the first text with a key and another; followers are left out."""
    dropped = DocumentSet(int(task.starts[-1]))
    for number in range(task.manifest.shards):
        for table in task.tables("words", "dropped", number):
            dropped.add(table.read().columns["document"])
    for pieces in task.passes("keys"):
        key = np.concatenate([rows.columns["key"] for _, rows in pieces])
        document = np.concatenate([rows.columns["number"] + task.starts[shard] for shard, rows in pieces])
        hopeful = np.flatnonzero(may_be_shared(key << np.uint64(task.manifest.hash_bits)))
        hopeful = hopeful[~dropped.has(document[hopeful])]
        hopeful = hopeful[may_be_shared(key[hopeful] * FACTOR)]  # other bits: next to none is left by chance
        a, b = pairs_of(key[hopeful], document[hopeful])
        order = np.lexsort((b, a))  # several bands make the same edge
        a, b = a[order], b[order]
        differs = group_starts(a, b)
        task.write("edges", {"a": a[differs], "b": b[differs]})
    return {}


class DocumentSet:
    """Some of n documents, a bit for each of the n.

    >>> some = DocumentSet(100)
    >>> some.add(np.array([3, 64]))
    >>> some.has(np.array([3, 4, 64])).tolist()
    [True, False, True]
    """

    def __init__(self, documents: int) -> None:
        self._bits = np.zeros((documents >> 3) + 1, np.uint8)

    def add(self, documents: I64) -> None:
        """Adds documents."""
        np.bitwise_or.at(self._bits, documents >> 3, np.left_shift(1, documents & 7).astype(np.uint8))

    def has(self, documents: I64) -> Marks:
        """Marks those that are here."""
        return np.asarray(self._bits[documents >> 3] >> (documents & 7).astype(np.uint8) & 1, bool)
