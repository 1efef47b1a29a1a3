"""What commands that read text have in common: the name of standard input, and how bytes are read as text."""

from __future__ import annotations

import click

STDIN = "-"

ENCODING = click.option(
    "--encoding", default="utf-8", show_default=True, help="Encoding of a file without a byte order mark."
)

ERRORS = click.option(
    "--errors",
    type=click.Choice(("strict", "replace")),
    default="strict",
    show_default=True,
    help="What becomes of bytes that are not valid in it.",
)
