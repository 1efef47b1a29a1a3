"""`dedup corpus`: removes documents that repeat others from files of many documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dedup.cli.copy_options import GROUP, keep_option, protect_options
from dedup.cli.help import Command, option
from dedup.cli.row_files import rewrite
from dedup.cli.row_options import INSTEAD, Job, row_options
from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.pipeline import find_copies
from dedup.io.rows import Rows
from dedup.options import DOCUMENT_REASONS, JACCARD, PROTECT_DOCUMENTS, deduplicate_options
from dedup.report.applied_documents import applied_documents
from dedup.report.row_reports import DocumentReport

if TYPE_CHECKING:
    from dedup.options import DocumentProtected, KeepRule


EXAMPLES = """
dedup corpus pages.jsonl -o kept.jsonl
dedup corpus notes/ --groups
dedup corpus pages.jsonl --dry-run --json counts.json
dedup corpus crawl/*.jsonl.gz -o kept/ --text body --id url
dedup corpus new.parquet --reference seen.parquet -o kept.parquet --report removed.jsonl
"""


@click.command(
    cls=Command,
    short_help="Remove documents that repeat others.",
    examples=EXAMPLES,
    instead={**INSTEAD, "--threshold": "use --jaccard"},
)
@option(
    "--jaccard",
    group=GROUP,
    type=float,
    default=JACCARD,
    show_default=True,
    metavar="INDEX",
    help="Remove a document whose Jaccard index with a kept one is at least this, from 0.5 to 1.",
)
@option(
    "--containment",
    group=GROUP,
    type=float,
    metavar="SHARE",
    help="Also remove a document if at least this share of its shingles occurs in a longer one, from 0.5 to 1.",
)
@keep_option("Which of two copies stays. fullest: the one with more words.")
@protect_options(
    PROTECT_DOCUMENTS,
    DOCUMENT_REASONS,
    "Similar documents to keep: with text of their `own`, made from one `template`, or with other `numbers` or `names`",
)
@row_options
def command(
    jaccard: float,
    containment: float | None,
    keep: KeepRule,
    protect: frozenset[DocumentProtected],
    no_protect: frozenset[DocumentProtected],
    apply: str | None,
    **job: Any,
) -> int:
    """Remove documents that repeat others, exactly or with small changes, and keep one of each.

    IN is a file, folder or glob, or `-` for standard input: JSON lines (.jsonl), CSV, TSV, Parquet or Arrow with
    one document per row, or text files with one document each. Files in .gz, .zst, .bz2 and .xz are decompressed.
    The rows that stay are written unchanged and in order.
    """
    options = deduplicate_options(jaccard, containment, keep, protect - no_protect)

    def find(rows: Rows, checkpoint: Checkpoint, jobs: int) -> DocumentReport:
        if apply:
            return DocumentReport(applied_documents(rows, apply), rows.name_of)
        return DocumentReport(find_copies(rows, options._replace(jobs=jobs), checkpoint), rows.name_of)

    return rewrite(Job(apply=apply, **job), options, find)
