"""`dedup index add`: adds documents to an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dedup.cli.copy_options import names_from
from dedup.cli.help import QUIET, Command, option
from dedup.cli.index.rows import Input, documents, input_options
from dedup.cli.messages import say
from dedup.cli.text_input import STDIN
from dedup.options import DOCUMENT_REASONS
from dedup.report.summary import counted

if TYPE_CHECKING:
    from dedup.options import DocumentProtected

EXAMPLES = """
dedup index add seen.dedup crawl/*.jsonl.gz --text body --id url
zcat crawl.jsonl.gz | dedup index add seen.dedup - --id url
"""

#: The heading of the options that an index keeps.
GROUP = "A new index"


@click.command("add", cls=Command, short_help="Add documents to an index.", examples=EXAMPLES)
@click.argument("index")
@input_options
@option("--new", "only_new", group="Input", is_flag=True, help="Add only documents that repeat nothing in the index.")
@option("--jaccard", group=GROUP, type=float, metavar="INDEX", help="Minimum Jaccard index of a copy.  [default: 0.8]")
@option(
    "--containment",
    group=GROUP,
    type=float,
    metavar="SHARE",
    help="Also find documents of which at least this share of the shingles occurs in a longer one.",
)
@option(
    "--protect",
    group=GROUP,
    metavar="NAMES",
    callback=names_from(DOCUMENT_REASONS),
    help="Similar documents that do not count as copies, as in `dedup corpus`.  [default: own, template]",
)
@option(
    "--blocks", group=GROUP, is_flag=True, default=None, help="Index blocks, too, for `dedup index query --blocks`."
)
@QUIET
def command(
    index: str,
    only_new: bool,
    jaccard: float | None,
    containment: float | None,
    protect: frozenset[DocumentProtected] | None,
    blocks: bool | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Add documents to the file INDEX, which is created if it does not exist.

    IN is a file, folder or glob, as in `dedup corpus`, or `-` for JSON lines on standard input. A document with a known
    id replaces the one in the index.
    """
    if STDIN in given["inputs"] and given["id_field"] is None:
        raise click.UsageError("Standard input needs --id: line numbers would replace those of the run before.")
    from dedup.index.index import Index

    total = added = 0
    with Index(index, jaccard=jaccard, containment=containment, protect=protect, blocks=blocks) as seen:
        for batch in documents(Input(**given)):
            total += len(batch)
            added += seen.check_and_add_many(batch).count(None) if only_new else seen.add_many(batch)
        size = len(seen)
    if not quiet:
        rest = f"{total - added:,} {'repeat others' if only_new else 'were there already'}"
        say(f"{index}: {counted(added, 'document')} added, {rest}, {size:,} in the index")
    return 0
