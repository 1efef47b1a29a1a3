"""The options for the encoding of files."""

from __future__ import annotations

import click

from dedup.cli.help import option

ENCODING = option(
    "--encoding",
    group="Input",
    metavar="NAME",
    help="The encoding of files that have no byte order mark, or `auto`, to find it out.  [default: utf-8]",
)

ERRORS = option(
    "--errors",
    group="Input",
    type=click.Choice(("strict", "replace")),
    default="strict",
    show_default=True,
    help="How to handle bytes that are invalid in the encoding: fail, or replace them with U+FFFD.",
)
