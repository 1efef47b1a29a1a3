"""`--in-place`: the file is replaced whole, and everything about it but its repeats stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import DOUBLED, STORY, Run


def test_the_file_is_replaced_and_stdout_stays_empty(run: Run, page: Path) -> None:
    done = run("collapse", "--in-place", "page.txt")
    assert (done.returncode, done.stdout) == (0, b"")
    assert page.read_text("utf-8") == STORY
    assert os.listdir(page.parent) == ["page.txt"]


def test_a_suffix_keeps_the_old_file(run: Run, page: Path) -> None:
    run("collapse", "--in-place=.old", "page.txt")
    assert page.read_text("utf-8") == STORY
    assert page.with_name("page.txt.old").read_text("utf-8") == DOUBLED


def test_a_second_run_does_not_overwrite_the_old_file(run: Run, page: Path) -> None:
    run("collapse", "--in-place=.old", "page.txt")
    assert run("collapse", "--in-place=.old", "page.txt").returncode == 0
    assert page.with_name("page.txt.old").read_text("utf-8") == DOUBLED


def test_an_existing_backup_is_not_overwritten(run: Run, page: Path) -> None:
    backup = page.with_name("page.txt.old")
    backup.write_text("From last week.", "utf-8")
    done = run("collapse", "--in-place=.old", "--report", "undo.jsonl", "page.txt")
    assert done.returncode == 3
    assert done.stderr.decode() == "dedup: page.txt: page.txt.old exists, and a backup is never overwritten\n"
    assert (page.read_text("utf-8"), backup.read_text("utf-8")) == (DOUBLED, "From last week.")
    assert page.with_name("undo.jsonl").read_bytes() == b""


def test_a_file_without_repeats_is_not_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    before = path.stat()
    assert run("collapse", "--in-place", "story.txt").returncode == 0
    after = path.stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns)


def test_a_file_named_after_two_dashes_may_look_like_an_option(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "--in-place"
    path.write_text(DOUBLED, "utf-8")
    run("collapse", "--in-place", "--", "--in-place")
    assert path.read_text("utf-8") == STORY


def test_several_files_give_a_line_each_and_a_total(run: Run, page: Path) -> None:
    page.with_name("other.txt").write_text(STORY, "utf-8")
    lines = run("collapse", "--in-place", "page.txt", "other.txt").stderr.decode().splitlines()
    assert [line.split(" removed")[0] for line in lines] == [
        "page.txt: 1 copy",
        "other.txt: 0 copies",
        "2 files: 1 copy",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding_and_stays(run: Run, page: Path, encoding: str) -> None:
    page.write_bytes(DOUBLED.encode(encoding))
    run("collapse", "--in-place", "page.txt")
    assert page.read_bytes() == STORY.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-32-be"])
def test_a_big_endian_mark_stays_too(run: Run, page: Path, encoding: str) -> None:
    page.write_bytes(("\ufeff" + DOUBLED).encode(encoding))
    run("collapse", "--in-place", "page.txt")
    assert page.read_bytes() == ("\ufeff" + STORY).encode(encoding)


def test_an_encoding_without_a_mark_is_given(run: Run, page: Path) -> None:
    page.write_bytes(DOUBLED.replace("bridge", "brücke").encode("latin-1"))
    run("collapse", "--in-place", "--encoding", "latin-1", "page.txt")
    assert page.read_bytes() == STORY.replace("bridge", "brücke").encode("latin-1")


def test_line_ends_stay(run: Run, page: Path) -> None:
    page.write_bytes(DOUBLED.replace("\n", "\r\n").encode())
    run("collapse", "--in-place", "page.txt")
    assert page.read_bytes() == STORY.replace("\n", "\r\n").encode()


def test_permissions_stay(run: Run, page: Path) -> None:
    page.chmod(0o640)
    run("collapse", "--in-place=.old", "page.txt")
    assert page.stat().st_mode & 0o7777 == 0o640
    assert page.with_name("page.txt.old").stat().st_mode & 0o7777 == 0o640


def test_a_report_is_for_its_owner_alone(run: Run, page: Path) -> None:
    run("collapse", "--in-place", "--report", "report.jsonl", "page.txt", umask=0)
    assert page.with_name("report.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_symbolic_link_stays_and_its_target_is_replaced(run: Run, page: Path) -> None:
    link = page.with_name("link.txt")
    link.symlink_to("page.txt")
    run("collapse", "--in-place", "link.txt")
    assert link.is_symlink()
    assert page.read_text("utf-8") == STORY


def test_another_hard_link_keeps_the_old_content(run: Run, page: Path) -> None:
    other = page.with_name("other.txt")
    other.hardlink_to(page)
    run("collapse", "--in-place", "page.txt")
    assert page.read_text("utf-8") == STORY
    assert other.read_text("utf-8") == DOUBLED


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_only_a_regular_file_is_replaced(run: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/null")
    done = run("collapse", "--in-place", kind)
    assert done.returncode == 3
    assert done.stderr.decode() == f"dedup: {kind}: not a regular file; cannot be replaced\n"


def test_a_name_that_is_not_unicode_works(run: Run, page: Path) -> None:
    path = os.fsencode(page) + b"\xff"
    page.rename(os.fsdecode(path))
    assert run("collapse", "--in-place", os.fsdecode(path)).returncode == 0
    assert Path(os.fsdecode(path)).read_text("utf-8") == STORY
