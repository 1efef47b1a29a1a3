"""Checks what `dedup corpus` and `dedup blocks` are asked for, before the work begins."""

from __future__ import annotations

import click

from dedup.cli.row_input_options import checked_size
from dedup.cli.row_options import Job
from dedup.io.destination import check_apart, check_destination, check_file
from dedup.io.rows import Rows
from dedup.options import checked_number

#: The name that stands for standard output.
STDOUT = "-"


def check_options(job: Job) -> int:
    """Raises for options that contradict each other or are out of range; returns the bytes of --max-row."""
    checked_number("--max-removed", job.max_removed)
    most = checked_size("--max-row", job.max_row)
    if job.id_field == job.text:
        raise click.UsageError("--id and --text must be different fields.")
    if job.output is None and job.writes_rows:
        raise click.UsageError("Missing option '-o': give OUT, or --dry-run to write nothing.")
    if job.annotate and not job.writes_rows:
        raise click.UsageError(
            "--annotate writes every row: it cannot be combined with --dry-run, --check or --groups."
        )
    return most


def check_outputs(job: Job, rows: Rows) -> None:
    """Raises if an output cannot be written, or would replace an input or another output."""
    beside = {"--report": job.report, "--rejects": job.rejects, "--json": job.json if job.json != STDOUT else None}
    places = {"output": job.output, **beside, "--work": job.checkpoint}
    if job.output:
        check_destination(job.output, rows.format, rows.files)
    check_apart({option: path for option, path in places.items() if path})
    for option, path in beside.items():
        if path:
            check_file(option, path, rows.files)
