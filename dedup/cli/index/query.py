"""`dedup index query`: says which documents an index has seen."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import click

from dedup.cli.help import QUIET, Command, option
from dedup.cli.index.rows import Input, documents, input_options
from dedup.cli.messages import say
from dedup.io.standard import write_stdout
from dedup.report.summary import counted

EXAMPLES = """
dedup index query seen.dedup new.jsonl --id url
tail -f pages.jsonl | dedup index query seen.dedup - --id url
dedup index query seen.dedup page.txt --blocks
"""


@click.command("query", cls=Command, short_help="Look up documents in an index.", examples=EXAMPLES)
@click.argument("index")
@input_options
@option("--blocks", group="Output", is_flag=True, help="Print the blocks that were seen, and the text without them.")
@QUIET
def command(index: str, blocks: bool, quiet: bool, **given: Any) -> int:
    """Look up documents in the file INDEX. Print a line of JSON for each: its id, and what it repeats, or null.

    IN is a file, folder or glob, as in `dedup corpus`, or `-` for JSON lines on standard input. Nothing is added.
    """
    from dedup.index.index import Index

    total, kinds = 0, Counter[str]()
    with Index(index, create=False) as seen:
        for batch in documents(Input(**given)):
            answers: list[dict[str, Any]] = []
            if blocks:
                found = [seen.query_blocks(text) for _, text in batch]
                answers = [one.to_dict() for one in found]
                kinds.update(block.kind for one in found for block in one.blocks)
            else:
                copies = seen.query_many(text for _, text in batch)
                answers = [{"seen": one and one.to_dict()} for one in copies]
                kinds.update(one.kind for one in copies if one)
            total += len(batch)
            lines = (json.dumps({"id": name, **answer}) for (name, _), answer in zip(batch, answers))
            write_stdout("".join(f"{line}\n" for line in lines).encode("ascii"))
    if not quiet:
        what = f"{counted(kinds.total(), 'block')} in {counted(total, 'document')}" if blocks else ""
        what = what or f"{kinds.total():,} of {counted(total, 'document')}"
        by_kind = ", ".join(f"{count:,} {kind.replace('_', ' ')}" for kind, count in kinds.most_common())
        say(f"{index}: {what} seen before" + (f" ({by_kind})" if by_kind else ""))
    return 0
