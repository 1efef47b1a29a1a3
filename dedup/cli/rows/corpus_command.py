"""`dedup corpus`: removes documents that repeat others from files of many documents."""

from __future__ import annotations

from functools import partial
from os.path import exists
from typing import TYPE_CHECKING, Any

import click

from dedup.cli.help import Command
from dedup.cli.rows.document_options import document_options, jaccard_option
from dedup.cli.rows.files import NamedSource, rewrite
from dedup.cli.rows.options import INSTEAD, Job, row_options
from dedup.cli.rows.shard_options import NO_INPUTS, NO_SHARDS, Shards, shard_options
from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.pipeline import find_copies
from dedup.io.rows.rows import Rows
from dedup.options import deduplicate_options
from dedup.report.applied_documents import applied_documents
from dedup.report.row_reports import DocumentReport

if TYPE_CHECKING:
    from dedup.options import DocumentProtected, KeepRule


EXAMPLES = """
dedup corpus pages.jsonl -o kept.jsonl
dedup corpus notes/ --groups
dedup corpus pages.jsonl --dry-run --json counts.json
dedup corpus crawl/*.jsonl.gz -o kept/ --text body --id url
dedup corpus crawl/ -o kept/ --work dir --shards 16
dedup corpus new.parquet --reference seen.parquet -o kept.parquet --report removed.jsonl
"""


@click.command(
    cls=Command,
    short_help="Remove documents that repeat others.",
    examples=EXAMPLES,
    instead={**INSTEAD, "--threshold": "use --jaccard"},
)
@jaccard_option("Remove a document whose Jaccard index with a kept one is at least this, from 0.5 to 1.")
@document_options
@partial(row_options, required=False)
@shard_options
def command(
    jaccard: float,
    containment: float | None,
    keep: KeepRule,
    protect: frozenset[DocumentProtected],
    no_protect: frozenset[DocumentProtected],
    shards: int | None,
    stage: str | None,
    shard: str | None,
    **job: Any,
) -> int:
    """Remove documents that repeat others, exactly or with small changes, and keep one of each.

    IN is a file, folder or glob, or `-` for standard input: JSON lines (.jsonl), CSV, TSV, Parquet or Arrow with
    one document per row, or text files with one document each. Files in .gz, .zst, .bz2 and .xz are decompressed.
    The rows that stay are written unchanged and in order.

    What is larger than the memory of one machine is divided: see --shards. `dedup corpus status DIR` says how far a
    run over shards is.
    """
    asked = Shards(shards, stage, shard)
    if asked == NO_SHARDS and len(job["inputs"]) == 2 and job["inputs"][0] == "status" and not exists("status"):
        from dedup.cli.rows.over_shards import print_status

        return print_status(job["inputs"][1])
    options = deduplicate_options(jaccard, containment, keep, protect - no_protect)
    if asked != NO_SHARDS:
        from dedup.cli.rows.over_shards import run_over_shards

        return run_over_shards(Job(**job), options, asked)
    if not job["inputs"]:
        raise click.UsageError(NO_INPUTS)

    def find(rows: NamedSource, checkpoint: Checkpoint, jobs: int) -> DocumentReport:
        return DocumentReport(find_copies(rows, options._replace(jobs=jobs), checkpoint), rows.name_of)

    def apply(rows: Rows, report: str) -> DocumentReport:
        return DocumentReport(applied_documents(rows, report), rows.name_of)

    return rewrite(Job(**job), options, find, apply)
