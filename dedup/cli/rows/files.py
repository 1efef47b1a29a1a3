"""Rewrites files of rows without what repeats."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import click

from dedup import __version__
from dedup.cli.cores import jobs_for
from dedup.cli.ending import unwritten
from dedup.cli.messages import flag, say
from dedup.cli.progress import progress
from dedup.cli.rows.checks import check_options, check_outputs
from dedup.cli.rows.options import Job
from dedup.cli.rows.output_options import WARNED
from dedup.cli.rows.outputs import Told, json_lines, write
from dedup.cli.rows.reading import opened_rows
from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.source.source import Source
from dedup.errors import DedupError, InputError, TooMuchRemovedError
from dedup.io.html import is_html
from dedup.io.rows.local_copies import STANDARD
from dedup.io.rows.outbox import is_elsewhere
from dedup.io.rows.rows import Rejected, Rows
from dedup.io.rows.shared_rows import SharedRows
from dedup.io.rows.sources import sources_of
from dedup.io.standard import write_stdout
from dedup.options import BlockOptions, DeduplicateOptions, checked_jobs
from dedup.report.html.page_file import is_page
from dedup.report.removal_lines import digests_of
from dedup.report.row_listing import groups_as_text
from dedup.report.row_reports import RowReport
from dedup.report.sources import SourceCount, count_sources, table_of, warnings_of
from dedup.report.summary import counted, skipped_files

#: The texts that are looked at for HTML, where tags would pass for words, and for what is no text.
SAMPLE = 100

#: Characters: most texts are longer; most dates, names and numbers of other fields are not.
SHORT = 30


class NamedSource(Source, Protocol):
    """Documents that have names in reports."""

    def name_of(self, number: int) -> Hashable:
        """The name of a document."""


#: Decides which rows to remove, with so many cores, and reports it.
Find = Callable[[NamedSource, Checkpoint, int], RowReport]

#: Reports what a report of an earlier run tells of.
Apply = Callable[[Rows, str], RowReport]


def rewrite(job: Job, options: DeduplicateOptions | BlockOptions, find: Find, apply: Apply) -> int:
    """Reads rows, removes what repeats and writes the rest, or only says what it would do.

    Args:
        job: The options of input and output.
        options: The options of the search.
        find: The search.
        apply: What is done instead of a search with --apply.

    Returns:
        The exit code.
    """
    most = check_options(job)
    if job.output and not is_elsewhere(job.output) and job.on_error == "skip" and job.writes_rows:
        job = job._replace(rejects=job.rejects or job.output.rstrip(os.sep) + ".rejects.jsonl")
    with opened_rows(job, most) as rows:
        code = _rewrite_rows(rows, job, most, options, find, apply) if rows.files else 0
    return DedupError.exit_code if rows.unread else code


def _rewrite_rows(
    rows: SharedRows, job: Job, most: int, options: DeduplicateOptions | BlockOptions, find: Find, apply: Apply
) -> int:
    """The same for rows that were found, none longer than `most` bytes."""
    if rows.format.whole_files and (job.annotate or job.by):
        instead = "use --report FILE" if job.annotate else "their folders are counted"
        raise click.UsageError(f"{'--annotate' if job.annotate else '--by'}: text files have no fields; {instead}.")
    check_outputs(job, rows)
    jobs = jobs_for(rows.total_size) if job.jobs is None else checked_jobs(job.jobs)
    made_for: dict[str, Any] = {"version": __version__, "files": rows.fingerprint()}
    made_for |= {"--text": job.text, "--id": job.id_field, "number of references": rows.references}
    made_for |= {"--on-error": job.on_error, "--max-row": most}
    # The number of cores does not change the result.
    made_for |= {flag(name): value for name, value in options._asdict().items() if name != "jobs"}
    with (
        progress(rows.total_size, job.quiet) as (begin, rows.listener),
        Checkpoint(job.checkpoint, made_for) as checkpoint,
    ):
        checkpoint.listener = begin
        digests: dict[int, str] = {}
        with unwritten(), _with_index(rows, job.against, options) as source:
            report = apply(rows, job.apply) if job.apply else find(source, checkpoint, jobs)
            if job.report and not is_page(job.report):
                digests = digests_of(source, report.named())
        if rows.count == 0 and (reject := rows.first_reject):
            reason = f"{reject.reason}; no row of any file can be read, so nothing was written"
            raise InputError(reject.file, reason, reject.line, reject.byte)
        share = report.outcome.share
        if job.writes_rows and not job.annotate and share > job.max_removed:
            raise TooMuchRemovedError(
                f"{share:.1%} would be removed, more than --max-removed {job.max_removed:g} allows; nothing was written"
            )
        sources = count_sources(sources_of(rows, job.by), rows.is_reference, report.losses())
        begin("writing")
        threshold = options.collapse.identity if isinstance(options, BlockOptions) else options.jaccard
        write(rows, report, Told(sources, digests, threshold), job, jobs)
    _print_list(rows, report, sources, job)
    _warn(rows, report, sources, job)
    if not job.quiet:
        _sum_up(rows, report, sources, job)
    return int(job.check and share > 0)


@contextmanager
def _with_index(rows: Rows, index: str | None, options: DeduplicateOptions | BlockOptions) -> Iterator[NamedSource]:
    """The rows, and the documents of an index that they may repeat."""
    if index is None:
        yield rows
        return
    from dedup.index.against import against

    with against(index, rows, options) as source:
        yield source


def _print_list(rows: Rows, report: RowReport, sources: list[SourceCount], job: Job) -> None:
    """Prints what goes to standard output."""
    if job.json == STANDARD:
        write_stdout("".join(json_lines(rows, report, sources, job)).encode("ascii"))
    elif job.groups:
        for group in groups_as_text(report.groups(), report.name_of):
            write_stdout(group.encode("utf-8", "backslashreplace"))


def _warn(rows: Rows, report: RowReport, sources: list[SourceCount], job: Job) -> None:
    """Prints what looks as if the input or the options were not as they should be."""
    rows.listener = lambda size, documents: None  # the progress bar is gone
    texts = rows.first_texts(SAMPLE)
    if html := sum(map(is_html, texts)):
        say(f"dedup: warning: {html} of the first {len(texts)} texts are HTML; extract their text first")
    share = report.outcome.share
    if share >= WARNED:
        advice = f"check {job.report}" if job.report else "run again with --report FILE to see what"
        if not job.writes_rows and share > job.max_removed:
            advice += f"; --max-removed {job.max_removed:g} would refuse to write the rest"
        if sum(len(text) < SHORT for text in texts) * 2 > len(texts):
            advice = f"most texts have fewer than {SHORT} characters: is {job.text!r} the right field? {advice}"
        say(f"dedup: warning: {share:.1%} {job.verb}; {advice}")
    for warning in warnings_of(sources, report.name_of):
        say(f"dedup: warning: {warning}")


def _sum_up(rows: Rows, report: RowReport, sources: list[SourceCount], job: Job) -> None:
    """Prints the summary."""
    place = f" ({job.rejects})" if job.rejects else ""
    skipped = f", {_in_words(rows.rejected)} skipped{place}" if any(rows.rejected) else ""
    say(f"{_subject(rows, job)}: {report.summary(job.verb)}{skipped}{skipped_files(rows.skipped)}")
    for line in table_of(sources, job.would + report.loss) if job.by else ():
        say(line)


def _subject(rows: Rows, job: Job) -> str:
    """What the summary is about: the output or, if no rows are written, the input."""
    if job.output and job.writes_rows:
        return "standard output" if job.output == STANDARD else job.output
    if len(job.inputs) > 1:
        return counted(len(rows.files) - rows.references, "file")
    return "standard input" if job.inputs[0] == STANDARD else job.inputs[0]


def _in_words(rejected: Rejected) -> str:
    """Describes what was skipped."""
    rest = f"the rest of {counted(rejected.files, 'file')}"
    return " and ".join([counted(rejected.rows, "row")] * (rejected.rows > 0) + [rest] * (rejected.files > 0))
