"""`dedup index`: which texts were seen before, in a file that lasts."""

from __future__ import annotations

import click

from dedup.cli.commands import NamedCommands
from dedup.cli.index import add, query, upkeep


@click.group("index", cls=NamedCommands, short_help="Find documents that were seen before.")
def command() -> None:
    """Keep documents in an index file, and find out which new ones repeat them."""


for _subcommand in (
    add.command,
    query.command,
    upkeep.remove,
    upkeep.stats,
    upkeep.merge,
    upkeep.compact,
):
    command.add_command(_subcommand)
