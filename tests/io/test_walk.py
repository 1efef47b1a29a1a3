"""Which files of a folder are found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dedup.io.walk import Filter, files_below


def made(folder: Path, *names: str) -> None:
    """Makes files; a name may be followed by `=` and its content."""
    for name in names:
        name, _, content = name.partition("=")
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content.replace(",", "\n"))


EVERYTHING = Filter()


def found(folder: Path, wanted: Filter = EVERYTHING) -> list[str]:
    """The names of the files found below a folder; nothing may fail."""
    failed: list[OSError] = []
    names = [below for _, below in files_below(str(folder), wanted, failed.append)]
    assert failed == []
    return names


def test_files_come_by_name_and_a_folder_s_own_first(tmp_path: Path) -> None:
    made(tmp_path, "b/d.txt", "b/c/e.txt", "z.txt", "a.txt")
    assert found(tmp_path) == ["a.txt", "z.txt", "b/d.txt", "b/c/e.txt"]


def test_hidden_files_and_folders_are_left_out_unless_wanted(tmp_path: Path) -> None:
    made(tmp_path, ".a", ".b/c", "d")
    assert found(tmp_path) == ["d"]
    assert found(tmp_path, Filter(hidden=True)) == [".a", "d", ".b/c"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    made(tmp_path, "folder/file")
    (tmp_path / "folder" / "up").symlink_to("..")
    (tmp_path / "link").symlink_to("folder/file")
    os.mkfifo(tmp_path / "pipe")
    assert found(tmp_path) == ["folder/file"]


@pytest.mark.parametrize(
    ("include", "exclude", "names"),
    [
        (("*.txt",), (), ["a.txt", "sub/c.txt"]),
        (("*.txt", "*.md"), (), ["a.txt", "b.md", "sub/c.txt"]),
        (("/*.txt",), (), ["a.txt"]),
        (("sub/",), (), ["sub/c.txt", "sub/d.log"]),
        ((), ("*.log",), ["a.txt", "b.md", "sub/c.txt"]),
        ((), ("sub/",), ["a.txt", "b.md"]),
        (("*.txt",), ("sub",), ["a.txt"]),
        (("*.txt", "!a.txt"), (), ["sub/c.txt"]),
    ],
)
def test_patterns_choose(tmp_path: Path, include: tuple[str, ...], exclude: tuple[str, ...], names: list[str]) -> None:
    made(tmp_path, "a.txt", "b.md", "sub/c.txt", "sub/d.log")
    assert found(tmp_path, Filter(include, exclude)) == names


def test_ignore_files_leave_out(tmp_path: Path) -> None:
    made(tmp_path, ".gitignore=*.log,build/", "a.log", "a.txt", "build/b.txt", "sub/c.log")
    assert found(tmp_path) == ["a.txt"]
    assert found(tmp_path, Filter(ignored=True)) == ["a.log", "a.txt", "build/b.txt", "sub/c.log"]


def test_the_nearest_ignore_file_decides_and_ignore_after_gitignore(tmp_path: Path) -> None:
    made(tmp_path, ".gitignore=*.log", ".ignore=!b.log", "a.log", "b.log", "sub/.ignore=!*.log,b.log", "sub/a.log")
    made(tmp_path, "sub/b.log")
    assert found(tmp_path) == ["b.log", "sub/a.log"]


def test_ignore_files_above_count_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    made(tmp_path, ".gitignore=*.md", "repo/.gitignore=*.log", "repo/.git/HEAD", "repo/sub/a.log", "repo/sub/b.md")
    assert found(tmp_path / "repo" / "sub") == ["b.md"]


def test_a_folder_that_is_named_is_read_though_it_is_ignored(tmp_path: Path) -> None:
    made(tmp_path, ".git/HEAD", ".gitignore=build/,*.log", "build/a.txt", "build/a.log", ".hidden/b.txt")
    assert found(tmp_path / "build") == ["a.txt"]
    assert found(tmp_path / ".hidden") == ["b.txt"]


def test_lines_that_are_no_patterns_are_skipped(tmp_path: Path) -> None:
    made(tmp_path, ".gitignore=!,a.txt", "a.txt", "b.txt")
    assert found(tmp_path) == ["b.txt"]


def test_a_pattern_of_the_filter_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pattern"):
        found(tmp_path, Filter(include=("!",)))


def test_what_cannot_be_read_is_told_and_the_rest_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, "a/b.txt", "c/d.txt")
    scandir = os.scandir

    def refused(path: str) -> object:
        if path.endswith("/a"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    failed: list[OSError] = []
    assert [below for _, below in files_below(str(tmp_path), Filter(), failed.append)] == ["c/d.txt"]
    assert [error.filename for error in failed] == [str(tmp_path / "a")]
