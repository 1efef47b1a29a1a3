"""The options for the encoding of files."""

from __future__ import annotations

import click

from dedup.cli.help import option

ENCODING = option(
    "--encoding",
    group="Input",
    default="utf-8",
    show_default=True,
    metavar="NAME",
    help="The encoding of files that have no byte order mark.",
)

ERRORS = option(
    "--errors",
    group="Input",
    type=click.Choice(("strict", "replace")),
    default="strict",
    show_default=True,
    help="How to handle bytes that are invalid in the encoding: fail, or replace them with U+FFFD.",
)
