"""Standard input and output of `dedup corpus`: rows are known by what is in them, and nothing is printed by halves."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .conftest import STORY, Run
from .test_corpus import rows_of, words, write_rows

pytestmark = pytest.mark.slow

TEXTS = [words(0), words(1), words(0), words(2)]
ROWS = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(TEXTS)).encode()


def in_columns(suffix: str) -> bytes:
    table = pa.table({"id": range(len(TEXTS)), "text": TEXTS})
    file = io.BytesIO()
    if suffix == ".parquet":
        pq.write_table(table, file)
    else:
        with (pa.ipc.new_file if suffix == ".arrow" else pa.ipc.new_stream)(file, table.schema) as writer:
            writer.write_table(table)
    return file.getvalue()


def delimited(delimiter: str) -> bytes:
    header = delimiter.join(("id", "text")) + "\n"
    return (header + "".join(f"{number}{delimiter}{text}\n" for number, text in enumerate(TEXTS))).encode()


@pytest.mark.parametrize(
    ("given", "suffix"),
    [
        pytest.param(ROWS, ".jsonl", id="lines"),
        pytest.param(ROWS.splitlines()[0], ".jsonl", id="one line"),
        pytest.param(b"\xef\xbb\xbf" + ROWS, ".jsonl", id="a byte order mark"),
        pytest.param(gzip.compress(ROWS), ".jsonl", id="gzip"),
        pytest.param(bz2.compress(ROWS), ".jsonl", id="bzip2"),
        pytest.param(lzma.compress(ROWS), ".jsonl", id="xz"),
        pytest.param(delimited(","), ".csv", id="commas"),
        pytest.param(gzip.compress(delimited("\t")), ".tsv", id="tabs in gzip"),
        pytest.param(in_columns(".parquet"), ".parquet", id="Parquet"),
        pytest.param(in_columns(".arrow"), ".arrow", id="Arrow"),
        pytest.param(in_columns("stream"), ".arrow", id="a stream of Arrow"),
    ],
)
def test_rows_on_standard_input_are_known_by_what_is_in_them(
    run: Run, tmp_path: Path, given: bytes, suffix: str
) -> None:
    name = "one" if given == ROWS.splitlines()[0] else "all"
    printed = run("corpus", "-", "-o", "-", stdin=given)
    assert printed.returncode == 0, printed.stderr
    written = run("corpus", "-", "-o", f"{name}{suffix}", stdin=given)
    assert written.returncode == 0, written.stderr
    assert printed.stdout == (tmp_path / f"{name}{suffix}").read_bytes() != b""
    count = b"0 of 1 document removed" if name == "one" else b"1 of 4 documents removed"
    assert printed.stderr.startswith(b"standard output: " + count)


@pytest.mark.parametrize("given", [STORY.encode(), b"", b"body,id\na,1\n", b"\x00\x01", b"[1]\n"])
def test_what_is_of_no_known_kind_is_refused(run: Run, tmp_path: Path, given: bytes) -> None:
    done = run("corpus", "-", "-o", "-", stdin=given)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(b"dedup: standard input: not rows of a known kind: JSON lines, Parquet, ")


def test_a_bad_row_of_standard_input_is_named_and_nothing_is_printed(run: Run) -> None:
    done = run("corpus", "-", "-o", "-", stdin=ROWS + b'{"id": 7}\n')
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(b"dedup: standard input, line 5, byte ")
    done = run("corpus", "-", "-o", "-", "--on-error", "skip", stdin=ROWS + b'{"id": 7}\n')
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 3)
    assert done.stderr.endswith(b"1 row skipped\n")


def test_reports_call_standard_input_by_its_sign(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "old.jsonl", [words(2)])
    done = run("corpus", "old.jsonl", "-", "-o", "out/", "--report", "report.jsonl", stdin=ROWS)
    assert done.returncode == 0, done.stderr
    assert [(row["id"], row["kept_id"]) for row in rows_of(tmp_path / "report.jsonl")] == [
        ("-:3", "-:1"),
        ("-:4", "old.jsonl:1"),
    ]
    assert sorted(os.listdir(tmp_path / "out")) == ["old.jsonl", "stdin.jsonl"]


def test_standard_input_may_be_the_reference(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", TEXTS[1:])
    done = run("corpus", "in.jsonl", "--reference", "-", "-o", "-", "--max-removed", "1", stdin=ROWS)
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_run_over_standard_input_resumes_if_it_is_the_same(run: Run) -> None:
    arguments = ("corpus", "-", "-o", "-", "--work", "work")
    first = run(*arguments, stdin=ROWS)
    assert run(*arguments, stdin=ROWS).stdout == first.stdout != b""
    done = run(*arguments, stdin=ROWS + ROWS.replace(b'"id": ', b'"id": 1'))
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"work holds the checkpoint of another run" in done.stderr


def test_temporary_files_are_deleted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    environment = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
    assert run("corpus", "-", "-o", "-", stdin=ROWS, env=environment).returncode == 0
    assert run("corpus", "-", "-o", "-", stdin=b"prose", env=environment).returncode == 3
    assert os.listdir(tmp_path / "temporary") == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pages", "-o", "-"], b"-o - cannot print text files one after another: give -o a folder"),
        (["in.jsonl", "-o", "-", "--json", "-"], b"-o - and --json - would mix on standard output"),
        (["in.jsonl", "--dry-run", "--include", "[", "--exclude", "!"], b"--include or --exclude: "),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(run: Run, tmp_path: Path, arguments: list[str], said: bytes) -> None:
    write_rows(tmp_path / "in.jsonl", TEXTS)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(STORY)
    done = run("corpus", *arguments)
    assert (done.returncode, done.stdout, said in done.stderr) == (2, b"", True), done.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder as of a data set: rows, and files about them."""
    folder = tmp_path / "data"
    folder.mkdir()
    write_rows(folder / "train.jsonl", TEXTS)
    for name in ("README.md", "LICENSE", "dataset_infos.json", ".gitattributes"):
        (folder / name).write_text('{"about": "data"}')
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


def test_files_about_the_data_are_not_data(run: Run, repository: Path) -> None:
    done = run("corpus", "data", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith(b"0 unresolved, 4 files skipped (3 about the data, 1 binary)\n")
    counts = json.loads(run("corpus", "data", "--dry-run", "--json", "-").stdout)
    assert counts["skipped"] == {"about the data": 3, "binary": 1}


def test_a_readme_among_texts_is_a_text(run: Run, repository: Path) -> None:
    (repository / "train.jsonl").unlink()
    (repository / "dataset_infos.json").unlink()
    assert b"0 of 2 documents would be removed" not in run("corpus", "data", "--dry-run").stderr
    done = run("corpus", "data", "--groups")
    assert done.stdout == b"data/LICENSE\ndata/README.md\n"
    assert done.stderr.endswith(b", 1 file skipped (1 binary)\n")


def test_a_file_that_may_be_data_stops_the_run_unless_it_is_left_out(run: Run, repository: Path) -> None:
    (repository / "notes.txt").write_text(STORY)
    done = run("corpus", "data", "--dry-run")
    assert done.returncode == 3
    assert done.stderr == (
        b"dedup: data/train.jsonl: not in the format of data/notes.txt; give files of one format "
        b"(see --include and --exclude)\n"
    )
    for option in (["--include", "*.jsonl"], ["--exclude", "notes.*"]):
        done = run("corpus", "data", "--dry-run", *option)
        assert (done.returncode, b"1 of 4 documents would be removed" in done.stderr) == (0, True), done.stderr


def test_a_folder_without_data_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = run("corpus", "data", "--dry-run")
    assert (done.returncode, done.stderr) == (3, b"dedup: data: no file in it holds data\n")
