"""Rewrites files of rows without what repeats."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import click
import numpy as np

from dedup import __version__
from dedup.cli.ending import unwritten
from dedup.cli.messages import flag, say
from dedup.cli.progress import progress
from dedup.cli.row_input_options import checked_size
from dedup.cli.row_options import WARNED, Job
from dedup.cli.row_page import write_page
from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.source.source import Source
from dedup.errors import InputError, TooMuchRemovedError
from dedup.io.destination import Destination, check_apart, check_destination, check_file
from dedup.io.formats import Change, Fields
from dedup.io.rows import Reject, Rejected, Rows
from dedup.io.shared_rows import SharedRows
from dedup.io.staged import Staged
from dedup.options import BlockOptions, DeduplicateOptions, checked_number
from dedup.report.html.page_file import check_can_render, is_page
from dedup.report.row_reports import RowReport
from dedup.report.summary import counted

#: The texts that are looked at for HTML, where tags would pass for words.
SAMPLE = 100


class NamedSource(Source, Protocol):
    """Documents that have names in reports."""

    def name_of(self, number: int) -> Hashable:
        """The name of a document."""


#: Decides which rows to remove, and reports it.
Find = Callable[[NamedSource, Checkpoint], RowReport]


def rewrite(job: Job, options: DeduplicateOptions | BlockOptions, find: Find) -> int:
    """Reads rows, removes what repeats and writes the rest.

    Args:
        job: The options of input and output.
        options: The options of the search.
        find: The search.

    Returns:
        The exit code.
    """
    checked_number("--max-removed", job.max_removed)
    most = checked_size("--max-row", job.max_row)
    if job.id_field == job.text:
        raise click.UsageError("--id and --text must be different fields.")
    if job.against and job.checkpoint:
        raise click.UsageError("--work cannot be combined with --against: the index may change until the run resumes.")
    rejects = job.rejects or job.output.rstrip(os.sep) + ".rejects.jsonl"
    if is_page(job.report or ""):
        check_can_render()
    job = job._replace(rejects=rejects if job.on_error == "skip" else None)
    rows = SharedRows(
        job.inputs,
        Fields(job.text, job.id_field),
        skip_bad=job.on_error == "skip",
        references=job.reference,
        max_row=most,
    )
    if job.annotate and rows.format.whole_files:
        raise click.UsageError("--annotate adds a field, which text files do not have; use --report FILE.")
    _check_outputs(job, rows)
    made_for: dict[str, Any] = {"version": __version__, "files": rows.fingerprint()}
    made_for |= {"--text": job.text, "--id": job.id_field, "number of references": rows.references}
    made_for |= {"--on-error": job.on_error, "--max-row": most}
    # The number of cores does not change the result.
    made_for |= {flag(name): value for name, value in options._asdict().items() if name != "jobs"}
    with progress(rows.total_size) as (begin, rows.listener), Checkpoint(job.checkpoint, made_for) as checkpoint:
        checkpoint.listener = begin
        with unwritten(), _with_index(rows, job.against, options) as source:
            report = find(source, checkpoint)
        share = report.outcome.share
        if rows.count == 0 and (reject := rows.first_reject):
            reason = f"{reject.reason}; no row of any file can be read, so nothing was written"
            raise InputError(reject.file, reason, reject.line, reject.byte)
        if not job.annotate and share > job.max_removed:
            raise TooMuchRemovedError(
                f"{share:.1%} would be removed, more than --max-removed {job.max_removed:g} allows; nothing was written"
            )
        begin("writing")
        threshold = options.collapse.identity if isinstance(options, BlockOptions) else options.jaccard
        _write(rows, report, job, options.jobs, threshold)
    if html := _count_html(rows):
        say(f"dedup: warning: {html} of the first {min(rows.count, SAMPLE)} texts are HTML; extract their text first")
    verb = "would be removed" if job.annotate else "removed"
    if share >= WARNED:
        advice = f"check {job.report}" if job.report else "run again with --report FILE to see what"
        say(f"dedup: warning: {share:.1%} {verb}; {advice}")
    if not job.quiet:
        skipped = f", {_in_words(rows.rejected)} skipped ({rejects})" if any(rows.rejected) else ""
        say(f"{job.output}: {report.summary(verb)}{skipped}")
    return 0


@contextmanager
def _with_index(rows: Rows, index: str | None, options: DeduplicateOptions | BlockOptions) -> Iterator[NamedSource]:
    """The rows, and the documents of an index that they may repeat."""
    if index is None:
        yield rows
        return
    from dedup.index.against import against

    with against(index, rows, options) as source:
        yield source


def _count_html(rows: Rows) -> int:
    """How many of the first texts are HTML."""
    from dedup.io.html import is_html

    rows.listener = lambda size, documents: None  # the progress bar is gone
    return sum(map(is_html, rows.first_texts(SAMPLE)))


def _check_outputs(job: Job, rows: Rows) -> None:
    """Checks all outputs before the work begins."""
    check_destination(job.output, rows.format, rows.files)
    beside = {"--report": job.report, "--rejects": job.rejects}
    places = {"output": job.output, **beside, "--work": job.checkpoint}
    check_apart({option: path for option, path in places.items() if path})
    for option, path in beside.items():
        if path:
            check_file(option, path, rows.files)


def _in_words(rejected: Rejected) -> str:
    """Describes what was skipped."""
    rest = f"the rest of {counted(rejected.files, 'file')}"
    return " and ".join([counted(rejected.rows, "row")] * (rejected.rows > 0) + [rest] * (rejected.files > 0))


def _write(rows: Rows, report: RowReport, job: Job, jobs: int, threshold: float) -> None:
    """Writes all outputs, or none."""
    with Staged(path for path, _ in rows.files) as staged, unwritten():
        destination = Destination(job.output, staged, rows.format, rows.fields, job.annotate, jobs)
        rejects = staged.open_private(job.rejects) if job.rejects else None

        def reject(record: Reject, raw: bytes) -> None:
            if rejects:
                row = {**record._asdict(), "raw": raw.decode("utf-8", "surrogateescape")}
                rejects.write(json.dumps(row).encode("ascii") + b"\n")

        stays, change_of = report.outcome.stays, report.outcome.change_of
        if job.annotate:
            stays, change_of = np.ones_like(stays), lambda number: Change(note=report.note_of(number))
        rows.copy(destination, stays, change_of, reject)
        destination.close()
        if job.report and is_page(job.report):
            write_page(staged.open_private(job.report), job, rows, report, threshold)
        elif job.report:
            staged.open_private(job.report).writelines(report.lines())
