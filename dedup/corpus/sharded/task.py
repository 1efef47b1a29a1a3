"""A task: one stage for one shard, which reads files of earlier stages and writes its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.sharded.manifest import Manifest, write_json
from dedup.corpus.sharded.tables import Column, Rows, Table, damaged, divided, write_table
from dedup.io.rows.part_rows import PartRows, RowsRead
from dedup.io.rows.rows import Reject

#: Rows of earlier stages that are in memory at a time, about.
HELD = 1 << 20


class Done(NamedTuple):
    """What a finished task says of itself."""

    files: dict[str, int]  #: the size of each file that it wrote, by its path in the directory
    facts: dict[str, Any]


class Results:
    """What finished tasks wrote."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._done: dict[tuple[str, int], Done] = {}

    def path(self, stage: str, name: str) -> Path:
        """The path of a file of a stage."""
        return self.directory / stage / name

    def done(self, stage: str, number: int) -> Done | None:
        """What a task says of itself; None if it is not done, or a file of it is missing or cut off."""
        if (known := self._done.get((stage, number))) is not None:
            return known
        path = self.path(stage, f"{number:05}.json")
        try:
            done = Done(**json.loads(path.read_text("ascii")))
        except FileNotFoundError:
            return None
        except (TypeError, ValueError) as error:
            raise damaged(path, "it cannot be read") from error
        for name, size in done.files.items():
            file = self.directory / name
            if not file.exists() or file.stat().st_size != size:
                return None
        self._done[stage, number] = done
        return done

    def finished(self, stage: str, number: int) -> Done:
        """What a task says of itself that must be done."""
        done = self.done(stage, number)
        if done is None:
            raise damaged(self.path(stage, f"{number:05}.json"), "it, or a file that it names, is missing")
        return done


class Task:
    """One task of a stage."""

    def __init__(self, results: Results, manifest: Manifest, stage: str, number: int) -> None:
        self.manifest, self.stage, self.number, self._results = manifest, stage, number, results
        self._files: dict[str, int] = {}
        self._runs: dict[str, int] = {}

    @property
    def root(self) -> Path:
        """The work directory."""
        return self._results.directory

    @property
    def directory(self) -> Path:
        """The folder of the stage's files."""
        return self._results.directory / self.stage

    def write(
        self, name: str, columns: Mapping[str, Column], partition: NDArray[Any] | None = None, of: int = 1
    ) -> None:
        """Writes a table, whose rows are in one of `of` partitions each, or all in one.

        A task may write several of one name.
        """
        if partition is None:
            self.write_divided(name, columns, np.array([0, len(next(iter(columns.values())))]))
        else:
            self.write_divided(name, *divided(columns, partition, of))

    def write_divided(self, name: str, columns: Mapping[str, Column], bounds: NDArray[np.int64]) -> None:
        """The same, of rows that are in the order of their partitions; the bounds tell where each begins."""
        run = self._runs[name] = self._runs.get(name, -1) + 1
        path = self.directory / f"{self.number:05}-{name}-{run:04}.table"
        write_table(path, columns, bounds)
        self.wrote(path)

    def wrote(self, path: Path) -> None:
        """Notes a file that the task has written."""
        self._files[str(path.relative_to(self._results.directory))] = path.stat().st_size

    def write_by_hash(self, name: str, columns: Mapping[str, Column], hashes: NDArray[np.uint64]) -> None:
        """Writes a table that is divided by hashes."""
        bits = self.manifest.hash_bits
        self.write(name, columns, (hashes >> np.uint64(64 - bits)).astype(np.uint16), 1 << bits)

    def finish(self, facts: Mapping[str, Any]) -> None:
        """Notes that the task is done."""
        write_json(self.directory / f"{self.number:05}.json", {"files": self._files, "facts": facts})

    def facts(self, stage: str) -> list[dict[str, Any]]:
        """What the tasks of an earlier stage found out."""
        return [self._results.finished(stage, number).facts for number in range(self.manifest.shards)]

    def tables(self, stage: str, name: str, number: int) -> list[Table]:
        """The tables of a name that a task of an earlier stage wrote."""
        files = self._results.finished(stage, number).files
        wanted = f"{stage}/{number:05}-{name}-"
        return [Table(self._results.directory / file) for file in files if file.startswith(wanted)]

    def given(self, stage: str, name: str) -> list[Rows]:
        """What the tasks of an earlier stage wrote for this one, in tables of a name that are divided by shard."""
        return [
            table.read(self.number, self.number + 1)
            for number in range(self.manifest.shards)
            for table in self.tables(stage, name, number)
        ]

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """The number of the first document of each shard, among all, then the number of documents."""
        counts = [facts["documents"] for facts in self.facts("fingerprint")]
        return np.append(0, np.cumsum(counts, dtype=np.int64))

    @cached_property
    def references(self) -> int:
        """How many of the documents, which come first, are references."""
        return sum(facts["references"] for facts in self.facts("fingerprint"))

    @cached_property
    def id_kinds(self) -> set[type]:
        """The types of all ids."""
        names = {kind for facts in self.facts("fingerprint") for kind in facts["id_kinds"]}
        return {kind for kind in (int, str) if kind.__name__ in names}

    def shard_of(self, documents: NDArray[np.int64]) -> NDArray[np.int64]:
        """The shard of each document."""
        return np.searchsorted(self.starts, documents, side="right") - 1

    def rows(self, shard: int | None = None) -> PartRows:
        """The rows of a shard, as the first stage has read them; None: the task's own."""
        shard = self.number if shard is None else shard
        rows = self.manifest.rows(shard)
        path = self._results.path("fingerprint", f"{shard:05}-rows.json")
        try:
            saved = json.loads(path.read_text("ascii"))
            read = RowsRead(
                documents=saved["documents"],
                references=saved["references"],
                lines=[(file, lines) for file, lines in saved["lines"]],
                bad=[(place, row, Reject(*reject)) for place, row, reject in saved["bad"]],
                cut=[(place, Reject(*reject)) for place, reject in saved["cut"]],
            )
        except (FileNotFoundError, KeyError, TypeError, ValueError) as error:
            raise damaged(path, "it cannot be read") from error
        lines = [facts["lines"] for facts in self.facts("fingerprint")[:shard]]
        before = [
            sum(count for of_shard in lines for file, count in of_shard if file == part.file)
            for part in self.manifest.parts[shard]
        ]
        rows.resume(read, before)
        return rows

    def write_rows_read(self, read: RowsRead) -> None:
        """Writes what the first stage found out about its rows."""
        path = self.directory / f"{self.number:05}-rows.json"
        write_json(path, read._asdict())
        self.wrote(path)

    def passes(self, name: str) -> Iterator[list[tuple[int, Rows]]]:
        """Yields this task's share of tables that are divided by hash, as much at a time as fits in memory.

        Each time, these are rows of all shards, with the number of the shard.
        """
        shards, of = self.manifest.shards, 1 << self.manifest.hash_bits
        tables = [(shard, table) for shard in range(shards) for table in self.tables("fingerprint", name, shard)]
        start, stop = (of * number // shards for number in (self.number, self.number + 1))
        sizes = np.zeros(stop - start, np.int64)
        for _, table in tables:
            sizes += np.diff(table.bounds(start, stop))
        of_pass = np.cumsum(sizes) // HELD
        for bounds in pairwise([0, *(np.flatnonzero(np.diff(of_pass)) + 1).tolist(), stop - start]):
            first, last = (start + bound for bound in bounds)
            if tables and first < last:
                yield [(shard, table.read(first, last)) for shard, table in tables]
