"""`dedup explain`: why each repeat of a file goes or stays, on standard output; it changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import dedup
from tests.cli.conftest import DOUBLED, STORY, Run


def test_a_file_is_explained_and_left_as_it_is(run: Run, page: Path) -> None:
    done = run("explain", "page.txt")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert lines[0] == f"1. removed [{len(STORY)}, {len(DOUBLED) - 1}), lines 6-10"
    assert lines[2] == f"   repeats [0, {len(STORY) - 1}), lines 1-5"
    assert done.stderr.decode().startswith(f"page.txt: 1 copy found ({len(STORY)} of {len(DOUBLED)} characters)")
    assert page.read_text("utf-8") == DOUBLED


def test_standard_input(run: Run) -> None:
    done = run("explain", "-", stdin=DOUBLED.encode())
    assert done.stdout.startswith(b"1. removed ")
    assert done.stderr.startswith(b"standard input: 1 copy found ")


def test_json_is_one_line(run: Run, page: Path) -> None:
    done = run("explain", "--json", "--quiet", "page.txt")
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
    explained = json.loads(done.stdout)
    assert explained["file"] == "page.txt"
    assert explained["html"] is False
    (candidate,) = explained["candidates"]
    (removal,) = dedup.collapse(DOUBLED).removals
    assert candidate["outcome"] == "removed"
    assert candidate["lines"], candidate["kept_lines"] == ([6, 10], [1, 5])
    assert candidate["kept"] == list(removal.kept)
    assert (candidate["kind"], candidate["rule"]) == (removal.kind, removal.rule)


def test_options_are_those_of_collapse(run: Run) -> None:
    two = STORY.replace("eleven", "elevem") + "\n" + STORY
    kept = run("explain", "--keep", "last", "-", stdin=two.encode()).stdout
    assert kept.startswith(b"1. removed [0, ")
    assert run("explain", "--min-letters", "900", "--protect", "none", "-", stdin=two.encode()).stdout == b""
    assert b"1. spared " in run("explain", "--identity", "1", "-", stdin=two.encode()).stdout


def test_html_is_said_to_be_html(run: Run) -> None:
    html = f"<html><body><p>{STORY}</p>\n<p>{STORY}</p></body></html>".encode()
    assert run("explain", "-", stdin=html).stdout.startswith(b"This text is HTML.")
    assert json.loads(run("explain", "--json", "-", stdin=html).stdout)["html"] is True


def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bytes.txt").write_bytes(b"\xff")
    done = run("explain", "missing.txt")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr == b"dedup: missing.txt: No such file or directory\n"
    reason = b"byte 0 (0xff) is not valid utf-8; name its encoding with --encoding"
    assert run("explain", "bytes.txt").stderr == b"dedup: bytes.txt: " + reason + b"\n"
    assert run("explain", "--errors", "replace", "bytes.txt").returncode == 0


@pytest.mark.parametrize("arguments", [(), ("page.txt", "page.txt"), ("--identity", "2", "page.txt"), ("--diff", "-")])
def test_wrong_usage(run: Run, page: Path, arguments: tuple[str, ...]) -> None:
    done = run("explain", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
