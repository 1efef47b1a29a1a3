"""Runs over shards, and what the local search says about the same files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.pipeline import find_copies
from dedup.corpus.sharded.manifest import Inputs
from dedup.corpus.sharded.stages import STAGES
from dedup.corpus.sharded.work import Work
from dedup.io.formats.format import Fields
from dedup.io.rows.destination import Destination
from dedup.io.rows.rows import Rows
from dedup.io.staged import Staged
from dedup.options import deduplicate_options
from dedup.report.removal_lines import digests_of
from dedup.report.row_reports import DocumentReport

NO_INPUTS = Inputs(())


class Outcome(NamedTuple):
    """All that is written about some files."""

    kept: list[bytes]  #: lines
    report: list[bytes]  #: lines: removals, then what was spared
    counts: dict[str, int]


def write_rows(path: Path, texts: Iterable[str], ids: Sequence[Any] = ()) -> Path:
    """Writes lines of JSON."""
    rows: list[dict[str, Any]] = [{"text": text} for text in texts]
    for row, name in zip(rows, ids):
        row["id"] = name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def local(paths: Sequence[Path], inputs: Inputs = NO_INPUTS, **options: Any) -> Outcome:
    """What the local search makes of JSON lines."""
    rows = Rows([*map(str, paths)], Fields(inputs.text, inputs.id), inputs.skip_bad, inputs.reference)
    with Checkpoint() as checkpoint:
        outcome = find_copies(rows, deduplicate_options(**options), checkpoint)
    report = DocumentReport(outcome, rows.name_of)
    lines = [*report.lines(digests_of(rows, report.named()))]
    output = paths[0].with_name("local-kept.jsonl")
    with Staged() as staged:
        destination = Destination(str(output), staged, rows.format, rows.fields, noted=False)
        rows.copy(destination, outcome.stays, None, lambda reject, raw: None)
        destination.close()
    return Outcome(output.read_bytes().splitlines(), [line.rstrip(b"\n") for line in lines], report.counts())


def run_all(work: Work) -> None:
    """Runs all tasks."""
    for stage in STAGES:
        for task in range(work.tasks(stage)):
            work.run(stage, task)


def lines_of(work: Work, folder: str) -> list[bytes]:
    """The lines of all files in a folder of results."""
    return [line for path in work.files(folder) for line in path.read_bytes().splitlines()]


def written(work: Work) -> Outcome:
    """What a run that is done has written."""
    return Outcome(lines_of(work, "kept"), lines_of(work, "removals") + lines_of(work, "spared"), work.counts())


def sharded(directory: Path, paths: Sequence[Path], shards: int, inputs: Inputs = NO_INPUTS, **options: Any) -> Outcome:
    """What a run over shards makes of JSON lines."""
    work = Work.create(directory, inputs._replace(names=[*map(str, paths)]), deduplicate_options(**options), shards)
    run_all(work)
    return written(work)
