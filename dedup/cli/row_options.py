"""The options of `dedup corpus` and `dedup blocks`: which rows to read, and what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import click

from dedup.errors import OptionError
from dedup.options import MOST

#: Share of the documents, or of their characters, whose removal is worth a warning, and that which is refused.
WARNED = 0.5
MAX_REMOVED = 0.9

#: Bytes of the longest row that is read: the text of a large book is a hundredth of that.
MAX_ROW = "256MB"

_SIZE = re.compile(r"([0-9]{1,10})([KMG]?)B?", re.IGNORECASE)


class Job(NamedTuple):
    """What is to be read, and what is to be written."""

    inputs: tuple[str, ...]
    output: str
    text: str  #: the field that holds the text ...
    id_field: str | None  #: ... and that which holds the id
    reference: tuple[str, ...]
    annotate: bool
    report: str | None
    on_error: str
    max_row: str
    rejects: str | None
    max_removed: float
    work: str | None
    quiet: bool


def rows_in_and_out(command: Callable[..., int]) -> Callable[..., int]:
    """The arguments that a `Job` is made of, and --jobs."""
    options = (
        click.argument("inputs", nargs=-1, required=True, metavar="IN..."),
        click.option(
            "-o",
            "--output",
            required=True,
            metavar="OUT",
            help="The file to write, or a folder for a file from each input; existing files are replaced.",
        ),
        click.option(
            "--text", default="text", show_default=True, metavar="FIELD", help="The field that holds the text."
        ),
        click.option(
            "--id", "id_field", metavar="FIELD", help="The field that holds the id; without it, file and line."
        ),
        click.option(
            "--reference", multiple=True, metavar="FILE", help="Documents to compare with, never removed or written."
        ),
        click.option("--annotate", is_flag=True, help='Write every row, with what was found in a field "dedup".'),
        click.option(
            "--report", metavar="FILE", help="Write each removal, with its measures, as a line of JSON to FILE."
        ),
        click.option(
            "--on-error",
            type=click.Choice(("stop", "skip")),
            default="stop",
            show_default=True,
            help="What to do with a row that cannot be read.",
        ),
        click.option(
            "--max-row",
            default=MAX_ROW,
            show_default=True,
            metavar="SIZE",
            help="The longest row, or text file, to read, as 64KB or 256MB; in Parquet and Arrow there is no limit.",
        ),
        click.option("--rejects", metavar="FILE", help="Where skipped rows go.  [default: OUT.rejects.jsonl]"),
        click.option(
            "--max-removed",
            type=float,
            default=MAX_REMOVED,
            show_default=True,
            help=f"Write nothing if a larger share would be removed; from {WARNED} on there is a warning.",
        ),
        click.option(
            "--work", metavar="DIR", help="Keep finished stages in DIR; a run that was stopped resumes from there."
        ),
        click.option("--jobs", type=int, default=1, show_default=True, help="Threads."),
        click.option("--quiet", is_flag=True, help="Write no summary."),
    )
    for option in reversed(options):
        command = option(command)
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
