"""A task can be killed, run twice and run by two processes at once; a full disk is told of."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.corpus.sharded import manifest
from dedup.corpus.sharded import task as tasks
from dedup.corpus.sharded.manifest import Manifest
from dedup.corpus.sharded.stages import STAGES
from dedup.corpus.sharded.task import Task
from dedup.corpus.sharded.work import Work
from dedup.errors import CheckpointError
from dedup.options import deduplicate_options
from tests.corpus.sharded.runs import Outcome, local, run_all, write_rows, written
from tests.corpus.sharded.test_same_as_local import collection

SHARDS = 2


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "rows.jsonl", collection(1, 30))


@pytest.fixture
def expected(path: Path) -> Outcome:
    return local([path])


@pytest.fixture
def work(tmp_path: Path, path: Path) -> Work:
    return Work.create(tmp_path / "work", [str(path)], deduplicate_options(), SHARDS)


def forked(do: Callable[[], object]) -> int:
    """Starts a process that does something."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            do()
            code = 0
        finally:
            os._exit(code)
    return process


def run_before(work: Work, stage: str) -> None:
    for before in STAGES[: STAGES.index(stage)]:
        for number in range(work.tasks(before)):
            work.run(before, number)


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def race(monkeypatch: pytest.MonkeyPatch, other: Callable[[], Work]) -> list[Work]:
    """What another process makes of the directory, right before the next one to make it writes its manifest."""
    made: list[Work] = []
    save = manifest.save

    def save_later(directory: Path, asked: Manifest) -> None:
        monkeypatch.undo()
        made.append(other())
        save(directory, asked)

    monkeypatch.setattr(manifest, "save", save_later)
    return made


def test_of_two_that_make_a_directory_at_once_the_second_joins(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make() -> Work:
        return Work.create(tmp_path / "work", [str(path)], deduplicate_options(), SHARDS)

    made = race(monkeypatch, make)
    assert make().manifest == made[0].manifest


def test_of_two_that_make_a_directory_at_once_for_different_runs_the_second_is_refused(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(shards: int) -> Work:
        return Work.create(tmp_path / "work", [str(path)], deduplicate_options(), shards)

    race(monkeypatch, lambda: make(SHARDS))
    with pytest.raises(CheckpointError, match="--shards was 2 and is 3"):
        make(3)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("moment", ["first file", "end"])
def test_a_killed_task_is_done_by_the_next_run(
    work: Work, expected: Outcome, monkeypatch: pytest.MonkeyPatch, stage: str, moment: str
) -> None:
    run_before(work, stage)
    with monkeypatch.context() as patched:
        if moment == "end":
            patched.setattr(Task, "finish", die)
        else:
            patched.setattr(tasks, "write_table", die)
            patched.setattr(Task, "wrote", die)
        _, status = os.waitpid(forked(lambda: work.run(stage, 0)), 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert not work.is_done(stage, 0)
    run_all(Work.open(work.directory))
    assert written(work) == expected


def test_a_task_may_be_run_by_two_processes_at_once(work: Work, expected: Outcome) -> None:
    for stage in STAGES:
        for number in range(work.tasks(stage)):
            both = [forked(lambda stage=stage, number=number: work.run(stage, number)) for _ in range(2)]
            assert [os.waitpid(process, 0)[1] for process in both] == [0, 0]
    assert written(work) == expected


def test_tasks_of_a_stage_may_run_at_once(work: Work, expected: Outcome) -> None:
    for stage in STAGES:
        started = [
            forked(lambda stage=stage, number=number: work.run(stage, number)) for number in range(work.tasks(stage))
        ]
        assert {os.waitpid(process, 0)[1] for process in started} == {0}
    assert written(work) == expected


def test_a_task_that_is_done_is_not_repeated(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    run_all(work)
    monkeypatch.setattr(Task, "write", die)
    run_all(Work.open(work.directory))


def test_a_task_whose_done_file_was_deleted_writes_the_same(work: Work) -> None:
    run_all(work)
    before = {file: file.read_bytes() for file in work.directory.rglob("*") if file.is_file()}
    for file in work.directory.glob("*/*.json"):
        file.unlink()
    run_all(Work.open(work.directory))
    assert {file: file.read_bytes() for file in work.directory.rglob("*") if file.is_file()} == before


def test_a_full_disk_is_told_of_and_the_run_goes_on_later(
    work: Work, expected: Outcome, capfd: pytest.CaptureFixture[str]
) -> None:
    def run() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            work.run("fingerprint", 0)
        except OSError as error:
            os.write(2, str(error).encode())

    os.waitpid(forked(run), 0)
    message = capfd.readouterr().err
    assert "free some space and run the same task again" in message
    assert str(work.directory) in message
    run_all(Work.open(work.directory))
    assert written(work) == expected
