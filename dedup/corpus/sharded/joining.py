"""The fourth stage, one task: joins the texts that share keys to components, and gives each component to a shard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.lsh.components import Components
from dedup.corpus.sharded.task import Task

I64 = NDArray[np.int64]

#: Numbers of texts that are collected before those that came twice are dropped.
COLLECTED = 1 << 22


def components(task: Task) -> dict[str, Any]:
    """Runs the stage: writes the shard that matches each candidate, divided by the shard that has its text."""
    candidates = _candidates(task)
    if len(candidates) >= 1 << 32:
        raise OverflowError(f"{len(candidates):,} candidates are more than can be joined")
    joined = Components(len(candidates))
    for a, b in _edges(task):
        joined.join(*(np.searchsorted(candidates, documents).astype(np.uint32) for documents in (a, b)))
    first = joined.firsts()
    sizes = np.bincount(first, minlength=len(candidates))
    before = np.cumsum(sizes) - sizes  # the texts of components that begin earlier
    shards = task.manifest.shards
    match_shard = (before[first] * shards // max(len(candidates), 1)).astype(np.uint16)
    columns: dict[str, Any] = {"document": candidates, "match": match_shard}
    task.write("candidates", columns, task.shard_of(candidates), shards)
    return {"candidates": len(candidates), "largest": int(sizes.max(initial=0))}


def _edges(task: Task) -> Iterator[tuple[I64, I64]]:
    """Yields the edges of all tasks of earlier stages."""
    for stage in ("words", "keys"):
        for number in range(task.manifest.shards):
            for table in task.tables(stage, "edges", number):
                columns = table.read().columns
                yield columns["a"], columns["b"]


def _candidates(task: Task) -> I64:
    """The texts with an edge, in order."""
    known = np.empty(0, np.int64)
    more: list[I64] = []
    for a, b in _edges(task):
        more += (np.unique(a), np.unique(b))
        if sum(map(len, more)) > max(COLLECTED, len(known)):
            known = np.unique(np.concatenate([known, *more]))
            more.clear()
    return np.unique(np.concatenate([known, *more]))
