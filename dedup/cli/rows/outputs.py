"""Writes the files of `dedup corpus` and `dedup blocks`: the rows that stay, and what is said about the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from typing import BinaryIO, NamedTuple

import numpy as np

from dedup.cli.ending import unwritten
from dedup.cli.rows.options import Job
from dedup.io.formats.format import Change
from dedup.io.rows.destination import Destination
from dedup.io.rows.local_copies import STANDARD
from dedup.io.rows.outbox import Outbox
from dedup.io.rows.rows import Reject, Rows
from dedup.io.staged import Staged
from dedup.report.html.page_file import is_page
from dedup.report.listing import summary_as_json
from dedup.report.row_listing import groups_as_json
from dedup.report.row_reports import RowReport
from dedup.report.sources import SourceCount


class Told(NamedTuple):
    """What reports tell beside the removals."""

    sources: list[SourceCount]
    digests: dict[int, str]  #: of the documents that the report names
    threshold: float  #: how alike two documents or blocks must be


def write(rows: Rows, report: RowReport, told: Told, job: Job, jobs: int) -> None:
    """Writes all files, or none."""
    output = job.output if job.output and job.writes_rows else ""
    with (
        Staged(file.path for file in rows.files) as staged,
        unwritten(),
        Outbox(output, rows.format.suffix) as outbox,
    ):
        with nullcontext(staged) if outbox.path == output else Staged() as place:
            _write_rows(rows, report, job, outbox.path, place, staged, jobs)
        if job.report:
            _write_report(staged.open_private(job.report), job, rows, report, told)
        if job.json and job.json != STANDARD:
            lines = json_lines(rows, report, told.sources, job)
            staged.open(job.json).writelines(line.encode("ascii") for line in lines)
        outbox.send()


def _write_rows(rows: Rows, report: RowReport, job: Job, path: str, place: Staged, private: Staged, jobs: int) -> None:
    """Writes the rows that stay to `path`, and those that were skipped to the file of --rejects."""
    destination = Destination(path, place, rows.format, rows.fields, job.annotate, jobs) if path else None
    rejects = private.open_private(job.rejects) if job.rejects else None

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


def _write_report(file: BinaryIO, job: Job, rows: Rows, report: RowReport, told: Told) -> None:
    """Writes the report: a page if its name says so, else JSON lines."""
    if not is_page(job.report or ""):
        file.writelines(report.lines(told.digests))
        return
    from dedup.cli.rows.page import write_page  # which needs jinja2

    write_page(file, job, rows, report, told.sources, told.threshold)


def json_lines(rows: Rows, report: RowReport, sources: list[SourceCount], job: Job) -> Iterator[str]:
    """Yields the groups, if they are asked for, and the counts."""
    if job.groups:
        yield from groups_as_json(report.groups(), report.name_of)
    rejected = {"rows": rows.rejected.rows, "rest_of_files": rows.rejected.files}
    by_source = {"sources": [source.to_dict(report.loss) for source in sources]}
    yield summary_as_json(
        {**report.counts(), **by_source, "rejected": rejected, "skipped": rows.skipped, "failed": len(rows.unread)}
    )
