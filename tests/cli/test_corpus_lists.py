"""`dedup corpus` and `dedup blocks` that write no rows: what would be removed, as a summary, as groups, as JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from .conftest import STORY, Run
from .test_corpus import FOOTER, rows_of, words, write_rows

pytestmark = pytest.mark.slow

GROUPS = b"doc0\ndoc2\ndoc4\n\ndoc1\ndoc3\n"


@pytest.fixture(autouse=True)
def documents(tmp_path: Path) -> None:
    """Six documents: the first stands there three times, the second twice."""
    write_rows(tmp_path / "in.jsonl", [words(0), words(1), words(0), words(1).upper(), words(0), words(2)])


def test_a_dry_run_writes_nothing_and_says_what_a_run_would_remove(run: Run, tmp_path: Path) -> None:
    for arguments in (["--dry-run"], ["-n", "-o", "out.jsonl"]):
        done = run("corpus", "in.jsonl", *arguments)
        assert (done.returncode, done.stdout) == (0, b"")
        assert b"in.jsonl: 3 of 6 documents would be removed (2 exact, 1 same words, 0 near" in done.stderr
    assert os.listdir(tmp_path) == ["in.jsonl"]


def test_a_dry_run_writes_the_report_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    assert run("corpus", "in.jsonl", "--dry-run", "--id", "id", "--report", "dry.jsonl").returncode == 0
    assert run("corpus", "in.jsonl", "-o", "out.jsonl", "--id", "id", "--report", "wet.jsonl").returncode == 0
    assert (tmp_path / "dry.jsonl").read_bytes() == (tmp_path / "wet.jsonl").read_bytes() != b""


def test_a_dry_run_is_not_refused_but_told_that_a_run_would_be(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "same.jsonl", 20 * [STORY])
    done = run("corpus", "same.jsonl", "--dry-run")
    assert done.returncode == 0
    assert b"95.0% would be removed; " in done.stderr
    assert b"--max-removed 0.9 would refuse to write the rest\n" in done.stderr


def test_a_dry_run_skips_bad_rows_and_writes_them_only_where_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes((tmp_path / "in.jsonl").read_bytes() + b"bad\n")
    done = run("corpus", "in.jsonl", "--dry-run", "--on-error", "skip")
    assert done.stderr.endswith(b", 1 row skipped\n")
    assert os.listdir(tmp_path) == ["in.jsonl"]
    done = run("corpus", "in.jsonl", "--dry-run", "--on-error", "skip", "--rejects", "bad.jsonl")
    assert done.stderr.endswith(b", 1 row skipped (bad.jsonl)\n")
    assert [row["raw"] for row in rows_of(tmp_path / "bad.jsonl")] == ["bad"]


def test_check_ends_with_1_if_something_repeats(run: Run, tmp_path: Path) -> None:
    assert run("corpus", "in.jsonl", "--check").returncode == 1
    write_rows(tmp_path / "in.jsonl", [words(0), words(1)])
    assert run("corpus", "in.jsonl", "--check").returncode == 0
    assert os.listdir(tmp_path) == ["in.jsonl"]


def test_groups_are_printed_with_a_blank_line_between(run: Run, tmp_path: Path) -> None:
    done = run("corpus", "in.jsonl", "--id", "id", "--groups")
    assert (done.returncode, done.stdout) == (0, GROUPS)
    assert os.listdir(tmp_path) == ["in.jsonl"]


def test_groups_of_files_are_their_names_one_a_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for name in (b"a", b"line\nend", b"bad\xff", b"\xe2\x80\xaeexe.a", b"other"):
        (tmp_path / "pages" / os.fsdecode(name)).write_text(words(7) if name == b"other" else STORY)
    done = run("corpus", "pages", "--groups")
    assert done.stdout.splitlines() == [
        rb"pages/a",
        rb"pages/bad\xff",
        rb"pages/line\nend",
        rb"pages/\u202eexe.a",
    ]


def test_blocks_are_grouped_by_the_document_in_which_they_stay(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", [f"{words(number)}\n\n{FOOTER}\n" for number in range(3)] + [words(9)])
    done = run("blocks", "in.jsonl", "--id", "id", "--groups")
    assert done.stdout == b"doc0\ndoc1\ndoc2\n"
    counts = json.loads(run("blocks", "in.jsonl", "--check", "--json", "-").stdout)
    assert (counts["type"], counts["documents"], counts["changed"], counts["removed"]) == ("summary", 4, 2, 2)
    assert counts["removed_characters"] == pytest.approx(2 * len(FOOTER), abs=4)


def test_counts_are_json_on_standard_output_or_in_a_file(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "old.jsonl", [words(2), words(3)])
    read = ["in.jsonl", "--reference", "old.jsonl"]
    done = run("corpus", *read, "--dry-run", "--json", "-")
    counts = json.loads(done.stdout)
    assert counts == {
        "type": "summary",
        "documents": 6,
        "references": 2,
        "kept": 2,
        "removed": 4,
        "exact": 3,
        "same_words": 1,
        "near": 0,
        "contained": 0,
        "spared": 0,
        "unresolved": 0,
        "sources": [{"source": "in.jsonl", "documents": 6, "removed": 4}],
        "rejected": {"rows": 0, "rest_of_files": 0},
        "skipped": {},
        "failed": 0,
    }
    assert run("corpus", *read, "-o", "out.jsonl", "--json", "counts.json").stdout == b""
    assert json.loads((tmp_path / "counts.json").read_bytes()) == counts


def test_groups_are_json_beside_the_counts(run: Run, tmp_path: Path) -> None:
    done = run("corpus", "in.jsonl", "--id", "id", "--groups", "--json", "-")
    *groups, counts = map(json.loads, done.stdout.splitlines())
    assert groups == [
        {"type": "group", "kept": "doc0", "others": ["doc2", "doc4"]},
        {"type": "group", "kept": "doc1", "others": ["doc3"]},
    ]
    assert counts["removed"] == 3
    done = run("corpus", "in.jsonl", "--id", "id", "--groups", "--json", "out.json")
    assert (done.stdout, len(rows_of(tmp_path / "out.json"))) == (GROUPS, 3)


def test_a_cluster_has_one_id_and_its_size_on_all_its_rows(run: Run, tmp_path: Path) -> None:
    assert run("corpus", "in.jsonl", "--id", "id", "-o", "out.jsonl", "--annotate").returncode == 0
    notes = [row["dedup"] for row in rows_of(tmp_path / "out.jsonl")]
    assert [(note["cluster"], note["cluster_size"], note["kept"]) for note in notes] == [
        ("doc0", 3, True),
        ("doc1", 2, True),
        ("doc0", 3, False),
        ("doc1", 2, False),
        ("doc0", 3, False),
        ("doc5", 1, True),
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], b"Missing option '-o': give OUT, or --dry-run to write nothing"),
        (["--annotate", "--dry-run"], b"--annotate writes every row"),
        (["--dry-run", "--json", "in.jsonl"], b"--json must be a file that is not an input"),
        (["--dry-run", "--json", "a", "--report", "./a"], b"--json must be a path other than --report"),
        (["-n", "-o", "out.txt"], b"--output must be a file that ends in .jsonl"),
        (["--list"], b"No such option '--list': use --groups, or --report FILE for each removal"),
        (["--format", "json"], b"No such option '--format': use --json FILE"),
        (["--in-place"], b"No such option '--in-place': give -o OUT"),
        (["--threshold", "0.9"], b"No such option '--threshold': use --jaccard"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(run: Run, tmp_path: Path, arguments: list[str], said: bytes) -> None:
    done = run("corpus", "in.jsonl", *arguments)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert os.listdir(tmp_path) == ["in.jsonl"]
