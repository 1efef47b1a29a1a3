"""HTML is refused by `dedup collapse`, with two ways out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import STORY, Run

PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY.splitlines())
PAGE = f"<html><body><article>{PARAGRAPHS}{PARAGRAPHS}</article></body></html>"


@pytest.fixture
def html(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.mark.parametrize("arguments", [(), ("--check",), ("--in-place",)])
def test_html_is_refused(run: Run, html: Path, arguments: tuple[str, ...]) -> None:
    done = run("collapse", *arguments, "page.html")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode() == (
        "dedup: page.html: HTML, not text: pass --html extract to take the text out of it, or --html raw to read it as "
        "it is\n"
    )
    assert html.read_text("utf-8") == PAGE


def test_the_text_of_the_page_can_be_extracted(run: Run, html: Path) -> None:
    done = run("collapse", "--html", "extract", "page.html")
    assert done.returncode == 0
    assert done.stdout.decode() == STORY


def test_what_is_no_html_is_read_as_always(run: Run, page: Path) -> None:
    assert run("collapse", "--html", "extract", "page.txt").stdout.decode() == STORY


def test_the_source_can_be_read_as_it_is(run: Run, html: Path) -> None:
    done = run("collapse", "--html", "raw", "--no-protect", "code", "page.html")
    assert done.returncode == 0
    assert done.stdout.startswith(b"<html>")


@pytest.mark.parametrize("arguments", [("--in-place",), ("--report", "report.jsonl")])
def test_a_page_is_not_replaced_by_its_text(run: Run, html: Path, arguments: tuple[str, ...]) -> None:
    done = run("collapse", "--html", "extract", *arguments, "page.html")
    assert done.returncode == 2
    assert "--html extract writes text, not HTML" in done.stderr.decode()
    assert html.read_text("utf-8") == PAGE


def test_pages_among_texts_are_skipped_and_counted(run: Run, html: Path, page: Path) -> None:
    done = run("collapse", "--list", ".")
    assert done.returncode == 0
    assert done.stdout.decode() == "./page.txt:6: repeats lines 1-5 (exact)\n"
    assert done.stderr.decode().endswith(", 1 file skipped (1 HTML)\n")
