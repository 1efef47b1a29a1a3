"""What `dedup corpus` and `dedup blocks` are asked to read and to write."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import click

from dedup.cli.help import option
from dedup.cli.rows.input_options import INPUT_OPTIONS
from dedup.cli.rows.output_options import OUTPUT_OPTIONS
from dedup.io.walk import Filter

#: What to use instead of options that other programs have.
INSTEAD = {
    "--in-place": "give -o OUT; OUT may not be an input",
    "-i": "give -o OUT; OUT may not be an input",
    "--list": "use --groups, or --report FILE for each removal",
    "--diff": "use --report FILE, which has a line for each removal",
    "--format": "use --json FILE, and --groups for the groups",
    "-r": "folders are read at any depth",
    "--recursive": "folders are read at any depth",
    "--column": "use --text",
    "--verbose": "use --report FILE, which has a line for each removal",
}

#: The option --jobs.
JOBS = option(
    "--jobs",
    group="Running",
    type=int,
    metavar="N",
    help="Number of processor cores to use. The output is the same for any number.  "
    "[default: all, but one for every 32 MB of input]",
)


class Job(NamedTuple):
    """What to read and what to write: the options, as given."""

    inputs: tuple[str, ...]
    text: str  #: the field of the text
    id_field: str | None  #: the field of the id
    reference: tuple[str, ...]
    against: str | None  #: an index
    apply: str | None  #: the report to apply
    include: tuple[str, ...]  #: patterns of files in folders
    exclude: tuple[str, ...]
    on_error: str
    rejects: str | None
    max_row: str
    output: str | None
    dry_run: bool
    check: bool
    groups: bool
    json: str | None
    by: str | None  #: the field of the source
    annotate: bool
    report: str | None
    max_removed: float
    quiet: bool
    checkpoint: str | None  #: the directory
    jobs: int | None  #: None: as many as there are cores for the size of the input

    @property
    def wanted(self) -> Filter:
        """Which files of folders are read."""
        return Filter(self.include, self.exclude)

    @property
    def writes_rows(self) -> bool:
        """Whether rows are written, and not only what is said about them."""
        return not (self.dry_run or self.check or self.groups)

    @property
    def would(self) -> str:
        """What stands before "removed" in what is said of the run."""
        return "" if self.writes_rows and not self.annotate else "would be "

    @property
    def verb(self) -> str:
        """What happens to what repeats."""
        return f"{self.would}removed"


def row_options(command: Callable[..., int], required: bool = True) -> Callable[..., int]:
    """Adds the argument, which may have to be given, and the options that a `Job` is made of, and --jobs."""
    options = (
        click.argument("inputs", nargs=-1, required=required, metavar="IN..."),
        *INPUT_OPTIONS,
        *OUTPUT_OPTIONS,
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
