"""Spark says what the functions say on one machine, row for row, and nothing is lost with a worker."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pyspark.sql import DataFrame, SparkSession

from dedup.integrations import spark
from tests.integrations.engine_rows import (
    Outcome,
    Row,
    collapsed,
    documents,
    expected,
    in_order,
    pages,
    shuffled,
    without_blocks,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # what pyspark leaves open
]

PAGES = "id long, text string, site string, tags struct<number: long>"


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    session = start("local[2]")
    yield session
    session.stop()


def start(master: str) -> SparkSession:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    session = SparkSession.builder.master(master).config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def frame_of(session: SparkSession, rows: Sequence[Row], schema: str, partitions: int = 2) -> DataFrame:
    return session.createDataFrame(rows, schema).repartition(partitions)


def rows_of(frame: DataFrame, by: str = "id") -> list[Row]:
    return in_order((row.asDict(recursive=True) for row in frame.collect()), by)


def outcome_of(d: spark.Deduplicated) -> Outcome:
    assert d.kept is not None
    return Outcome(rows_of(d.kept), rows_of(d.removals), rows_of(d.spared), rows_of(d.groups, "kept_id"), d.stats)


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


@pytest.mark.parametrize("partitions", [1, 7])
def test_blocks_of_each_group_are_removed(session: SparkSession, partitions: int) -> None:
    frame = frame_of(session, shuffled(pages()), PAGES, partitions)
    rows = rows_of(spark.deduplicate_blocks(frame, by="site"))
    assert rows == without_blocks(pages(), "site")
    assert sum(len(row["removals"]) > 0 for row in rows) > 10


def test_blocks_of_all_rows_are_removed_by_one_worker(session: SparkSession, tmp_path: Path) -> None:
    frame = frame_of(session, shuffled(pages()), PAGES, 3)
    rows = rows_of(spark.deduplicate_blocks(frame, copies=0, work=tmp_path))
    assert rows == without_blocks(pages(), None, copies=0)


# -- whole documents ---------------------------------------------------------------------------------------------------

DOCUMENTS = {int: "id long, text string, n double", str: "id string, text string, n double"}


@pytest.mark.parametrize(("name", "partitions"), [(int, 1), (str, 2), (int, 7)])
def test_the_same_documents_are_removed(session: SparkSession, tmp_path: Path, name: type, partitions: int) -> None:
    frame = frame_of(session, shuffled(documents(name)), DOCUMENTS[name], partitions)
    d = spark.deduplicate(frame, work=tmp_path)
    assert outcome_of(d) == expected(documents(name))
