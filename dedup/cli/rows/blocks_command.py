"""`dedup blocks`: removes the blocks that documents share from files of many documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dedup.cli.copy_options import GROUP, identity_option, min_letters_option, protect_options
from dedup.cli.help import Command, option
from dedup.cli.rows.files import NamedSource, rewrite
from dedup.cli.rows.options import INSTEAD, Job, row_options
from dedup.corpus.blocks.pipeline import find_blocks
from dedup.corpus.checkpoint import Checkpoint
from dedup.io.rows.rows import Rows
from dedup.options import IDENTITY_ACROSS, MIN_DOCUMENTS, PROTECT_ACROSS, block_options
from dedup.report.applied_blocks import applied_blocks
from dedup.report.row_reports import BlockReport

if TYPE_CHECKING:
    from dedup.options import Protected


EXAMPLES = """
dedup blocks pages.jsonl -o clean.jsonl
dedup blocks pages.jsonl --dry-run
dedup blocks site/ -o clean/ --copies 0 --min-documents 5
dedup blocks pages.jsonl -o marked.jsonl --annotate --report blocks.jsonl
"""


@click.command(
    cls=Command,
    short_help="Remove blocks that documents share, such as menus.",
    examples=EXAMPLES,
    instead={**INSTEAD, "--threshold": "use --identity"},
)
@option(
    "--copies",
    group=GROUP,
    type=int,
    metavar="[0|1]",
    default=1,
    show_default=True,
    help="1: keep the first copy of each block. 0: keep none, except in --reference documents.",
)
@option(
    "--min-documents",
    group=GROUP,
    type=int,
    default=MIN_DOCUMENTS,
    show_default=True,
    metavar="N",
    help="Remove blocks that occur in at least N documents.",
)
@option("--mask-digits", group=GROUP, is_flag=True, help="Ignore numbers, such as those of `Page 3 of 9`.")
@identity_option(IDENTITY_ACROSS, "block")
@min_letters_option("block")
@protect_options(PROTECT_ACROSS)
@row_options
def command(
    copies: int,
    min_documents: int,
    mask_digits: bool,
    identity: float,
    min_letters: int,
    protect: frozenset[Protected],
    no_protect: frozenset[Protected],
    **job: Any,
) -> int:
    """Remove blocks that several documents share, such as menus and footers. Each stays in the first of them.

    IN is a file, folder or glob, or `-` for standard input: JSON lines (.jsonl), CSV, TSV, Parquet or Arrow with
    one document per row, or text files with one document each. Files in .gz, .zst, .bz2 and .xz are decompressed.
    Nothing but the text of a row changes. A document of which nothing is left is removed.
    """
    if mask_digits and job["against"]:
        raise click.UsageError(
            "--mask-digits cannot be combined with --against: an index finds blocks by their numbers, too."
        )
    options = block_options(
        identity=identity,
        min_letters=min_letters,
        protect=protect - no_protect,
        copies=copies,
        min_documents=min_documents,
        mask_digits=mask_digits,
    )

    def find(rows: NamedSource, checkpoint: Checkpoint, jobs: int) -> BlockReport:
        return BlockReport(find_blocks(rows, options._replace(jobs=jobs), checkpoint), rows.name_of)

    def apply(rows: Rows, report: str) -> BlockReport:
        return BlockReport(applied_blocks(rows, report), rows.name_of)

    return rewrite(Job(**job), options, find, apply)
