"""A result slots into what the documents came from: a mask, the documents that stay, the place of the one kept."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datasets
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import dedup
from dedup.errors import NotKeptError
from tests.corpus.source.foreign import ByPlace

STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
TEXTS = ["Something else.", STORY, STORY.upper(), "More.", STORY]
ROWS = [{"id": name, "text": text} for name, text in zip("abcde", TEXTS)]
LEFT = [ROWS[0], ROWS[1], ROWS[3]]


def test_mask_cluster_and_len() -> None:
    d = dedup.deduplicate(TEXTS)
    assert d.mask.dtype == bool
    assert d.mask.tolist() == [True, True, False, True, False]
    assert d.cluster.tolist() == [0, 1, 1, 3, 1]
    assert len(d) == len(d.kept_ids) == 3


@pytest.mark.parametrize(
    ("docs", "rows"),
    [
        (ROWS, list),
        (dict(enumerate(ROWS)), lambda kept: [*kept.values()]),
        (dict(enumerate(ROWS)).values(), list),
        (pd.DataFrame(ROWS, index=[7, 8, 9, 10, 11]), lambda kept: kept.to_dict("records")),
        (pl.DataFrame(ROWS), lambda kept: kept.to_dicts()),
        (pa.Table.from_pylist(ROWS), lambda kept: kept.to_pylist()),
        (pa.RecordBatch.from_pylist(ROWS), lambda kept: kept.to_pylist()),
        (datasets.Dataset.from_list(ROWS), list),
        (ByPlace(ROWS), list),
        (datasets.Dataset.from_list(ROWS).to_iterable_dataset(), list),
    ],
    ids=lambda docs: type(docs).__name__,
)
def test_kept_are_the_documents_as_they_were_given(docs: Any, rows: Callable[[Any], Any]) -> None:
    kept = dedup.deduplicate(docs).kept
    assert rows(kept) == LEFT
    assert isinstance(docs, type(kept)) or isinstance(kept, list)


@pytest.mark.parametrize("form", [list, np.array, pd.Series, pl.Series, pa.array], ids=lambda form: form.__name__)
def test_kept_of_a_column_is_a_column(form: Callable[[list[str]], Any]) -> None:
    column = form(TEXTS)
    kept = dedup.deduplicate(column).kept
    assert type(kept) is type(column)
    assert pa.array(kept).to_pylist() == ["Something else.", STORY, "More."]


def test_the_text_of_a_document_that_went_is_empty() -> None:
    d = dedup.deduplicate(ROWS)
    assert [d.text_of(row["id"], row["text"]) for row in ROWS] == ["Something else.", STORY, "", "More.", ""]


def test_a_frame_can_be_masked() -> None:
    frame, d = pd.DataFrame(ROWS), dedup.deduplicate(ROWS)
    assert frame[d.mask].to_dict("records") == LEFT
    assert frame["text"].iloc[d.cluster].tolist() == ["Something else.", STORY, STORY, "More.", STORY]


@pytest.mark.parametrize(
    "docs", [iter(ROWS), pa.Table.from_pylist(ROWS).to_reader()], ids=lambda docs: type(docs).__name__
)
def test_documents_that_are_used_up_cannot_be_picked(docs: Any) -> None:
    d = dedup.deduplicate(docs)
    assert d.mask.sum() == 3
    with pytest.raises(NotKeptError, match="is exhausted"):
        d.kept  # noqa: B018


def test_documents_of_files_are_not_held(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    d = dedup.deduplicate(path, text="text", id="id")
    assert d.kept_ids == ("a", "b", "d")
    with pytest.raises(NotKeptError, match="dedup corpus"):
        d.kept  # noqa: B018


def test_a_saved_result_has_all_but_the_documents() -> None:
    d = dedup.deduplicate(ROWS)
    for saved in (pickle.loads(pickle.dumps(d)), dedup.Deduplicated.from_dict(json.loads(json.dumps(d.to_dict())))):
        assert saved == d
        assert saved.mask.tolist() == d.mask.tolist()
        with pytest.raises(ValueError, match="a saved result has no documents"):
            saved.kept  # noqa: B018


def test_ids_of_numpy_can_be_saved() -> None:
    d = dedup.deduplicate([*zip(np.arange(5), TEXTS)])
    assert dedup.Deduplicated.from_dict(json.loads(json.dumps(d.to_dict()))) == d


def test_nothing_in_a_result_can_be_changed() -> None:
    d = dedup.deduplicate(TEXTS)
    with pytest.raises(ValueError, match="read-only"):
        d.cluster[0] = 1
