"""A line of a report: what it says, and what of it is believed."""

from __future__ import annotations

import pytest

from dedup.errors import ReportError
from dedup.io.encoding import Encoding
from dedup.report.jsonl import report_from_line, report_of
from dedup.results.collapsed import Collapsed, Removal
from dedup.results.span import Span

COLLAPSED = Collapsed("one ", [Removal(Span(4, 7), Span(0, 3), "exact", False, 1.0, "", "\ud800\u2028\n")])


def test_a_line_comes_back_and_restores_the_text() -> None:
    report = report_of("/page\udcff", Encoding("utf-8"), b"before", b"after", COLLAPSED)
    line = report.to_line()
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert report_from_line(line) == report
    assert report.restore("one ") == COLLAPSED.restore() == "one \ud800\u2028\n"


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"{}", b"\xff", b'{"path": 1}', b"[" * 100_000])
def test_another_line_is_refused(line: bytes) -> None:
    with pytest.raises(ReportError):
        report_from_line(line)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"format": 99},
        {"format": 1, "removals": 1, "spared": [], "truncated": False},
        {"format": 1, "removals": ["x"], "spared": [], "truncated": False},
    ],
)
def test_changes_of_another_form_are_refused(changes: dict[str, object]) -> None:
    report = report_of(None, Encoding("utf-8"), b"", b"", COLLAPSED)._replace(changes=changes)
    with pytest.raises(ReportError):
        report.restore("one ")
