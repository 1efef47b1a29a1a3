"""`dedup index`: documents are added to a file, and others are looked up in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dedup
from tests.cli.conftest import STORY, Run

pytestmark = pytest.mark.slow

FOOTER = "All rights reserved. No part of this page may be copied without the leave of the valley's council."
RAIN = "Heavy rain is expected in the north tonight, and the river may leave its banks by the morning."
ROWS = [{"url": "/story", "body": STORY}, {"url": "/rain", "body": RAIN}, {"url": "/loud", "body": STORY.upper()}]
FIELDS = "--text", "body", "--id", "url"


def write_rows(path: Path, rows: list[dict[str, Any]]) -> bytes:
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(data)
    return data


@pytest.fixture
def rows(tmp_path: Path) -> bytes:
    """JSON lines, in rows.jsonl."""
    return write_rows(tmp_path / "rows.jsonl", ROWS)


def lines(done: subprocess.CompletedProcess[bytes]) -> list[Any]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_rows_are_added_and_looked_up(run: Run, rows: bytes) -> None:
    done = run("index", "add", "seen.dedup", "rows.jsonl", *FIELDS)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"seen.dedup: 3 documents added, 0 were there already, 3 in the index\n"
    done = run("index", "query", "seen.dedup", "rows.jsonl", *FIELDS)
    assert [(line["id"], line["seen"]["id"], line["seen"]["kind"]) for line in lines(done)] == [
        ("/story", "/story", "exact"),
        ("/rain", "/rain", "exact"),
        ("/loud", "/loud", "exact"),
    ]
    assert done.stderr == b"seen.dedup: 3 of 3 documents seen before (3 exact)\n"
    again = run("index", "add", "seen.dedup", "rows.jsonl", *FIELDS)
    assert again.stderr == b"seen.dedup: 0 documents added, 3 were there already, 3 in the index\n"


def test_only_what_is_new_is_added_if_asked_for(run: Run, rows: bytes) -> None:
    done = run("index", "add", "seen.dedup", "rows.jsonl", *FIELDS, "--new")
    assert done.stderr == b"seen.dedup: 2 documents added, 1 repeat others, 2 in the index\n"


def test_json_lines_from_standard_input(run: Run, rows: bytes) -> None:
    run("index", "add", "seen.dedup", "-", *FIELDS, "--quiet", stdin=rows)
    done = run("index", "query", "seen.dedup", "-", "--text", "body", stdin=b'{"body": "Nobody has seen this."}\n')
    assert lines(done) == [{"id": "-:1", "seen": None}]


def test_each_line_is_answered_as_it_comes(run: Run, rows: bytes, tmp_path: Path) -> None:
    run("index", "add", "seen.dedup", "rows.jsonl", *FIELDS)
    command = [sys.executable, "-m", "dedup", "index", "query", "seen.dedup", "-", *FIELDS, "--quiet"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for row in ROWS:
            process.stdin.write(json.dumps(row).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == row["url"]


def test_text_files_have_their_path_as_id(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(STORY.upper())
    run("index", "add", "seen.dedup", "a.txt")
    (line,) = lines(run("index", "query", "seen.dedup", "b.txt"))
    assert (line["id"], line["seen"]["id"], line["seen"]["kind"]) == ("b.txt", "a.txt", "same_words")


def test_rows_without_an_id_have_file_and_line(run: Run, rows: bytes) -> None:
    run("index", "add", "seen.dedup", "rows.jsonl", "--text", "body")
    done = run("index", "query", "seen.dedup", "rows.jsonl", "--text", "body")
    assert [line["seen"]["id"] for line in lines(done)] == ["rows.jsonl:1", "rows.jsonl:2", "rows.jsonl:3"]


def test_blocks(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.jsonl", [{"id": 1, "text": f"{STORY}\n{FOOTER}"}])
    write_rows(tmp_path / "new.jsonl", [{"id": 2, "text": f"{RAIN}\n\n{FOOTER}"}])
    run("index", "add", "seen.dedup", "rows.jsonl", "--id", "id", "--blocks")
    done = run("index", "query", "seen.dedup", "new.jsonl", "--id", "id", "--blocks")
    (line,) = lines(done)
    assert (line["id"], line["text"], line["blocks"][0]["id"]) == (2, RAIN, 1)
    assert done.stderr == b"seen.dedup: 1 block in 1 document seen before (1 exact)\n"


def test_options_of_a_new_index(run: Run, rows: bytes) -> None:
    options = "--jaccard", "0.6", "--containment", "0.9", "--protect", "none", "--blocks"
    assert run("index", "add", "seen.dedup", "rows.jsonl", *FIELDS, *options).returncode == 0
    (stats,) = lines(run("index", "stats", "seen.dedup", "--check"))
    assert {**stats, "oldest": 0, "newest": 0, "bytes": 0} == {
        "documents": 3,
        "bytes": 0,
        "oldest": 0,
        "newest": 0,
        "jaccard": 0.6,
        "containment": 0.9,
        "protect": [],
        "blocks": True,
        "texts": "index",
    }


def test_documents_are_removed_by_id_and_by_date(run: Run, rows: bytes) -> None:
    run("index", "add", "seen.dedup", "rows.jsonl", *FIELDS)
    done = run("index", "remove", "seen.dedup", "/rain", "/missing")
    assert done.returncode == 3
    assert done.stderr.splitlines()[0] == b"dedup: seen.dedup: no document '/missing'"
    assert b"1 document removed" in done.stderr
    assert b"0 documents removed" in run("index", "remove", "seen.dedup", "--before", "2001-01-01").stderr
    assert b"2 documents removed" in run("index", "remove", "seen.dedup", "--before", "2999-01-01").stderr
    done = run("index", "remove", "seen.dedup")
    assert done.returncode == 2
    assert b"Name the documents to remove, or give --before" in done.stderr


def test_a_number_can_be_removed(run: Run, tmp_path: Path) -> None:
    with dedup.Index(tmp_path / "seen.dedup") as seen:
        seen.add_many([(7, STORY), ("8", RAIN)])
    assert b"2 documents removed" in run("index", "remove", "seen.dedup", "7", "8").stderr


def test_what_only_looks_like_a_number_is_a_string(run: Run, tmp_path: Path) -> None:
    with dedup.Index(tmp_path / "seen.dedup") as seen:
        seen.add_many([(3, STORY), (str(2**63), RAIN)])
    for name in ("--5", "٣", "9" * 5000):
        done = run("index", "remove", "seen.dedup", "--", name)
        assert (done.returncode, b"no document" in done.stderr) == (3, True)
    assert b"1 document removed" in run("index", "remove", "seen.dedup", str(2**63)).stderr
    with dedup.Index(tmp_path / "seen.dedup") as seen:
        assert 3 in seen


def test_nothing_is_removed_if_an_id_is_invalid(run: Run, rows: bytes, tmp_path: Path) -> None:
    run("index", "add", "seen.dedup", "rows.jsonl", *FIELDS)
    done = run("index", "remove", "seen.dedup", "/rain", "\udcff", "--before", "2999-01-01")
    assert done.returncode == 2
    assert b"id must be a str without lone surrogates" in done.stderr
    with dedup.Index(tmp_path / "seen.dedup") as seen:
        assert len(seen) == len(ROWS)


def test_nothing_is_older_than_the_calendar(run: Run, rows: bytes) -> None:
    run("index", "add", "seen.dedup", "rows.jsonl", *FIELDS)
    assert b"0 documents removed" in run("index", "remove", "seen.dedup", "--before", "0001-01-01").stderr


def test_blank_lines_on_standard_input_are_ignored(run: Run, rows: bytes) -> None:
    done = run("index", "add", "seen.dedup", "-", *FIELDS, stdin=b"\n" + rows + b" \r\n\n")
    assert done.stderr == b"seen.dedup: 3 documents added, 0 were there already, 3 in the index\n"


def test_rows_on_standard_input_are_read_as_rows_of_files_are(run: Run) -> None:
    row = b'{"meta": {"text": "Nobody has seen this, and nobody ever will.", "url": 7}}\n'
    fields = "--text", "meta.text", "--id", "meta.url"
    assert b"1 document added" in run("index", "add", "seen.dedup", "-", *fields, stdin=row).stderr
    [found] = lines(run("index", "query", "seen.dedup", "-", *fields, stdin=row))
    assert found["seen"]["id"] == 7


def test_indexes_are_merged_and_compacted(run: Run, rows: bytes) -> None:
    for name in "ab":
        run("index", "add", f"{name}.dedup", "rows.jsonl", *FIELDS)
    run("index", "remove", "a.dedup", "/rain")
    done = run("index", "merge", "a.dedup", "b.dedup")
    assert done.stderr == b"a.dedup: 1 document added, 3 in the index\n"
    done = run("index", "compact", "a.dedup")
    assert done.returncode == 0
    assert b"bytes before" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "message"),
    [
        (("query", "missing.dedup", "rows.jsonl"), b"", 3, "missing.dedup: no such index"),
        (("query", "rows.jsonl", "rows.jsonl"), b"", 3, "rows.jsonl: it is not an index"),
        (("query", "seen.dedup", "-"), b"{", 3, "standard input, line 1: not valid JSON"),
        (("query", "seen.dedup", "-"), b'{"a": 1}', 3, "standard input, line 1: no field 'text'; there are 'a'"),
        (("query", "seen.dedup", "-"), b'{"text": 1}', 3, "standard input, line 1: Expected 'str', got 'int'"),
        (
            ("add", "seen.dedup", "-"),
            b'{"text": "a"}',
            2,
            "Standard input needs --id: line numbers would replace those",
        ),
        (("query", "seen.dedup", "-", "rows.jsonl"), b"", 2, "Standard input cannot be read together with files"),
        (("query", "seen.dedup", "rows.jsonl", "--id", "text"), b"", 2, "--id and --text must be different fields"),
        (("query", "seen.dedup", "none.jsonl"), b"", 3, "none.jsonl: No such file"),
        (("query", "seen.dedup", "rows.jsonl", "--text", "body", "--blocks"), b"", 3, "made with blocks=False"),
        (("add", "seen.dedup", "rows.jsonl", "--jaccard", "0.7"), b"", 3, "was made with jaccard=0.8, not 0.7"),
        (("add", "new.dedup", "rows.jsonl", "--jaccard", "0.1"), b"", 2, "--jaccard must be a number from 0.5 to 1"),
        (("add", "new.dedup", "rows.jsonl", "--protect", "form"), b"", 2, "--protect must be one or more of"),
        (("add", "no/new.dedup", "rows.jsonl"), b"", 3, "it cannot be opened; check that its folder exists"),
        (("merge", "seen.dedup", "missing.dedup"), b"", 3, "missing.dedup: no such index"),
        (("find", "seen.dedup"), b"", 2, "No such command 'find'"),
    ],
)
def test_wrong_usage_and_bad_input(
    run: Run, rows: bytes, arguments: tuple[str, ...], stdin: bytes, code: int, message: str
) -> None:
    run("index", "add", "seen.dedup", "rows.jsonl", *FIELDS)
    done = run("index", *arguments, stdin=stdin)
    assert message in done.stderr.decode()
    assert done.returncode == code
    assert done.stdout == b""
