"""The options of `dedup corpus` and `dedup blocks`: which rows to read, and what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import click

from dedup.cli.help import QUIET, option
from dedup.errors import OptionError
from dedup.options import MOST

#: The share of the documents, or of their characters, that is removed with a warning, and that which is refused.
WARNED = 0.5
MAX_REMOVED = 0.9

#: The longest row that is read: the text of a large book has a hundredth of that.
MAX_ROW = "256MB"

_SIZE = re.compile(r"([0-9]{1,10})([KMG]?)B?", re.IGNORECASE)


class Job(NamedTuple):
    """What to read and what to write: the options, as given."""

    inputs: tuple[str, ...]
    output: str
    text: str  #: the field of the text
    id_field: str | None  #: the field of the id
    reference: tuple[str, ...]
    annotate: bool
    report: str | None
    on_error: str
    max_row: str
    rejects: str | None
    max_removed: float
    checkpoint: str | None  #: the directory
    quiet: bool


def row_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the argument and the options that a `Job` is made of, and --jobs."""
    options = (
        click.argument("inputs", nargs=-1, required=True, metavar="IN..."),
        option(
            "--text",
            group="Input",
            default="text",
            show_default=True,
            metavar="FIELD",
            help="The field or column that holds the text.",
        ),
        option(
            "--id",
            "id_field",
            group="Input",
            metavar="FIELD",
            help="The field or column that holds a unique id. Without it, reports name file and line.",
        ),
        option(
            "--reference",
            group="Input",
            multiple=True,
            metavar="FILE",
            help="Compare with these documents too, but never remove or write them. Can be given several times.",
        ),
        option(
            "--on-error",
            group="Input",
            type=click.Choice(("stop", "skip")),
            default="stop",
            show_default=True,
            help="How to handle unreadable rows.",
        ),
        option(
            "--rejects",
            group="Input",
            metavar="FILE",
            help="With --on-error skip, write the skipped rows here.  [default: OUT.rejects.jsonl]",
        ),
        option(
            "--max-row",
            group="Input",
            default=MAX_ROW,
            show_default=True,
            metavar="SIZE",
            help="Treat a longer row, or text file, as unreadable. Does not apply to Parquet and Arrow.",
        ),
        option(
            "-o",
            "--output",
            group="Output",
            required=True,
            metavar="OUT",
            help="The file to write, or a folder for one file per input. Existing files are overwritten.",
        ),
        option(
            "--annotate",
            group="Output",
            is_flag=True,
            help='Remove nothing: write every row, with a field "dedup" that says what would be removed.',
        ),
        option(
            "--report",
            group="Output",
            metavar="FILE",
            help="Write each removal to FILE, as a line of JSON; or a page to look at, if its name ends in .html.",
        ),
        option(
            "--max-removed",
            group="Output",
            type=float,
            default=MAX_REMOVED,
            show_default=True,
            metavar="SHARE",
            help=f"Refuse to write if more than this share would be removed. From {WARNED} on, print a warning.",
        ),
        QUIET,
        option(
            "--work",
            "checkpoint",
            group="Running",
            metavar="DIR",
            help="Checkpoint directory. After an interruption, run the same command again to resume.",
        ),
        option(
            "--jobs",
            group="Running",
            type=int,
            default=1,
            show_default=True,
            metavar="N",
            help="Number of processor cores to use. The output is the same for any number.",
        ),
    )
    for add in reversed(options):
        command = add(command)
    return command


def checked_size(parameter: str, value: str) -> int:
    """The bytes of a size such as `64KB` or `256MB`, at least 1.

    >>> checked_size("--max-row", "64KB"), checked_size("--max-row", "100")
    (64000, 100)
    """
    match = _SIZE.fullmatch(value)
    size = int(match[1]) * 1000 ** " KMG".index(match[2].upper() or " ") if match else 0
    if not 1 <= size <= MOST:
        raise OptionError(parameter, value, "a number of bytes up to 2GB, such as 100000, 64KB or 256MB")
    return size
