"""Ray says what the functions say on one machine, row for row, and nothing is lost with a worker."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # or Ray would send what it is used for
os.environ["RAY_raylet_start_wait_time_s"] = "120"  # noqa: SIM112 - on a busy machine

import ray
import ray.data
from ray.data import Dataset

from dedup.errors import ArgumentTypeError, DedupError, MissingPackageError, OptionError
from dedup.integrations import ray as engine
from dedup.integrations import stages
from tests.integrations import killed
from tests.integrations.engine_rows import (
    Outcome,
    Row,
    collapsed,
    documents,
    expected,
    in_order,
    outcome_in_files,
    pages,
    run_examples,
    shuffled,
    without_blocks,
    write_lines,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # what Ray leaves open
]


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.init(
        num_cpus=2, include_dashboard=False, object_store_memory=10**8, log_to_driver=False, logging_level=logging.ERROR
    )
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.default_hash_shuffle_parallelism = context.read_op_min_num_blocks = 2
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


def test_the_same_documents_are_removed(tmp_path: Path) -> None:
    d = engine.deduplicate(dataset_of(shuffled(documents(str)), 2), work=tmp_path)
    assert outcome_of(d) == expected(documents(str))


def test_the_same_documents_are_removed_from_many_blocks(tmp_path: Path) -> None:
    d = engine.deduplicate(dataset_of(shuffled(documents()), 7), work=tmp_path)
    assert outcome_in_files(d) == expected(documents())


def test_files_are_read_where_they_are(tmp_path: Path) -> None:
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    rows = shuffled(documents())
    write_lines(files[0], rows[:100])
    write_lines(files[1], rows[100:])
    d = engine.deduplicate(files, work=tmp_path / "work", id="id", keep="last")
    assert d.kept is None
    assert outcome_in_files(d) == expected(rows, keep="last")


def test_nothing_is_lost_with_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "run_task", killed.dies_once)
    path = tmp_path / "rows.jsonl"
    write_lines(path, documents())
    d = engine.deduplicate(path, work=tmp_path / "work", id="id", shards=2)
    assert (tmp_path / "work" / killed.DEAD).exists()
    assert outcome_in_files(d) == expected(documents())


def test_the_guide_shows_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run_examples("ray")
    said = capfd.readouterr().out
    assert "Stats(documents=12, kept=9, exact=1, same_words=1, near=1" in said


# -- errors ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"containment": 0.9}, "containment must be None on an engine"),
        ({"keep": len}, "keep must be 'fullest', 'first' or 'last' on an engine"),
        ({"keep": "last"}, "keep must be 'fullest' for rows of an engine, which have no order"),
        ({"work": "tests"}, "work must be a new or empty folder, not 'tests'"),
    ],
)
def test_what_cannot_be_the_same_is_refused(tmp_path: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=f"^{re.escape(message)}"):
        engine.deduplicate(dataset_of([{"id": 1, "text": ""}]), **{"work": tmp_path / "new", **options})
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"text": "body"}, "text must be a column of the rows, which have 'id', 'text', 'n', not 'body'"),
        ({"text": "n"}, "text must be a column of strings; this one is of type double, not 'n'"),
        ({"id": "n"}, "id must be a column of integers or strings; this one is of type double, not 'n'"),
    ],
)
def test_columns_are_checked(tmp_path: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=f"^{re.escape(message)}"):
        engine.deduplicate(dataset_of([{"id": 1, "text": "", "n": 0.5}]), work=tmp_path, **options)


def test_options_of_the_other_verbs_are_checked_at_once() -> None:
    dataset = dataset_of([{"id": 1, "text": ""}])
    with pytest.raises(OptionError, match=r"^identity must be a number above 0 and at most 1, not 2"):
        engine.collapse(dataset, identity=2)
    with pytest.raises(OptionError, match=r"^work must be a folder that all workers see, not None"):
        engine.deduplicate_blocks(dataset)
    with pytest.raises(ArgumentTypeError, match=r"^dataset must be a ray.data.Dataset, such as .* gives, not list"):
        engine.collapse([])


def test_errors_of_workers_are_errors_of_the_call(tmp_path: Path) -> None:
    with pytest.raises(DedupError, match="1"):
        engine.deduplicate(dataset_of([{"id": 1, "text": "one"}, {"id": 1, "text": "two"}]), work=tmp_path)


def test_an_old_ray_is_refused() -> None:
    engine.check_version("2.50.0")
    engine.check_version("3.0.0.dev0")
    with pytest.raises(MissingPackageError, match=r"^this module needs Ray 2.50 or newer, and 2.49.2 is installed"):
        engine.check_version("2.49.2")
