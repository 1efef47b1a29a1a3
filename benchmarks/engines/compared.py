"""`python -m benchmarks run compared`: near copies over shards and on engines, beside other tools that scale.

On collections grown from real documents, of which every pair of near copies is known. All use two cores of one machine,
but one process where that is said.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.corpora import Corpora
from benchmarks.corpus.grown import Pairs, documents, pairs_of, write_rows
from benchmarks.corpus.score import Score, score_of
from benchmarks.engines.kept import ids_in
from benchmarks.engines.run import ON_RAY, ON_SPARK, OVER_SHARDS
from benchmarks.peers.environments import HERE as PEERS
from benchmarks.peers.environments import environments
from benchmarks.processes import MEGABYTE, Usage, alternated, medians, parser, run
from benchmarks.record import write_record
from benchmarks.tables import markdown

SHARDS = 4

#: The labels of the peers begin so.
OTHERS = ("Spark MLlib", "datatrove", "daft")

#: The others do not align what is similar, to spare what says something else: nor does this library without protection.
OWN = {
    "dedup over shards, 1 process": (*OVER_SHARDS, "1"),
    "dedup over shards, --protect none": (*OVER_SHARDS, "1", "--protect", "none"),
    "dedup on Ray, protect=()": (*ON_RAY, "--unprotected"),
    "dedup on Spark, protect=()": (*ON_SPARK, "--unprotected"),
}

HEADING = ("MB", "documents", "what", "CPU s", "wall s", "MB/CPU s", "largest process, MB", "recall", "precision")
LEFT = {2}  #: the column of text


class Row(NamedTuple):
    """What became of an engine on a collection: medians over rounds."""

    megabytes: int
    documents: int
    engine: str
    usage: Usage
    score: Score


def main(arguments: Sequence[str]) -> int:
    """Runs every engine on every collection and prints a table."""
    asked = parser("run compared", __doc__, int, (10, 100), "ten times the largest").parse_args(arguments)
    found, absent = environments("documents", asked.peers, asked.only or OTHERS)
    others = {peer.label: (python, str(PEERS / peer.adapter), "{source}", "{output}") for peer, python in found}
    largest = {peer.label: peer.largest for peer, _ in found}
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
        for megabytes in asked.sizes:
            print(f"growing {megabytes} MB and comparing all with all ...", file=sys.stderr)
            texts = list(documents(Corpora(), megabytes * MEGABYTE))
            write_rows(Path(scratch, "rows.jsonl"), iter(texts))
            fits = {name for name, most in largest.items() if megabytes * MEGABYTE <= most}
            engines = {**OWN, **{name: command for name, command in others.items() if name in fits}}
            measured = run_all(Path(scratch), engines, asked.rounds, megabytes, len(texts), pairs_of(texts))
            print(*[*table(measured)][2 if rows else 0 :], sep="\n", flush=True)
            rows += measured
            if asked.record:
                written = {"compared": [as_dict(row) for row in rows], "absent": absent}
                write_record(asked.record, "compared", written)
    for name, reason in absent.items():
        print(f"\nAbsent: {name}: {reason}")
    return 0


def run_all(
    scratch: Path, engines: dict[str, tuple[str, ...]], rounds: int, megabytes: int, count: int, pairs: Pairs
) -> list[Row]:
    """The engines in turn on one collection."""
    work = scratch / "work"
    places = {"source": scratch / "rows.jsonl", "work": work, "output": work / "kept.jsonl", "shards": SHARDS}
    scores: dict[str, Score] = {}

    def once(name: str) -> Usage:
        """What a run took; its answer is scored."""
        if name not in OWN:
            work.mkdir()
        usage = run([part.format_map(places) for part in engines[name]])
        usage = usage._replace(cpu=usage.cpu + sum(float(note.read_text()) for note in work.glob("cpu-of-*")))
        scores[name] = score_of(ids_in(work if name in OWN else work / "kept.jsonl"), count, pairs)
        shutil.rmtree(work)
        print(f"{name}: {usage.wall:.1f} s", file=sys.stderr)
        return usage

    taken = alternated([*engines], rounds, once)
    return [Row(megabytes, count, name, medians(mine), scores[name]) for name, mine in taken.items()]


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as a table."""
    return markdown([HEADING, *map(cells, rows)], LEFT)


def cells(row: Row) -> list[str]:
    """The cells of one engine."""
    return [
        f"{row.megabytes}",
        f"{row.documents:,}",
        row.engine,
        f"{row.usage.cpu:.1f}",
        f"{row.usage.wall:.1f}",
        f"{row.megabytes / row.usage.cpu:.2g}",
        f"{row.usage.peak:.0f}",
        f"{row.score.recall:.4f}",
        f"{row.score.precision:.4f}",
    ]


def as_dict(row: Row) -> dict[str, object]:
    """A row as it is recorded."""
    return {**row._asdict(), "usage": row.usage._asdict(), "score": row.score._asdict()}


def row_of(recorded: dict[str, Any]) -> Row:
    """A row from a record."""
    return Row(**{**recorded, "usage": Usage(**recorded["usage"]), "score": Score(**recorded["score"])})
