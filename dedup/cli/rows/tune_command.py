"""`dedup tune`: shows what each threshold would remove from files of many documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from dedup.cli.color import in_color
from dedup.cli.copy_options import GROUP
from dedup.cli.cores import jobs_for
from dedup.cli.help import COLOR, QUIET, Command, option
from dedup.cli.messages import say
from dedup.cli.progress import progress
from dedup.cli.rows.checks import check_reading
from dedup.cli.rows.document_options import document_options, jaccard_option
from dedup.cli.rows.input_options import EXCLUDE, ID, INCLUDE, MAX_ROW, ON_ERROR, REFERENCE, TEXT
from dedup.cli.rows.options import JOBS
from dedup.cli.rows.reading import Reading, opened_rows
from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.tuning import Tuning, tune
from dedup.errors import DedupError, InputError, OptionError
from dedup.io.rows.destination import check_file
from dedup.io.rows.rows import Rows
from dedup.io.rows.sources import sources_of
from dedup.io.staged import Staged
from dedup.io.standard import write_stdout
from dedup.options import checked_count, checked_number, deduplicate_options
from dedup.report.html.page_file import check_can_render, is_page
from dedup.report.row_reports import DocumentReport
from dedup.report.sources import count_sources, warnings_of
from dedup.report.summary import counted, skipped_files
from dedup.report.tuning import as_json, as_text

if TYPE_CHECKING:
    from dedup.options import DocumentProtected, KeepRule

#: The thresholds that are tried, closer together where most collections have their near copies.
THRESHOLDS = "0.5,0.6,0.7,0.75,0.8,0.85,0.9,0.95,1"

#: The borderline pairs on each side.
PAIRS = 10

EXAMPLES = """
dedup tune pages.jsonl
dedup tune crawl/*.jsonl.gz --text body --id url --jaccard 0.7 --pairs 30
dedup tune pages.jsonl --report tune.html
dedup tune notes/ --thresholds 0.8,0.9 --json >tune.json
"""


@click.command(cls=Command, short_help="Show what each threshold would remove.", examples=EXAMPLES)
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@jaccard_option("The threshold to show pairs and sources for, from 0.5 to 1.")
@option(
    "--thresholds",
    group=GROUP,
    default=THRESHOLDS,
    show_default=True,
    metavar="INDEXES",
    help="All thresholds to try, separated by commas.",
)
@document_options
@TEXT
@ID
@REFERENCE
@INCLUDE
@EXCLUDE
@ON_ERROR
@MAX_ROW
@option(
    "--pairs",
    group="Output",
    type=int,
    default=PAIRS,
    show_default=True,
    metavar="N",
    help="Show so many pairs just above the threshold and just below it.",
)
@option(
    "--by",
    group="Output",
    metavar="FIELD",
    help="Count by the value of FIELD or, if that is a web address, its host.  [default: by file or folder]",
)
@option(
    "--report",
    group="Output",
    metavar="FILE",
    help="Write a page to look at, whose name ends in .html: the curve, and the pairs side by side.",
)
@option("--json", "to_json", group="Output", is_flag=True, help="Print the result as one line of JSON.")
@COLOR
@QUIET
@JOBS
def command(
    jaccard: float,
    thresholds: str,
    containment: float | None,
    keep: KeepRule,
    protect: frozenset[DocumentProtected],
    no_protect: frozenset[DocumentProtected],
    pairs: int,
    by: str | None,
    report: str | None,
    to_json: bool,
    color: str,
    quiet: bool,
    jobs: int | None,
    **reading: Any,
) -> int:
    """Show what `dedup corpus` would remove at each of several thresholds; nothing is changed.

    For one threshold, --jaccard, also show the pairs of documents nearest to it, with the words in which they
    differ, and the files or folders that lose most. IN is as in `dedup corpus`.
    """
    options = deduplicate_options(jaccard, containment, keep, protect - no_protect, 1 if jobs is None else jobs)
    indexes = read_thresholds(thresholds)
    checked_count("pairs", pairs)
    read = Reading(**reading)
    with opened_rows(read, check_reading(read)) as rows:
        if report:
            _check_report(report, rows)
        if jobs is None:
            options = options._replace(jobs=jobs_for(rows.total_size))
        with progress(rows.total_size, quiet) as (begin, rows.listener), Checkpoint() as checkpoint:
            checkpoint.listener = begin
            tuning = tune(rows, indexes, pairs, options, checkpoint)
            losses = DocumentReport(tuning.chosen, rows.name_of).losses()
            sources = count_sources(sources_of(rows, by), rows.is_reference, losses)
        if rows.count == 0 and (reject := rows.first_reject):
            raise InputError(reject.file, f"{reject.reason}; no row of any file can be read", reject.line, reject.byte)
        if report:
            from dedup.cli.rows.page import write_tuning_page

            with Staged(file.path for file in rows.files) as staged:
                write_tuning_page(staged.open_private(report), rows, tuning, sources)
        if to_json:
            written = json.dumps(as_json(tuning, rows.name_of, sources), separators=(",", ":")) + "\n"
        else:
            written = "".join(f"{line}\n" for line in as_text(tuning, rows.name_of, sources, in_color(color)))
        write_stdout(written.encode("utf-8", "backslashreplace"))
        for warning in warnings_of(sources, rows.name_of):
            say(f"dedup: warning: {warning}")
        if not quiet:
            say(_summary(tuning, rows))
    return DedupError.exit_code if rows.unread else 0


def _check_report(report: str, rows: Rows) -> None:
    """Checks the page before the work begins."""
    if not is_page(report):
        raise click.UsageError("--report: give the page a name that ends in .html; for JSON, use --json.")
    check_can_render()
    check_file("--report", report, rows.files)


def read_thresholds(value: str) -> list[float]:
    """The numbers of --thresholds.

    >>> read_thresholds("0.9,.8")
    [0.9, 0.8]
    """
    try:
        indexes = [float(number) for number in value.split(",")]
    except ValueError:
        raise OptionError("thresholds", value, "numbers separated by commas, such as 0.7,0.8,0.9") from None
    return [checked_number("thresholds", index, 0.5) for index in indexes]


def _summary(tuning: Tuning, rows: Rows) -> str:
    outcome = tuning.chosen
    documents = counted(len(outcome.ids) - outcome.references, "document")
    skipped = f", {counted(sum(rows.rejected), 'bad row')} skipped" if any(rows.rejected) else ""
    removed = f"{tuning.jaccard:g} removes {len(outcome.removals):,} ({outcome.share:.2%})"
    return (
        f"{documents}, {counted(len(tuning.thresholds), 'threshold')}: {removed}{skipped}{skipped_files(rows.skipped)}"
    )
