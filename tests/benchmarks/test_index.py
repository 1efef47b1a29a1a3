"""The benchmark of indexes: what they are filled with, and how their answers are scored."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.corpora import Corpora, python_documents
from benchmarks.index.run import OURS, Row, run, table
from benchmarks.index.workload import PAGE, Question, pages, write_workload

#: Some documents, so that it does not take long.
FEW = Corpora([text for text, _ in zip(python_documents(), range(60))])


def written(tmp_path: Path, size: int = 150) -> tuple[list[str], list[Question]]:
    """The paths that an adapter is given, and the questions."""
    paths = [tmp_path / name for name in ("rows.jsonl", "asked.jsonl", "out.json")]
    return [*map(str, paths)], write_workload(FEW, size, paths[0], paths[1], questions=40)


def test_half_of_the_questions_are_copies_of_pages(tmp_path: Path) -> None:
    paths, questions = written(tmp_path)
    rows = [json.loads(line)["text"] for line in Path(paths[0]).read_text().splitlines()]
    assert len(rows) == 150
    assert {len(row) for row in rows} == {PAGE}
    copies = [question for question in questions if question.original is not None]
    assert 20 < len(copies) == len(questions) / 2
    assert any(question.text != rows[question.original or 0] for question in copies)
    assert not {question.text for question in questions if question.original is None} & {*rows}
    assert [json.loads(line)["text"] for line in Path(paths[1]).read_text().splitlines()] == [
        question.text for question in questions
    ]


def test_editions_have_words_of_their_own() -> None:
    stream = pages(FEW)
    first = [next(stream) for _ in range(200)]
    assert len({*first}) == len(first)


@pytest.mark.slow
@pytest.mark.parametrize("name", OURS)
def test_ours_answers_and_is_scored(tmp_path: Path, name: str) -> None:
    paths, questions = written(tmp_path)
    row = run(name, 150, [sys.executable, "-m", "benchmarks.index.ours", *paths, *OURS[name]], questions)
    assert row.recall > 0.9
    assert row.false == 0
    assert min(row.adds, row.queries, row.median, row.peak) > 0
    assert (row.on_disk > 0) == ("file" in OURS[name])


def test_an_adapter_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="No module named nowhere"):
        run("none", 1, [sys.executable, "-m", "nowhere", "out.json"], [])


def test_a_row_is_told_in_cells() -> None:
    row = Row(1000, "dedup", adds=12345.6, queries=100, median=0.0001, recall=0.98765, false=1, peak=95, on_disk=0)
    assert list(table([row]))[-1] == "| 1,000 | dedup | 12,346 | 100 | 100 | 0.9877 | 1 | 95 |  |"
