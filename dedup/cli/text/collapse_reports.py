"""The files that `dedup collapse --report` writes: JSON lines with what undoes the run, or a page to look at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import FileIO
from typing import TYPE_CHECKING, Protocol

import click

from dedup.cli.command_line import command_line
from dedup.cli.text_input import STDIN, shown
from dedup.errors import OutputError
from dedup.io.access import PRIVATE
from dedup.io.staged import Staged, check_place
from dedup.report.html.page_file import check_can_render, is_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedup.cli.text.examining import Examined


class Report(Protocol):
    """A report that is being written."""

    def add(self, name: str, one: Examined) -> None:
        """Adds a file, before anything of it is written."""

    def fail(self, name: str, reason: str) -> None:
        """Notes a file that could not be read or written."""

    def finish(self, verb: str) -> None:
        """Writes what is known only at the end; `verb` is "removed" or "found"."""


@contextmanager
def new_reports(paths: Sequence[str]) -> Iterator[tuple[Report, ...]]:
    """Opens reports, each private to its owner. None may exist: an old one may be the only way to undo a run."""
    for path in paths:
        if path == STDIN:
            raise click.UsageError("--report needs a file; for JSON on standard output, use --format json.")
        if os.path.lexists(path):
            raise click.UsageError(f"--report: {path} exists, and a report is never overwritten.")
    if len({os.path.realpath(path) for path in paths}) < len(paths):
        raise click.UsageError("--report: two reports cannot be one file.")
    if any(map(is_page, paths)):
        check_can_render()
    with ExitStack() as stack:
        yield tuple(
            _Page(stack.enter_context(Staged()), path)
            if is_page(path)
            else _JsonLines(stack.enter_context(_new_file(path)))
            for path in paths
        )


def _new_file(path: str) -> FileIO:
    try:
        return open(path, "xb", buffering=0, opener=lambda name, flags: os.open(name, flags, PRIVATE))
    except FileExistsError as error:
        raise click.UsageError(f"--report: {path} exists, and a report is never overwritten.") from error


class _JsonLines:
    """A line for each file, written before the file changes: the run can be undone wherever it ends."""

    def __init__(self, file: FileIO) -> None:
        self._file = file

    def add(self, name: str, one: Examined) -> None:
        from dedup.report.jsonl import report_of

        path = None if name == STDIN else os.path.abspath(name)
        line = report_of(path, one.encoding, one.file.data, one.result, one.collapsed).to_line()
        end = self._file.seek(0, os.SEEK_END)
        rest = memoryview(line)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(end)  # or the report would end with half a line
            raise OutputError(f"{self._file.name}: {error.strerror}") from error

    def fail(self, name: str, reason: str) -> None:
        """Does nothing: what was not changed need not be undone."""

    def finish(self, verb: str) -> None:
        """Does nothing."""


class _Page:
    """A page, which gets its name when all of it is written."""

    def __init__(self, staged: Staged, path: str) -> None:
        from dedup.report.html.collapse_page import CollapsePage

        check_place(path)
        self._staged, self._path = staged, path
        self._page = CollapsePage(command_line())

    def add(self, name: str, one: Examined) -> None:
        try:
            self._page.add(shown(name), one.text, one.collapsed)
        except OSError as error:  # of the temporary file
            raise OutputError(f"{error.filename or self._path}: {error.strerror}") from error

    def fail(self, name: str, reason: str) -> None:
        self._page.fail(shown(name), reason)

    def finish(self, verb: str) -> None:
        if os.path.lexists(self._path):  # a backup or an output of this run, perhaps
            raise OutputError(f"{self._path}: exists, and a report is never overwritten")
        self._page.write(self._staged.open_private(self._path), verb)
