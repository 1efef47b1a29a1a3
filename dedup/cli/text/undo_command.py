"""`dedup undo`: restores the files of a report."""

from __future__ import annotations

import click

from dedup.cli.help import QUIET, Command, option
from dedup.cli.messages import complain, say
from dedup.errors import DedupError, ReportError
from dedup.io.encoding import encoding_from
from dedup.io.files import read_file, read_regular_file, replace_file
from dedup.report.jsonl import FileReport, digest, report_from_line
from dedup.report.summary import counted

EXAMPLES = """
dedup collapse --in-place --report undo.jsonl *.txt
dedup undo undo.jsonl
"""


@click.command(cls=Command, short_help="Restore files that `dedup collapse` changed.", examples=EXAMPLES)
@click.argument("report")
@option(
    "--check", group="Output", is_flag=True, help="Change nothing; exit with status 3 if a file cannot be restored."
)
@QUIET
def command(report: str, check: bool, quiet: bool) -> int:
    """Restore the files that `dedup collapse --in-place --report REPORT` changed.

    Files that were changed since are not touched.
    """
    try:
        lines = read_file(report).data.splitlines()
    except MemoryError as error:
        complain(error, report)
        return DedupError.exit_code
    if lines:
        try:
            report_from_line(lines[0])
        except ReportError as error:
            complain(error, f"{report}: line 1")
            return DedupError.exit_code
    verb = "can be restored" if check else "restored"
    restored = unchanged = failed = 0
    # Backwards, because a report may have the same file twice.
    for number, line in reversed(list(enumerate(lines, 1))):
        name = f"{report}: line {number}"
        try:
            told = report_from_line(line)
            name = told.path or "standard input"
            if not _restore_one(told, check):
                unchanged += 1
                continue
        except (DedupError, OSError, MemoryError) as error:
            complain(error, name)
            failed += 1
            continue
        restored += 1
        if not quiet:
            say(f"{name}: {verb}")
    if not quiet:
        say(
            f"{report}: {counted(restored, 'file')} {verb}, {unchanged:,} already unchanged"
            + (f", {failed:,} failed" if failed else "")
        )
    return DedupError.exit_code if failed else 0


def _restore_one(told: FileReport, check: bool) -> bool:
    """Restores one file; returns False if it already has its old content."""
    if told.path is None:
        raise ReportError("cannot be restored")
    content = read_regular_file(told.path)
    current = digest(content.data)
    if current == told.source_sha256:
        return False
    if current != told.result_sha256:
        raise ReportError("changed since the report was written; left as it is")
    encoding = encoding_from(told.encoding, told.bom)
    data = encoding.encode(told.restore(encoding.decode(content.data)))
    if digest(data) != told.source_sha256:
        raise ReportError("the report does not lead back to its old content; left as it is")
    if not check:
        replace_file(told.path, data, content.status)
    return True
