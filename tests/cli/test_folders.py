"""Folders: their text files are read, what is no text is counted, and what fails does not stop the rest."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from tests.cli.conftest import DOUBLED, STORY, Run


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with two texts that repeat themselves, one that does not, and what is no text."""
    folder = tmp_path / "notes"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.md"):
        (folder / name).write_text(DOUBLED, "utf-8")
    (folder / "once.txt").write_text(STORY, "utf-8")
    (folder / "picture").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (folder / "rows.jsonl").write_text("{}\n")
    return folder


def test_a_folder_needs_a_place_for_its_texts(run: Run, notes: Path) -> None:
    done = run("collapse", "notes")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"A folder needs --list, --diff, --check, --output OUT, --in-place or --report FILE" in done.stderr


def test_files_with_repeats_get_a_line_and_all_are_counted(run: Run, notes: Path) -> None:
    done = run("collapse", "--check", "notes")
    assert done.returncode == 1
    *lines, total = done.stderr.decode().splitlines()
    assert [line.split(" found")[0] for line in lines] == ["notes/a.txt: 1 copy", "notes/sub/b.md: 1 copy"]
    assert total.startswith("3 files: 2 copies found")
    assert total.endswith(", 2 files skipped (1 binary, 1 of rows)")


def test_files_are_replaced_in_place(run: Run, notes: Path) -> None:
    assert run("collapse", "--in-place", "notes").returncode == 0
    assert {(notes / name).read_text("utf-8") for name in ("a.txt", "once.txt", "sub/b.md")} == {STORY}


def test_patterns_choose_the_files(run: Run, notes: Path) -> None:
    done = run("collapse", "--list", "notes", "--include", "*.txt", "--exclude", "once*")
    assert done.stdout.decode() == "notes/a.txt:6: repeats lines 1-5 (exact)\n"
    assert done.stderr.decode().startswith("1 file: ") or done.stderr.decode().startswith("notes/a.txt: ")


def test_a_wrong_pattern_is_named(run: Run, notes: Path) -> None:
    done = run("collapse", "--list", "notes", "--include", "!")
    assert done.returncode == 2
    assert b"--include or --exclude: Invalid git pattern: '!'" in done.stderr


def test_a_file_that_is_named_is_read_whatever_it_is(run: Run, notes: Path) -> None:
    (notes / ".ignore").write_text("*.txt\n")
    done = run("collapse", "--list", "notes", "notes/a.txt", "notes/rows.jsonl", "--exclude", "*")
    assert done.returncode == 3
    assert done.stdout.decode() == "notes/a.txt:6: repeats lines 1-5 (exact)\n"
    assert b"dedup: notes/rows.jsonl: holds rows" in done.stderr


def test_a_pattern_that_the_shell_left_alone_is_expanded(run: Run, notes: Path) -> None:
    done = run("collapse", "--list", "notes/*.txt", "notes/*.none")
    assert done.stdout.decode() == "notes/a.txt:6: repeats lines 1-5 (exact)\n"
    assert "dedup: notes/*.none: No such file or directory" in done.stderr.decode()


def test_a_folder_without_files_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("collapse", "--list", "empty")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"dedup: empty: no files to read\n")


def test_the_other_files_are_done_if_one_cannot_be_read(run: Run, notes: Path) -> None:
    (notes / "latin-1.txt").write_bytes("Grüße".encode("latin-1"))
    done = run("collapse", "--in-place", "notes")
    assert done.returncode == 3
    assert "dedup: notes/latin-1.txt: byte 2 (0xfc) is not valid utf-8" in done.stderr.decode()
    assert done.stderr.decode().endswith(", 1 failed\n")
    assert (notes / "sub" / "b.md").read_text("utf-8") == STORY


def test_what_cannot_be_read_of_a_folder_is_named_and_the_rest_is_done(run: Run, notes: Path) -> None:
    (notes / ".gitignore").mkdir()
    done = run("collapse", "--list", "notes")
    assert done.returncode == 3
    assert b"dedup: notes/.gitignore: Is a directory\n" in done.stderr.replace(os.fsencode(notes.parent) + b"/", b"")
    assert b"notes/sub/b.md:6" in done.stdout


def test_standard_input_is_not_read_instead_of_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken" / ".gitignore").mkdir(parents=True)
    done = run("collapse", "--list", "broken", stdin=DOUBLED.encode())
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.endswith(b"dedup: broken: no files to read\n")


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_several_processes_write_the_same(run: Run, notes: Path, jobs: str) -> None:
    (notes / "latin-1.txt").write_bytes("Grüße".encode("latin-1"))
    for format in ("text", "json", "github"):
        arguments = ("collapse", "--format", format, "notes", "-", "--check")
        alone = run(*arguments, stdin=DOUBLED.encode())
        together = run(*arguments, "--jobs", jobs, stdin=DOUBLED.encode())
        assert (together.returncode, together.stdout, together.stderr) == (3, alone.stdout, alone.stderr)


def test_names_are_shown_on_one_line_without_what_a_terminal_obeys(run: Run, notes: Path) -> None:
    name = b"line\nbreak \xff \xe2\x80\xae\x1b[31m.txt"
    (notes / os.fsdecode(name)).write_text(DOUBLED, "utf-8")
    shown = r"line\nbreak \xff \u202e\x1b[31m.txt"
    for arguments in (("--check",), ("--list",), ("--format", "github"), ("--diff",)):
        done = run("collapse", *arguments, "notes")
        written = (done.stdout + done.stderr).decode()
        assert shown in written
        assert not any(sign in written for sign in ("\u202e", "\x1b", "line\nbreak"))


def test_a_folder_of_one_file_is_a_folder(run: Run, page: Path) -> None:
    page.with_name("one").mkdir()
    page.rename(page.with_name("one") / "page.txt")
    assert run("collapse", "one").returncode == 2
    done = run("collapse", "--report", "report.jsonl", "one")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.startswith(b"one/page.txt: 1 copy found")


class TestOutput:
    """`--output`: new files, and nothing else touched."""

    def test_a_folder_is_mirrored(self, run: Run, notes: Path) -> None:
        done = run("collapse", "notes", "-o", "clean/deep")
        assert done.returncode == 3  # the folder above must exist
        assert run("collapse", "notes", "-o", "clean").returncode == 0
        clean = notes.with_name("clean")
        files = sorted(path.relative_to(clean).as_posix() for path in clean.rglob("*") if path.is_file())
        assert files == ["a.txt", "once.txt", "sub/b.md"]
        assert {(clean / name).read_text("utf-8") for name in files} == {STORY}
        assert (notes / "a.txt").read_text("utf-8") == DOUBLED

    def test_one_text_goes_to_a_file(self, run: Run, page: Path) -> None:
        assert run("collapse", "page.txt", "--output", "clean.txt").stdout == b""
        assert run("collapse", "-o", "stdin.txt", stdin=DOUBLED.encode()).stdout == b""
        for name in ("clean.txt", "stdin.txt"):
            assert page.with_name(name).read_text("utf-8") == STORY

    def test_one_text_goes_into_a_folder_that_is_there(self, run: Run, page: Path) -> None:
        page.with_name("clean").mkdir()
        run("collapse", "page.txt", "-o", "clean")
        assert (page.with_name("clean") / "page.txt").read_text("utf-8") == STORY

    def test_a_new_file_is_no_more_readable_than_its_source(self, run: Run, page: Path) -> None:
        page.chmod(0o600)
        run("collapse", "page.txt", "-o", "clean.txt", umask=0o022)
        assert page.with_name("clean.txt").stat().st_mode & 0o777 == 0o600

    def test_a_folder_with_something_in_it_is_refused(self, run: Run, notes: Path) -> None:
        done = run("collapse", "notes", "-o", "notes/sub")
        assert done.returncode == 2
        assert b"notes/sub is not empty; several files need a new or empty folder" in done.stderr

    def test_two_files_do_not_become_one(self, run: Run, notes: Path) -> None:
        (notes / "sub" / "a.txt").write_text(STORY, "utf-8")
        done = run("collapse", "notes/a.txt", "notes/sub/a.txt", "-o", "clean/")
        assert done.returncode == 2
        assert b"notes/a.txt and notes/sub/a.txt would both become clean/a.txt" in done.stderr
        assert not notes.with_name("clean").exists()

    def test_a_full_disk_leaves_no_half_file(self, run: Run, notes: Path) -> None:
        (notes / "short.txt").write_text("short")

        def allow_small_files_only() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

        done = run("collapse", "notes", "-o", "clean", preexec_fn=allow_small_files_only)
        assert done.returncode == 3
        assert "dedup: notes/a.txt: clean/a.txt: File too large\n" in done.stderr.decode()
        clean = notes.with_name("clean")
        assert [path.name for path in clean.rglob("*") if path.is_file()] == ["short.txt"]

    def test_it_excludes_in_place(self, run: Run, page: Path) -> None:
        done = run("collapse", "--in-place", "-o", "clean.txt", "page.txt")
        assert done.returncode == 2
        assert b"--output changes no file, --in-place does" in done.stderr
