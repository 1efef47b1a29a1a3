"""`--report` and `dedup undo`: what was removed comes back, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import DOUBLED, STORY, Run

pytestmark = pytest.mark.slow


def collapse_with_report(run: Run, *files: str) -> None:
    assert run("collapse", "--in-place", "--report", "report.jsonl", *files).returncode == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_undo_restores_every_byte(run: Run, page: Path, encoding: str, newline: str) -> None:
    before = DOUBLED.replace("\n", newline).encode(encoding)
    page.write_bytes(before)
    collapse_with_report(run, "page.txt")
    assert page.read_bytes() != before
    assert run("undo", "report.jsonl").returncode == 0
    assert page.read_bytes() == before


def test_the_report_has_a_line_a_file_without_its_text(run: Run, page: Path) -> None:
    page.with_name("story.txt").write_text(STORY, "utf-8")
    collapse_with_report(run, "page.txt", "story.txt")
    page_line, story_line = map(json.loads, page.with_name("report.jsonl").read_text("ascii").splitlines())
    assert page_line["path"] == str(page)
    assert page_line["changes"]["removals"][0]["text"] == STORY
    assert "text" not in page_line["changes"]
    assert story_line["changes"]["removals"] == []
    assert story_line["source_sha256"] == story_line["result_sha256"]


def test_undo_works_from_another_directory(run: Run, page: Path, tmp_path: Path) -> None:
    collapse_with_report(run, "page.txt")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    page.with_name("report.jsonl").rename(elsewhere / "report.jsonl")
    assert run("undo", "elsewhere/report.jsonl").returncode == 0
    assert page.read_text("utf-8") == DOUBLED


def test_undo_twice_changes_nothing_more(run: Run, page: Path) -> None:
    collapse_with_report(run, "page.txt")
    run("undo", "report.jsonl")
    done = run("undo", "report.jsonl")
    assert done.returncode == 0
    assert done.stderr.decode() == "report.jsonl: 0 files restored, 1 already unchanged\n"


def test_a_file_given_twice_is_restored(run: Run, page: Path) -> None:
    collapse_with_report(run, "page.txt", "page.txt")
    assert run("undo", "report.jsonl").returncode == 0
    assert page.read_text("utf-8") == DOUBLED


def test_a_file_changed_since_is_refused_and_the_others_are_restored(run: Run, page: Path) -> None:
    other = page.with_name("other.txt")
    other.write_text(DOUBLED, "utf-8")
    collapse_with_report(run, "page.txt", "other.txt")
    other.write_text("Something new.", "utf-8")
    done = run("undo", "report.jsonl")
    assert done.returncode == 3
    assert f"dedup: {other}: changed since the report was written" in done.stderr.decode()
    assert other.read_text("utf-8") == "Something new."
    assert page.read_text("utf-8") == DOUBLED


def test_check_restores_nothing(run: Run, page: Path) -> None:
    collapse_with_report(run, "page.txt")
    done = run("undo", "--check", "report.jsonl")
    assert done.returncode == 0
    assert done.stderr.decode().splitlines()[-1] == "report.jsonl: 1 file can be restored, 0 already unchanged"
    assert page.read_text("utf-8") == STORY


@pytest.mark.parametrize("line", ["{}", "not JSON", '{"format": 1}', "[1]", "null", "\u00ff"])
def test_a_line_that_is_no_report_is_named(run: Run, page: Path, line: str) -> None:
    collapse_with_report(run, "page.txt")
    with page.with_name("report.jsonl").open("a", encoding="utf-8") as report:
        report.write(line + "\n")
    done = run("undo", "report.jsonl")
    assert done.returncode == 3
    assert "dedup: report.jsonl: line 2: not a line of a report" in done.stderr.decode()
    assert page.read_text("utf-8") == DOUBLED


def test_a_file_that_is_no_report_is_refused_at_its_first_line(run: Run, page: Path) -> None:
    done = run("undo", "page.txt")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode() == "dedup: page.txt: line 1: not a line of a report\n"


@pytest.mark.parametrize(
    ("key", "value"),
    [("encoding", "utf-9"), ("bom", True), ("changes", {}), ("changes", {"format": 1, "removals": [{}]})],
)
def test_a_report_with_wrong_values_changes_nothing(run: Run, page: Path, key: str, value: object) -> None:
    collapse_with_report(run, "page.txt")
    report = page.with_name("report.jsonl")
    report.write_text(json.dumps({**json.loads(report.read_text()), key: value}))
    done = run("undo", "report.jsonl")
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert page.read_text("utf-8") == STORY


def test_standard_input_cannot_be_restored(run: Run) -> None:
    assert run("collapse", "--report", "report.jsonl", stdin=DOUBLED.encode()).stdout == STORY.encode()
    assert run("undo", "report.jsonl").returncode == 3


def test_a_report_is_never_overwritten(run: Run, page: Path) -> None:
    collapse_with_report(run, "page.txt")
    before = page.with_name("report.jsonl").read_bytes()
    done = run("collapse", "--in-place", "--report", "report.jsonl", "page.txt")
    assert done.returncode == 2
    assert b"report.jsonl exists" in done.stderr
    assert page.with_name("report.jsonl").read_bytes() == before


def test_a_report_that_cannot_be_written_leaves_the_files_alone(run: Run, page: Path) -> None:
    done = run("collapse", "--in-place", "--report", "missing/report.jsonl", "page.txt")
    assert done.returncode == 3
    assert page.read_text("utf-8") == DOUBLED


def test_a_missing_report_is_bad_input(run: Run) -> None:
    done = run("undo", "missing.jsonl")
    assert done.returncode == 3
    assert done.stderr.decode() == "dedup: missing.jsonl: No such file or directory\n"
