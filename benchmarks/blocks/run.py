"""`python -m benchmarks run blocks`: speed, memory, recall and precision of removing what several pages share."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.blocks.pages import KINDS, Page, pages, write_rows
from benchmarks.peers.environments import HERE as PEERS
from benchmarks.peers.environments import environments
from benchmarks.processes import MEGABYTE, Usage, alternated, medians, run
from benchmarks.record import write_record
from benchmarks.tables import Rows, markdown

#: Kinds that may stay: such lines differ in what they say.
MAY_STAY = {"date line"}


class Answer(NamedTuple):
    """How good the spans of a program are, in letters."""

    recall: float  #: of all kinds but those that may stay
    precision: float
    kinds: dict[str, float]  #: recall by kind


class Row(NamedTuple):
    """What became of an engine: medians over rounds."""

    engine: str
    megabytes: float
    pages: int
    usage: Usage
    speed: float  #: MB a CPU second, without those that the program takes for the first page alone
    answer: Answer


def row_of(recorded: dict[str, Any]) -> Row:
    """A row as it was recorded."""
    return Row(**{**recorded, "usage": Usage(**recorded["usage"]), "answer": Answer(**recorded["answer"])})


def main(arguments: Sequence[str]) -> int:
    """Runs every engine on the pages of made sites, and prints a table."""
    asked = options(arguments)
    engines: dict[str, tuple[str, ...]] = {"dedup": (sys.executable, "-m", "benchmarks.blocks.own")}
    found, absent = environments("blocks", asked.peers, asked.only)
    engines.update({peer.label: (python, str(PEERS / peer.adapter)) for peer, python in found})
    made = pages(asked.sites, asked.seed)
    with tempfile.TemporaryDirectory() as scratch:
        rows = run_all(made, engines, asked.rounds, Path(scratch))
    print(*markdown(table(rows)), sep="\n")
    for name, reason in absent.items():
        print(f"Absent: {name}: {reason}")
    if asked.record:
        recorded = [{**row._asdict(), "usage": row.usage._asdict(), "answer": row.answer._asdict()} for row in rows]
        print("written:", write_record(asked.record, "blocks", {"blocks": recorded, "absent": absent}))
    return 0


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser("python -m benchmarks run blocks", description=__doc__)
    parser.add_argument("--sites", type=int, default=150, metavar="N", help="of 20 pages each (150)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the sites (1)")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, in turn")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="environments of peers, made where missing")
    parser.add_argument("--only", nargs="+", default=[], metavar="PEER", help="peers whose labels begin so")
    parser.add_argument("--record", type=Path, metavar="DIR", help="also write the results there as JSON")
    return parser.parse_args(arguments)


def run_all(made: list[Page], engines: dict[str, tuple[str, ...]], rounds: int, scratch: Path) -> list[Row]:
    """The engines in turn, each on the first page alone and on all."""
    first, every, output = scratch / "first.jsonl", scratch / "pages.jsonl", scratch / "removed.jsonl"
    write_rows(first, made[:1])
    size = write_rows(every, made)
    answers: dict[str, Answer] = {}

    def once(key: tuple[str, Path]) -> Usage:
        name, source = key
        usage = run([*engines[name], str(source), str(output)])
        if source == every:
            answers[name] = answer(made, output)
        return usage

    taken = alternated([(name, source) for name in engines for source in (first, every)], rounds, once)
    rows = []
    for name in engines:
        seconds = [all_.cpu - start.cpu for start, all_ in zip(taken[name, first], taken[name, every], strict=True)]
        speed = size / MEGABYTE / statistics.median(seconds)
        rows.append(Row(name, size / MEGABYTE, len(made), medians(taken[name, every]), speed, answers[name]))
    return rows


def answer(made: Sequence[Page], output: Path) -> Answer:
    """Compares what would be removed with what the pages share; the first copy of a block should stay."""
    should: Counter[str] = Counter()
    went: Counter[str] = Counter()
    removed = right = 0
    for page, line in zip(made, output.read_bytes().splitlines(), strict=True):
        gone, shared = bytearray(len(page.text)), bytearray(len(page.text))
        for start, stop in json.loads(line)["removed"]:
            gone[start:stop] = bytes([1]) * (stop - start)
        for block in page.blocks:
            if not block.is_first:
                letters = [place for place in range(block.start, block.stop) if page.text[place].isalnum()]
                should[block.kind] += len(letters)
                went[block.kind] += sum(gone[place] for place in letters)
                shared[block.start : block.stop] = bytes([1]) * (block.stop - block.start)
        for place, is_gone in enumerate(gone):
            if is_gone and page.text[place].isalnum():
                removed += 1
                right += shared[place]
    wanted = should.keys() - MAY_STAY
    return Answer(
        recall=sum(went[kind] for kind in wanted) / sum(should[kind] for kind in wanted),
        precision=right / max(removed, 1),
        kinds={kind: went[kind] / should[kind] for kind in KINDS if should[kind]},
    )


def table(rows: Sequence[Row]) -> Rows:
    """What each took, and how good its answer is."""
    kinds = list(rows[0].answer.kinds)
    heading = ["what", "MB/CPU s", "peak MB", "recall", "precision", *kinds]
    return [heading, *map(cells, rows)]


def cells(row: Row) -> list[str]:
    """The cells of one engine."""
    found = row.answer
    return [
        f"**{row.engine}**" if row.engine == "dedup" else row.engine,
        f"{row.speed:.2g}",
        f"{row.usage.peak:.0f}",
        f"{found.recall:.3f}",
        f"{found.precision:.4f}",
        *(f"{share:.2f}" for share in found.kinds.values()),
    ]
