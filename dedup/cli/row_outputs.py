"""Writes the files of `dedup corpus` and `dedup blocks`: the rows that stay, and what is said about the others."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np

from dedup.cli.ending import unwritten
from dedup.cli.row_checks import STDOUT
from dedup.cli.row_options import Job
from dedup.io.destination import Destination
from dedup.io.formats import Change
from dedup.io.rows import Reject, Rows
from dedup.io.staged import Staged
from dedup.report.listing import summary_as_json
from dedup.report.row_listing import groups_as_json
from dedup.report.row_reports import RowReport


def write(rows: Rows, report: RowReport, job: Job, jobs: int) -> None:
    """Writes all files, or none."""
    with Staged(path for path, _ in rows.files) as staged, unwritten():
        destination = None
        if job.output and job.writes_rows:
            destination = Destination(job.output, staged, rows.format, rows.fields, job.annotate, jobs)
        rejects = staged.open_private(job.rejects) if job.rejects else None

        def reject(record: Reject, raw: bytes) -> None:
            if rejects:
                row = {**record._asdict(), "raw": raw.decode("utf-8", "surrogateescape")}
                rejects.write(json.dumps(row).encode("ascii") + b"\n")

        stays, change_of = report.outcome.stays, report.outcome.change_of
        if job.annotate:
            stays, change_of = np.ones_like(stays), lambda number: Change(note=report.note_of(number))
        if destination or rejects:
            rows.copy(destination, stays, change_of, reject)
        if destination:
            destination.close()
        if job.report:
            staged.open_private(job.report).writelines(report.lines())
        if job.json and job.json != STDOUT:
            lines = json_lines(rows, report, job)
            staged.open(job.json).writelines(line.encode("ascii") for line in lines)


def json_lines(rows: Rows, report: RowReport, job: Job) -> Iterator[str]:
    """Yields the groups, if they are asked for, and the counts."""
    if job.groups:
        yield from groups_as_json(report.groups(), rows.name_of)
    skipped = {"rows": rows.rejected.rows, "rest_of_files": rows.rejected.files}
    yield summary_as_json({**report.counts(), "skipped": skipped})
