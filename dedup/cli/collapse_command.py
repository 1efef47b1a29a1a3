"""The options of `dedup collapse`, and how they may be combined."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from io import FileIO
from typing import TYPE_CHECKING, Any

import click

from dedup.cli.collapse_files import check_is_text, collapse_files
from dedup.cli.copy_options import copy_options
from dedup.cli.encoding_options import ENCODING, ERRORS
from dedup.cli.help import QUIET, Command, option
from dedup.cli.messages import complain, say
from dedup.cli.text_input import STDIN
from dedup.errors import DedupError
from dedup.io.access import PRIVATE
from dedup.io.files import check_regular_file
from dedup.options import collapse_options

if TYPE_CHECKING:
    from dedup.options import Protected


class CollapseCommand(Command):
    """Parses --in-place[=SUFFIX] as GNU programs do: without `=`, what follows is a file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Gives a bare --in-place an empty suffix, then parses as usual."""
        end = args.index("--") if "--" in args else len(args)
        if "--in-place=" in args[:end]:
            raise click.UsageError("The suffix of --in-place must not be empty; to keep no backup, leave out the '='.")
        options = ["--in-place=" if arg == "--in-place" else arg for arg in args[:end]]
        return super().parse_args(ctx, options + args[end:])


EXAMPLES = """
dedup collapse page.txt >clean.txt
dedup collapse --diff page.txt
dedup collapse --in-place=.bak --report undo.jsonl *.txt
"""


@click.command(cls=CollapseCommand, short_help="Remove what repeats inside a text; keep one copy.", examples=EXAMPLES)
@click.argument("files", nargs=-1)
@copy_options
@ENCODING
@ERRORS
@option("--diff", group="Output", is_flag=True, help="Print what would be removed instead of the text.")
@option("--check", group="Output", is_flag=True, help="Print no text; exit with status 1 if a file repeats itself.")
@option(
    "--in-place",
    group="Output",
    metavar="[=SUFFIX]",
    help="Replace each file that repeats itself. With SUFFIX, keep the old file as FILE plus SUFFIX.",
)
@option("--report", group="Output", metavar="FILE", help="Write to a new FILE what `dedup undo` needs, as JSON lines.")
@QUIET
def command(
    files: tuple[str, ...],
    protect: frozenset[Protected],
    no_protect: frozenset[Protected],
    encoding: str,
    errors: str,
    diff: bool,
    check: bool,
    in_place: str | None,
    report: str | None,
    quiet: bool,
    **settings: Any,
) -> int:
    """Remove what repeats inside each of FILES, exactly or with small changes, and keep one copy.

    Without FILES, read standard input. The text is printed to standard output, a summary to standard error.
    """
    if in_place is not None:
        reads_only = "--check" if check else "--diff" if diff else ""
        _check_in_place(files, in_place, reads_only, replaces_bytes=errors == "replace")
    elif len(files) > 1 and not (diff or check or report):
        raise click.UsageError("Several files need --in-place, --check, --diff or --report FILE.")
    options = collapse_options(protect=protect - no_protect, **settings)
    if in_place is not None and not _all_replaceable(files):
        return DedupError.exit_code
    with _new_report(report) as lines:
        return collapse_files(
            files,
            options,
            encoding=encoding,
            errors=errors,
            diff=diff,
            check=check,
            backup=in_place,
            report=lines,
            quiet=quiet,
        )


def _check_in_place(files: tuple[str, ...], suffix: str, reads_only: str, *, replaces_bytes: bool) -> None:
    """Raises `UsageError` if --in-place contradicts other options, such as the one that only reads, or the files."""
    if reads_only:
        raise click.UsageError(f"{reads_only} changes no file, --in-place does: give one of them.")
    if replaces_bytes:
        raise click.UsageError("--errors replace loses bytes, so it cannot be combined with --in-place.")
    if not files or STDIN in files:
        raise click.UsageError("--in-place needs files; standard input cannot be replaced.")
    if os.sep in suffix:
        raise click.UsageError(f"The suffix of --in-place must not contain {os.sep!r}.")


def _all_replaceable(files: tuple[str, ...]) -> bool:
    """Whether all files can be replaced; complains about each that cannot."""
    failed = 0
    for name in files:
        try:
            check_is_text(name)
            check_regular_file(name)
        except (DedupError, OSError) as error:
            complain(error, name)
            failed += 1
    if failed and len(files) > 1:
        say("dedup: no file was changed")
    return not failed


def _new_report(path: str | None) -> AbstractContextManager[FileIO | None]:
    """Opens the report, private to its owner. It must not exist: an old one may be the only way to undo a run."""
    if path is None:
        return nullcontext()
    try:
        return open(path, "xb", buffering=0, opener=lambda name, flags: os.open(name, flags, PRIVATE))
    except FileExistsError as error:
        raise click.UsageError(f"--report: {path} exists, and a report is never overwritten.") from error
