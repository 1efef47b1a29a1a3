"""`dedup compare`: the passages of two files on standard output, all else on standard error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import dedup
from tests.cli.conftest import STORY, Run

#: The story with a word exchanged, one left out, and a sentence put in.
EDITED = STORY.replace("eleven", "twelve").replace("new bridge", "bridge").replace("\nWork", "\nIt rained.\nWork")


@pytest.fixture
def versions(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.txt").write_text(f"Local news.\n{STORY}", "utf-8")
    (tmp_path / "b.txt").write_text(f"{EDITED}Weather tomorrow.\n", "utf-8")
    return "a.txt", "b.txt"


def test_what_differs_is_marked(run: Run, versions: tuple[str, str]) -> None:
    done = run("compare", *versions)
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert shown.startswith("passage 1: near, identity 0.9")
    for mark in ("[-new-]", "[-eleven-]", "{+twelve+}", "{+It rained.+}"):
        assert mark in shown
    assert "Local" not in shown
    assert "Weather" not in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_nothing_is_lost_between_the_columns(run: Run, versions: tuple[str, str]) -> None:
    rows = run("compare", *versions).stdout.decode().splitlines()[1:]
    left = " ".join(row[:48].rstrip() for row in rows).replace("[-", "").replace("-]", "")
    right = " ".join(row[51:] for row in rows).replace("{+", "").replace("+}", "")
    assert left.split() == STORY.split()
    assert right.split() == EDITED.split()


def test_a_summary_goes_to_standard_error(run: Run, versions: tuple[str, str]) -> None:
    m = dedup.compare(f"Local news.\n{STORY}", f"{EDITED}Weather tomorrow.\n")
    done = run("compare", *versions)
    assert done.stderr.decode() == (
        f"a.txt, b.txt: 1 passage ({len(STORY) - 1} of {len(STORY) + 12} and {len(EDITED) - 1} of {len(EDITED) + 18} "
        f"characters), Jaccard {m.jaccard:.3f}, A in B {m.a_in_b:.3f}, B in A {m.b_in_a:.3f}\n"
    )
    assert run("compare", "--quiet", *versions).stderr == b""


def test_json_can_be_read_back(run: Run, versions: tuple[str, str]) -> None:
    done = run("compare", "--json", *versions)
    m = dedup.Comparison.from_dict(json.loads(done.stdout))
    assert m == dedup.compare(f"Local news.\n{STORY}", f"{EDITED}Weather tomorrow.\n")


def test_options_reach_the_search(run: Run, versions: tuple[str, str]) -> None:
    for options in (("--identity", "0.99"), ("--min-letters", "5000")):
        wanted = {options[0][2:].replace("-", "_"): json.loads(options[1])}
        m = dedup.compare(f"Local news.\n{STORY}", f"{EDITED}Weather tomorrow.\n", **wanted)
        assert dedup.Comparison.from_dict(json.loads(run("compare", "--json", *options, *versions).stdout)) == m


def test_one_text_may_come_from_standard_input(run: Run, versions: tuple[str, str]) -> None:
    done = run("compare", "-", versions[1], stdin=STORY.encode())
    assert done.returncode == 0
    assert done.stderr.decode().startswith("standard input, b.txt: 1 passage ")
    assert run("compare", "-", "-").returncode == 2


def test_texts_without_a_passage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = run("compare", "empty.txt", "empty.txt")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == (
        "empty.txt, empty.txt: 0 passages (0 of 0 and 0 of 0 characters), Jaccard 0.000, A in B 0.000, B in A 0.000\n"
    )


def test_files_may_be_in_different_encodings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, "utf-16")
    (tmp_path / "b.txt").write_text(STORY, "utf-8")
    assert b"passage 1: exact" in run("compare", "a.txt", "b.txt").stdout


def test_every_unreadable_file_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bytes.txt").write_bytes(b"\xff")
    done = run("compare", "missing.txt", "bytes.txt")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode().splitlines() == [
        "dedup: missing.txt: No such file or directory",
        "dedup: bytes.txt: byte 0 (0xff) is not valid utf-8; name its encoding with --encoding",
    ]
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    assert run("compare", "--errors", "replace", "bytes.txt", "story.txt").returncode == 0


@pytest.mark.parametrize("options", [("--identity", "2"), ("--min-letters", "0"), ("--encoding", "utf-9"), ("--no",)])
def test_wrong_usage(run: Run, versions: tuple[str, str], options: tuple[str, ...]) -> None:
    done = run("compare", *options, *versions)
    assert (done.returncode, done.stdout) == (2, b"")
