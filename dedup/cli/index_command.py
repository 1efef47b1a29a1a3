"""`dedup index`: which texts were seen before, in a file that lasts."""

from __future__ import annotations

import click

from dedup.cli import index_add, index_query, index_upkeep
from dedup.cli.commands import NamedCommands


@click.group("index", cls=NamedCommands, short_help="Find documents that were seen before.")
def command() -> None:
    """Keep documents in an index file, and find out which new ones repeat them."""


for _subcommand in (
    index_add.command,
    index_query.command,
    index_upkeep.remove,
    index_upkeep.stats,
    index_upkeep.merge,
    index_upkeep.compact,
):
    command.add_command(_subcommand)
