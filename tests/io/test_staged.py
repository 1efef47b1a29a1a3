"""New files get their names at the end, all of them; whatever fails, and whenever, nothing else lies about."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from dedup.errors import FileKindError
from dedup.io.private_folder import PrivateFolder
from dedup.io.staged import Staged, check_place


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, data: bytes = b"new") -> None:
    with Staged() as staged:
        staged.open(path).write(data)


def break_off(file: BinaryIO) -> None:
    """Leaves something waiting that can no longer be written."""
    file.write(b"new")
    with open("/dev/full", "wb") as full:
        os.dup2(full.fileno(), file.fileno())


def test_files_and_folders_appear_at_the_end() -> None:
    with Staged() as staged:
        staged.open("a").write(b"one")
        folder = staged.folder("b/")
        with staged.open_inside(folder, "b/", "deep/c") as file:
            file.write(b"two")
        assert all(name.startswith(".dedup-") for name in os.listdir())
    assert sorted(os.listdir()) == ["a", "b"]
    assert (Path("a").read_bytes(), Path("b/deep/c").read_bytes()) == (b"one", b"two")


def test_they_may_be_read_as_any_new_file() -> None:
    Path("like").touch()
    Path("likes").mkdir()
    with Staged() as staged:
        staged.open("a")
        staged.open_inside(staged.folder("b"), "b", "c").close()
    assert Path("a").stat().st_mode == Path("b/c").stat().st_mode == Path("like").stat().st_mode
    assert Path("b").stat().st_mode == Path("likes").stat().st_mode


def test_what_is_opened_first_gets_its_name_last(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    publish = PrivateFolder.publish

    def publish_and_look(private: PrivateFolder, name: str) -> None:
        publish(private, name)
        seen.append(sorted(os.listdir()))

    monkeypatch.setattr(PrivateFolder, "publish", publish_and_look)
    with Staged() as staged:
        for name in ("out", "rejects", "report"):
            staged.open(name)
    assert [[name for name in names if name[0] != "."] for names in seen] == [
        ["report"],
        ["rejects", "report"],
        ["out", "rejects", "report"],
    ]


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt(), SystemExit(143)])
def test_nothing_appears_when_it_ends_badly(error: BaseException) -> None:
    def end_badly() -> None:
        with Staged() as staged:
            staged.open("a").write(b"new")
            staged.open_inside(staged.folder("b"), "b", "c").write(b"new")
            raise error

    Path("a").write_bytes(b"old")
    with pytest.raises(type(error)):
        end_badly()
    assert os.listdir() == ["a"]
    assert Path("a").read_bytes() == b"old"


def test_a_full_disk_leaves_nothing_and_is_said_of_the_file() -> None:
    def fill() -> None:
        with Staged() as staged:
            staged.open("b").write(b"new")
            break_off(staged.open("a"))

    with pytest.raises(OSError, match=r"'a'$"):
        fill()
    assert os.listdir() == []


def test_a_full_disk_in_a_folder_leaves_nothing_and_is_said_of_the_file() -> None:
    def fill() -> None:
        with Staged() as staged:
            file = staged.open_inside(staged.folder("b"), "b", "deep/c")
            break_off(file)
            file.close()

    with pytest.raises(OSError, match=r"'b/deep/c'$"):
        fill()
    assert os.listdir() == []


def test_many_files_that_cannot_be_closed_leave_nothing() -> None:
    def fill() -> None:
        with Staged() as staged:
            for name in ("a", "b", "c"):
                break_off(staged.open(name))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fill()
    assert os.listdir() == []


@pytest.mark.parametrize("kind", ["open", "folder"])
@pytest.mark.parametrize("step", ["open", "mkdir", "dup", "fstat", "stat", "fchmod"])
@pytest.mark.parametrize("before", range(3))
def test_an_interruption_at_any_step_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, kind: str, step: str, before: int
) -> None:
    act, done = getattr(os, step), 0

    def act_and_stop(*arguments: Any, **options: Any) -> Any:
        nonlocal done
        result, done = act(*arguments, **options), done + 1
        if done == before + 1:
            raise KeyboardInterrupt
        return result

    Path("like").touch()
    with suppress(KeyboardInterrupt), Staged(["like"]) as staged:
        monkeypatch.setattr(os, step, act_and_stop)
        getattr(staged, kind)("a")
        raise KeyboardInterrupt
    assert os.listdir() == ["like"]


def test_a_name_that_cannot_be_made_is_said_as_it_was_given() -> None:
    for make in (Staged.open, Staged.folder):
        with pytest.raises(FileNotFoundError) as caught, Staged() as staged:
            make(staged, "nowhere/a")
        assert caught.value.filename == "nowhere/a"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o4755])
def test_a_file_that_is_replaced_keeps_its_permissions(mode: int) -> None:
    Path("a").touch()
    Path("a").chmod(mode)
    Path("link").symlink_to("a")
    write("link")
    assert Path("link").is_symlink()
    assert Path("a").read_bytes() == b"new"
    assert Path("a").stat().st_mode & 0o7777 == mode


def test_what_is_being_written_is_out_of_the_reach_of_others(directory: Path) -> None:
    with Staged() as staged:
        staged.open("a")
        staged.open_inside(staged.folder("b"), "b", "c").close()
        places = list(directory.iterdir())
        assert len(places) == 2
        assert {place.stat().st_mode & 0o777 for place in places} == {0o700}


def test_an_owner_that_cannot_be_given_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "fchown", refuse)
    Path("a").touch()
    write("a")
    assert Path("a").read_bytes() == b"new"


def test_an_empty_folder_is_replaced_through_a_link_and_keeps_its_permissions() -> None:
    Path("b").mkdir()
    Path("b").chmod(0o700)
    Path("link").symlink_to("b")
    with Staged() as staged:
        staged.open_inside(staged.folder("link"), "link", "c").close()
    assert Path("link").is_symlink()
    assert os.listdir("b") == ["c"]
    assert Path("b").stat().st_mode & 0o7777 == 0o700


@pytest.mark.parametrize(
    ("path", "error", "said"),
    [
        ("nowhere/a", FileNotFoundError, "its folder does not exist"),
        ("file/a", FileNotFoundError, "its folder does not exist"),
        ("lost", FileNotFoundError, "its folder does not exist"),
        ("pipe", FileKindError, "pipe: not a regular file; cannot be replaced"),
        ("null", FileKindError, "null: not a regular file; cannot be replaced"),
        ("folder", FileKindError, "folder: not a regular file; cannot be replaced"),
    ],
)
def test_a_place_where_no_file_can_be_put_is_known_before(path: str, error: type[OSError], said: str) -> None:
    Path("file").touch()
    Path("folder").mkdir()
    Path("lost").symlink_to("nowhere/a")
    Path("null").symlink_to(os.devnull)
    os.mkfifo("pipe")
    with pytest.raises(error, match=said) as caught:
        check_place(path)
    assert caught.value.filename in {path, None}
    for good in ("file", "new", "folder/new", os.path.abspath("new")):
        check_place(good)


@pytest.mark.parametrize(("locked", "said"), [("a", "Read-only file"), (".", "its folder is read-only")])
def test_what_may_not_be_written_to_is_left_alone(monkeypatch: pytest.MonkeyPatch, locked: str, said: str) -> None:
    Path("a").touch()
    locked = os.path.realpath(locked)
    monkeypatch.setattr(os, "access", lambda path, mode: path != locked)  # the superuser may write to any file
    with pytest.raises(PermissionError, match=said) as caught:
        check_place("a")
    assert caught.value.filename == "a"


def test_a_read_only_folder_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a").mkdir()
    check_place("a/", is_folder=True)
    monkeypatch.setattr(os, "access", lambda path, mode: not path.endswith("/a"))
    with pytest.raises(PermissionError, match="Read-only folder"):
        check_place("a/", is_folder=True)
