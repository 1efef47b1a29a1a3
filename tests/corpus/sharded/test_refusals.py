"""What does not fit a work directory is refused, with the name of the file and what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus.sharded.manifest import Inputs
from dedup.corpus.sharded.stages import STAGES
from dedup.corpus.sharded.tables import Table, divided, write_table
from dedup.corpus.sharded.work import Work
from dedup.errors import CheckpointError, FileChangedError, InputError, OptionError
from dedup.options import DeduplicateOptions, deduplicate_options
from tests.corpus.sharded.runs import run_all, write_rows

TEXTS = ["One text of a few words.", "Another text of a few words.", "One text of a few words."]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "rows.jsonl", TEXTS, ["a", "b", "c"])


@pytest.fixture
def work(tmp_path: Path, path: Path) -> Work:
    return Work.create(tmp_path / "work", [str(path)], deduplicate_options(), 2)


@pytest.mark.parametrize(
    ("inputs", "options", "shards", "reason"),
    [
        ({}, {"jaccard": 0.9}, 2, "--jaccard was 0.8 and is 0.9"),
        ({}, {"keep": "first"}, 2, "--keep was 'fullest' and is 'first'"),
        ({}, {"protect": ()}, 2, "--protect was"),
        ({}, {}, 3, "--shards was 2 and is 3"),
        ({"id": "id"}, {}, 2, "--id was None and is 'id'"),
        ({"skip_bad": True}, {}, 2, "--on-error skip was False and is True"),
    ],
)
def test_another_run(
    work: Work, path: Path, inputs: dict[str, Any], options: dict[str, Any], shards: int, reason: str
) -> None:
    with pytest.raises(CheckpointError, match=f"was made for another run: {reason}.*; give another directory"):
        Work.create(work.directory, Inputs([str(path)], **inputs), deduplicate_options(**options), shards)


def test_a_changed_input(work: Work, path: Path) -> None:
    path.write_text(path.read_text() + '{"text": "more"}\n')
    with pytest.raises(FileChangedError, match=r"rows.jsonl: has changed .*; put it back as it was, or start again"):
        work.run("fingerprint", 0)
    with pytest.raises(CheckpointError, match=r"rows.jsonl has changed; give another directory"):
        Work.create(work.directory, [str(path)], deduplicate_options(), 2)
    path.unlink()
    with pytest.raises(FileChangedError, match="is gone"):
        work.run("fingerprint", 0)


def test_another_version(work: Work) -> None:
    manifest = work.directory / "work.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "version": "0.0.1"}))
    with pytest.raises(CheckpointError, match=r"made with another version of dedup, '0.0.1'.*go on with that one"):
        Work.open(work.directory)


def test_a_directory_that_is_none(tmp_path: Path, path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"is no work directory: it has no work.json"):
        Work.open(tmp_path)
    with pytest.raises(CheckpointError, match="holds other files; give a new or empty directory"):
        Work.create(tmp_path, [str(path)], deduplicate_options(), 2)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (deduplicate_options(containment=0.9), "containment must be None over shards"),
        (deduplicate_options(keep=len), "keep must be 'fullest', 'first' or 'last' over shards"),
    ],
)
def test_options_that_need_all_texts(tmp_path: Path, path: Path, options: DeduplicateOptions, reason: str) -> None:
    with pytest.raises(OptionError, match=reason):
        Work.create(tmp_path / "other", [str(path)], options, 2)
    assert not (tmp_path / "other").exists()


def test_stages_in_the_wrong_order(work: Work) -> None:
    with pytest.raises(CheckpointError, match="stage words comes after fingerprint, of which task 1 of 2 is not done"):
        work.run("words", 0)
    with pytest.raises(OptionError, match="stage must be one of fingerprint, words"):
        work.run("sort", 0)
    with pytest.raises(OptionError, match="task must be a number from 0 to 1 for stage words"):
        work.run("words", 2)


def flip(data: bytes) -> bytes:
    return data[:-40] + bytes([data[-40] ^ 1]) + data[-39:]


@pytest.mark.parametrize("damage", [flip, lambda data: data[:-1], lambda data: b"", lambda data: b"x" * len(data)])
@pytest.mark.parametrize("stage", STAGES[:-1])
def test_a_damaged_file(work: Work, stage: str, damage: Callable[[bytes], bytes]) -> None:
    run_all(work)
    for file in work.directory.glob(f"{stage}/*.table"):
        file.write_bytes(damage(file.read_bytes()))
    for after in STAGES[STAGES.index(stage) + 1 :]:
        for done in work.directory.glob(f"{after}/*.json"):
            if not done.name.endswith("-rows.json"):
                done.unlink()
    again = Work.open(work.directory)
    with pytest.raises(CheckpointError, match=r"delete the file|run it first"):  # noqa: PT012
        for after in STAGES[STAGES.index(stage) + 1 :]:
            for number in range(work.tasks(after)):
                again.run(after, number)


@pytest.mark.parametrize("shards", [1, 2, 3])
def test_an_id_that_comes_twice_is_refused_wherever_it_is(tmp_path: Path, shards: int) -> None:
    path = write_rows(tmp_path / "twice.jsonl", [*TEXTS, "The last one."], ["a", "b", "c", "a"])
    work = Work.create(tmp_path / "work", Inputs([str(path)], id="id"), deduplicate_options(), shards)
    with pytest.raises(InputError, match=r"twice.jsonl, line 4.*: the id 'a' has come before"):
        run_all(work)


def test_the_line_of_a_bad_row_is_that_in_the_file(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "bad.jsonl", TEXTS * 10)
    path.write_text(path.read_text() + "no JSON\n")
    work = Work.create(tmp_path / "work", [str(path)], deduplicate_options(), 4)
    with pytest.raises(InputError, match=r"bad\.jsonl, line 31"):
        run_all(work)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2**64 - 1), st.binary(max_size=5))), st.data())
def test_tables_give_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int, bytes]], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("table") / "00000-some-0000.table"
    columns = {
        "number": np.array([number for _, number, _ in rows], np.uint64),
        "pair": np.array([[number, 1] for _, number, _ in rows], np.uint64).reshape(-1, 2),
        "name": [name for _, _, name in rows],
    }
    write_table(path, *divided(columns, np.array([partition for partition, _, _ in rows], np.int64), 5))
    start = data.draw(st.integers(0, 5))
    stop = data.draw(st.integers(start, 5))
    read = Table(path).read(start, stop)
    expected = [row for partition in range(start, stop) for row in rows if row[0] == partition]
    assert read.columns["number"].tolist() == [number for _, number, _ in expected]
    assert read.columns["pair"].reshape(-1, 2)[:, 0].tolist() == [number for _, number, _ in expected]
    assert read.of_bytes("name") == [name for _, _, name in expected]
