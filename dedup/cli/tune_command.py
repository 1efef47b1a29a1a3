"""`dedup tune`: shows what each threshold would remove from files of many documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from dedup.cli.color import in_color
from dedup.cli.copy_options import GROUP
from dedup.cli.document_options import document_options
from dedup.cli.help import COLOR, QUIET, Command, option
from dedup.cli.messages import say
from dedup.cli.progress import progress
from dedup.cli.row_input_options import ID, MAX_ROW, ON_ERROR, REFERENCE, TEXT, checked_size
from dedup.cli.row_options import JOBS
from dedup.cli.row_page import write_tuning_page
from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.tuning import Tuning, tune
from dedup.errors import InputError, OptionError
from dedup.io.destination import check_file
from dedup.io.formats import Fields
from dedup.io.rows import Rows
from dedup.io.shared_rows import SharedRows
from dedup.io.staged import Staged
from dedup.io.standard import write_stdout
from dedup.options import JACCARD, checked_count, checked_number, deduplicate_options
from dedup.report.html.page_file import check_can_render, is_page
from dedup.report.summary import counted
from dedup.report.tuning import as_json, as_text, losses_of

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
@option(
    "--jaccard",
    group=GROUP,
    type=float,
    default=JACCARD,
    show_default=True,
    metavar="INDEX",
    help="The threshold to show pairs and sources for, from 0.5 to 1.",
)
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
    inputs: tuple[str, ...],
    jaccard: float,
    thresholds: str,
    containment: float | None,
    keep: KeepRule,
    protect: frozenset[DocumentProtected],
    no_protect: frozenset[DocumentProtected],
    text: str,
    id_field: str | None,
    reference: tuple[str, ...],
    on_error: str,
    max_row: str,
    pairs: int,
    report: str | None,
    to_json: bool,
    color: str,
    quiet: bool,
    jobs: int,
) -> int:
    """Show what `dedup corpus` would remove at each of several thresholds; nothing is changed.

    For one threshold, --jaccard, also show the pairs of documents nearest to it, with the words in which they
    differ, and the files or folders that lose most. IN is as in `dedup corpus`.
    """
    options = deduplicate_options(jaccard, containment, keep, protect - no_protect, jobs)
    indexes = read_thresholds(thresholds)
    checked_count("pairs", pairs)
    if id_field == text:
        raise click.UsageError("--id and --text must be different fields.")
    rows = SharedRows(
        inputs,
        Fields(text, id_field),
        skip_bad=on_error == "skip",
        references=reference,
        max_row=checked_size("--max-row", max_row),
    )
    if report:
        _check_report(report, rows)
    with progress(rows.total_size) as (begin, rows.listener), Checkpoint() as checkpoint:
        checkpoint.listener = begin
        tuning = tune(rows, indexes, pairs, options, checkpoint)
    if rows.count == 0 and (reject := rows.first_reject):
        raise InputError(reject.file, f"{reject.reason}; no row of any file can be read", reject.line, reject.byte)
    if report:
        with Staged(path for path, _ in rows.files) as staged:
            write_tuning_page(staged.open_private(report), rows, tuning)
    losses = losses_of(tuning.chosen, rows.source_of)
    if to_json:
        written = json.dumps(as_json(tuning, rows.name_of, losses), separators=(",", ":")) + "\n"
    else:
        written = "".join(f"{line}\n" for line in as_text(tuning, rows.name_of, losses, in_color(color)))
    write_stdout(written.encode("utf-8", "backslashreplace"))
    if not quiet:
        say(_summary(tuning, rows))
    return 0


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
    return (
        f"{documents}, {counted(len(tuning.thresholds), 'threshold')}: "
        f"{tuning.jaccard:g} removes {len(outcome.removals):,} ({outcome.share:.2%}){skipped}"
    )
