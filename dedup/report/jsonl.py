"""Reports of `dedup collapse`: a line of JSON for each file, with all that restores it."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, NamedTuple

from dedup.errors import ReportError
from dedup.io.encoding import Encoding
from dedup.results.collapsed import Collapsed


class FileReport(NamedTuple):
    """What was removed from one file."""

    path: str | None  #: absolute; None for standard input
    encoding: str
    bom: bool
    source_sha256: str  #: of the bytes before the run
    result_sha256: str  #: of the bytes after the run
    changes: dict[str, Any]  #: `Collapsed.to_dict()` without the text, which is in the file

    def to_line(self) -> bytes:
        """One line of ASCII; JSON escapes everything else, lone surrogates too."""
        return json.dumps(self._asdict(), separators=(",", ":")).encode("ascii") + b"\n"

    def restore(self, text: str) -> str:
        """Restores the text; raises `ReportError` if the report is not one of this text."""
        try:
            return Collapsed.from_dict({**self.changes, "text": text}).restore()
        except (AttributeError, TypeError, ValueError) as error:  # valid JSON with wrong values
            raise ReportError(f"not a saved result: {error}") from error


def report_of(path: str | None, encoding: Encoding, source: bytes, result: bytes, collapsed: Collapsed) -> FileReport:
    """Makes the report of a file from its bytes before and after."""
    changes = collapsed.to_dict()
    del changes["text"]
    return FileReport(
        path=path,
        encoding=encoding.name,
        bom=encoding.bom,
        source_sha256=digest(source),
        result_sha256=digest(result),
        changes=changes,
    )


def report_from_line(line: bytes) -> FileReport:
    """Reads a line that `FileReport.to_line` wrote; raises `ReportError` for any other."""
    try:
        report = FileReport(**json.loads(line))
    except (ValueError, TypeError, RecursionError) as error:
        raise ReportError("not a line of a report") from error
    texts = report.encoding, report.source_sha256, report.result_sha256
    if not all(isinstance(text, str) for text in texts) or not isinstance(report.changes, dict):
        raise ReportError("not a line of a report")
    return report


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, as `sha256sum` prints it."""
    return sha256(data).hexdigest()
