"""`dedup corpus --shards`: as one command, task by task, and as the Slurm script of the examples."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dedup.cli.progress import Advance, Begin
from dedup.cli.rows import over_shards
from dedup.cli.rows.corpus_command import command
from dedup.corpus.sharded.stages import STAGES

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGES = EXAMPLES / "pages.jsonl"

#: Runs an array of jobs at once and prints its number, as `sbatch --parsable --wrap` does after submitting one.
SBATCH = """#!/bin/sh
for argument; do
    case $argument in
        --array=1-*) tasks=${argument#--array=1-} ;;
        --wrap=*) job=${argument#--wrap=} ;;
    esac
done
task=1
while [ $task -le $tasks ]; do
    SLURM_ARRAY_TASK_ID=$task sh -c "$job" >&2 || exit 1
    task=$((task + 1))
done
echo 17
"""


def dedup(*arguments: object, status: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dedup", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    return done


@pytest.fixture
def expected(tmp_path: Path) -> tuple[bytes, bytes]:
    kept, report = tmp_path / "expected.jsonl", tmp_path / "expected-report.jsonl"
    dedup("corpus", PAGES, "--id", "id", "-o", kept, "--report", report)
    return kept.read_bytes(), report.read_bytes()


@pytest.mark.slow
def test_all_stages_in_one_command(tmp_path: Path, expected: tuple[bytes, bytes]) -> None:
    kept, report, work = tmp_path / "kept.jsonl", tmp_path / "report.jsonl", tmp_path / "work"
    arguments = "corpus", PAGES, "--id", "id", "-o", kept, "--report", report, "--work", work, "--shards", 3
    done = dedup(*arguments, "--jobs", 2, "--json", "-")
    assert (kept.read_bytes(), report.read_bytes()) == expected
    assert json.loads(done.stdout)["kept"] == len(expected[0].splitlines())
    assert "documents removed (" in done.stderr
    dedup(*arguments[:-1], 4, status=3)
    dedup(*arguments, "--max-removed", 0.001, status=4)


@pytest.mark.slow
def test_progress_is_told_of_every_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int]] = []

    @contextmanager
    def progress(total_bytes: int, quiet: bool) -> Iterator[tuple[Begin, Advance]]:
        assert total_bytes == PAGES.stat().st_size
        yield lambda stage: told.append((stage, 0)), lambda size, documents: told.append(("", documents))

    monkeypatch.setattr(over_shards, "progress", progress)
    for jobs in ("1", "2"):
        told.clear()
        arguments = [str(PAGES), "--work", str(tmp_path / jobs), "--shards", "3", "--jobs", jobs, "--quiet"]
        for _ in range(2):  # the second time, all is done
            command.main(arguments, standalone_mode=False)
        documents = len(PAGES.read_bytes().splitlines())
        assert [stage for stage, _ in told if stage] == [*STAGES, *STAGES]
        assert sum(count for _, count in told) == 2 * len(STAGES) * documents


@pytest.mark.slow
def test_the_slurm_script(tmp_path: Path, expected: tuple[bytes, bytes]) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "sbatch").write_text(SBATCH)
    (folder / "dedup").write_text(f'#!/bin/sh\nexec {sys.executable} -m dedup "$@"\n')
    for script in folder.iterdir():
        script.chmod(0o755)
    work = tmp_path / "work"
    subprocess.run(
        ["sh", EXAMPLES / "over_shards.sbatch", work, "2", PAGES, "--id", "id"],
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
        check=True,
    )
    assert b"".join(path.read_bytes() for path in sorted(work.glob("kept/*"))) == expected[0]
    status = dedup("corpus", "status", work).stdout
    assert [line.split()[0] for line in status.splitlines()] == [*STAGES]
    assert "missing" not in status


def test_the_script_names_all_stages() -> None:
    assert f"for stage in {' '.join(STAGES)}; do" in (EXAMPLES / "over_shards.sbatch").read_text()
    subprocess.run(["sh", "-n", EXAMPLES / "over_shards.sbatch"], check=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--shards", "2"), "need --work DIR"),
        (("--work", "work", "--shard", "1/2"), "--shard needs --stage"),
        (("--work", "work", "--stage", "prepare"), "needs --shards N"),
        (("--work", "work", "--shards", "2", "--groups"), "--groups cannot be combined with --shards"),
        (("--work", "work", "--shards", "2", "--containment", "0.9"), "containment must be None over shards"),
        (("--work", "work", "--stage", "words"), "give no IN"),
    ],
)
def test_what_cannot_be_combined(tmp_path: Path, arguments: tuple[str, ...], reason: str) -> None:
    done = dedup("corpus", PAGES, *arguments, status=2)
    assert reason in " ".join(done.stderr.split())
