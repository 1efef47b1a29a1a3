"""`python -m benchmarks run index`: an index of texts seen before, beside those of other tools, while it grows."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import Corpora
from benchmarks.index.workload import Question, write_workload
from benchmarks.peers.environments import HERE, environments
from benchmarks.processes import MEGABYTE
from benchmarks.record import write_record
from benchmarks.tables import markdown

SIZES = (10_000, 100_000, 1_000_000)

HEADING = ("documents", "index of", "adds/CPU s", "queries/CPU s", "median query, us", "recall", "false answers",
           "peak MB", "bytes a document")  # fmt: skip
LEFT = {1}  #: the column of text

#: Ours, and the arguments for each way of using it.
OURS = {
    "dedup, in memory": [],
    "dedup, in a file": ["file"],
    "dedup, in a file, nothing protected": ["file", "unprotected"],
}


class Row(NamedTuple):
    """What became of an index with so many documents."""

    documents: int
    name: str
    adds: float  #: per CPU second
    queries: float  #: per CPU second
    median: float  #: CPU seconds of the median query
    recall: float  #: the share of near copies for which it named the original
    false: int  #: new texts for which it named a document
    peak: float  #: MB of memory, that of a server included
    on_disk: float  #: bytes a document; 0: it is in memory


def main(arguments: Sequence[str]) -> int:
    """Fills and asks every index at every size, and prints a table."""
    asked = parser().parse_args(arguments)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
        for size in asked.sizes:
            measured = list(run_all(size, asked, Path(scratch)))
            print(*list(table(measured))[2 if rows else 0 :], sep="\n", flush=True)
            rows += measured
    if asked.record:
        print("written:", write_record(asked.record, "index", {"index": [row._asdict() for row in rows]}))
    return 0


def parser() -> argparse.ArgumentParser:
    """What may be asked for."""
    asked = argparse.ArgumentParser("python -m benchmarks run index", description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="documents in the index")
    asked.add_argument("--peers", type=Path, metavar="DIR", help="environments of peers, made where missing")
    asked.add_argument("--only", nargs="+", default=[], metavar="PEER", help="peers whose labels begin so")
    asked.add_argument("--scratch", type=Path, metavar="DIR", help="where there is room for 6 KB a document")
    asked.add_argument("--record", type=Path, metavar="DIR", help="also write the results there as JSON")
    return asked


def run_all(size: int, asked: argparse.Namespace, scratch: Path) -> Iterator[Row]:
    """All indexes on one collection."""
    print(f"writing {size:,} pages ...", file=sys.stderr)
    paths = [str(scratch / name) for name in ("rows.jsonl", "asked.jsonl", "out.json")]
    questions = write_workload(Corpora(), size, Path(paths[0]), Path(paths[1]))
    for name, ways in OURS.items():
        yield run(name, size, [sys.executable, "-m", "benchmarks.index.ours", *paths, *ways], questions)
    for peer, python in environments("seen", asked.peers, asked.only)[0]:
        if size > peer.largest or ("redis" in peer.adapter and not shutil.which("redis-server")):
            print(f"left out: {peer.label} with {size:,} documents", file=sys.stderr)
        else:
            yield run(peer.label, size, [python, str(HERE / peer.adapter), *paths], questions)


def run(name: str, size: int, command: Sequence[str], questions: Sequence[Question]) -> Row:
    """Runs an adapter and scores its answers."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr.strip()[-500:]}")
    output = next(path for path in command if path.endswith("out.json"))
    result = json.loads(Path(output).read_text("utf-8"))
    answers = list(zip(questions, result["answers"], strict=True))
    copies = [answer == question.original for question, answer in answers if question.original is not None]
    return Row(
        documents=size,
        name=name,
        adds=size / result["filling"],
        queries=len(answers) / result["asking"],
        median=result["median"],
        recall=sum(copies) / max(len(copies), 1),
        false=sum(answer is not None for question, answer in answers if question.original is None),
        peak=result["peak"] / MEGABYTE,
        on_disk=result["on_disk"] / size,
    )


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as a table in Markdown."""
    return markdown([HEADING, *map(cells, rows)], LEFT)


def cells(row: Row) -> list[str]:
    """The cells of one index."""
    return [
        f"{row.documents:,}",
        row.name,
        f"{row.adds:,.0f}",
        f"{row.queries:,.0f}",
        f"{row.median * 1e6:,.0f}",
        f"{row.recall:.4f}",
        f"{row.false}",
        f"{row.peak:,.0f}",
        f"{row.on_disk:,.0f}" if row.on_disk else "",
    ]
