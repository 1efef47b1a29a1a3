"""The directory in which a run leaves its stages: whose it is, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from dedup.corpus.checkpoint import Checkpoint
from dedup.errors import CheckpointError


def begin(directory: Path) -> None:
    with Checkpoint(str(directory), {}):
        pass


def test_what_a_stage_made_is_there_again(tmp_path: Path) -> None:
    made_for = {"options": frozenset({"b", "a"})}
    for _ in range(2):
        with Checkpoint(str(tmp_path / "work"), made_for) as work:
            assert work.array("numbers", lambda: np.arange(5)).tolist() == [0, 1, 2, 3, 4]
    with Checkpoint(str(tmp_path / "work"), made_for) as work:
        assert work.array("numbers", lambda: np.empty(0)).tolist() == [0, 1, 2, 3, 4]


def test_two_runs_are_not_at_work_in_one_place(tmp_path: Path) -> None:
    with (
        Checkpoint(str(tmp_path / "work"), {}),
        pytest.raises(CheckpointError, match="in use by another run"),
    ):
        begin(tmp_path / "work")
    with Checkpoint(str(tmp_path / "work"), {}):
        pass


def test_the_work_of_another_run_is_refused_in_few_words(tmp_path: Path) -> None:
    with Checkpoint(str(tmp_path / "work"), {"files": [f"file {number}" for number in range(1000)]}):
        pass
    with pytest.raises(CheckpointError, match=r"files was \['file 0', .* \.\.\. and is None") as caught:
        begin(tmp_path / "work")
    assert len(str(caught.value)) < 600


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shingles").write_text("mine")
    with pytest.raises(CheckpointError, match="holds other files"):
        begin(tmp_path)
    assert (tmp_path / "shingles").read_text() == "mine"


@pytest.mark.parametrize("content", ["", "[]", '{"version'])
def test_a_note_that_cannot_be_read_is_an_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "work.json").write_text(content)
    with pytest.raises(CheckpointError, match="cannot be read"):
        begin(tmp_path)


def test_a_stage_that_is_damaged_is_an_error(tmp_path: Path) -> None:
    with Checkpoint(str(tmp_path / "work"), {}) as work:
        work.array("numbers", lambda: np.arange(5))
    (tmp_path / "work" / "numbers.npy").write_bytes(b"\x93NUMPY")
    with Checkpoint(str(tmp_path / "work"), {}) as work, pytest.raises(CheckpointError, match="is damaged"):
        work.array("numbers", lambda: np.arange(5))


def test_a_directory_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    with pytest.raises(CheckpointError, match="belongs to another user; give a directory of your own"):
        begin(tmp_path)
    assert os.listdir(tmp_path) == []


def test_no_link_leads_out_of_the_directory(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    with Checkpoint(str(tmp_path / "work"), {}) as work:
        (tmp_path / "work" / "numbers.part").symlink_to(victim)
        with pytest.raises(OSError, match=r"numbers\.part"):
            work.array("numbers", lambda: np.arange(5))
    assert victim.read_text() == "mine"


def test_a_temporary_directory_is_for_its_owner_alone_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Checkpoint() as work:
        work.path("shingles").write_text("half")
        [directory] = tmp_path.iterdir()
        assert directory.stat().st_mode & 0o777 == 0o700
    assert os.listdir(tmp_path) == []


def test_a_place_for_temporary_files_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(FileNotFoundError, match=f"{tmp_path}/gone"), Checkpoint():
        pass
