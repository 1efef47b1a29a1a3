"""Files that cannot be read as text: named, left alone, and no hindrance to the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import DOUBLED, STORY, Run


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"caf\xe9", "byte 3 (0xe9) is not valid utf-8; name its encoding with --encoding"),
        (b"\xef\xbb\xbfcaf\xe9", "byte 6 (0xe9) is not valid utf-8"),
        (b"\xff\xfea\x00b", "byte 4 (0x62) is not valid utf-16-le"),
        (b"\xed\xa0\x80", "byte 0 (0xed) is not valid utf-8; name its encoding with --encoding"),
    ],
)
def test_an_invalid_byte_is_named_with_its_offset(run: Run, tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    done = run("collapse", "--in-place", "bad.txt")
    assert done.returncode == 3
    assert done.stderr.decode() == f"dedup: bad.txt: {message}\n"
    assert (tmp_path / "bad.txt").read_bytes() == data


def test_the_other_files_are_still_done(run: Run, page: Path) -> None:
    page.with_name("bad.txt").write_bytes(b"\xff")
    done = run("collapse", "--in-place", "bad.txt", "page.txt")
    assert done.returncode == 3
    assert done.stderr.decode().endswith(", 1 failed\n")
    assert page.read_text("utf-8") == STORY


def test_no_file_is_changed_if_one_cannot_be_opened(run: Run, page: Path) -> None:
    page.with_name("rows.csv").touch()
    done = run("collapse", "--in-place", "--report", "undo.jsonl", "page.txt", "missing.txt", "rows.csv")
    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == [
        "dedup: missing.txt: No such file or directory",
        "dedup: rows.csv: holds rows, not one text; use `dedup corpus` or `dedup blocks`, or pass it on standard input "
        "to treat it as plain text",
        "dedup: no file was changed",
    ]
    assert page.read_text("utf-8") == DOUBLED
    assert not page.with_name("undo.jsonl").exists()


def test_a_suffix_after_a_space_is_taken_for_a_file(run: Run, page: Path) -> None:
    done = run("collapse", "--in-place", ".bak", "page.txt")
    assert done.returncode == 3
    assert "dedup: .bak: No such file or directory\n" in done.stderr.decode()
    assert page.read_text("utf-8") == DOUBLED


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.NDJSON", "a.json", "a.csv", "a.tsv", "a.parquet", "a.jsonl.gz", "a.json.gz"]
)
def test_a_file_of_rows_is_refused(run: Run, page: Path, name: str) -> None:
    rows = page.rename(page.with_name(name))
    message = (
        f"dedup: {name}: holds rows, not one text; use `dedup corpus` or `dedup blocks`, or pass it on standard input "
        "to treat it as plain text\n"
    )
    for arguments in [(name,), ("--diff", name), ("--in-place", name)]:
        done = run("collapse", *arguments)
        assert (done.returncode, done.stdout, done.stderr.decode()) == (3, b"", message)
    assert rows.read_text("utf-8") == DOUBLED


def test_rows_among_files_to_replace_leave_all_as_they_are(run: Run, page: Path) -> None:
    page.with_name("rows.csv").write_text(DOUBLED, "utf-8")
    done = run("collapse", "--in-place", "page.txt", "rows.csv")
    assert done.returncode == 3
    assert done.stderr.decode().endswith("\ndedup: no file was changed\n")
    assert page.read_text("utf-8") == DOUBLED


def test_errors_replace_goes_on(run: Run) -> None:
    done = run("collapse", "--errors", "replace", stdin=b"caf\xe9\n")
    assert (done.returncode, done.stdout.decode()) == (0, "caf\ufffd\n")


def test_encoding_goes_on(run: Run) -> None:
    done = run("collapse", "--encoding", "latin-1", stdin=b"caf\xe9\n")
    assert (done.returncode, done.stdout) == (0, b"caf\xe9\n")


def test_a_lone_surrogate_does_not_crash(run: Run) -> None:
    done = run("collapse", "--encoding", "unicode_escape", "--diff", stdin=b"\\ud800 " + DOUBLED.encode())
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_bytes_that_would_not_come_back_the_same_are_refused(run: Run, page: Path) -> None:
    # In unicode_escape, a letter may be written as itself or as its number; it would be written as itself.
    data = DOUBLED.replace("x", "\\x78").replace("bridge", "\\x62ridge").encode()
    page.write_bytes(data)
    done = run("collapse", "--in-place", "--encoding", "unicode_escape", "page.txt")
    assert done.returncode == 3
    assert b"would change bytes that stay" in done.stderr
    assert page.read_bytes() == data


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 text", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\x1f\x8b\x08text", "a gzip file"),
        (b"text\0text", "byte 4 is NUL; if it is text, name its encoding with --encoding"),
    ],
)
def test_a_binary_file_is_refused(run: Run, tmp_path: Path, data: bytes, kind: str) -> None:
    (tmp_path / "file").write_bytes(data)
    for command in ("collapse", "explain"):
        done = run(command, "file")
        assert (done.returncode, done.stdout, done.stderr.decode()) == (3, b"", f"dedup: file: binary: {kind}\n")


def test_text_with_nul_bytes_is_read_if_its_encoding_is_named(run: Run) -> None:
    assert run("collapse", "--encoding", "utf-8", stdin=b"text\0text").stdout == b"text\0text"


def test_an_encoding_that_does_not_exist_leaves_no_report(run: Run, page: Path) -> None:
    assert run("collapse", "--report", "report.jsonl", "--encoding", "bogus", "page.txt").returncode == 2
    assert not page.with_name("report.jsonl").exists()


@pytest.mark.parametrize("data", [DOUBLED.replace("bridge", "brücke").encode("cp1252"), DOUBLED.encode("utf-16-le")])
def test_an_encoding_can_be_found_out(run: Run, page: Path, data: bytes) -> None:
    page.write_bytes(data)
    done = run("collapse", "--encoding", "auto", "--in-place", "page.txt")
    assert done.returncode == 0
    assert done.stderr.startswith(b"page.txt: read as ")  # never without a word
    assert page.read_bytes() == data[: len(data) // 2]


def test_closed_standard_input_is_an_error(run: Run) -> None:
    done = run("collapse", preexec_fn=lambda: os.close(0))
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
