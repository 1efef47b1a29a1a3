"""`dedup blocks`: files of many documents, without the blocks that several of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dedup.cli.copy_options import NO_PROTECT, protect_option
from dedup.cli.row_files import rewrite
from dedup.cli.row_options import Job, rows_in_and_out
from dedup.corpus.blocks.pipeline import find_blocks
from dedup.corpus.checkpoint import Checkpoint
from dedup.io.rows import Rows
from dedup.options import IDENTITY_ACROSS, MIN_DOCUMENTS, MIN_LETTERS, PROTECT_ACROSS, block_options
from dedup.report.row_reports import BlockReport

if TYPE_CHECKING:
    from dedup.options import Protected


@click.command(short_help="Remove blocks that documents share, such as menus.")
@click.option(
    "--copies",
    type=click.IntRange(0, 1),
    default=1,
    show_default=True,
    help="1: the first copy of each block stays. 0: none does, but in --reference documents.",
)
@click.option(
    "--min-documents",
    type=int,
    default=MIN_DOCUMENTS,
    show_default=True,
    help="In how many documents a block must be to go.",
)
@click.option("--mask-digits", is_flag=True, help="Numbers make no difference, as in `Page 3 of 9`.")
@click.option(
    "--identity",
    type=float,
    default=IDENTITY_ACROSS,
    show_default=True,
    help="The least share of a block's letters that are in the copy that stays.",
)
@click.option(
    "--min-letters",
    type=int,
    default=MIN_LETTERS,
    show_default=True,
    help="The letters of the shortest block that may go.",
)
@protect_option(PROTECT_ACROSS)
@NO_PROTECT
@rows_in_and_out
def command(
    copies: int,
    min_documents: int,
    mask_digits: bool,
    identity: float,
    min_letters: int,
    protect: frozenset[Protected],
    no_protect: frozenset[Protected],
    jobs: int,
    **job: Any,
) -> int:
    """Remove blocks that several documents share, such as menus and footers, from all but the first.

    IN are files, folders or globs of JSON lines (.jsonl), CSV, TSV, Parquet or Arrow with a document in each row, or
    of text files; .gz, .zst, .bz2 and .xz are unpacked.  Of a row only the text changes; a document of which nothing
    is left goes as a whole.
    """
    options = block_options(
        identity=identity,
        min_letters=min_letters,
        protect=protect - no_protect,
        copies=copies,
        min_documents=min_documents,
        mask_digits=mask_digits,
        jobs=jobs,
    )

    def find(rows: Rows, checkpoint: Checkpoint) -> BlockReport:
        return BlockReport(find_blocks(rows, options, checkpoint), rows.name_of)

    return rewrite(Job(**job), options, find)
