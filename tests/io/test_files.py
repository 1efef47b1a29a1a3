"""Replacing a file: whatever fails, and whenever, the old content stands and nothing lies about."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.errors import FileChangedError, FileKindError
from dedup.io.files import read_file, read_regular_file, replace_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    return path


def failing(error: BaseException) -> Callable[..., None]:
    def fail(*arguments: object, **options: object) -> None:
        raise error

    return fail


def test_the_new_content_stands_alone(path: Path) -> None:
    replace_file(str(path), b"new", read_file(str(path)).status)
    assert path.read_bytes() == b"new"
    assert os.listdir(path.parent) == ["file"]


@pytest.mark.parametrize("step", ["mkdir", "dup", "fsync", "fchown", "fchmod", "replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), MemoryError()])
def test_a_failure_at_any_step_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    status = read_file(str(path)).status
    monkeypatch.setattr(os, step, failing(error))
    with pytest.raises(type(error)):
        replace_file(str(path), b"new", status)
    assert path.read_bytes() == b"old"
    assert os.listdir(path.parent) == ["file"]


def test_an_owner_that_cannot_be_given_is_no_failure(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fchown", failing(PermissionError()))
    replace_file(str(path), b"new", read_file(str(path)).status)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("change", [lambda path: path.write_bytes(b"other"), lambda path: os.utime(path, (0, 0))])
def test_a_file_changed_since_it_was_read_is_refused(path: Path, change: Callable[[Path], object]) -> None:
    status = read_file(str(path)).status
    change(path)
    now = path.read_bytes()
    with pytest.raises(FileChangedError, match="changed during"):
        replace_file(str(path), b"new", status)
    assert path.read_bytes() == now


def test_another_file_of_that_name_is_refused(path: Path) -> None:
    status = read_file(str(path)).status
    path.rename(path.with_name("moved"))
    path.write_bytes(b"old")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    with pytest.raises(FileChangedError):
        replace_file(str(path), b"new", status)


def test_a_vanished_file_does_not_come_back(path: Path) -> None:
    status = read_file(str(path)).status
    path.unlink()
    with pytest.raises(FileNotFoundError):
        replace_file(str(path), b"new", status)
    assert os.listdir(path.parent) == []


def test_a_read_only_file_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status = read_file(str(path)).status
    monkeypatch.setattr(os, "access", lambda *arguments: False)  # the superuser may write to any file
    with pytest.raises(PermissionError, match="Read-only file"):
        replace_file(str(path), b"new", status)
    assert path.read_bytes() == b"old"


def test_links_are_followed_to_their_end(path: Path) -> None:
    first, second = path.with_name("first"), path.with_name("second")
    first.symlink_to("file")
    second.symlink_to(first)
    replace_file(str(second), b"new", read_file(str(second)).status)
    assert path.read_bytes() == b"new"
    assert first.is_symlink()
    assert second.is_symlink()


def test_permissions_stay_set_user_bit_included(path: Path) -> None:
    path.chmod(0o4750)
    replace_file(str(path), b"new", read_file(str(path)).status)
    assert path.stat().st_mode & 0o7777 == 0o4750


def test_a_name_of_the_greatest_length_works(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    path.write_bytes(b"old")
    replace_file(str(path), b"new", read_file(str(path)).status)
    assert path.read_bytes() == b"new"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileKindError, match="not a regular file"):
        read_regular_file(str(tmp_path / "pipe"))
