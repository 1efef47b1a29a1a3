"""Checks what `dedup corpus` and `dedup blocks` are asked for, before the work begins."""

from __future__ import annotations

import click

from dedup.cli.rows.input_options import checked_size
from dedup.cli.rows.options import Job
from dedup.cli.rows.reading import Reading
from dedup.errors import OptionError
from dedup.io.rows.destination import check_apart, check_destination, check_file, check_form, is_folder
from dedup.io.rows.local_copies import STANDARD
from dedup.io.rows.outbox import is_elsewhere, local_name
from dedup.io.rows.remote import check_can_write, is_remote
from dedup.io.rows.rows import Rows
from dedup.io.walk import chosen_by
from dedup.options import checked_number
from dedup.report.html.page_file import check_can_render, is_page


def check_reading(reading: Reading | Job) -> int:
    """Raises for options of input that contradict each other or are out of range; returns the bytes of --max-row."""
    most = checked_size("--max-row", reading.max_row)
    try:
        chosen_by(reading.wanted)
    except ValueError as error:
        raise click.UsageError(f"--include or --exclude: {error}") from error
    if reading.id_field == reading.text:
        raise click.UsageError("--id and --text must be different fields.")
    return most


def check_options(job: Job) -> int:
    """The same for all options."""
    checked_number("--max-removed", job.max_removed)
    most = check_reading(job)
    if job.against and job.checkpoint:
        raise click.UsageError("--work cannot be combined with --against: the index may change until the run resumes.")
    if job.against and job.apply:
        raise click.UsageError("--apply searches nothing, so it cannot be combined with --against.")
    if is_page(job.report or ""):
        check_can_render()
    if job.output is None and job.writes_rows:
        raise click.UsageError("Missing option '-o': give OUT, or --dry-run to write nothing.")
    if job.annotate and not job.writes_rows:
        raise click.UsageError(
            "--annotate writes every row: it cannot be combined with --dry-run, --check or --groups."
        )
    if job.output == job.json == STANDARD and job.writes_rows:
        raise click.UsageError("-o - and --json - would mix on standard output: give one of them a file.")
    return most


def check_outputs(job: Job, rows: Rows) -> None:
    """Raises if an output cannot be written, or would replace an input or another output."""
    beside = {"--report": job.report, "--rejects": job.rejects, "--json": job.json if job.json != STANDARD else None}
    output = None if job.output and is_elsewhere(job.output) else job.output
    places = {"output": output, **beside, "--work": job.checkpoint, "--apply": job.apply}
    if job.output == STANDARD and rows.format.whole_files:
        raise click.UsageError("-o - cannot print text files one after another: give -o a folder.")
    if job.output and is_remote(job.output):
        _check_remote(job.output, rows)
    elif job.output and job.output != STANDARD:
        check_destination(job.output, rows.format, rows.files)
    check_apart({option: path for option, path in places.items() if path})
    for option, path in beside.items():
        if path:
            check_file(option, path, rows.files)


def _check_remote(output: str, rows: Rows) -> None:
    """Raises if rows cannot be written to a URL."""
    if any(file.name == output for file in rows.files):
        raise OptionError("output", output, "a file that is not an input")
    name = local_name(output, rows.format.suffix)
    check_form(name, rows.format, rows.files)
    check_can_write(output, is_folder(name, rows.format))
