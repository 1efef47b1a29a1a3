"""Text as commands take it: files or standard input, in an encoding that an option names."""

from __future__ import annotations

import click

from dedup.io.encoding import encoding_of
from dedup.io.files import read_file
from dedup.io.standard import read_stdin

#: The argument that stands for standard input.
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


def shown(name: str) -> str:
    """A file's name as messages have it."""
    return "standard input" if name == STDIN else name


def read_text(name: str, encoding: str, errors: str) -> str:
    """The text of a file, or of standard input."""
    data = read_stdin() if name == STDIN else read_file(name).data
    return encoding_of(data, encoding, errors).decode(data)
