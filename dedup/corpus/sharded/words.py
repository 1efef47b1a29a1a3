"""The second stage: groups the texts of a range of digests that are equal, and refuses ids that come twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.ranking import id_order
from dedup.corpus.grouping import group_starts, mark_alone
from dedup.corpus.lsh.buckets import may_be_shared
from dedup.corpus.sharded.names import decoded
from dedup.corpus.sharded.tables import Rows
from dedup.corpus.sharded.task import Task
from dedup.errors import InputError, shown

I64 = NDArray[np.int64]


def words(task: Task) -> dict[str, Any]:
    """Runs the stage.

    Of texts of the same characters, one leads: the best by the keep rule; the others follow it whatever becomes of it.
    Leaders of the same words are joined by an edge, since they are to be compared; anybody can forge a text that shares
    the digest of another, so their words are to be digested again, under the secret key.
    """
    check_ids(task)
    for pieces in task.passes("digests"):
        _group(task, pieces)
    return {}


def _group(task: Task, pieces: Sequence[tuple[int, Rows]]) -> None:
    """Writes the leaders, followers and edges of one pass."""
    digest, place, document = _shared(task, pieces, "digest")
    characters = np.concatenate([rows.columns["characters"] for _, rows in pieces])[place]
    ranks = _rank_columns(task, pieces, place, document)
    order = np.lexsort((*ranks, characters, digest[:, 1], digest[:, 0]))
    high, low, characters, document = digest[order, 0], digest[order, 1], characters[order], document[order]
    of_words = group_starts(high, low)
    leads = group_starts(high, low, characters)
    leader = document[np.flatnonzero(leads)][np.cumsum(leads) - 1]
    follower, leader_of = document[~leads], leader[~leads]
    task.write("dropped", {"document": follower})
    may_go = follower >= task.references
    columns = {"leader": leader_of[may_go], "follower": follower[may_go]}
    task.write("followers", columns, task.shard_of(columns["leader"]), task.manifest.shards)
    first = document[np.flatnonzero(of_words)][np.cumsum(of_words) - 1]
    variant = leads & ~of_words
    task.write("edges", {"a": first[variant], "b": document[variant]})
    doubtful = np.unique(np.concatenate((first[variant], document[variant])))
    task.write("doubtful", {"document": doubtful}, task.shard_of(doubtful), task.manifest.shards)


def _shared(task: Task, pieces: Sequence[tuple[int, Rows]], name: str) -> tuple[NDArray[np.uint64], I64, I64]:
    """The hashes of two numbers each that come more than once, their places in all pieces, and their documents."""
    hashes = np.concatenate([rows.columns[name] for _, rows in pieces])
    document = np.concatenate([rows.columns["number"] + task.starts[shard] for shard, rows in pieces])
    place = np.flatnonzero(may_be_shared(hashes[:, 0] << np.uint64(task.manifest.hash_bits)))
    order = np.lexsort((hashes[place, 1], hashes[place, 0]))
    place = place[order]
    place = place[~mark_alone(group_starts(hashes[place, 0], hashes[place, 1]))]
    return hashes[place], place, document[place]


def _rank_columns(task: Task, pieces: Sequence[tuple[int, Rows]], place: I64, document: I64) -> tuple[I64, ...]:
    """The columns that rank texts of the same words, the least important one first."""
    is_input = (document >= task.references).astype(np.int64)
    if task.manifest.keep == "last":
        return -document, is_input
    if task.manifest.keep == "first" or not any("id" in rows.columns for _, rows in pieces):
        return document, is_input
    names = [name for _, rows in pieces for name in rows.of_bytes("id")] if len(place) else []
    return document, id_order([decoded(names[one]) for one in place.tolist()], task.id_kinds), is_input


def check_ids(task: Task) -> None:
    """Raises `InputError` if two documents have one id; within a shard, that was found before."""
    for pieces in task.passes("ids"):
        hashes, _, document = _shared(task, pieces, "hash")
        if len(document):
            starts = group_starts(hashes[:, 0], hashes[:, 1])
            second = int(document[~starts].min())
            shard = int(task.shard_of(np.array([second]))[0])
            path, line, name = task.rows(shard).where(second - int(task.starts[shard]))
            reason = f"the id {shown(name)} has come before; give each document an id of its own, or leave out --id"
            raise InputError(path, reason, line)
