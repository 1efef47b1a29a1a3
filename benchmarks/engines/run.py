"""`python -m benchmarks run engines`: what documents take as they grow in number, over shards and on engines.

The engines run with two workers of this machine: what is compared is their own cost, not what a cluster gains.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from xxhash import xxh3_64_intdigest

from benchmarks.cases.commands import command
from benchmarks.engines.kept import ids_in
from benchmarks.engines.simulated import simulate
from benchmarks.processes import MEGABYTE, Usage, alternated, medians, run
from benchmarks.record import write_record
from benchmarks.tables import markdown

#: Documents of a shard, and the fewest shards.
A_SHARD = 1_000_000
FEWEST_SHARDS = 4

HEADING = ("documents", "MB", "how", "wall s", "CPU s", "a core", "largest process, MB", "disk, MB", "moved, MB")
LEFT = {2}  #: the column of text

#: All of them write the rows that stay, and a line for each removal: over shards, in the work directory.
OWN = (command(), "corpus", "{source}", "--quiet")
OVER_SHARDS = (*OWN, "--work", "{work}", "--shards", "{shards}", "--jobs")
ON_RAY = (sys.executable, "-m", "benchmarks.engines.on_ray", "{shards}", "{source}", "{work}")
ON_SPARK = (sys.executable, "-m", "benchmarks.engines.on_spark", "{shards}", "{source}", "{work}")
ENGINES = {
    "dedup, 1 process": (*OWN, "-o", "{work}/kept/rows.jsonl", "--report", "{work}/report.jsonl", "--jobs", "1"),
    "dedup over shards, 1 process": (*OVER_SHARDS, "1"),
    "dedup over shards, 2 processes": (*OVER_SHARDS, "2"),
    "dedup on Ray, files": ON_RAY,
    "dedup on Ray, datasets": (*ON_RAY, "--frame"),
    "dedup on Spark, files": ON_SPARK,
    "dedup on Spark, frames": (*ON_SPARK, "--frame"),
}

#: The most documents that these are given: they hold all in memory, or take many times as long as over files.
LARGEST = {
    "dedup, 1 process": 1e7,
    "dedup over shards, 2 processes": 1e7,
    "dedup on Ray, files": 1e7,
    "dedup on Ray, datasets": 1e6,
    "dedup on Spark, files": 1e7,
    "dedup on Spark, frames": 1e6,
}


class Row(NamedTuple):
    """What an engine took for a collection: medians over rounds."""

    documents: int
    megabytes: float
    engine: str
    usage: Usage
    disk: float  #: MB in the work directory at the end, with the rows that stay
    kept: int
    digest: str  #: of the ids of the rows that stay, in any order


def main(arguments: Sequence[str]) -> int:
    """Runs every engine on every collection and prints a table."""
    asked = argparse.ArgumentParser("python -m benchmarks run engines", description=__doc__)
    asked.add_argument("--documents", type=float, nargs="+", default=[1e5, 1e6], metavar="N", help="simulated ones")
    asked.add_argument("--rows", type=Path, nargs="+", default=[], help="files of JSON lines instead, with id and text")
    asked.add_argument("--rounds", type=int, default=1, help="runs of each, in turn")
    asked.add_argument("--only", nargs="+", default=[""], metavar="ENGINE", help="engines whose names begin so")
    asked.add_argument("--scratch", type=Path, metavar="DIR", help="where there is room for ten times the largest")
    asked.add_argument("--record", type=Path, metavar="DIR", help="also write the results there as JSON")
    options = asked.parse_args(arguments)
    chosen = [name for name in ENGINES if name.startswith(tuple(options.only))]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        for source in sources(options.rows, options.documents, Path(scratch)):
            measured = run_all(source, chosen, options.rounds, Path(scratch))
            print(*[*table(measured)][2 if rows else 0 :], sep="\n", flush=True)
            rows += measured
            if options.record:  # after each one, since the next may take an hour
                write_record(options.record, "engines", {"engines": [as_dict(row) for row in rows]})
    print(*costs(rows), sep="\n")
    return 0


def sources(files: Sequence[Path], numbers: Sequence[float], scratch: Path) -> Iterator[Path]:
    """The collections, one after another; simulated ones are written when their turn comes."""
    yield from files
    for number in () if files else map(int, numbers):
        path = scratch / "rows.jsonl"
        simulate(path, number)
        yield path


def run_all(source: Path, engines: Sequence[str], rounds: int, scratch: Path) -> list[Row]:
    """The engines in turn on one collection; raises `RuntimeError` where two keep other rows."""
    work = scratch / "work"
    with source.open("rb") as file:
        count = sum(1 for _ in file)
    places = {"source": source.absolute(), "work": work, "shards": max(count // A_SHARD, FEWEST_SHARDS)}
    engines = [name for name in engines if count <= LARGEST.get(name, count)]
    disk: dict[str, int] = {}
    kept: dict[str, tuple[int, str]] = {}

    def once(name: str) -> Usage:
        """What a run took."""
        if name.startswith("dedup, "):
            (work / "kept").mkdir(parents=True)
        usage = run([part.format_map(places) for part in ENGINES[name]])
        usage = usage._replace(cpu=usage.cpu + sum(float(note.read_text()) for note in work.glob("cpu-of-*")))
        disk[name] = sum(path.stat().st_size for path in work.rglob("*") if path.is_file())
        kept[name] = digest_of(ids_in(work))
        shutil.rmtree(work)
        print(f"{name}: {usage.wall:.1f} s", file=sys.stderr)
        return usage

    taken = alternated(engines, rounds, once)
    if len({*kept.values()}) > 1:
        raise RuntimeError(f"not all keep the same rows: {kept}")
    megabytes = source.stat().st_size / MEGABYTE
    return [
        Row(count, megabytes, name, medians(mine), disk[name] / MEGABYTE, *kept[name]) for name, mine in taken.items()
    ]


def digest_of(ids: Iterable[int | str]) -> tuple[int, str]:
    """How many rows stay, and a digest of their ids: the sum of their hashes."""
    count = total = 0
    for name in ids:
        count += 1
        total += xxh3_64_intdigest(str(name).encode())
    return count, f"{total % 2**64:016x}"


def costs(rows: Sequence[Row]) -> Iterator[str]:
    """By engine, what it takes whatever the number, and MB a CPU second beyond that: a line through two collections."""
    first = rows[0].engine if rows else ""
    speeds: dict[str, float] = {}
    for name in dict.fromkeys(row.engine for row in rows):
        own = [row for row in rows if row.engine == name]
        smallest, largest = min(own, key=lambda row: row.megabytes), max(own, key=lambda row: row.megabytes)
        grown = largest.usage.cpu - smallest.usage.cpu
        if grown > 0 and (name == first or first in speeds):
            speeds[name] = (largest.megabytes - smallest.megabytes) / grown
            fixed = smallest.usage.cpu - smallest.megabytes / speeds[name]
            share = speeds[name] / speeds[first]
            yield f"{name}: {speeds[name]:.3g} MB/CPU s beyond {fixed:.1f} CPU s, {share:.0%} of {first}"


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as a table."""
    alone = {row.documents: row.usage.cpu for row in rows if row.engine == next(iter(ENGINES))}
    return markdown([HEADING, *(cells(row, alone.get(row.documents)) for row in rows)], LEFT)


def cells(row: Row, alone: float | None) -> list[str]:
    """The cells of one engine; `alone`: the CPU seconds of one process that has no shards, if it was measured."""
    return [
        f"{row.documents:,}",
        f"{row.megabytes:.0f}",
        row.engine,
        f"{row.usage.wall:.1f}",
        f"{row.usage.cpu:.1f}",
        f"{alone / row.usage.cpu:.0%}" if alone else "",
        f"{row.usage.peak:.0f}",
        f"{row.disk:.0f}",
        f"{row.usage.moved:.0f}",
    ]


def as_dict(row: Row) -> dict[str, object]:
    """A row as it is recorded."""
    return {**row._asdict(), "usage": row.usage._asdict()}


def row_of(recorded: dict[str, Any]) -> Row:
    """A row from a record."""
    return Row(**{**recorded, "usage": Usage(**recorded["usage"])})
