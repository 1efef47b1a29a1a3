"""`python -m benchmarks run corpus`: speed, memory, recall and precision of `dedup corpus` on collections that grow."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import Corpora
from benchmarks.corpus.engines import Engine, engines
from benchmarks.corpus.grown import documents, pairs_of, write_rows
from benchmarks.corpus.score import Score, score_of
from benchmarks.engines.kept import ids_in
from benchmarks.processes import MEGABYTE, Usage, alternated, medians, parser, ratio, run
from benchmarks.record import write_record
from benchmarks.tables import markdown

SIZES = (10, 100, 300, 1000)

HEADING = ("MB", "documents", "what", "CPU s", "wall s", "MB/CPU s", "of codec", "peak MB", "removed", "recall",
           "precision")  # fmt: skip
LEFT = {2}  #: the column of text


class Row(NamedTuple):
    """What became of an engine on a collection: medians over rounds."""

    megabytes: int
    documents: int
    engine: str
    usage: Usage
    against_codec: float  #: CPU seconds / those of the bare decoding and encoding, round by round
    score: Score | None  #: None for what decides nothing


def main(arguments: Sequence[str]) -> int:
    """Runs every engine on every collection and prints a table."""
    asked = parser("run corpus", __doc__, int, SIZES, "five times the largest").parse_args(arguments)
    rows: list[Row] = []
    found, absent = engines(asked.peers, asked.only)
    with tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
        for megabytes in asked.sizes:
            measured = run_all(megabytes, found, asked.rounds, Path(scratch))
            print(*list(markdown([HEADING, *map(cells, measured)], LEFT))[2 if rows else 0 :], sep="\n", flush=True)
            rows += measured
    for name, reason in absent.items():
        print(f"\nAbsent: {name}: {reason}")
    if asked.record:
        print("written:", write_record(asked.record, "corpus", {"corpus": list(map(as_dict, rows)), "absent": absent}))
    return 0


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
    by_name = {engine.name: engine for engine in running}
    scores: dict[str, Score | None] = {}

    def once(name: str) -> Usage:
        """What a run took; its answer is scored."""
        usage = run(by_name[name].command(source, output))
        scores[name] = score_of(ids_in(output), count, pairs) if by_name[name] is not running[0] else None
        output.unlink()
        return usage

    taken = alternated(list(by_name), rounds, once)
    codec = [usage.cpu for usage in taken[running[0].name]]
    return [
        Row(megabytes, count, name, medians(mine), ratio([usage.cpu for usage in mine], codec), scores[name])
        for name, mine in taken.items()
    ]


def cells(row: Row) -> list[str]:
    """The cells of one engine."""
    score = row.score
    return [
        f"{row.megabytes}",
        f"{row.documents:,}",
        row.engine,
        f"{row.usage.cpu:.2f}",
        f"{row.usage.wall:.2f}",
        f"{row.megabytes / row.usage.cpu:.3g}",
        f"{row.against_codec:.2f}",
        f"{row.usage.peak:.0f}",
        *((f"{score.removed:,}", f"{score.recall:.4f}", f"{score.precision:.4f}") if score else ("", "", "")),
    ]


def as_dict(row: Row) -> dict[str, object]:
    """A row as it is recorded."""
    return {**row._asdict(), "usage": row.usage._asdict(), "score": row.score._asdict() if row.score else None}
