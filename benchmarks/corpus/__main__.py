"""`python -m benchmarks.corpus`: speed, memory, recall and precision of `dedup corpus` on collections that grow."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import Corpora
from benchmarks.corpus.engines import Engine, engines
from benchmarks.corpus.grown import documents, pairs_of, write_rows
from benchmarks.corpus.score import Score, score_of
from benchmarks.record import cpu_model

MEGABYTE = 1_000_000
SIZES = (10, 100, 300, 1000)
MEASURE = Path(__file__).with_name("measure.py")


class Usage(NamedTuple):
    """What a run took."""

    cpu: float  #: seconds
    wall: float
    peak: float  #: MB, of its largest process


class Row(NamedTuple):
    """What became of an engine on a collection: medians over rounds."""

    megabytes: int
    documents: int
    engine: str
    usage: Usage
    against_codec: float  #: CPU seconds / those of the bare decoding and encoding, round by round
    score: Score | None  #: None for what decides nothing


def main(arguments: list[str]) -> int:
    """Runs every engine on every collection and prints a table."""
    asked = parser().parse_args(arguments)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
        for megabytes in asked.sizes:
            found = run_all(megabytes, engines(asked.peers), asked.rounds, Path(scratch))
            print(*table(found, heading=not rows), sep="\n", flush=True)
            rows += found
    if asked.record:
        path = asked.record / f"{date.today().isoformat()}-corpus.json"
        record = {"date": date.today().isoformat(), "machine": cpu_model(), "corpus": [as_dict(row) for row in rows]}
        path.write_text(json.dumps(record, indent=1) + "\n", "utf-8")
        print("written:", path)
    return 0


def parser() -> argparse.ArgumentParser:
    """What may be asked for."""
    parser = argparse.ArgumentParser("python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="MB", help="of the collections")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, in turn")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="an environment with the peers in it")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="where there is room for five times the largest")
    parser.add_argument("--record", type=Path, metavar="DIR", help="also write the results there as JSON")
    return parser


def run_all(megabytes: int, candidates: list[Engine], rounds: int, scratch: Path) -> list[Row]:
    """The engines in turn on one collection."""
    print(f"growing {megabytes} MB and comparing all with all ...", file=sys.stderr)
    texts = list(documents(Corpora(), megabytes * MEGABYTE))
    pairs = pairs_of(texts)
    source, output = scratch / "rows.jsonl", scratch / "kept.jsonl"
    write_rows(source, iter(texts))
    count = len(texts)
    del texts

    size = source.stat().st_size
    running = [engine for engine in candidates if size <= engine.largest * 1.1]
    usages: dict[str, list[Usage]] = {engine.name: [] for engine in running}
    scores: dict[str, Score | None] = {}
    for number in range(rounds):
        for engine in running if number % 2 == 0 else reversed(running):
            usages[engine.name].append(run(engine.command(source, output)))
            scores[engine.name] = score_of(output, count, pairs) if engine is not running[0] else None
            output.unlink()
    codec = usages[running[0].name]
    return [
        Row(
            megabytes,
            count,
            name,
            Usage(*map(statistics.median, zip(*taken))),
            statistics.median(mine.cpu / its.cpu for mine, its in zip(taken, codec)),
            scores[name],
        )
        for name, taken in usages.items()
    ]


def run(command: list[str]) -> Usage:
    """Runs a program to its end; raises `RuntimeError` when it fails.

    A process starts with the memory of the one that makes it on its account, so a small one does.
    """
    done = subprocess.run([sys.executable, str(MEASURE), *command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()[-500:]}")
    cpu, wall, peak = json.loads(done.stdout.splitlines()[-1])
    return Usage(cpu, wall, peak / MEGABYTE)


def table(rows: list[Row], heading: bool) -> list[str]:
    """The lines of a table in Markdown."""
    lines = [
        "| MB | documents | what | CPU s | wall s | MB/CPU s | of codec | peak MB | removed | recall | precision |",
        "|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        score = row.score
        cells = (
            f"{row.megabytes}",
            f"{row.documents:,}",
            row.engine,
            f"{row.usage.cpu:.2f}",
            f"{row.usage.wall:.2f}",
            f"{row.megabytes / row.usage.cpu:.0f}",
            f"{row.against_codec:.2f}",
            f"{row.usage.peak:.0f}",
            *((f"{score.removed:,}", f"{score.recall:.4f}", f"{score.precision:.4f}") if score else ("", "", "")),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines if heading else lines[2:]


def as_dict(row: Row) -> dict[str, object]:
    """A row as it is recorded."""
    return {**row._asdict(), "usage": row.usage._asdict(), "score": row.score._asdict() if row.score else None}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
