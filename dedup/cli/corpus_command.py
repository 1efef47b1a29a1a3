"""`dedup corpus`: files of many documents, without those that repeat others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dedup.cli.row_files import rewrite
from dedup.cli.row_options import Job, rows_in_and_out
from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.pipeline import find_copies
from dedup.io.rows import Rows
from dedup.options import JACCARD, KEEP, KEEP_RULES, deduplicate_options
from dedup.report.row_reports import DocumentReport

if TYPE_CHECKING:
    from dedup.options import KeepRule


@click.command(short_help="Remove documents that repeat others.")
@click.option(
    "--keep", type=click.Choice(KEEP_RULES), default=KEEP, show_default=True, help="Which of two documents stays."
)
@click.option(
    "--jaccard",
    type=float,
    default=JACCARD,
    show_default=True,
    help="From 0.5 to 1: the least share of shingles that a document has in common with the one that stays.",
)
@click.option(
    "--containment",
    type=float,
    help="From 0.5 to 1: also remove documents with this share of their shingles in a longer one.",
)
@rows_in_and_out
def command(jaccard: float, containment: float | None, keep: KeepRule, jobs: int, **job: Any) -> int:
    """Remove documents that repeat others, exact or slightly changed, and keep one of each.

    IN are files, folders or globs of JSON lines (.jsonl), CSV, TSV, Parquet or Arrow with a document in each row, or
    of text files; .gz, .zst, .bz2 and .xz are unpacked.  Rows that stay are written as they were, in order.
    """
    options = deduplicate_options(jaccard, containment, keep, jobs)

    def find(rows: Rows, checkpoint: Checkpoint) -> DocumentReport:
        return DocumentReport(find_copies(rows, options, checkpoint), rows.name_of)

    return rewrite(Job(**job), options, find)
