"""The first stage: reads the texts of a shard, and writes their digests and band keys, divided by hash."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.fingerprint import digest_without_words
from dedup.corpus.lsh.banding import band_keys
from dedup.corpus.lsh.signatures import sketch_batch
from dedup.corpus.sharded.names import encoded
from dedup.corpus.sharded.task import Task
from dedup.io.rows.part_rows import PartRows
from dedup.kernel import _kernel

#: Documents whose digests and keys are in memory at a time.
HELD = 1 << 17


def fingerprint(task: Task) -> dict[str, Any]:
    """Runs the stage."""
    rows = task.manifest.rows(task.number)
    held: list[tuple[Any, ...]] = []
    first = kept = 0
    kinds: set[str] = set()
    for batch in rows.read():
        ids = rows.ids_from(kept) if rows.has_ids else []
        kinds |= {kind.__name__ for kind in {*map(type, ids)}}
        signatures, digests, characters, counts = sketch_batch(batch.texts, task.manifest.secret)
        for place in np.flatnonzero(counts == 0).tolist():
            digests[place] = digest_without_words(batch.texts[place], 0)
        held.append((counts, digests, characters, band_keys(signatures, task.manifest.bands), ids))
        kept += len(batch.texts)
        if kept - first >= HELD:
            _write(task, rows, first, held)
            held, first = [], kept
    _write(task, rows, first, held)
    read = rows.what_was_read()
    task.write_rows_read(read)
    return {
        "documents": read.documents,
        "references": read.references,
        "lines": read.lines,
        "rejected": [*rows.rejected],
        "id_kinds": sorted(kinds),
    }


def _write(task: Task, rows: PartRows, first: int, held: Sequence[tuple[Any, ...]]) -> None:
    """Writes what is held of the documents from `first` on."""
    if not held:
        return
    counts, digests, characters = (np.concatenate([batch[place] for batch in held]) for place in range(3))
    keys = np.concatenate([batch[3] for batch in held], axis=1)
    ids = [name for batch in held for name in batch[4]]
    number = np.arange(first, first + len(counts), dtype=np.uint32)

    has_words = counts > 0
    _write_keys(task, np.compress(has_words, keys, axis=1), number[has_words])

    solid = np.flatnonzero(has_words | (digests != 0).any(axis=1))  # a blank text is like no other
    columns: dict[str, Any] = {"digest": digests[solid], "characters": characters[solid], "number": number[solid]}
    if ids:
        names = [*map(encoded, ids)]
        columns["id"] = [names[place] for place in solid.tolist()]
        _write_id_hashes(task, rows, first, names)
    task.write_by_hash("digests", columns, digests[solid, 0])


def _write_keys(task: Task, keys: NDArray[np.uint64], number: NDArray[np.uint32]) -> None:
    """Writes the keys of texts, [bands, n], with the numbers of the texts."""
    bits = task.manifest.hash_bits
    bounds = np.empty((1 << bits) + 1, np.int64)
    key, number_of = np.empty(keys.size, np.uint64), np.empty(keys.size, np.uint32)
    _kernel.divide_keys(keys, number, bits, bounds, key, number_of)
    task.write_divided("keys", {"key": key, "number": number_of}, bounds)


def _write_id_hashes(task: Task, rows: PartRows, first: int, names: Sequence[bytes]) -> None:
    """Writes hashes of the ids, by which it is found out whether all differ; references may have the id of a row."""
    references = rows.starts[rows.references] if len(rows.starts) > rows.references else first + len(names)
    key = task.manifest.secret
    hashed = [
        blake2b(name, key=key, digest_size=16, person=b"id" if first + place >= references else b"reference").digest()
        for place, name in enumerate(names)
    ]
    hashes = np.frombuffer(b"".join(hashed), "<u8").reshape(-1, 2)
    number = np.arange(first, first + len(names), dtype=np.uint32)
    task.write_by_hash("ids", {"hash": hashes, "number": number}, hashes[:, 0])
