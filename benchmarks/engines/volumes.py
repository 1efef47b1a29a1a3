"""`python -m benchmarks run volumes`: what each stage over shards writes for the next ones, by document."""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.record import write_record
from benchmarks.tables import markdown
from dedup.cli.plan.sample_text import documents
from dedup.corpus.sharded.manifest import Inputs
from dedup.corpus.sharded.stages import STAGES
from dedup.corpus.sharded.work import Work
from dedup.options import deduplicate_options

HEADING = ("stage", "writes", "bytes a document", "for 1e9 documents")
LEFT = {0, 1}

BILLION = 10**9


def main(arguments: Sequence[str]) -> int:
    """Runs all stages over simulated documents and prints a table."""
    asked = argparse.ArgumentParser("python -m benchmarks run volumes", description=__doc__)
    asked.add_argument("--documents", type=int, default=20_000, metavar="N", help="simulated ones")
    asked.add_argument("--length", type=int, default=5000, metavar="N", help="characters of each, on average")
    asked.add_argument("--record", type=Path, metavar="DIR", help="also write the results there as JSON")
    options = asked.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "rows.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for place, text in enumerate(documents(options.documents, options.length)):
                file.write(json.dumps({"id": place, "text": text}, ensure_ascii=False) + "\n")
        work = Work.create(Path(scratch, "work"), Inputs([str(source)], id="id"), deduplicate_options(), shards=4)
        for stage in STAGES:
            for task in range(work.tasks(stage)):
                work.run(stage, task)
        volumes = {"input": {"rows": source.stat().st_size}, **volumes_of(work.directory)}
    a_document = {
        stage: {name: size / options.documents for name, size in written.items()} for stage, written in volumes.items()
    }
    print(*table(a_document), sep="\n")
    if options.record:
        recorded = {"documents": options.documents, "length": options.length, "bytes": a_document}
        print("written:", write_record(options.record, "volumes", {"volumes": recorded}))
    return 0


def volumes_of(directory: Path) -> dict[str, dict[str, int]]:
    """The bytes of the files in a work directory, by stage and by what they hold."""
    volumes: dict[str, Counter[str]] = {}
    for folder in (*STAGES, "kept", "removals", "spared"):
        written = volumes.setdefault(folder, Counter())
        for path in (directory / folder).rglob("*"):
            if path.is_file():
                name = re.fullmatch(r"\d+-(\w+)-\d+\.table", path.name)
                written[name[1] if name else "rows" if folder == "kept" else "notes"] += path.stat().st_size
    return {folder: dict(written) for folder, written in volumes.items()}


def table(a_document: dict[str, dict[str, float]]) -> Iterator[str]:
    """The volumes as a table; those for a billion are arithmetic."""
    rows = [
        [stage, name, f"{size:,.1f}", in_gigabytes(size * BILLION)]
        for stage, written in a_document.items()
        for name, size in written.items()
    ]
    return markdown([HEADING, *rows], LEFT)


def in_gigabytes(size: float) -> str:
    """A size as the table has it."""
    number, unit = (size / 1e12, "TB") if size >= 1e12 else (size / 1e9, "GB")
    return f"{number:,.0f} {unit}" if number >= 10 else f"{number:.2g} {unit}"
