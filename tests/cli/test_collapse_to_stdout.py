"""`dedup collapse` as a filter: text in, text with one copy out."""

from __future__ import annotations

from pathlib import Path

import pytest

import dedup
from tests.cli.conftest import DOUBLED, STORY, Run


def test_one_file_goes_to_stdout_and_stays_as_it_is(run: Run, page: Path) -> None:
    done = run("collapse", "page.txt")
    assert done.returncode == 0
    assert done.stdout.decode() == STORY
    assert page.read_text("utf-8") == DOUBLED


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_stdin_goes_to_stdout(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("collapse", *arguments, stdin=DOUBLED.encode())
    assert done.stdout.decode() == STORY
    assert done.stderr.decode().startswith("standard input: ")


def test_the_summary_is_one_line_on_stderr(run: Run, page: Path) -> None:
    done = run("collapse", "page.txt")
    gone = f"({len(STORY):,} of {len(DOUBLED):,} characters)"
    assert done.stderr.decode() == f"page.txt: 1 copy removed {gone}, 0 blocks spared\n"


def test_quiet_leaves_stderr_empty(run: Run, page: Path) -> None:
    assert run("collapse", "--quiet", "page.txt").stderr == b""


@pytest.mark.parametrize("data", [b"", b"\n", STORY.encode(), "\ufeffBOM".encode(), b"a\r\nb\rc\n"])
def test_a_text_without_repeats_comes_out_byte_for_byte(run: Run, data: bytes) -> None:
    assert run("collapse", stdin=data).stdout == data


def test_the_library_does_the_same_as_the_command(run: Run, page: Path) -> None:
    assert run("collapse", "page.txt").stdout.decode() == dedup.collapse(DOUBLED).text


@pytest.mark.slow
def test_a_line_of_megabytes_works(run: Run) -> None:
    data = b"word " * 400_000
    assert run("collapse", stdin=data).returncode == 0


def test_several_files_need_a_place_to_go(run: Run, page: Path) -> None:
    done = run("collapse", "page.txt", "page.txt")
    assert done.returncode == 2
    assert b"Several files need --list, --diff, --check, --output OUT, --in-place or --report FILE" in done.stderr
    assert done.stdout == b""
