"""`dedup corpus`: rows in, rows out, and everything said about what happened to the others."""

from __future__ import annotations

import gzip
import json
import os
import pty
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import STORY, Run

pytestmark = pytest.mark.slow

#: A page's footer: long enough to go.
FOOTER = "All rights reserved. No part of this page may be copied without the leave of the valley's council."

#: The command, killed as it begins to compare.
KILLED = """
import os, signal
from dedup.cli.main import run
from dedup.corpus.checkpoint import Checkpoint

enter = Checkpoint.enter

def enter_or_die(self, stage):
    if stage == "matches":
        os.kill(os.getpid(), signal.SIGKILL)
    enter(self, stage)

Checkpoint.enter = enter_or_die
run()
"""


def words(number: int, count: int = 60) -> str:
    """Words that no other number gives."""
    rng = random.Random(number)
    return " ".join("".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(count))


def write_rows(path: Path, texts: list[str], **fields: Any) -> None:
    rows = [json.dumps({"id": f"doc{number}", **fields, "text": text}) for number, text in enumerate(texts)]
    path.write_text("".join(f"{row}\n" for row in rows))


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def documents(tmp_path: Path) -> list[str]:
    """Ten documents: two near copies of the first, one exact copy of the second, one of the same words."""
    texts = [words(number) for number in range(6)]
    near = texts[0].split()
    texts += [" ".join([*near[:-1], "end"]), " ".join(["begin", *near[1:]]), texts[1], texts[2].upper()]
    write_rows(tmp_path / "in.jsonl", texts, lang="xx")
    return texts


def test_rows_that_stay_are_written_as_they_were(run: Run, tmp_path: Path, documents: list[str]) -> None:
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--report", "report.jsonl", "--id", "id")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.jsonl").read_bytes().splitlines() == (tmp_path / "in.jsonl").read_bytes().splitlines()[:6]
    assert done.stderr.decode() == (
        "out.jsonl: 4 of 10 documents removed (1 exact, 1 same words, 2 near, 0 contained), 0 spared, 0 unresolved\n"
    )
    report = rows_of(tmp_path / "report.jsonl")
    assert [(row["id"], row["kept_id"], row["kind"]) for row in report] == [
        ("doc6", "doc0", "near"),
        ("doc7", "doc0", "near"),
        ("doc8", "doc1", "exact"),
        ("doc9", "doc2", "same_words"),
    ]
    assert report[0]["jaccard"] == pytest.approx(55 / 57)


def test_annotated_rows_all_stay(run: Run, tmp_path: Path, documents: list[str]) -> None:
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--annotate", "--quiet")
    assert (done.returncode, done.stderr) == (0, b"")
    rows = rows_of(tmp_path / "out.jsonl")
    assert [row["text"] for row in rows] == documents
    assert [row["dedup"]["kept"] for row in rows] == 6 * [True] + 4 * [False]
    assert rows[8]["dedup"] == {
        "kept": False,
        "kept_id": "in.jsonl:2",
        "kind": "exact",
        "jaccard": 1.0,
        "containment": 1.0,
        "identity": 1.0,
        "differs": [],
        "cluster": "in.jsonl:2",
        "cluster_size": 2,
    }


def test_blocks_go_and_the_rest_of_the_row_stays(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", [f"{words(number)}\n\n{FOOTER}\n" for number in range(4)], n=1)
    done = run("blocks", "in.jsonl", "-o", "out.jsonl", "--report", "report.jsonl")
    assert done.returncode == 0, done.stderr
    rows = rows_of(tmp_path / "out.jsonl")
    assert [FOOTER in row["text"] for row in rows] == [True, False, False, False]
    assert all(row["text"].startswith(words(number)) and row["n"] == 1 for number, row in enumerate(rows))
    assert "3 blocks removed from 3 of 4 documents (" in done.stderr.decode()
    for row, gone in zip(rows_of(tmp_path / "in.jsonl")[1:], rows_of(tmp_path / "report.jsonl")):
        assert row["text"][slice(*gone["removed"])] == gone["text"]
        assert gone["kept_id"] == "in.jsonl:1"


def test_no_copy_of_a_block_stays_when_none_is_wanted(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", [f"{words(number)}\n\nPage {number} of 9. {FOOTER}" for number in range(4)])
    run("blocks", "in.jsonl", "-o", "out.jsonl", "--copies", "0", "--mask-digits")
    assert [row["text"].strip() for row in rows_of(tmp_path / "out.jsonl")] == [words(number) for number in range(4)]


def test_documents_in_folders_of_text_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(STORY)
    (tmp_path / "pages" / "b.html").write_text(STORY)
    done = run("corpus", "pages", "-o", "clean", "--annotate")
    assert done.returncode == 2
    assert "--annotate" in done.stderr.decode()
    done = run("corpus", "pages", "-o", "clean")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "clean").iterdir()] == ["a.txt"]


def test_rows_in_are_rows_out_removed_and_rejected(run: Run, tmp_path: Path, documents: list[str]) -> None:
    lines = (tmp_path / "in.jsonl").read_bytes().splitlines(keepends=True)
    lines[3:3] = [b'{"id": 7}\n', b"\n", b'{"text": "\xff"}\n', b'{"text": null}\n']
    (tmp_path / "in.jsonl").write_bytes(b"".join(lines))
    done = run("corpus", "in.jsonl", "-o", "out.jsonl")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(b"dedup: in.jsonl, line 4, byte ")
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--on-error", "skip", "--report", "report.jsonl")
    assert done.returncode == 0
    assert done.stderr.decode().endswith("0 unresolved, 3 rows skipped (out.jsonl.rejects.jsonl)\n")
    kept, removed = rows_of(tmp_path / "out.jsonl"), rows_of(tmp_path / "report.jsonl")
    rejects = rows_of(tmp_path / "out.jsonl.rejects.jsonl")
    assert len(kept) + len(removed) + len(rejects) == len(lines) - 1
    assert [(reject["line"], reject["raw"]) for reject in rejects] == [
        (4, '{"id": 7}'),
        (6, '{"text": "\udcff"}'),
        (7, '{"text": null}'),
    ]
    assert {row["id"] for row in removed} == {f"in.jsonl:{line}" for line in (11, 12, 13, 14)}


def test_if_no_row_can_be_read_the_first_reason_is_given_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('\n{"body": "a"}\nb\n')
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--on-error", "skip")
    assert done.returncode == 3
    assert done.stderr.decode() == (
        "dedup: in.jsonl, line 2, byte 1: no field 'text'; there are 'body'; name the field with --text; "
        "no row of any file can be read, so nothing was written\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_too_much_is_refused_and_much_is_warned_of(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", [STORY] * 20)
    done = run("corpus", "in.jsonl", "-o", "out.jsonl")
    assert done.returncode == 4
    assert b"95.0% would be removed" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--max-removed", "1")
    assert done.returncode == 0
    assert b"warning: 95.0% removed; run again with --report FILE to see what\n" in done.stderr
    assert len(rows_of(tmp_path / "out.jsonl")) == 1
    write_rows(tmp_path / "in.jsonl", [f"{words(number, 6)}\n\n{STORY}" for number in range(30)])
    done = run("blocks", "in.jsonl", "-o", "blocks.jsonl", "--max-removed", "0.8")
    assert done.returncode == 4


def test_a_run_that_was_killed_goes_on(run: Run, tmp_path: Path, documents: list[str]) -> None:
    run("corpus", "in.jsonl", "-o", "whole.jsonl")
    arguments = ["corpus", "in.jsonl", "-o", "out.jsonl", "--work", "work"]
    done = subprocess.run([sys.executable, "-c", KILLED, *arguments], cwd=tmp_path, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "out.jsonl").exists()
    found = (tmp_path / "work" / "band-keys-5.npy").stat()
    assert run(*arguments).returncode == 0
    assert (tmp_path / "work" / "band-keys-5.npy").stat().st_mtime_ns == found.st_mtime_ns
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_the_work_of_another_run_is_refused(run: Run, tmp_path: Path, documents: list[str]) -> None:
    assert run("corpus", "in.jsonl", "-o", "out.jsonl", "--work", "work").returncode == 0
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--work", "work", "--jaccard", "0.7")
    assert done.returncode == 3
    assert done.stderr.decode() == (
        "dedup: work holds the checkpoint of another run: --jaccard was 0.8 and is 0.7; give another directory\n"
    )
    assert run("corpus", "in.jsonl", "-o", "out.jsonl", "--work", "work", "--jobs", "3").returncode == 0


@pytest.mark.parametrize("change", [["in.jsonl", "--reference", "old.jsonl"], ["in.jsonl", "--on-error", "skip"]])
def test_the_work_of_a_run_with_other_references_is_refused(
    run: Run, tmp_path: Path, documents: list[str], change: list[str]
) -> None:
    write_rows(tmp_path / "old.jsonl", documents[:1])
    assert run("corpus", "old.jsonl", "in.jsonl", "-o", "out.jsonl", "--work", "work").returncode == 0
    done = run("corpus", *change, "-o", "out.jsonl", "--work", "work")
    assert done.returncode == 3
    assert b"work holds the checkpoint of another run" in done.stderr


def test_a_new_version_of_a_row_may_have_the_id_of_the_old_one(run: Run, tmp_path: Path, documents: list[str]) -> None:
    write_rows(tmp_path / "old.jsonl", [documents[0], words(77)])
    done = run("corpus", "in.jsonl", "--reference", "old.jsonl", "--id", "id", "-o", "out.jsonl")
    assert done.returncode == 0, done.stderr
    assert [row["id"] for row in rows_of(tmp_path / "out.jsonl")] == ["doc1", "doc2", "doc3", "doc4", "doc5"]


def test_a_link_leads_to_the_file_that_is_written(run: Run, tmp_path: Path, documents: list[str]) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "out.jsonl").symlink_to("folder/kept.jsonl")
    assert run("corpus", "in.jsonl", "-o", "out.jsonl").returncode == 0
    assert (tmp_path / "out.jsonl").is_symlink()
    assert len(rows_of(tmp_path / "folder" / "kept.jsonl")) == 6


def test_json_that_is_no_rows_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.json").write_text('[{"text": "a"}]')
    done = run("corpus", "page.json", "-o", "out")
    assert (done.returncode, b"not one JSON object per line" in done.stderr) == (3, True)


def test_packed_rows_of_any_name_are_packed_again(run: Run, tmp_path: Path, documents: list[str]) -> None:
    run("corpus", "in.jsonl", "-o", "plain.jsonl")
    (tmp_path / "c4.json.gz").write_bytes(gzip.compress((tmp_path / "in.jsonl").read_bytes()))
    (tmp_path / "dump").write_bytes((tmp_path / "in.jsonl").read_bytes())
    for source, out, jobs in (
        ("c4.json.gz", "out.json.gz", "1"),
        ("c4.json.gz", "2.jsonl.gz", "2"),
        ("dump", "3.jsonl.gz", "1"),
    ):
        assert run("corpus", source, "-o", out, "--jobs", jobs).returncode == 0
        assert gzip.decompress((tmp_path / out).read_bytes()) == (tmp_path / "plain.jsonl").read_bytes()


def test_what_was_spared_is_reported(run: Run, tmp_path: Path) -> None:
    rows = "\n".join(f"{word} | {word} | {word}" for word in words(1, 8).split())
    write_rows(tmp_path / "in.jsonl", [f"{words(number)}\n\n{rows}\n\n{words(9 + number)}" for number in range(2)])
    done = run("blocks", "in.jsonl", "-o", "out.jsonl", "--report", "report.jsonl", "--annotate")
    assert b"0 blocks would be removed from 0 of 2 documents" in done.stderr
    [spared] = rows_of(tmp_path / "report.jsonl")
    assert (spared["id"], spared["kept_id"]) == ("in.jsonl:2", "in.jsonl:1")
    assert spared["reason"] in spared["option"]


def test_jobs_and_hash_seeds_change_no_byte(run: Run, tmp_path: Path, documents: list[str]) -> None:
    written = []
    for jobs, seed in (("1", "1"), ("3", "2")):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        run("corpus", "in.jsonl", "-o", "out.jsonl", "--report", f"r{jobs}.jsonl", "--jobs", jobs, env=environment)
        written.append((tmp_path / "out.jsonl").read_bytes() + (tmp_path / f"r{jobs}.jsonl").read_bytes())
    assert written[0] == written[1]


def test_references_stay_out_of_it(run: Run, tmp_path: Path, documents: list[str]) -> None:
    write_rows(tmp_path / "old.jsonl", documents[:2])
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--reference", "old.jsonl")
    assert [row["id"] for row in rows_of(tmp_path / "out.jsonl")] == ["doc2", "doc3", "doc4", "doc5"]
    assert b"6 of 10 documents removed" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["-o", "out.txt"],
            b"--output must be a file that ends in .jsonl, or as another format does, or a folder (new ones end in /)",
        ),
        (["-o", "in.jsonl"], b"--output must be a file that is not an input"),
        (["-o", "out.jsonl", "--jaccard", "2"], b"--jaccard must be a number from 0.5 to 1, not 2.0"),
        (["-o", "out.jsonl", "--copies", "0"], b"--copies"),
        (["-o", "out.jsonl", "--report", "in.jsonl"], b"--report must be a file that is not an input"),
        (["-o", "out.jsonl", "--max-removed", "7"], b"--max-removed must be a number above 0 and at most 1"),
        ([], b"Missing option '-o'"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(
    run: Run, tmp_path: Path, documents: list[str], arguments: list[str], said: bytes
) -> None:
    before = (tmp_path / "in.jsonl").read_bytes()
    done = run("corpus", "in.jsonl", *arguments)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"in.jsonl": before}


def test_progress_is_for_terminals(tmp_path: Path, documents: list[str]) -> None:
    terminal, other_end = pty.openpty()
    command = [sys.executable, "-m", "dedup", "corpus", "in.jsonl", "-o", "out.jsonl", "--quiet"]
    environment = {**os.environ, "TERM": "xterm"}
    done = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=other_end, env=environment, check=True)
    os.close(other_end)
    said = os.read(terminal, 1 << 20)
    os.close(terminal)
    assert done.stdout == b""
    assert b"10 documents" in said
    assert b"writing" in said


def test_a_row_that_is_too_long_is_a_bad_row(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'{"text":"%b"}\n{"text":"short"}\n' % (b"x" * 2000))
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--max-row", "2kB")
    assert done.returncode == 3
    assert done.stderr.decode() == (
        "dedup: in.jsonl, line 1, byte 0: longer than 2,000 bytes; raise --max-row to read it\n"
    )
    assert run("corpus", "in.jsonl", "-o", "out.jsonl", "--max-row", "2k", "--on-error", "skip").returncode == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b'{"text":"short"}\n'
    assert run("corpus", "in.jsonl", "-o", "out.jsonl", "--max-row", "3000").returncode == 0


@pytest.mark.parametrize("size", ["0", "-1", "3GB", "much", "1.5MB", ""])
def test_a_size_that_is_none_is_refused(run: Run, tmp_path: Path, size: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'{"text":"short"}\n')
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--max-row", size)
    assert done.returncode == 2
    assert b"--max-row must be a number of bytes up to 2GB, such as 100000, 64KB or 256MB" in done.stderr


def test_html_is_told_of(run: Run, tmp_path: Path) -> None:
    pages = [f"<html><body><p>Page {number} of the site.</p></body></html>" for number in range(3)]
    write_rows(tmp_path / "in.jsonl", [*pages, "Plain text."])
    done = run("corpus", "in.jsonl", "-o", "out.jsonl")
    assert done.stderr.decode().splitlines()[0] == (
        "dedup: warning: 3 of the first 4 texts are HTML; extract their text first"
    )
    assert len(rows_of(tmp_path / "out.jsonl")) == 4
