"""`dedup index`: which texts were seen before, in a file that lasts."""

from __future__ import annotations

import click

from dedup.cli import index_add, index_query, index_upkeep


@click.group("index", short_help="Remember documents, and say which were seen before.")
def command() -> None:
    """Keep an index of documents in one file, and say of new ones which it has seen before."""


for _subcommand in (
    index_add.command,
    index_query.command,
    index_upkeep.remove,
    index_upkeep.stats,
    index_upkeep.merge,
    index_upkeep.compact,
):
    command.add_command(_subcommand)
