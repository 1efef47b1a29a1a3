"""`dedup collapse`: removes what repeats inside files, or standard input."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from io import FileIO
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from dedup.cli.copy_options import copy_options
from dedup.cli.help import QUIET, Command, option
from dedup.cli.messages import complain, say, unwritten
from dedup.cli.text_input import ENCODING, ERRORS, STDIN, decoded, shown
from dedup.errors import DedupError, EncodingError, FileKindError, OutputError
from dedup.io.access import PRIVATE
from dedup.io.encoding import checked_encoding, encoding_of
from dedup.io.files import FileContent, check_regular_file, read_file, read_regular_file, replace_file, write_file
from dedup.io.inputs import holds_rows
from dedup.io.standard import read_stdin, write_stdout
from dedup.options import CollapseOptions, collapse_options
from dedup.repeats.rounds import collapse_with
from dedup.report.summary import Tally, counted, tally_of
from dedup.results.collapsed import Collapsed

if TYPE_CHECKING:
    from dedup.options import Protected
    from dedup.report.jsonl import FileReport


class Job(NamedTuple):
    """What to do with each file."""

    options: CollapseOptions
    encoding: str
    errors: str
    to_stdout: bool
    diff: bool
    backup: str | None  #: suffix for the old file; "" keeps no old file; None: do not replace the file
    report: FileIO | None
    alone: bool  #: whether there is one file only, so that nothing is written before it


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
    to_stdout = len(files) <= 1 and not (diff or check or in_place is not None)
    verb = "removed" if to_stdout or in_place is not None else "found"
    if in_place is not None and not _all_replaceable(files):
        return DedupError.exit_code
    total, failed = Tally(), 0
    with _new_report(report) as lines:
        job = Job(
            options=options,
            encoding=checked_encoding(encoding),
            errors=errors,
            to_stdout=to_stdout,
            diff=diff,
            backup=in_place,
            report=lines,
            alone=len(files) <= 1 and lines is None,
        )
        for name in files or (STDIN,):
            try:
                tally = _collapse_one(name, job)
            except (BrokenPipeError, OutputError):
                raise
            except (DedupError, OSError, MemoryError) as error:
                complain(error, shown(name))
                failed += 1
                continue
            total = total.plus(tally)
            if not quiet:
                say(f"{shown(name)}: {tally.line(verb)}")
    if len(files) > 1 and not quiet:
        say(f"{counted(len(files), 'file')}: {total.line(verb)}" + (f", {failed} failed" if failed else ""))
    if failed:
        return DedupError.exit_code
    return int(check and total.copies > 0)


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
            _check_is_text(name)
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


def _collapse_one(name: str, job: Job) -> Tally:
    """Collapses one file and writes what the job asks for."""
    with unwritten() if job.alone else nullcontext():
        file = _read(name, job)
        encoding = encoding_of(file.data, job.encoding, job.errors)
        text = decoded(file.data, encoding)
        collapsed = collapse_with(text, job.options)
        result = encoding.encode(collapsed.text)
    replaces = job.backup is not None and len(collapsed.removals) > 0
    if replaces and encoding.encode(text) != file.data:  # some encodings have several forms of one character
        raise EncodingError(f"reading and writing it as {encoding.name} would change bytes that stay")
    backup = name + job.backup if replaces and job.backup else None
    if backup and os.path.lexists(backup):
        raise FileExistsError(f"{backup} exists, and a backup is never overwritten")
    if job.report:
        from dedup.report.jsonl import report_of  # json and hashlib, which only a report needs

        # Before the file changes: the run can be undone wherever it is interrupted.
        path = None if name == STDIN else os.path.abspath(name)
        _add_report(job.report, report_of(path, encoding, file.data, result, collapsed))
    if replaces:
        if backup:
            write_file(backup, file.data, file.status)
        replace_file(name, result, file.status)
    if job.diff:
        _write_diff(name, text, collapsed)
    if job.to_stdout:
        write_stdout(result)
    return tally_of(collapsed)


def _read(name: str, job: Job) -> FileContent:
    if name == STDIN:
        return FileContent(read_stdin(), os.fstat(0))
    _check_is_text(name)
    return read_file(name) if job.backup is None else read_regular_file(name)


def _check_is_text(name: str) -> None:
    """Raises `FileKindError` for a directory, and for rows: what repeats in them would be cut out of their syntax."""
    if os.path.isdir(name):
        raise FileKindError("a directory; give files, or use `dedup corpus`")
    if holds_rows(name):
        raise FileKindError(
            "holds rows, not one text; use `dedup corpus` or `dedup blocks`, or pass it on standard input "
            "to treat it as plain text"
        )


def _add_report(file: FileIO, report: FileReport) -> None:
    rest = memoryview(report.to_line())
    try:
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"{file.name}: {error.strerror}") from error


def _write_diff(name: str, source: str, collapsed: Collapsed) -> None:
    from dedup.results.diff import diff_of

    colour = sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    write_stdout(diff_of(name, source, collapsed.removals, colour).encode("utf-8", "backslashreplace"))
