"""A cluster of Spark with two executors, one of which is killed in mid-job."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from dedup.integrations import spark, stages
from tests.integrations import killed
from tests.integrations.engine_rows import documents, expected, shuffled
from tests.integrations.spark_rows import DOCUMENTS, frame_of, outcome_of, start

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # what pyspark leaves open
]


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    session = start("local-cluster[2,1,1024]")
    yield session
    session.stop()


def test_nothing_is_lost_with_an_executor(
    session: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "run_task", killed.dies_once)
    frame = frame_of(session, shuffled(documents(str)), DOCUMENTS[str], 2)
    d = spark.deduplicate(frame, work=tmp_path)
    assert (tmp_path / killed.DEAD).exists()
    assert outcome_of(d) == expected(documents(str))
