"""What `dedup corpus` and `dedup blocks` have in common: rows of files go in, those that stay come out."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import click
import numpy as np

from dedup import __version__
from dedup.cli.messages import say
from dedup.cli.progress import progress
from dedup.corpus.checkpoint import Work
from dedup.errors import InputError, OptionError, TooMuchRemovedError
from dedup.io.destination import Destination, check_apart, check_destination, check_file
from dedup.io.formats import Fields
from dedup.io.rows import Reject, Rejected, Rows
from dedup.io.staged import Staged
from dedup.options import MOST, BlockOptions, DeduplicateOptions, checked_number
from dedup.report.row_reports import Changes
from dedup.report.summary import counted

#: Share of the documents, or of their characters, whose removal is worth a warning, and that which is refused.
WARNED = 0.5
MAX_REMOVED = 0.9

#: Bytes of the longest row that is read: the text of a large book is a hundredth of that.
MAX_ROW = "256MB"

_SIZE = re.compile(r"([0-9]{1,10})([KMG]?)B?", re.IGNORECASE)

#: What becomes of the rows, given where the stages leave their files.
Find = Callable[[Rows, Work], Changes]


class Job(NamedTuple):
    """What is to be read, and what is to be written."""

    inputs: tuple[str, ...]
    output: str
    text: str  #: the field that holds the text ...
    id_field: str | None  #: ... and that which holds the id
    reference: tuple[str, ...]
    annotate: bool
    report: str | None
    on_error: str
    max_row: str
    rejects: str | None
    max_removed: float
    work: str | None
    quiet: bool


def rows_in_and_out(command: Callable[..., int]) -> Callable[..., int]:
    """The arguments that a `Job` is made of, and --jobs."""
    options = (
        click.argument("inputs", nargs=-1, required=True, metavar="IN..."),
        click.option(
            "-o",
            "--output",
            required=True,
            metavar="OUT",
            help="The file to write, or a folder for a file from each input; existing files are replaced.",
        ),
        click.option(
            "--text", default="text", show_default=True, metavar="FIELD", help="The field that holds the text."
        ),
        click.option(
            "--id", "id_field", metavar="FIELD", help="The field that holds the id; without it, file and line."
        ),
        click.option(
            "--reference", multiple=True, metavar="FILE", help="Documents to compare with, never removed or written."
        ),
        click.option("--annotate", is_flag=True, help='Write every row, with what was found in a field "dedup".'),
        click.option(
            "--report", metavar="FILE", help="Write each removal, with its measures, as a line of JSON to FILE."
        ),
        click.option(
            "--on-error",
            type=click.Choice(("stop", "skip")),
            default="stop",
            show_default=True,
            help="What to do with a row that cannot be read.",
        ),
        click.option(
            "--max-row",
            default=MAX_ROW,
            show_default=True,
            metavar="SIZE",
            help="The longest row, or text file, to read, as 64KB or 256MB; in Parquet and Arrow there is no limit.",
        ),
        click.option("--rejects", metavar="FILE", help="Where skipped rows go.  [default: OUT.rejects.jsonl]"),
        click.option(
            "--max-removed",
            type=float,
            default=MAX_REMOVED,
            show_default=True,
            help=f"Write nothing if a larger share would be removed; from {WARNED} on there is a warning.",
        ),
        click.option(
            "--work", metavar="DIR", help="Keep finished stages in DIR; a run that was stopped resumes from there."
        ),
        click.option("--jobs", type=int, default=1, show_default=True, help="Threads."),
        click.option("--quiet", is_flag=True, help="Write no summary."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def rewrite(job: Job, options: DeduplicateOptions | BlockOptions, find: Find) -> int:
    """Reads the rows, finds what repeats and writes the rest; returns the exit code."""
    checked_number("--max-removed", job.max_removed)
    most = checked_size("--max-row", job.max_row)
    if job.id_field == job.text:
        raise click.UsageError("--id must be another field than --text: two equal texts would have one id.")
    rejects = job.rejects or job.output.rstrip(os.sep) + ".rejects.jsonl"
    job = job._replace(rejects=rejects if job.on_error == "skip" else None)
    rows = Rows(job.inputs, Fields(job.text, job.id_field), job.on_error == "skip", job.reference, most)
    if job.annotate and rows.format.whole_files:
        raise click.UsageError("--annotate adds a field to rows, and text files have none; use --report FILE.")
    _check_outputs(job, rows)
    made_for: dict[str, Any] = {"version": __version__, "files": rows.fingerprint(), "fields": rows.fields}
    made_for |= {"references": rows.references, "rows that cannot be read": job.on_error, "longest row": most}
    made_for["options"] = options._replace(jobs=1)  # which changes nothing
    with progress(rows.total_size) as (begin, rows.listener), Work(job.work, made_for) as stages:
        stages.listener = begin
        changes = find(rows, stages)
        if rows.count == 0 and any(rows.rejected):
            raise InputError(rows.files[0][0], "no row of it, or of any other file, can be read; nothing was written")
        if not job.annotate and changes.share > job.max_removed:
            raise TooMuchRemovedError(
                f"{changes.share:.1%} would go, and --max-removed {job.max_removed:g} allows no more: "
                "nothing was written"
            )
        begin("writing")
        _write(rows, changes, job)
    deed = "would go" if job.annotate else "removed"
    if changes.share >= WARNED:
        say(f"dedup: warning: {changes.share:.1%} {deed}; look at {job.report or 'a --report FILE'}")
    if not job.quiet:
        skipped = f", {_in_words(rows.rejected)} skipped ({rejects})" if any(rows.rejected) else ""
        say(f"{job.output}: {changes.summary(deed)}{skipped}")
    return 0


def checked_size(parameter: str, value: str) -> int:
    """The bytes of a size such as `64KB` or `256MB`, at least 1.

    >>> checked_size("--max-row", "64KB"), checked_size("--max-row", "100")
    (64000, 100)
    """
    match = _SIZE.fullmatch(value)
    size = int(match[1]) * 1000 ** " KMG".index(match[2].upper() or " ") if match else 0
    if not 1 <= size <= MOST:
        raise OptionError(parameter, value, "a number of bytes up to 2GB, such as 100000, 64KB or 256MB")
    return size


def _check_outputs(job: Job, rows: Rows) -> None:
    """Raises for what would be lost, or could not be written, after all the work."""
    check_destination(job.output, rows.format, rows.files)
    beside = {"--report": job.report, "--rejects": job.rejects}
    places = {"output": job.output, **beside, "--work": job.work}
    check_apart({option: path for option, path in places.items() if path})
    for option, path in beside.items():
        if path:
            check_file(option, path, rows.files)


def _in_words(rejected: Rejected) -> str:
    """What was skipped."""
    rest = f"the rest of {counted(rejected.files, 'file')}"
    return " and ".join([counted(rejected.rows, "row")] * (rejected.rows > 0) + [rest] * (rejected.files > 0))


def _write(rows: Rows, changes: Changes, job: Job) -> None:
    """Writes all there is to write, or nothing."""
    with Staged(path for path, _ in rows.files) as staged:
        destination = Destination(job.output, staged, rows.format, rows.fields, job.annotate)
        rejects = staged.open_private(job.rejects) if job.rejects else None

        def reject(record: Reject, raw: bytes) -> None:
            if rejects:
                row = {**record._asdict(), "raw": raw.decode("utf-8", "surrogateescape")}
                rejects.write(json.dumps(row).encode("ascii") + b"\n")

        stays, change_of = changes.stays, changes.change_of
        if job.annotate:
            stays, change_of = np.ones_like(stays), changes.note_of
        rows.copy(destination, stays, change_of, reject)
        destination.close()
        if job.report:
            staged.open_private(job.report).writelines(changes.lines())
