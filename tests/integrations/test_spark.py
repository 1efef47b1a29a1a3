"""Spark says what the functions say on one machine, row for row, and nothing is lost with a worker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from dedup.errors import ArgumentTypeError, DedupError, MissingPackageError, OptionError
from dedup.integrations import spark
from tests.integrations.engine_rows import (
    collapsed,
    documents,
    expected,
    outcome_in_files,
    pages,
    run_examples,
    shuffled,
    without_blocks,
    write_lines,
)
from tests.integrations.spark_rows import DOCUMENTS, PAGES, frame_of, outcome_of, rows_of, start

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # what pyspark leaves open
]


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    session = start("local[2]")
    yield session
    session.stop()


def test_repeats_inside_each_text_are_removed(session: SparkSession) -> None:
    frame = spark.collapse(frame_of(session, pages(), PAGES))
    assert frame.columns == ["id", "text", "site", "tags", "removals"]
    rows = rows_of(frame)
    assert rows == [collapsed(row) for row in pages()]
    assert sum(len(row["removals"]) > 0 for row in rows) == 2


def test_options_and_fields_of_structs(session: SparkSession) -> None:
    nested = [{"id": row["id"], "page": {"body": row["text"], "n": 1}} for row in pages()]
    frame = frame_of(session, nested, "id long, page struct<body: string, n: long>")
    found = rows_of(spark.collapse(frame, "page.body", keep=len, removals="gone"))
    assert [row["page"]["n"] for row in found] == [1] * len(nested)
    assert [row["page"]["body"] for row in found] == [collapsed(row, keep=len)["text"] for row in pages()]


def test_blocks_of_each_group_are_removed(session: SparkSession) -> None:
    frame = frame_of(session, shuffled(pages()), PAGES, 7)
    rows = rows_of(spark.deduplicate_blocks(frame, by="site"))
    assert rows == without_blocks(pages(), "site")
    assert sum(len(row["removals"]) > 0 for row in rows) > 10


def test_blocks_of_all_rows_are_removed_by_one_worker(session: SparkSession, tmp_path: Path) -> None:
    frame = frame_of(session, shuffled(pages()), PAGES, 3)
    rows = rows_of(spark.deduplicate_blocks(frame, copies=0, work=tmp_path))
    assert rows == without_blocks(pages(), None, copies=0)


# -- whole documents ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "partitions"), [(str, 1), (int, 7)])
def test_the_same_documents_are_removed(session: SparkSession, tmp_path: Path, name: type, partitions: int) -> None:
    frame = frame_of(session, shuffled(documents(name)), DOCUMENTS[name], partitions)
    d = spark.deduplicate(frame, work=tmp_path)
    assert outcome_of(d) == expected(documents(name))


def test_rows_that_stay_keep_all_their_columns(session: SparkSession, tmp_path: Path) -> None:
    columns = {
        "id": "id",
        "text": "repeat(concat('A line of the letter number ', id div 2, ' to the editor. '), 4)",
        "day": "date '1582-10-04' + interval 1 day * id",
        "time": "timestamp '2024-02-29 12:00:00.123456'",
        "local": "timestamp_ntz '1900-01-01 00:00:00'",
        "price": "cast(id / 3 as decimal(20, 5))",
        "bytes": "unhex('00ff')",
        "small": "cast(id as tinyint)",
        "none": "cast(null as array<int>)",
        "map": "map('key', struct(id, array(1.5f, null)))",
    }
    frame = session.range(8).selectExpr(*(f"{value} as {name}" for name, value in columns.items()))
    d = spark.deduplicate(frame, work=tmp_path, id="small")
    assert d.kept is not None
    assert d.kept.dtypes == frame.dtypes
    assert rows_of(d.kept) == [row for row in rows_of(frame) if row["id"] % 2 == 0]


def test_files_are_read_where_they_are(session: SparkSession, tmp_path: Path) -> None:
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    rows = shuffled(documents())
    write_lines(files[0], rows[:100])
    write_lines(files[1], rows[100:])
    d = spark.deduplicate(files, work=tmp_path / "work", id="id", keep="last", session=session)
    wanted = expected(rows, keep="last")
    assert d.kept is None
    assert outcome_in_files(d) == wanted
    assert [row["id"] for row in rows_of(d.removals)] == sorted(str(row["id"]) for row in wanted.removals)


def test_the_guide_shows_what_happens(
    session: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run_examples("spark", spark=session)
    said = capfd.readouterr().out
    assert "Stats(documents=12, kept=9, exact=1, same_words=1, near=1" in said
    assert "r1-new" in said


# -- errors ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"containment": 0.9}, "containment must be None on an engine"),
        ({"keep": len}, "keep must be 'fullest', 'first' or 'last' on an engine"),
        ({"keep": "first"}, "keep must be 'fullest' for rows of an engine, which have no order"),
        ({"jaccard": 0.1}, "jaccard must be a number from 0.5 to 1, not 0.1"),
        ({"text": "body"}, "text must be a column of the frame, which has 'id', 'text', 'n', not 'body'"),
        ({"text": "n"}, "text must be a column of strings; this one is of type double, not 'n'"),
        ({"id": "n"}, "id must be a column of integers or strings; this one is of type double, not 'n'"),
        ({"id": "url"}, "id must be a column of the frame, which has 'id', 'text', 'n', not 'url'"),
        ({"work": "pyproject.toml"}, "work must be a new or empty folder, not 'pyproject.toml'"),
        ({"work": "tests"}, "work must be a new or empty folder, not 'tests'"),
    ],
)
def test_what_cannot_be_the_same_is_refused(
    session: SparkSession, tmp_path: Path, options: dict[str, Any], message: str
) -> None:
    frame = session.createDataFrame([], DOCUMENTS[int])
    with pytest.raises(OptionError, match=f"^{re.escape(message)}"):
        spark.deduplicate(frame, **{"work": tmp_path / "new", **options})
    assert not (tmp_path / "new").exists()


def test_options_of_the_other_verbs_are_checked_at_once(session: SparkSession) -> None:
    frame = session.createDataFrame([], PAGES)
    with pytest.raises(OptionError, match=r"^identity must be a number above 0 and at most 1, not 2"):
        spark.collapse(frame, identity=2)
    with pytest.raises(OptionError, match=r"^removals must be a name that no column has, not 'tags'"):
        spark.collapse(frame, removals="tags")
    with pytest.raises(OptionError, match=r"^work must be a folder that all workers see, not None"):
        spark.deduplicate_blocks(frame)
    with pytest.raises(ArgumentTypeError, match=r"^frame must be a data frame of Spark, not list"):
        spark.collapse([])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([(1, "one text", 0.0), (1, "another", 0.0)], "1"),
        ([(1, "one text", 0.0), (2, None, 0.0)], "text"),
    ],
)
def test_errors_of_workers_are_errors_of_the_call(
    session: SparkSession, tmp_path: Path, rows: list[Any], message: str
) -> None:
    with pytest.raises(DedupError, match=message):
        spark.deduplicate(session.createDataFrame(rows, DOCUMENTS[int]), work=tmp_path)


def test_an_old_spark_is_refused() -> None:
    spark.check_version("4.0.0")
    with pytest.raises(MissingPackageError, match=r"^this module needs PySpark 4, and 3.5.9 is installed: pip install"):
        spark.check_version("3.5.9")


@pytest.mark.parametrize(
    ("says", "refusal"),
    [
        ('openjdk version "17.0.15" 2025-04-15', ""),
        ('openjdk version "21" 2023-09-19', ""),
        ("a Java of its own kind", ""),
        ('openjdk version "11.0.2" 2019-01-15', "is Java 11"),
        ('java version "1.8.0_391"', "is Java 8"),
    ],
)
def test_a_java_that_is_too_old_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, says: str, refusal: str
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{says}' >&2\n")
    java.chmod(0o700)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if refusal:
        with pytest.raises(MissingPackageError, match=f"^Spark needs Java 17 or newer, and .* {refusal}: install it"):
            spark.check_java()
    else:
        spark.check_java()


def test_a_missing_java_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingPackageError, match=r"^Spark needs Java 17 or newer, and there is no 'java': install it"):
        spark.check_java()
