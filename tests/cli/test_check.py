"""`--check`: an answer and no change."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import DOUBLED, STORY, Run


def test_repeats_found_end_with_1_and_change_nothing(run: Run, page: Path) -> None:
    done = run("collapse", "--check", "page.txt")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"1 copy found" in done.stderr
    assert page.read_text("utf-8") == DOUBLED


def test_none_found_ends_with_0(run: Run) -> None:
    assert run("collapse", "--check", stdin=STORY.encode()).returncode == 0


def test_a_file_that_cannot_be_read_weighs_more(run: Run, page: Path) -> None:
    assert run("collapse", "--check", "page.txt", "missing.txt").returncode == 3
