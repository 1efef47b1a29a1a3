"""Finding and removing in two steps: `--report`, a look at it, `--apply`; whatever no longer holds is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run
from .test_corpus import FOOTER, rows_of, words, write_rows

pytestmark = pytest.mark.slow

TEXTS = [words(0), words(1), words(0), words(1).upper(), f"{words(0)} end", words(2), *2 * [f"lone \ud800 {words(3)}"]]
PAGES = [f"{words(number)}\n\n{FOOTER}\n" for number in range(3)] + [FOOTER]


@pytest.fixture(autouse=True)
def documents(tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", TEXTS)
    write_rows(tmp_path / "pages.jsonl", PAGES)


@pytest.mark.parametrize("ids", [[], ["--id", "id"]])
@pytest.mark.parametrize(
    ("command", "source"),
    [("corpus", "in.jsonl"), ("blocks", "pages.jsonl"), ("blocks --copies 0", "pages.jsonl"), ("blocks", "in.jsonl")],
)
def test_what_was_found_is_removed_as_if_in_one_step(
    run: Run, tmp_path: Path, command: str, source: str, ids: list[str]
) -> None:
    verb = command.split()
    assert run(*verb, source, *ids, "-o", "one.jsonl", "--report", "r.jsonl").returncode == 0
    assert run(*verb, source, *ids, "--dry-run", "--report", "r.jsonl").returncode == 0
    done = run(verb[0], source, *ids, "-o", "two.jsonl", "--apply", "r.jsonl", "--report", "again.jsonl")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "two.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()
    told, again = ((tmp_path / name).read_bytes().splitlines() for name in ("r.jsonl", "again.jsonl"))
    assert again == [line for line in told if b'"reason"' not in line] != []


def test_lines_that_were_taken_out_stay(run: Run, tmp_path: Path) -> None:
    run("corpus", "in.jsonl", "--id", "id", "--dry-run", "--report", "r.jsonl")
    lines = (tmp_path / "r.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "r.jsonl").write_text("".join(line for line in lines if '"id": "doc3"' not in line))
    done = run("corpus", "in.jsonl", "--id", "id", "--apply", "r.jsonl", "-o", "out.jsonl")
    assert done.returncode == 0, done.stderr
    assert "doc3" in [row["id"] for row in rows_of(tmp_path / "out.jsonl")]
    (tmp_path / "r.jsonl").write_text("")
    assert b"0 of 8 documents removed" in run("corpus", "in.jsonl", "--apply", "r.jsonl", "-o", "-").stderr


def test_a_kept_document_may_be_a_reference_with_the_same_id(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "old.jsonl", [words(5), words(1)])
    read = ["in.jsonl", "--reference", "old.jsonl", "--id", "id"]
    run("corpus", *read, "-o", "one.jsonl", "--report", "r.jsonl")
    done = run("corpus", *read, "-o", "two.jsonl", "--apply", "r.jsonl")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "two.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()
    done = run("corpus", *read[:1], *read[3:], "-o", "three.jsonl", "--apply", "r.jsonl")
    assert (done.returncode, b"the document that is kept is removed by line 2" in done.stderr) == (3, True), (
        done.stderr
    )  # by itself


def edited(path: Path, line: int, **changes: Any) -> None:
    """Changes an entry of a report."""
    lines = path.read_text().splitlines()
    lines[line - 1] = json.dumps({**json.loads(lines[line - 1]), **changes})
    path.write_text("\n".join(lines) + "\n")


def changed_text(number: int) -> Callable[[Path], None]:
    texts = [text + " more" if place == number else text for place, text in enumerate(TEXTS)]
    return lambda folder: write_rows(folder / "in.jsonl", texts)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (changed_text(2), "line 2: the text of 'doc2' has changed since the report was written"),
        (changed_text(0), "line 1: the text of 'doc0' has changed since the report was written"),
        (lambda folder: write_rows(folder / "in.jsonl", TEXTS[:4]), "line 1: no document has the id 'doc4'"),
        (lambda folder: edited(folder / "r.jsonl", 2, id="doc77"), "line 2: no document has the id 'doc77'"),
        (lambda folder: edited(folder / "r.jsonl", 2, kept_id=7), "line 2: no document has the id 7"),
        (
            lambda folder: edited(folder / "r.jsonl", 2, **rows_of(folder / "r.jsonl")[0]),
            "line 2: line 1 removes the same document",
        ),
        (lambda folder: edited(folder / "r.jsonl", 1, kind="alike"), "line 1: kind is none of exact, same_words,"),
        (lambda folder: edited(folder / "r.jsonl", 1, id=["doc2"]), "line 1: not a removal as"),
        (lambda folder: (folder / "r.jsonl").write_text('{"id": "doc1"}\n'), "line 1: not a removal as"),
        (lambda folder: (folder / "r.jsonl").write_bytes(b"\xff\n"), "line 1: not a removal as `dedup corpus --report"),
        (lambda folder: (folder / "r.jsonl").write_text("[" * 10**5), "line 1: not a removal as"),
        (lambda folder: (folder / "r.jsonl").write_text("7\n"), "line 1: not a removal as"),
    ],
)
def test_what_no_longer_holds_is_refused_with_its_line(
    run: Run, tmp_path: Path, damage: Callable[[Path], None], said: str
) -> None:
    run("corpus", "in.jsonl", "--id", "id", "--dry-run", "--report", "r.jsonl")
    damage(tmp_path)
    before = sorted(os.listdir(tmp_path))
    done = run("corpus", "in.jsonl", "--id", "id", "--apply", "r.jsonl", "-o", "out.jsonl")
    assert done.returncode == 3
    assert done.stderr.decode().startswith(f"dedup: r.jsonl, {said}"), done.stderr
    assert sorted(os.listdir(tmp_path)) == before


def test_a_document_that_goes_is_no_reason_for_another_to_go(run: Run, tmp_path: Path) -> None:
    run("corpus", "in.jsonl", "--id", "id", "--dry-run", "--report", "r.jsonl")
    first = rows_of(tmp_path / "r.jsonl")[0]
    circle = {"id": first["kept_id"], "kept_id": first["id"]}
    circle |= {"sha256": first["kept_sha256"], "kept_sha256": first["sha256"]}
    edited(tmp_path / "r.jsonl", 2, **circle)
    done = run("corpus", "in.jsonl", "--id", "id", "--apply", "r.jsonl", "-o", "out.jsonl")
    assert done.stderr == b"dedup: r.jsonl, line 1: the document that is kept is removed by line 2\n"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "other"}, "line 1: it is not the text that stands there"),
        ({"removed": [0, 10**6]}, "line 1: it is not the text that stands there"),
        ({"removed": [5, 5], "text": ""}, "line 1: removed is no span of the document"),
        ({"removed": ["a", 5], "text": ""}, "line 1: removed is no span of the document"),
        ({"kept": [3, 10**6]}, "line 1: kept is no span of the document"),
        ({"kept_sha256": "0"}, "line 1: the text of 'doc0' has changed since the report was written"),
        ({"kept_sha256": None}, "line 1: the text of 'doc0' has changed since the report was written"),
        ({"sha256": 7}, "line 1: not a removal as `dedup blocks --report FILE` writes it"),
    ],
)
def test_blocks_that_are_not_there_are_refused(run: Run, tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    run("blocks", "pages.jsonl", "--id", "id", "--dry-run", "--report", "r.jsonl")
    edited(tmp_path / "r.jsonl", 1, **changes)
    done = run("blocks", "pages.jsonl", "--id", "id", "--apply", "r.jsonl", "-o", "out.jsonl")
    assert (done.returncode, done.stderr.decode()) == (3, f"dedup: r.jsonl, {said}\n")


def test_a_block_is_removed_once_and_not_for_one_that_goes(run: Run, tmp_path: Path) -> None:
    run("blocks", "pages.jsonl", "--id", "id", "--dry-run", "--report", "r.jsonl")
    lines = (tmp_path / "r.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "r.jsonl").write_bytes(lines[0] * 2)
    done = run("blocks", "pages.jsonl", "--id", "id", "--apply", "r.jsonl", "-o", "out.jsonl")
    assert done.stderr == b"dedup: r.jsonl, line 2: line 1 removes some of the same text\n"
    (tmp_path / "r.jsonl").write_bytes(lines[0] + lines[1])
    second = json.loads(lines[1])
    edited(tmp_path / "r.jsonl", 1, kept_id=second["id"], kept=second["removed"], kept_sha256=second["sha256"])
    done = run("blocks", "pages.jsonl", "--id", "id", "--apply", "r.jsonl", "-o", "out.jsonl")
    assert done.stderr == b"dedup: r.jsonl, line 1: the block that is kept is removed by line 2\n"


def test_the_report_of_the_other_command_is_none(run: Run, tmp_path: Path) -> None:
    run("blocks", "pages.jsonl", "--dry-run", "--report", "r.jsonl")
    done = run("corpus", "pages.jsonl", "--apply", "r.jsonl", "-o", "out.jsonl")
    assert done.stderr == b"dedup: r.jsonl, line 1: not a removal as `dedup corpus --report FILE` writes it\n"


def test_the_guard_holds_here_too_and_a_report_is_not_written_over(run: Run) -> None:
    run("corpus", "in.jsonl", "--dry-run", "--report", "r.jsonl")
    done = run("corpus", "in.jsonl", "--apply", "r.jsonl", "-o", "out.jsonl", "--max-removed", "0.1")
    assert done.returncode == 4
    done = run("corpus", "in.jsonl", "--apply", "r.jsonl", "-o", "out.jsonl", "--report", "r.jsonl")
    assert (done.returncode, b"must be a path other than --report" in done.stderr) == (2, True)


def test_what_an_index_keeps_is_listed_but_not_applied(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "old.jsonl", [words(9), words(5)], site="x")
    assert run("index", "add", "seen.dedup", "old.jsonl").returncode == 0
    write_rows(tmp_path / "new.jsonl", [words(5), words(6)], site="x")
    arguments = ["new.jsonl", "--id", "id", "--against", "seen.dedup", "--by", "site"]
    done = run("corpus", *arguments, "--groups", "--report", "r.jsonl")
    assert done.returncode == 0, done.stderr
    assert done.stdout == b"old.jsonl:2\ndoc0\n"
    [removal] = rows_of(tmp_path / "r.jsonl")
    assert removal["sha256"] == removal["kept_sha256"]
    assert done.stderr.endswith(b"\n  x: 1 of 2 documents would be removed\n")
    done = run("corpus", *arguments, "--apply", "r.jsonl", "-n")
    assert (done.returncode, b"--apply searches nothing, so it cannot be combined with --against" in done.stderr) == (
        2,
        True,
    )
    done = run("corpus", "new.jsonl", "--id", "id", "--apply", "r.jsonl", "-n")
    assert done.stderr == b"dedup: r.jsonl, line 1: no document has the id 'old.jsonl:2'\n"
