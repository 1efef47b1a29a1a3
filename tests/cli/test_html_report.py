"""`--report report.html`: a page to look at, of files and of collections."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from tests.cli.conftest import DOUBLED, STORY, Run

NEAR = STORY.replace("argument", "debate")


def text_of(page: Path) -> str:
    """The words of a page, without style and script."""
    html = re.sub(r"<(style|script)>.*?</\1>", "", page.read_text("utf-8"), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def write_rows(path: Path, texts: dict[str, str]) -> None:
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()))


def test_a_page_about_one_file(run: Run, page: Path) -> None:
    done = run("collapse", "page.txt", "--report", "report.html")
    assert (done.returncode, done.stdout.decode()) == (0, STORY)
    report = page.with_name("report.html")
    assert report.stat().st_mode & 0o777 == 0o600
    text = text_of(report)
    assert "1 copy removed from page.txt : 388 of 776 characters (50%)." in text
    assert "dedup collapse page.txt --report report.html" in text
    assert "lines 6–10 repeat lines 1–5" in text
    assert "The same unit repeats several times in a row; one copy is kept." in text


def test_a_page_about_standard_input(run: Run, tmp_path: Path) -> None:
    assert run("collapse", "--report", "report.htm", stdin=DOUBLED.encode()).returncode == 0
    assert "1 copy removed from standard input" in text_of(tmp_path / "report.htm")


def test_a_page_about_nothing(run: Run, tmp_path: Path) -> None:
    assert run("collapse", "--report", "report.html", stdin=STORY.encode()).returncode == 0
    text = text_of(tmp_path / "report.html")
    assert "Nothing repeats in standard input of 388 characters." in text
    assert "Find" not in text


def test_a_page_and_json_lines_in_one_run(run: Run, page: Path) -> None:
    reports = ("--report", "look.html", "--report", "undo.jsonl")
    assert run("collapse", "--in-place", *reports, "page.txt").returncode == 0
    assert "1 copy removed from page.txt" in text_of(page.with_name("look.html"))
    assert run("undo", "undo.jsonl").returncode == 0
    assert page.read_text("utf-8") == DOUBLED


def test_one_bad_file_among_many_is_named_on_the_page(run: Run, page: Path) -> None:
    page.with_name("bad.txt").write_bytes(b"caf\xe9")
    done = run("collapse", "page.txt", "bad.txt", "missing.txt", "--report", "report.html")
    assert done.returncode == 3
    text = text_of(page.with_name("report.html"))
    assert "1 copy found in page.txt" in text
    assert "2 files could not be read or written" in text
    assert "bad.txt : byte 3 (0xe9) is not valid utf-8" in text
    assert "missing.txt : No such file or directory" in text


def test_other_processes_find_the_same(run: Run, page: Path) -> None:
    page.with_name("other.txt").write_text(STORY + "\n" + NEAR)
    pages = []
    for jobs in ("1", "2"):
        run("collapse", "page.txt", "other.txt", "--report", "report.html", "--jobs", jobs)
        pages.append(page.with_name("report.html").read_text("utf-8").replace(f"--jobs {jobs}", ""))
        page.with_name("report.html").unlink()
    assert pages[0] == pages[1]


def test_what_was_spared_has_its_reason_and_the_option_that_lifts_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(STORY + "\n" + STORY.replace("eleven", "12").replace("thirty", "40"))
    run("collapse", "page.txt", "--report", "report.html")
    text = text_of(tmp_path / "report.html")
    assert "Why it stays: A number differs. To remove such: --no-protect numbers" in text


def test_a_page_is_never_written_over_another_file(run: Run, page: Path) -> None:
    page.with_name("mine.html").write_text("mine")
    done = run("collapse", "page.txt", "--report", "mine.html")
    assert done.returncode == 2
    assert b"--report: mine.html exists, and a report is never overwritten" in done.stderr
    done = run("collapse", "--in-place=.html", "page.txt", "--report", "page.txt.html")
    assert done.returncode == 3
    assert done.stderr.decode().endswith("dedup: page.txt.html: exists, and a report is never overwritten\n")
    assert page.with_name("page.txt.html").read_text("utf-8") == DOUBLED
    assert page.with_name("mine.html").read_text("utf-8") == "mine"


@pytest.mark.parametrize("limit", [100, 10_000])
def test_a_full_disk_leaves_no_page(run: Run, page: Path, limit: int) -> None:
    def allow_small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = run("collapse", "--check", "page.txt", "--report", "report.html", preexec_fn=allow_small_files_only)
    assert done.returncode == 3
    assert done.stderr.decode().endswith(": File too large\n")
    assert os.listdir(page.parent) == ["page.txt"]


def test_a_folder_that_does_not_exist_is_named_before_the_work(run: Run, page: Path) -> None:
    done = run("collapse", "--in-place", "page.txt", "--report", "no/report.html")
    assert done.returncode == 3
    assert done.stderr.decode() == "dedup: no/report.html: its folder does not exist\n"
    assert page.read_text("utf-8") == DOUBLED


@pytest.mark.parametrize("arguments", ["collapse page.txt", "corpus in.jsonl -o out", "blocks in.jsonl -o out"])
def test_without_jinja2_the_error_says_what_to_install(tmp_path: Path, arguments: str) -> None:
    (tmp_path / "page.txt").write_text(DOUBLED)
    write_rows(tmp_path / "in.jsonl", {"a": STORY, "b": STORY})
    program = "import sys; sys.modules['jinja2'] = None; from dedup.cli.main import run; run()"
    command = [sys.executable, "-c", program, *arguments.split(), "--report", "report.html"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr == "dedup: an HTML report needs jinja2: pip install 'dedup-spans[report]'\n"
    assert not {"report.html", "out"} & {*os.listdir(tmp_path)}


def test_extracted_pages_can_have_a_report_to_look_at(run: Run, page: Path) -> None:
    assert run("collapse", "--html", "extract", "page.txt", "--report", "report.html").returncode == 0
    assert "1 copy removed" in text_of(page.with_name("report.html"))


def test_a_page_about_documents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    other = STORY.replace("bridge", "harbour wall").replace("river", "bay")
    write_rows(tmp_path / "in" / "a.jsonl", {"a": STORY * 3, "b": STORY * 3, "other": other})
    write_rows(
        tmp_path / "in" / "b.jsonl", {"c": STORY * 3 + "And that was all.\n", "d": STORY.upper() * 3, "e": other}
    )
    done = run("corpus", "in", "--id", "id", "-o", "out/", "--report", "report.html", "--jaccard", "0.7")
    assert done.returncode == 0, done.stderr
    text = text_of(tmp_path / "report.html")
    assert "4 of 6 documents repeat one that stays, and were removed (66.7%)." in text
    assert "Nearest to the threshold" in text
    assert "in/a.jsonl 3 3 100.0%" in text
    assert "Those in red lose more than half of their documents." in text
    assert "It has the same characters as the one that stays. Stays: e" in text
    assert "Groups by size" in text


def test_a_page_about_documents_that_would_be_removed(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", {"a": STORY, "b": STORY})
    run("corpus", "in.jsonl", "--annotate", "-o", "out.jsonl", "--report", "report.html")
    assert "1 of 2 documents repeats one that stays, and would be removed (50.0%)." in text_of(tmp_path / "report.html")


def test_a_page_about_no_documents(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", {})
    for command in ("corpus", "blocks"):
        assert run(command, "in.jsonl", "-o", "out.jsonl", "--report", "report.html").returncode == 0
        assert f"No {'document' if command == 'corpus' else 'block'} repeats another." in text_of(
            tmp_path / "report.html"
        )


def test_a_page_about_blocks(run: Run, tmp_path: Path) -> None:
    footer = "This paper is printed twice a week, and letters to its editor may be shortened before they are printed.\n"
    pages = {name: f"Page {name} says something that no other says, whatever it is.\n\n{footer}" for name in "abcd"}
    write_rows(tmp_path / "in.jsonl", pages)
    assert run("blocks", "in.jsonl", "--id", "id", "-o", "out.jsonl", "--report", "report.html").returncode == 0
    text = text_of(tmp_path / "report.html")
    assert "3 blocks in 3 documents were removed" in text
    assert "Most repeated blocks" in text
    assert "4 copies a This paper is printed twice a week" in text


def test_a_page_about_rows_is_never_an_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.html").write_text(STORY)
    done = run("corpus", "in", "-o", "out/", "--report", "in/page.html")
    assert done.returncode == 2
    assert b"--report must be a file that is not an input" in done.stderr


def test_a_page_about_thresholds(run: Run, tmp_path: Path) -> None:
    other = STORY.replace("bridge", "harbour wall").replace("river", "bay")
    write_rows(tmp_path / "in.jsonl", {"a": STORY, "b": STORY, "c": NEAR, "d": other})
    done = run(
        "tune", "in.jsonl", "--id", "id", "--report", "tune.html", "--thresholds", "0.5,0.8,1", "--jaccard", "0.9"
    )
    assert done.returncode == 0, done.stderr
    text = text_of(tmp_path / "tune.html")
    assert "1 of 4 documents repeats one that stays, and would be removed (25.0%)." in text
    assert "What other thresholds would remove dashed: this one, 0.9" in text
    assert "1: 1 " in text
    assert "0.8: 2 " in text
    assert "Just below the threshold" in text
    assert "it takes 0.9 to be removed" in text


@pytest.mark.parametrize(
    ("report", "message"),
    [
        ("tune.jsonl", "--report: give the page a name that ends in .html; for JSON, use --json"),
        ("in/page.html", "--report must be a file that is not an input"),
    ],
)
def test_a_page_about_thresholds_has_a_name_of_its_own(run: Run, tmp_path: Path, report: str, message: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.html").write_text(STORY)
    done = run("tune", "in", "--report", report)
    assert done.returncode == 2
    assert message in done.stderr.decode()


def test_a_page_about_rows_that_an_index_has_names_its_documents(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "old.jsonl", {"old": STORY, "older": STORY.replace("river", "lake")})
    write_rows(tmp_path / "in.jsonl", {"a": STORY, "b": NEAR})
    assert run("index", "add", "seen.dedup", "old.jsonl", "--id", "id").returncode == 0
    options = ("--id", "id", "--against", "seen.dedup", "--no-protect", "own,template", "--max-removed", "1")
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", *options, "--report", "report.html")
    assert done.returncode == 0, done.stderr
    text = text_of(tmp_path / "report.html")
    assert "2 of 2 documents repeat one that stays" in text or "1 of 2 documents repeats one that stays" in text
    assert "Stays: old" in text
