"""What a new file is made in: nobody can put something else in its place, and what a killed run left goes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from dedup.errors import FileChangedError
from dedup.io import private_folder
from dedup.io.files import read_file, replace_file
from dedup.io.private_folder import PrivateFolder
from dedup.io.staged import Staged

#: Makes a file or folder, says so, and does nothing until it is told to go on, or killed.
WAITING = """
import os, sys
from dedup.io.private_folder import PrivateFolder
with PrivateFolder(sys.argv[1], sys.argv[2]) as private:
    if sys.argv[2] == ".dedup-":
        os.write(private.create(0o600), b"half")
    else:
        private.create_folder(0o700)
        open(private.path + "/inside", "w").write("half")
    print(flush=True)
    sys.stdin.readline()
    private.publish("done")
"""

prefixes = pytest.mark.parametrize("prefix", [".dedup-", "dedup-"])


def start(place: Path, prefix: str) -> subprocess.Popen[bytes]:
    """A process that has begun to make something in a place."""
    command = [sys.executable, "-c", WAITING, str(place), prefix]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"\n"
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def make_one(place: Path) -> None:
    """What a later run does first of all."""
    private_folder.sweep.cache_clear()
    with PrivateFolder(str(place)):
        pass


@prefixes
def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path, prefix: str) -> None:
    kill(start(tmp_path, prefix))
    [left] = os.listdir(tmp_path)
    assert left.startswith(prefix)
    make_one(tmp_path)
    assert os.listdir(tmp_path) == []


@prefixes
def test_what_a_live_run_is_making_stays(tmp_path: Path, prefix: str) -> None:
    process = start(tmp_path, prefix)
    before = os.listdir(tmp_path)
    make_one(tmp_path)
    assert os.listdir(tmp_path) == before
    process.communicate(b"\n")
    assert process.returncode == 0
    assert os.listdir(tmp_path) == ["done"]


def test_a_sweep_that_was_killed_is_taken_up_again(tmp_path: Path) -> None:
    kill(start(tmp_path, ".dedup-"))
    [left] = tmp_path.iterdir()
    (left / "new").unlink()
    make_one(tmp_path)
    assert os.listdir(tmp_path) == []


def test_a_folder_that_cannot_be_locked_is_never_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(95, "Operation not supported")

    with monkeypatch.context() as patch, PrivateFolder(str(tmp_path)) as private:
        patch.setattr("dedup.io.private_folder.fcntl.flock", refuse)
        with PrivateFolder(str(tmp_path)) as other:
            patch.undo()
            make_one(tmp_path)
            os.close(other.create(0o600))
            other.publish("other")
        os.close(private.create(0o600))
        private.publish("done")
    assert sorted(os.listdir(tmp_path)) == ["done", "other"]


def test_a_folder_that_is_left_twice_takes_nothing_of_others_along(tmp_path: Path) -> None:
    first, second = PrivateFolder(str(tmp_path)), PrivateFolder(str(tmp_path))
    with first:
        pass
    with second:  # whose descriptors have the same numbers
        os.close(second.create(0o600))
        first.__exit__(None, None, None)
        second.publish("done")
    assert os.listdir(tmp_path) == ["done"]


NAME = ".dedup-0123456789abcdef"


def own_file(place: Path) -> None:
    (place / NAME).write_text("mine")


def own_folder(place: Path) -> None:
    (place / NAME).mkdir()
    (place / NAME / "new").write_text("mine")


def own_lock(place: Path) -> None:
    own_folder(place)
    (place / NAME / "lock").write_text("mine")


def other_name(place: Path) -> None:
    kill(start(place, ".dedup-"))
    [left] = place.iterdir()
    left.rename(place / ".dedup-notes")


def other_host(place: Path) -> None:
    kill(start(place, ".dedup-"))
    [left] = place.iterdir()
    (left / "lock").write_bytes(b"A run of dedup on another host works here.\n")


def link(place: Path) -> None:
    kill(start(place, ".dedup-"))
    [left] = place.iterdir()
    left.rename(place / "kept")
    (place / NAME).symlink_to("kept")


@pytest.mark.parametrize("make", [own_file, own_folder, own_lock, other_name, other_host, link])
def test_what_may_be_somebody_elses_stays(tmp_path: Path, make: Any) -> None:
    make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    make_one(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_another_users_folder_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kill(start(tmp_path, ".dedup-"))
    before = sorted(tmp_path.rglob("*"))
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    make_one(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


# -- somebody else may write to the folder -----------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder to which others may write, with a file in it; beside it, things that are not theirs."""
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "secret").chmod(0o600)
    (tmp_path / "vault" / "new").mkdir(parents=True)
    home = tmp_path / "home"
    home.mkdir()
    (home / "out").write_text("old")
    (home / "out").chmod(0o644)
    return home


def swap(home: Path, target: str) -> None:
    """Moves temporary files and puts links in their place, as anybody can who may write to the folder."""
    for name in os.listdir(home):
        if name.startswith(".dedup-") and not os.path.islink(home / name):
            (home / name).rename(home / f"taken{len(os.listdir(home))}")
            (home / name).symlink_to(home.parent / target)


def replace(home: Path) -> None:
    replace_file(str(home / "out"), b"new", read_file(str(home / "out")).status)


def stage(home: Path) -> None:
    with Staged() as staged:
        staged.open(str(home / "out")).write(b"new")


def stage_folder(home: Path) -> None:
    (home / "out").unlink()
    with Staged() as staged, staged.open_inside(staged.folder(str(home / "out")), "out", "deep/file") as file:
        file.write(b"new")


@pytest.mark.slow
@pytest.mark.parametrize("target", ["secret", "vault"])
@pytest.mark.parametrize("write", [replace, stage, stage_folder])
@pytest.mark.parametrize("step", ["mkdir", "open", "dup", "fstat", "fsync", "fchown", "fchmod", "stat", "replace"])
def test_a_link_in_the_place_of_what_is_being_written_does_no_harm(
    home: Path, monkeypatch: pytest.MonkeyPatch, step: str, write: Any, target: str
) -> None:
    act = getattr(os, step)

    def act_among_enemies(*arguments: Any, **options: Any) -> Any:
        swap(home, target)
        try:
            return act(*arguments, **options)
        finally:
            swap(home, target)

    secret = home.parent / "secret"
    before = secret.stat(), os.listdir(home.parent / "vault" / "new")
    with monkeypatch.context() as patch, suppress(FileChangedError):
        patch.setattr(os, step, act_among_enemies)
        write(home)
    assert (secret.stat(), os.listdir(home.parent / "vault" / "new")) == before
    out = home / "out"
    assert not out.is_symlink()
    if write is stage_folder:
        assert not out.exists() or (out / "deep" / "file").read_bytes() == b"new"
    else:
        assert out.read_bytes() in (b"old", b"new")


def test_a_folder_replaced_at_once_is_an_error_that_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mkdir = os.mkdir

    def make_and_swap(*arguments: Any, **options: Any) -> None:
        mkdir(*arguments, **options)
        swap(home, "secret")

    monkeypatch.setattr(os, "mkdir", make_and_swap)
    with pytest.raises(FileChangedError, match=r"out: another program interfered with the file being written"):
        stage(home)
    assert (home / "out").read_bytes() == b"old"


def test_a_folder_of_another_user_is_not_written_to(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fstat = os.fstat

    def with_another_owner(descriptor: int) -> os.stat_result:
        status = fstat(descriptor)
        is_folder = (status.st_mode & 0o170000) == 0o040000
        return os.stat_result([*status[:4], status.st_uid + is_folder, *status[5:]])

    monkeypatch.setattr(os, "fstat", with_another_owner)
    with pytest.raises(FileChangedError, match="interfered"):
        stage(home)
    assert (home / "out").read_bytes() == b"old"


def test_a_link_in_the_place_of_an_old_file_is_replaced_and_gives_no_permissions(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = PrivateFolder.create

    def create_and_swap(private: PrivateFolder, mode: int) -> int:
        (home / "out").unlink()
        (home / "out").symlink_to(home.parent / "secret")
        return create(private, mode)

    monkeypatch.setattr(PrivateFolder, "create", create_and_swap)
    stage(home)
    assert (home.parent / "secret").read_text() == "secret"
    assert not (home / "out").is_symlink()
    assert (home / "out").stat().st_mode & 0o111 == 0


@pytest.mark.parametrize("other", ["file", "link"])
def test_only_what_was_written_gets_the_name(home: Path, other: str) -> None:
    with PrivateFolder(str(home)) as private:
        os.close(private.create(0o600))
        os.unlink(private.path)
        if other == "file":
            Path(private.path).write_text("other")
        else:
            os.symlink(home.parent / "secret", private.path)
        with pytest.raises(FileChangedError, match="interfered"):
            private.publish("out")
    assert os.listdir(home) == ["out"]
    assert (home / "out").read_bytes() == b"old"


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_takes_the_name_of_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    for number in range(2):
        with PrivateFolder(str(tmp_path)) as private, suppress(FileExistsError):
            os.close(private.create(0o600))
            private.publish_new("name")
            assert number == 0 or not links
    assert [path.name for path in tmp_path.iterdir()] == ["name"]
