"""Sessions of Spark, and rows into frames and back."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

from dedup.integrations import spark
from tests.integrations.engine_rows import Outcome, Row, in_order

#: The columns of `pages` and, by the type of the ids, of `documents`.
PAGES = "id long, text string, site string, tags struct<number: long>"
DOCUMENTS = {int: "id long, text string, n double", str: "id string, text string, n double"}

#: Java is not to optimise what it runs for seconds only, which would take most of the time.
QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def start(master: str) -> SparkSession:
    """A session whose workers run this Python, and can import the tests."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executorEnv.PYTHONPATH": str(Path(__file__).parents[2]),
        "spark.driver.extraJavaOptions": QUICK_START,
        "spark.executor.extraJavaOptions": QUICK_START,
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
