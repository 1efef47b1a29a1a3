"""The options of `dedup corpus` and `dedup blocks` that say what to write and what to print."""

from __future__ import annotations

from dedup.cli.help import QUIET, option

#: The heading of these options.
GROUP = "Output"

#: The share of the documents, or of their characters, that is removed with a warning, and that which is refused.
WARNED = 0.5
MAX_REMOVED = 0.9

OUTPUT_OPTIONS = (
    option(
        "-o",
        "--output",
        group=GROUP,
        metavar="OUT",
        help="The file to write, or a folder for one file per input; `-` is standard output. Existing files are "
        "overwritten.",
    ),
    option("--dry-run", "-n", group=GROUP, is_flag=True, help="Write no rows; say what would be removed."),
    option(
        "--check",
        group=GROUP,
        is_flag=True,
        help="The same, and exit with status 1 if anything would be removed.",
    ),
    option(
        "--groups",
        group=GROUP,
        is_flag=True,
        help="Write no rows; print the groups of documents that repeat one another, the one that stays first.",
    ),
    option(
        "--json",
        group=GROUP,
        metavar="FILE",
        help="Write the counts to FILE as JSON, and the groups of --groups. `-` is standard output.",
    ),
    option(
        "--by",
        group=GROUP,
        once=True,
        metavar="FIELD",
        help="Print the counts of each source, which is the value of FIELD or, if that is a web address, its host.",
    ),
    option(
        "--annotate",
        group=GROUP,
        is_flag=True,
        help='Remove nothing: write every row, with a field "dedup" that says what would be removed.',
    ),
    option(
        "--report",
        group=GROUP,
        metavar="FILE",
        help="Write each removal to FILE, as a line of JSON; or a page to look at, if its name ends in .html.",
    ),
    option(
        "--max-removed",
        group=GROUP,
        type=float,
        default=MAX_REMOVED,
        show_default=True,
        metavar="SHARE",
        help=f"Refuse to write if more than this share would be removed. From {WARNED} on, print a warning.",
    ),
    QUIET,
)
