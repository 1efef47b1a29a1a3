"""`--diff`: what goes, where, and what it repeats."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import DOUBLED, STORY, Run


def test_the_diff_shows_the_removed_lines_and_no_others(run: Run, page: Path) -> None:
    lines = run("collapse", "--diff", "page.txt").stdout.decode().splitlines()
    assert lines[:2] == ["--- page.txt", "+++ page.txt"]
    assert lines[3:] == ["-" + line for line in STORY.splitlines()]
    assert page.read_text("utf-8") == DOUBLED


def test_the_heading_gives_lines_spans_and_the_measure(run: Run, page: Path) -> None:
    heading = run("collapse", "--diff", "page.txt").stdout.decode().splitlines()[2]
    start, stop = len(STORY), len(DOUBLED)
    assert heading.startswith(f"@@ -6,5 +5,0 @@ [{start}, {stop}) repeats [0, ")
    assert heading.endswith("lines 1-5: exact, identity 1.000")


def test_nothing_removed_is_an_empty_diff(run: Run) -> None:
    assert run("collapse", "--diff", stdin=STORY.encode()).stdout == b""


def test_no_colours_in_a_pipe(run: Run, page: Path) -> None:
    assert b"\x1b" not in run("collapse", "--diff", "page.txt").stdout
