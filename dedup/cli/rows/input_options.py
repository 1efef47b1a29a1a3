"""The options of commands that read rows: which ones to read, and how."""

from __future__ import annotations

import re

import click

from dedup.cli.help import option
from dedup.errors import OptionError
from dedup.options import MOST

#: The heading of these options.
GROUP = "Input"

#: The longest row that is read: the text of a large book has a hundredth of that.
LONGEST_ROW = "256MB"

_SIZE = re.compile(r"([0-9]{1,10})([KMG]?)B?", re.IGNORECASE)

TEXT = option(
    "--text",
    group=GROUP,
    once=True,
    default="text",
    show_default=True,
    metavar="FIELD",
    help="The field or column that holds the text.",
)
ID = option(
    "--id",
    "id_field",
    group=GROUP,
    once=True,
    metavar="FIELD",
    help="The field or column that holds a unique id. Without it, reports name file and line.",
)
REFERENCE = option(
    "--reference",
    group=GROUP,
    multiple=True,
    metavar="FILE",
    help="Compare with these documents too, but never remove or write them. Can be given several times.",
)
AGAINST = option(
    "--against",
    group=GROUP,
    metavar="INDEX",
    help="Compare with the documents of this index, too: see `dedup index`.",
)
APPLY = option(
    "--apply",
    group=GROUP,
    metavar="REPORT",
    help="Search nothing: remove what --report FILE of an earlier run tells of, or what you have left of it.",
)
INCLUDE = option(
    "--include",
    group=GROUP,
    metavar="GLOB",
    multiple=True,
    help="Of folders, read only files that match, such as '*.parquet'. Can be given several times.",
)
EXCLUDE = option(
    "--exclude",
    group=GROUP,
    metavar="GLOB",
    multiple=True,
    help="Of folders, leave out what matches, such as 'test/'. Can be given several times.",
)
ON_ERROR = option(
    "--on-error",
    group=GROUP,
    type=click.Choice(("stop", "skip")),
    default="stop",
    show_default=True,
    help="How to handle unreadable rows.",
)
REJECTS = option(
    "--rejects",
    group=GROUP,
    metavar="FILE",
    help="With --on-error skip, write the skipped rows here.  [default: OUT.rejects.jsonl]",
)
MAX_ROW = option(
    "--max-row",
    group=GROUP,
    default=LONGEST_ROW,
    show_default=True,
    metavar="SIZE",
    help="Treat a longer row, or text file, as unreadable. Does not apply to Parquet and Arrow.",
)

INPUT_OPTIONS = (TEXT, ID, REFERENCE, AGAINST, APPLY, INCLUDE, EXCLUDE, ON_ERROR, REJECTS, MAX_ROW)


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
