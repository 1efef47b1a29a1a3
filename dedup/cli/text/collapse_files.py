"""What `dedup collapse` does: removes what repeats inside files, or standard input."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext

from dedup.cli.ending import unwritten
from dedup.cli.messages import complain, reason_of, say
from dedup.cli.text.examining import Examined, Reading, examinations
from dedup.cli.text_input import AUTO, STDIN, shown
from dedup.errors import DedupError, EncodingError, NotTextError, OutputError
from dedup.io.files import replace_file, write_file
from dedup.io.standard import write_stdout
from dedup.record import NamedTuple
from dedup.report.summary import Tally, tally_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from typing import TextIO

    from dedup.cli.text.collapse_reports import Report
    from dedup.report.listing import Format


class InputFile(NamedTuple):
    """A file that the command was given, or that was found in a folder."""

    path: str
    below: str  #: its path below the folder, or its name alone
    in_folder: bool = False


def named_file(path: str) -> InputFile:
    """A file that was given by its name."""
    return InputFile(path, os.path.basename(path))


class Job(NamedTuple):
    """What to read, and what to do with each file."""

    files: Sequence[InputFile]  #: none: standard input
    reading: Reading
    outputs: Sequence[str] = ()  #: the file to write for each file, if any are to be written
    check: bool = False  #: whether to print no text, and return 1 if a file repeats itself
    diff: bool = False  #: whether to print what would be removed, line by line
    word_diff: bool = False  #: the same, with the words that differ
    color: str = "auto"  #: or "always" or "never"
    format: Format | None = None  #: of a list to print
    show: Sequence[str] = ()  #: what the list shows: "removed", "spared"
    backup: str | None = None  #: suffix for the old file; "" keeps no old file; None: do not replace the file
    reports: Sequence[Report] = ()
    jobs: int = 1
    quiet: bool = False

    @property
    def to_stdout(self) -> bool:
        """Whether the text itself is printed."""
        listed = self.check or self.diff or self.word_diff or self.format is not None
        in_folder = any(file.in_folder for file in self.files)
        return self.single and not (listed or in_folder or self.outputs or self.backup is not None)

    @property
    def single(self) -> bool:
        """Whether there is one text only, so that nothing is written before it is examined."""
        return len(self.files) <= 1


def collapse_files(job: Job) -> int:
    """Collapses each of the files, or standard input if there are none, and prints summaries.

    Returns:
        The exit code.
    """
    verb = "removed" if job.to_stdout or job.outputs or job.backup is not None else "found"
    files = job.files or (named_file(STDIN),)
    names = [file.path for file in files]
    total, skipped, failed = Tally(), dict[str, int](), 0
    with _progress(names, job) as done:
        for place, (file, examined) in enumerate(zip(files, examinations(names, job.reading, job.jobs))):
            try:
                tally = _finish(file, examined, job, job.outputs[place] if job.outputs else None)
            except (BrokenPipeError, OutputError):
                raise
            except (DedupError, OSError, MemoryError) as error:
                if isinstance(error, NotTextError) and file.in_folder:
                    skipped[error.kind] = skipped.get(error.kind, 0) + 1
                else:
                    _tell_of(error, file, job)
                    failed += 1
            else:
                total = total.plus(tally)
                if not job.quiet and (job.single or (job.format is None and (tally.copies or not file.in_folder))):
                    say(f"{shown(file.path)}: {tally.line(verb)}")
            done(file.path)
    for report in job.reports:
        report.finish(verb)
    _sum_up(total, verb, skipped, failed, job)
    if failed:
        return DedupError.exit_code
    return int(job.check and total.copies > 0)


def _progress(names: Sequence[str], job: Job) -> AbstractContextManager[Callable[[str], None]]:
    """A context that shows progress, and is told of each file that is done; it needs a terminal for itself."""
    prints = job.to_stdout or job.diff or job.word_diff or job.format is not None
    if job.quiet or not _is_terminal(sys.stderr) or (prints and _is_terminal(sys.stdout)):
        return nullcontext(lambda name: None)
    from dedup.cli.text.file_progress import file_progress

    return file_progress(names)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _tell_of(error: Exception, file: InputFile, job: Job) -> None:
    complain(error, shown(file.path))
    for report in job.reports:
        report.fail(file.path, reason_of(error))
    if job.format == "json":
        from dedup.report.listing import error_as_json

        _print(error_as_json(file.path, reason_of(error)))


def _sum_up(total: Tally, verb: str, skipped: dict[str, int], failed: int, job: Job) -> None:
    if job.format == "json":
        from dedup.report.listing import summary_as_json

        _print(summary_as_json({**total._asdict(), "skipped": skipped, "failed": failed}))
    if not job.quiet and (skipped or not job.single):
        from dedup.report.summary import total_line

        say(total_line(total, verb, skipped, failed))


def _finish(file: InputFile, examined: Callable[[], Examined], job: Job, output: str | None) -> Tally:
    """Writes what the job asks for of one file."""
    with unwritten() if job.single and not job.reports else nullcontext():
        one = examined()
    name = file.path
    if job.reading.encoding == AUTO and one.encoding.name != "utf-8" and not job.quiet:
        say(f"{shown(name)}: read as {one.encoding.name}")
    replaces = job.backup is not None and one.collapsed.changed
    backup = _check_replaceable(name, one, job.backup or "") if replaces else None
    for report in job.reports:
        report.add(name, one)
    if replaces:
        if backup:
            write_file(backup, one.file.data, one.file.status)
        replace_file(name, one.result, one.file.status)
    if output is not None:
        _write_output(output, name, one.result)
    if job.diff:
        from dedup.cli.color import in_color
        from dedup.report.quoting import printable
        from dedup.results.diff import diff_of

        _print(diff_of(printable(name), one.text, one.collapsed.removals, in_color(job.color)))
    if job.word_diff:
        from dedup.cli.color import in_color
        from dedup.report.word_diff import word_diff

        _print(word_diff(name, one.text, one.collapsed, job.show, in_color(job.color)))
    if job.format:
        from dedup.report.listing import listed

        _print(listed(name, one.text, one.collapsed, job.format, job.show))
    if job.to_stdout:
        write_stdout(one.result)
    return tally_of(one.collapsed)


def _check_replaceable(name: str, one: Examined, suffix: str) -> str | None:
    """The name for the old file, if it is to be kept; raises if replacing the file would lose something."""
    # Some encodings have several forms of one character.
    if one.encoding.encode(one.text) != one.file.data:
        raise EncodingError(f"reading and writing it as {one.encoding.name} would change bytes that stay")
    if not suffix:
        return None
    if os.path.lexists(name + suffix):
        raise FileExistsError(f"{name + suffix} exists, and a backup is never overwritten")
    return name + suffix


def _write_output(path: str, source: str, data: bytes) -> None:
    """Writes a new file whole or not at all, no more readable than its source; an error names it."""
    from dedup.io.staged import Staged

    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with Staged(() if source == STDIN else (source,)) as staged:
            staged.open(path).write(data)
    except OSError as error:
        raise OSError(f"{path}: {error.strerror or error}") from error


def _print(text: str) -> None:
    write_stdout(text.encode("utf-8", "backslashreplace"))
