"""Counts by source, and a warning of a source that loses most of its pages for one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dedup.io.rows.sources import Sources
from dedup.report.sources import Losses, SourceCount, count_sources, table_of, warnings_of

from .conftest import STORY, Run
from .test_corpus import FOOTER, words, write_rows


def counted(names: list[str], numbers: list[int], losses: dict[int, int], references: int = 0) -> list[SourceCount]:
    is_reference = np.arange(len(numbers)) < references
    lost = Losses(np.array([*losses], np.int64), np.array([*losses.values()], np.int64))
    return count_sources(Sources(names, np.array(numbers, np.int32)), is_reference, lost)


def test_sources_are_ordered_by_what_they_lose() -> None:
    assert counted(["a", "b", "c"], [0, 0, 1, 1, 1, 2], {1: 0, 3: 2, 4: 2, 5: -1}) == [
        SourceCount("b", 3, 2, 2, 2),
        SourceCount("a", 2, 1, 1, 0),
        SourceCount("c", 1, 1, 0, -1),
    ]


def test_references_are_of_no_source() -> None:
    assert counted(["old", "new"], [0, 0, 1], {2: 0}, references=2) == [SourceCount("new", 1, 1, 1, 0)]


@pytest.mark.parametrize(
    ("documents", "for_one", "warned"), [(10, 6, True), (10, 5, False), (9, 8, False), (11, 6, True), (100, 50, False)]
)
def test_a_source_is_named_that_loses_more_than_half_for_one(documents: int, for_one: int, warned: bool) -> None:
    losses = dict.fromkeys(range(1, for_one + 1), 0)
    lines = [*warnings_of(counted(["docs"], [0] * documents, losses), lambda number: f"page {number}")]
    expected = (
        f"docs: {for_one} of {documents} documents repeat one, page 0; "
        "if only their menus are alike, run `dedup blocks` first"
    )
    assert lines == [expected] * warned


def test_documents_that_go_for_different_ones_are_no_reason() -> None:
    losses = {number: 20 + number for number in range(15)}
    assert [*warnings_of(counted(["docs"], [0] * 40, losses), str)] == []


def test_a_table_has_no_more_than_twenty_sources() -> None:
    sources = [SourceCount(f"{number}.org\n", 2, 1, 1, 0) for number in range(22)]
    lines = [*table_of(sources, "removed")]
    assert lines[0] == r"  0.org\n: 1 of 2 documents removed"
    assert lines[20:] == ["  2 more sources: 2 of 4 documents removed"]


def run_json(run: Run, *arguments: str) -> dict[str, Any]:
    done = run(*arguments, "--json", "-", "--max-removed", "1")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_files_are_sources_and_of_texts_their_folders(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "a.jsonl", [words(0), words(1)])
    write_rows(tmp_path / "b.jsonl", [words(0)])
    assert run_json(run, "corpus", "a.jsonl", "b.jsonl", "-n")["sources"] == [
        {"source": "b.jsonl", "documents": 1, "removed": 1},
        {"source": "a.jsonl", "documents": 2, "removed": 0},
    ]
    for name in ("x/1.txt", "x/2.txt", "y/z/3.txt"):
        (tmp_path / "pages" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pages" / name).write_text(STORY)
    assert run_json(run, "corpus", "pages", "-n")["sources"] == [
        {"source": "pages/x", "documents": 2, "removed": 1},
        {"source": "pages/y/z", "documents": 1, "removed": 1},
    ]
    done = run("corpus", "pages", "-n", "--by", "site")
    assert (done.returncode, b"--by: text files have no fields; their folders are counted" in done.stderr) == (2, True)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_a_field_is_the_source_and_of_an_address_its_host(run: Run, tmp_path: Path, suffix: str) -> None:
    urls = ["https://a.org/1", "https://a.org/2", "http://b.org/", "plain", ""]
    texts = [words(0), words(0), words(0), words(1), words(2)]
    if suffix == "csv":
        lines = [f"{url},{text}\n" for url, text in zip(urls, texts)]
        (tmp_path / "in.csv").write_text("url,text\n" + "".join(lines))
    else:
        rows = [{"text": text, "url": url} for text, url in zip(texts, urls)]
        (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("corpus", f"in.{suffix}", "-n", "--by", "url")
    assert done.returncode == 0, done.stderr
    assert done.stderr.decode().splitlines()[-4:] == [
        "  a.org: 1 of 2 documents would be removed",
        "  b.org: 1 of 1 document would be removed",
        "  : 0 of 1 document would be removed",
        "  plain: 0 of 1 document would be removed",
    ]


@pytest.mark.slow
def test_bad_rows_are_of_no_source_and_a_missing_value_is_one(run: Run, tmp_path: Path) -> None:
    rows = [
        {"text": words(0), "meta": {"site": "x"}},
        {"site": "y"},
        {"text": words(0)},
        {"text": words(1), "meta": {}},
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = run_json(run, "corpus", "in.jsonl", "-n", "--by", "meta.site", "--on-error", "skip")
    assert found["sources"] == [
        {"source": "(none)", "documents": 2, "removed": 1},
        {"source": "x", "documents": 1, "removed": 0},
    ]
    done = run("corpus", "in.jsonl", "-n", "--by", "host", "--on-error", "skip")
    assert (done.returncode, done.stderr) == (2, b"dedup: --by must be a field that some row has, not 'host'\n")


@pytest.mark.slow
def test_blocks_are_counted_by_the_documents_they_change(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", [f"{words(number)}\n\n{FOOTER}\n" for number in range(4)], site="s")
    done = run("blocks", "in.jsonl", "-n", "--by", "site")
    assert done.stderr.endswith(b"\n  s: 3 of 4 documents would be changed\n")


@pytest.mark.slow
def test_the_summary_names_a_site_whose_pages_are_one_menu(run: Run, tmp_path: Path) -> None:
    menu = words(99, 400)
    texts = [f"{menu} {words(number, 2)}" for number in range(12)] + [words(number) for number in range(20, 40)]
    rows = [{"text": text, "url": f"https://{'docs' if n < 12 else 'news'}.org/{n}"} for n, text in enumerate(texts)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("corpus", "in.jsonl", "-n", "--by", "url", "--id", "url", "--protect", "none")
    assert done.stderr.decode().splitlines()[0] == (
        "dedup: warning: docs.org: 11 of 12 documents repeat one, https://docs.org/0; "
        "if only their menus are alike, run `dedup blocks` first"
    )
