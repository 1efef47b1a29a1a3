"""`--list`: a line for each removal, as editors, GitHub and programs read it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import DOUBLED, STORY, Run

CHANGED = STORY + "\n" + STORY.replace("hours of argument", "hours of long argument")
READING = "On {} May the water of the river stood at {} centimetres at the gauge below the bridge at noon.\n\n"
READINGS = READING.format(4, 212) + READING.format(5, 208)


@pytest.fixture
def pages(page: Path) -> Path:
    """Three files: a text twice, a text and a changed one, and two readings that are no copies."""
    page.with_name("changed.txt").write_text(CHANGED, "utf-8")
    page.with_name("readings.txt").write_text(READINGS, "utf-8")
    return page.parent


NAMES = ("page.txt", "changed.txt", "readings.txt")


def test_each_removal_gets_a_line(run: Run, pages: Path) -> None:
    done = run("collapse", "--list", *NAMES)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "page.txt:6: repeats lines 1-5 (exact)",
        "changed.txt:7: repeats lines 1-5 (changed, 98%)",
    ]
    assert done.stderr.decode().startswith("3 files: 2 copies found ")


def test_what_was_spared_is_shown_with_the_reason_and_the_option(run: Run, pages: Path) -> None:
    line = "readings.txt:3: spared: repeats line 1 (changed, 94%); numbers, --no-protect numbers"
    assert run("collapse", "--show", "spared", *NAMES).stdout.decode().splitlines() == [line]
    assert run("collapse", "--list", "--show", "all", *NAMES).stdout.decode().splitlines()[-1] == line


def test_spared_repeats_follow_a_diff_that_patch_still_reads(run: Run, pages: Path) -> None:
    done = run("collapse", "--diff", "--show", "spared", "page.txt", "readings.txt")
    assert b"readings.txt:3: spared" in done.stdout
    subprocess.run(["patch", "-p0", "--quiet"], input=done.stdout, cwd=pages, check=True)
    assert (pages / "page.txt").read_text("utf-8") == STORY


def test_github_annotates_the_lines(run: Run, pages: Path) -> None:
    (pages / "a,b%.txt").write_text(DOUBLED, "utf-8")
    done = run("collapse", "--format", "github", "--check", "--show", "all", "a,b%.txt", "readings.txt")
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [
        "::warning file=a%2Cb%25.txt,line=6,endLine=10,title=dedup::Repeats lines 1-5 (exact).",
        "::notice file=readings.txt,line=3,endLine=3,title=dedup::Repeats line 1 (changed, 94%25). "
        "Spared: A number differs.",
    ]


def test_json_has_a_line_for_each_file_each_error_and_the_sum(run: Run, pages: Path) -> None:
    done = run("collapse", "--format", "json", "--show", "all", *NAMES, "missing.txt")
    assert done.returncode == 3
    page, changed, readings, missing, total = map(json.loads, done.stdout.splitlines())
    assert page == {
        "type": "file",
        "file": "page.txt",
        "characters": len(DOUBLED),
        "characters_removed": len(STORY),
        "truncated": False,
        "removals": [
            {
                "lines": [6, 10],
                "kept_lines": [1, 5],
                "removed": [len(STORY), len(DOUBLED)],
                "kept": [0, len(STORY) - 1],
                "kind": "exact",
                "identity": 1.0,
                "rule": "row of copies",
            }
        ],
        "spared": [],
        "unlisted": 0,
    }
    assert [one["kind"] for one in changed["removals"]] == ["near"]
    assert [one["lifted_by"] for one in readings["spared"]] == ["--no-protect numbers"]
    assert missing == {"type": "error", "file": "missing.txt", "reason": "No such file or directory"}
    assert total["type"] == "summary"
    assert (total["files"], total["copies"], total["spared"], total["failed"]) == (3, 2, 1, 1)


def test_one_file_has_a_sum_too(run: Run, page: Path) -> None:
    lines = run("collapse", "--format", "json", "page.txt").stdout.splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["file", "summary"]


def test_a_list_can_accompany_the_change(run: Run, page: Path) -> None:
    done = run("collapse", "--list", "--in-place", "page.txt")
    assert done.stdout == b"page.txt:6: repeats lines 1-5 (exact)\n"
    assert page.read_text("utf-8") == STORY
