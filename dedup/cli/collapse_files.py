"""What `dedup collapse` does: removes what repeats inside files, or standard input."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext

from dedup.cli.ending import unwritten
from dedup.cli.messages import complain, say
from dedup.cli.text_input import STDIN, decoded, shown
from dedup.errors import DedupError, EncodingError, FileKindError, OutputError
from dedup.io.encoding import checked_encoding, encoding_of
from dedup.io.files import FileContent, read_file, read_regular_file, replace_file, write_file
from dedup.io.standard import read_stdin, write_stdout
from dedup.io.suffixes import holds_rows
from dedup.options import CollapseOptions
from dedup.record import NamedTuple
from dedup.repeats.rounds import collapse_with
from dedup.report.summary import Tally, counted, tally_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import FileIO

    from dedup.report.jsonl import FileReport
    from dedup.results.collapsed import Collapsed


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


def collapse_files(
    files: Sequence[str],
    options: CollapseOptions,
    *,
    encoding: str = "utf-8",
    errors: str = "strict",
    diff: bool = False,
    check: bool = False,
    backup: str | None = None,
    report: FileIO | None = None,
    quiet: bool = False,
) -> int:
    """Collapses each of the files, or standard input if there are none, and prints summaries.

    Args:
        files: Their names; several only if no text is to be printed.
        options: The options of the search.
        encoding: The encoding of files without a byte order mark.
        errors: "strict" or "replace".
        diff: Whether to print what would be removed instead of the text.
        check: Whether to print no text, and return 1 if a file repeats itself.
        backup: The suffix for the old file; "" keeps no old file; None replaces no file.
        report: Where to add a line for each file.
        quiet: Whether to print no summary.

    Returns:
        The exit code.
    """
    to_stdout = len(files) <= 1 and not (diff or check or backup is not None)
    verb = "removed" if to_stdout or backup is not None else "found"
    job = Job(
        options=options,
        encoding=checked_encoding(encoding),
        errors=errors,
        to_stdout=to_stdout,
        diff=diff,
        backup=backup,
        report=report,
        alone=len(files) <= 1 and report is None,
    )
    total, failed = Tally(), 0
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
    check_is_text(name)
    return read_file(name) if job.backup is None else read_regular_file(name)


def check_is_text(name: str) -> None:
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
