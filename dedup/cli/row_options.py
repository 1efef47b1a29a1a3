"""The options of `dedup corpus` and `dedup blocks`: which rows to read, and what to write."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import click

from dedup.cli.help import QUIET, option
from dedup.cli.row_input_options import INPUT_OPTIONS

#: The share of the documents, or of their characters, that is removed with a warning, and that which is refused.
WARNED = 0.5
MAX_REMOVED = 0.9

#: The option --jobs.
JOBS = option(
    "--jobs",
    group="Running",
    type=int,
    default=1,
    show_default=True,
    metavar="N",
    help="Number of processor cores to use. The output is the same for any number.",
)


class Job(NamedTuple):
    """What to read and what to write: the options, as given."""

    inputs: tuple[str, ...]
    output: str
    text: str  #: the field of the text
    id_field: str | None  #: the field of the id
    reference: tuple[str, ...]
    against: str | None  #: an index
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
        *INPUT_OPTIONS,
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
        JOBS,
    )
    for add in reversed(options):
        command = add(command)
    return command
