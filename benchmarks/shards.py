"""Growth of a run over shards: processor time, memory and disk by the number of documents, beside the local search.

The documents are simulated and short; one in ten repeats an earlier one, half of these with a word changed. Each task
runs in a process of its own, so that memory is that of a task.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import numpy as np

from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.pipeline import find_copies
from dedup.corpus.sharded.stages import STAGES
from dedup.corpus.sharded.work import Work
from dedup.io.destination import Destination
from dedup.io.rows import Rows
from dedup.io.staged import Staged
from dedup.options import deduplicate_options

#: Words of a document, and different ones in all.
WORDS = 24
VOCABULARY = 50_000

#: Documents that are written at a time.
WRITTEN = 100_000

#: One in so many is a copy.
COPIES = 10


class Cost(NamedTuple):
    """What a process took."""

    seconds: float  #: of processor time
    memory: int  #: bytes, at the peak

    def and_then(self, other: Cost) -> Cost:
        """What two processes take, one after another."""
        return Cost(self.seconds + other.seconds, max(self.memory, other.memory))


def simulate(path: Path, documents: int, seed: int = 1) -> None:
    """Writes documents as lines of JSON."""
    rng = np.random.default_rng(seed)
    words = np.array([f"w{number:x}" for number in range(VOCABULARY)])
    with open(path, "w") as file:
        for first in range(0, documents, WRITTEN):
            count = min(WRITTEN, documents - first)
            chosen = rng.integers(0, VOCABULARY, (count, WORDS))
            copies = np.flatnonzero(rng.integers(0, COPIES, count) == 0)
            chosen[copies] = chosen[rng.integers(0, count, len(copies))]
            chosen[copies[::2], -1] = rng.integers(0, VOCABULARY, len(copies[::2]))
            file.writelines(json.dumps({"text": " ".join(text)}) + "\n" for text in words[chosen].tolist())


def cost_of(do: Callable[[], object]) -> Cost:
    """Does something in a process of its own."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            do()
            code = 0
        finally:
            os._exit(code)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"a task ended with status {status}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def run_locally(path: Path, output: Path) -> None:
    """The local search, which writes what stays."""
    rows = Rows([str(path)])
    with Checkpoint() as checkpoint, Staged() as staged:
        outcome = find_copies(rows, deduplicate_options(), checkpoint)
        destination = Destination(str(output), staged, rows.format, rows.fields, noted=False)
        rows.copy(destination, outcome.stays, None, lambda reject, raw: None)
        destination.close()


def size_of(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def measure(path: Path, folder: Path, documents: int, shards: int, local: bool) -> None:
    """Measures one number of documents, and prints a line for each stage and for all."""
    bytes_read = path.stat().st_size
    print(f"{documents:,} documents, {bytes_read / documents:.0f} bytes each, {shards} shards", flush=True)
    if local:
        alone = cost_of(lambda: run_locally(path, folder / "kept.jsonl"))
        _print("local", alone, documents)
    work = Work.create(folder / "work", [str(path)], deduplicate_options(), shards)
    total = Cost(0, 0)
    for stage in STAGES:
        cost = Cost(0, 0)
        for task in range(work.tasks(stage)):
            cost = cost.and_then(cost_of(partial(work.run, stage, task)))
        _print(stage, cost, documents, size_of(work.directory / stage))
        total = total.and_then(cost)
    _print("sharded", total, documents, size_of(work.directory) - size_of(work.directory / "kept"))
    if local:
        print(f"throughput a core, sharded against local: {alone.seconds / total.seconds:.0%}")
    print(work.counts())


def _print(name: str, cost: Cost, documents: int, disk: int = 0) -> None:
    speed = documents / max(cost.seconds, 1e-9)
    print(
        f"  {name:12} {cost.seconds:9.1f} CPU s {speed:12,.0f} documents/CPU s "
        f"{cost.memory / 1e6:8,.0f} MB memory {disk / documents:7.1f} bytes/document on disk",
        flush=True,
    )


def main(arguments: Sequence[str]) -> int:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks run shards", description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--per-shard", type=int, default=1_000_000, help="documents in a shard, at most")
    parser.add_argument("--shards", type=int, help="a fixed number of shards instead")
    parser.add_argument("--input", type=Path, help="a file of lines of JSON, instead of simulated documents")
    parser.add_argument("--no-local", action="store_true", help="do not run the local search")
    parser.add_argument("--folder", type=Path, help="where to put the files; they are deleted at the end")
    asked = parser.parse_args(arguments)
    for documents in asked.documents:
        folder = Path(mkdtemp(dir=asked.folder))
        try:
            path = asked.input or folder / "documents.jsonl"
            if not asked.input:
                simulate(path, documents)
            count = documents
            if asked.input:
                with open(path, "rb") as file:
                    count = sum(1 for _ in file)
            shards = asked.shards or -(-count // asked.per_shard)
            measure(path, folder, count, shards, not asked.no_local)
        finally:
            shutil.rmtree(folder)
    return 0
