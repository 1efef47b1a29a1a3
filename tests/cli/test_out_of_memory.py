"""Files too large for the memory there is: named, left alone, and no hindrance to the others."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import STORY, Run

pytestmark = pytest.mark.slow

#: Bytes of a file with nothing in it, and of the memory for a run.
HUGE = 1 << 40
LIMIT = 4 << 30

MESSAGE = "not enough memory; split the file, or run where there is more"


def allow_some_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))


@pytest.fixture(autouse=True)
def huge(tmp_path: Path) -> None:
    with open(tmp_path / "huge.txt", "wb") as file:
        file.truncate(HUGE)


@pytest.mark.parametrize("mode", ["--check", "--in-place"])
def test_the_other_files_are_still_collapsed(run: Run, page: Path, mode: str) -> None:
    done = run("collapse", mode, "huge.txt", "page.txt", preexec_fn=allow_some_memory)
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, lines[0], lines[1][:10]) == (3, f"dedup: huge.txt: {MESSAGE}", "page.txt: ")
    assert len(lines) == 3
    assert page.read_text("utf-8") == (STORY if mode == "--in-place" else STORY + STORY)


def test_check_does_not_take_it_for_repeats(run: Run) -> None:
    done = run("collapse", "--check", "huge.txt", preexec_fn=allow_some_memory)
    assert (done.returncode, done.stderr.decode()) == (3, f"dedup: huge.txt: {MESSAGE}\n")


def test_compare_names_the_file(run: Run, page: Path) -> None:
    done = run("compare", "page.txt", "huge.txt", preexec_fn=allow_some_memory)
    assert (done.returncode, done.stderr.decode()) == (3, f"dedup: huge.txt: {MESSAGE}\n")


def test_undo_names_the_report(run: Run) -> None:
    done = run("undo", "huge.txt", preexec_fn=allow_some_memory)
    assert (done.returncode, done.stderr.decode()) == (3, f"dedup: huge.txt: {MESSAGE}\n")


PROGRAM = """
import sys
from dedup.cli.main import run

def fail(*arguments):
    raise MemoryError

if sys.argv[-1] == "reading":
    import dedup.io.formats.json_lines
    dedup.io.formats.json_lines.layout_of = fail
else:
    import dedup.corpus.documents.fingerprint
    dedup.corpus.documents.fingerprint.sketch_with_minimizers = fail
sys.argv.pop()
run()
"""


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("reading", "in.jsonl: not enough memory for its rows; split them, or lower --max-row"),
        ("working", "not enough memory; split the file, or run where there is more"),
    ],
)
def test_corpus_writes_nothing(tmp_path: Path, where: str, message: str) -> None:
    (tmp_path / "in.jsonl").write_text('{"text":"one"}\n')
    command = [sys.executable, "-c", PROGRAM, "corpus", "in.jsonl", "-o", "out.jsonl", "--on-error", "skip", where]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (3, f"dedup: {message}\n")
    assert not (tmp_path / "out.jsonl").exists()
