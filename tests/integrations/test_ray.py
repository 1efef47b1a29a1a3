"""Ray says what the functions say on one machine, row for row, and nothing is lost with a worker."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # or Ray would send what it is used for

import ray
import ray.data
from ray.data import Dataset

from dedup.integrations import ray as engine
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
    pytest.mark.filterwarnings("ignore"),  # what Ray leaves open
]


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=10**8, log_to_driver=False, logging_level="ERROR")
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.default_hash_shuffle_parallelism = 2
    yield
    ray.shutdown()


def dataset_of(rows: Sequence[Row], blocks: int = 2) -> Dataset:
    return ray.data.from_items(list(rows), override_num_blocks=blocks)


def rows_of(dataset: Dataset, by: str = "id") -> list[Row]:
    return in_order(dataset.take_all(), by)


def outcome_of(d: engine.Deduplicated) -> Outcome:
    assert d.kept is not None
    return Outcome(rows_of(d.kept), rows_of(d.removals), rows_of(d.spared), rows_of(d.groups, "kept_id"), d.stats)


def test_repeats_inside_each_text_are_removed() -> None:
    dataset = engine.collapse(dataset_of(pages()))
    rows = rows_of(dataset)
    assert list(rows[0]) == ["id", "text", "site", "tags", "removals"]
    assert rows == [collapsed(row) for row in pages()]
    assert sum(len(row["removals"]) > 0 for row in rows) == 2


def test_blocks_of_each_group_are_removed() -> None:
    rows = rows_of(engine.deduplicate_blocks(dataset_of(shuffled(pages())), by="site"))
    assert rows == without_blocks(pages(), "site")
    assert sum(len(row["removals"]) > 0 for row in rows) > 10


def test_blocks_of_all_rows_are_removed_by_one_worker(tmp_path: Path) -> None:
    dataset = dataset_of(shuffled(pages()), 3)
    rows = rows_of(engine.deduplicate_blocks(dataset, copies=0, work=tmp_path))
    assert rows == without_blocks(pages(), None, copies=0)


# -- whole documents ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "blocks"), [(int, 1), (str, 2), (int, 7)])
def test_the_same_documents_are_removed(tmp_path: Path, name: type, blocks: int) -> None:
    d = engine.deduplicate(dataset_of(shuffled(documents(name)), blocks), work=tmp_path)
    assert outcome_of(d) == expected(documents(name))
