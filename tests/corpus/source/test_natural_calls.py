"""Calls as people write them: each works, or its message says in a line what to write instead."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import datasets
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset
import pytest

import dedup
from dedup.errors import DedupError
from tests.corpus.source.foreign import ByPlace, Capsule

STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
TEXTS = [STORY, "Something else.", STORY.upper()]
PAIRS = [*zip("abc", TEXTS)]
ROWS = [{"id": name, "text": text, "n": n} for n, (name, text) in enumerate(PAIRS)]
PAGES = [{"url": name, "body": text} for name, text in PAIRS]
OBJECTS = [SimpleNamespace(page_content=text, metadata={"url": name}) for name, text in PAIRS]
GAPS = [STORY, None, STORY.upper()]


def hugging(rows: list[dict[str, Any]]) -> datasets.Dataset:
    return datasets.Dataset.from_list(rows)


def sqlite_rows() -> Iterator[sqlite3.Row]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.row_factory = sqlite3.Row
        database.execute("create table pages (url, body)")
        database.executemany("insert into pages values (?, ?)", PAIRS)
        return iter(database.execute("select * from pages").fetchall())


BY_NAME = {"text": "body", "id": "url"}

#: What is given -> the ids that stay; places where nothing has an id.
WORK: dict[str, tuple[Callable[[], Any], dict[str, Any], tuple[Any, ...]]] = {
    "a list": (lambda: TEXTS, {}, (0, 1)),
    "a tuple": (lambda: tuple(TEXTS), {}, (0, 1)),
    "a generator": (lambda: (text for text in TEXTS), {}, (0, 1)),
    "the values of a dict": (lambda: dict(PAIRS).values(), {}, (0, 1)),
    "pairs": (lambda: PAIRS, {}, ("a", "b")),
    "zip": (lambda: zip("abc", TEXTS), {}, ("a", "b")),
    "a dict of texts": (lambda: dict(PAIRS), {}, ("a", "b")),
    "a dict of rows": (lambda: dict(zip("xyz", PAGES)), {"text": "body"}, ("x", "y")),
    "a dict of rows with ids of their own": (
        lambda: dict(zip("xyz", PAGES)),
        {"text": "body", "id": "url"},
        ("a", "b"),
    ),
    "a list of dicts": (lambda: ROWS, {}, ("a", "b")),
    "a list of dicts with other keys": (lambda: PAGES, {"text": "body"}, (0, 1)),
    "... and ids": (lambda: PAGES, {"text": "body", "id": "url"}, ("a", "b")),
    "... by functions": (lambda: PAGES, {"text": lambda p: p["body"], "id": lambda p: p["url"].upper()}, ("A", "B")),
    "a generator of dicts": (lambda: iter(ROWS), {}, ("a", "b")),
    "objects": (lambda: OBJECTS, {"text": "page_content"}, (0, 1)),
    "objects with ids": (lambda: OBJECTS, {"text": "page_content", "id": lambda o: o.metadata["url"]}, ("a", "b")),
    "rows of csv.reader": (lambda: iter([["a", 1, TEXTS[0]], ["b", 2, TEXTS[2]]]), {"text": 2, "id": 0}, ("a",)),
    "csv.DictReader": (
        lambda: csv.DictReader(["url,body", *(f'{n},"{text}"' for n, text in PAIRS)]),
        BY_NAME,
        ("a", "b"),
    ),
    "rows of sqlite": (sqlite_rows, BY_NAME, ("a", "b")),
    "tuples of sqlite": (lambda: iter([tuple(row) for row in sqlite_rows()]), {}, ("a", "b")),
    "named tuples of pandas": (lambda: pd.DataFrame(PAGES).itertuples(), BY_NAME, ("a", "b")),
    "a data set of torch": (lambda: ByPlace(PAGES), BY_NAME, ("a", "b")),
    "a numpy array of str": (lambda: np.array(TEXTS), {}, (0, 1)),
    "a numpy array of objects": (lambda: np.array(TEXTS, object), {}, (0, 1)),
    "a numpy array of pairs": (lambda: np.array(PAIRS, object), {}, ("a", "b")),
    "a Series of pandas": (lambda: pd.Series(TEXTS), {}, (0, 1)),
    "a Series with an index": (lambda: pd.Series(TEXTS, index=[7, 8, 9]), {}, (0, 1)),
    "a Series of objects": (lambda: pd.Series(TEXTS, dtype=object), {}, (0, 1)),
    "a Series of StringDtype": (lambda: pd.Series(TEXTS, dtype="string"), {}, (0, 1)),
    "a categorical Series": (lambda: pd.Series(TEXTS, dtype="category"), {}, (0, 1)),
    "a frame of pandas": (lambda: pd.DataFrame(ROWS), {}, ("a", "b")),
    "a frame with other columns": (lambda: pd.DataFrame(PAGES), {"text": "body", "id": "url"}, ("a", "b")),
    "a frame with an odd column": (lambda: pd.DataFrame({"text": TEXTS, "odd": [1, "a", None]}), {}, (0, 1)),
    "a frame and a function": (lambda: pd.DataFrame(PAGES), {"text": lambda row: row["body"]}, (0, 1)),
    "a frame with numbers as ids": (lambda: pd.DataFrame({"id": [5, 6, 7], "text": TEXTS}), {}, (5, 6)),
    "the rows of a frame": (lambda: pd.DataFrame(ROWS).to_dict("records"), {}, ("a", "b")),
    "a Series of polars": (lambda: pl.Series(TEXTS), {}, (0, 1)),
    "a categorical Series of polars": (lambda: pl.Series(TEXTS, dtype=pl.Categorical), {}, (0, 1)),
    "a frame of polars": (lambda: pl.DataFrame(ROWS), {}, ("a", "b")),
    "a frame of polars and a function": (lambda: pl.DataFrame(PAGES), {"text": lambda row: row["body"]}, (0, 1)),
    "an Arrow array": (lambda: pa.array(TEXTS), {}, (0, 1)),
    "a chunked array": (lambda: pa.chunked_array([TEXTS[:1], TEXTS[1:]]), {}, (0, 1)),
    "a dictionary-encoded array": (lambda: pa.array(TEXTS).dictionary_encode(), {}, (0, 1)),
    "an Arrow table": (lambda: pa.Table.from_pylist(PAGES), {"text": "body", "id": "url"}, ("a", "b")),
    "a record batch": (lambda: pa.RecordBatch.from_pylist(ROWS), {}, ("a", "b")),
    "a reader of batches": (lambda: pa.Table.from_pylist(ROWS).to_reader(2), {}, ("a", "b")),
    "whatever gives an Arrow stream": (lambda: Capsule(pa.Table.from_pylist(ROWS)), {}, ("a", "b")),
    "a Hugging Face dataset": (lambda: hugging(ROWS), {}, ("a", "b")),
    "a dataset that was shuffled": (lambda: hugging(ROWS).select([2, 1, 0]), {"keep": "last"}, ("b", "a")),
    "a dataset with another column": (lambda: hugging(PAGES), {"text": "body"}, (0, 1)),
    "a column of a dataset": (lambda: hugging(ROWS)["text"], {}, (0, 1)),
    "an iterable dataset": (lambda: hugging(ROWS).to_iterable_dataset(), {}, ("a", "b")),
    "missing texts that may stay": (lambda: [STORY, None, float("nan"), STORY], {"missing": "keep"}, (0, 1, 2)),
    "... of pandas": (lambda: pd.DataFrame({"text": GAPS}), {"missing": "keep"}, (0, 1)),
    "... of polars": (lambda: pl.Series(GAPS), {"missing": "keep"}, (0, 1)),
    "... of Arrow": (lambda: pa.table({"text": pa.array(GAPS)}), {"missing": "keep"}, (0, 1)),
    "numbers of numpy": (lambda: TEXTS, {"jaccard": np.float32(0.8), "jobs": np.int64(2)}, (0, 1)),
}

#: A long text in a message.
SHOWN = "'The council met on Monday to vote on the new bridge. It will open to traffic..."

UNIQUE = "name a field of unique ids with id=, or pass texts alone"
NO_TEXT = 'must be a str (missing="keep" keeps documents without a text), not '

#: What is given -> what is said.
REFUSED: dict[str, tuple[Callable[[], Any], dict[str, Any], str]] = {
    "the name of a file": (
        lambda: "a.jsonl",
        {},
        "docs must be an iterable of texts (for a file, pass pathlib.Path(docs)), not str",
    ),
    "a number": (lambda: 5, {}, "docs must be an iterable of texts, not int"),
    "a lazy frame": (
        lambda: pl.LazyFrame(ROWS),
        {},
        "docs must be an iterable of texts, such as docs.collect(), not LazyFrame",
    ),
    "a dataset of Arrow": (
        lambda: pa.dataset.dataset(pa.Table.from_pylist(ROWS)),
        {},
        "docs must be an iterable of texts, such as docs.to_table(), not InMemoryDataset",
    ),
    "a number of numpy": (lambda: np.int64(5), {}, "docs must be an iterable of texts, not int64"),
    "splits of a dataset": (
        lambda: datasets.DatasetDict(train=hugging(ROWS)),
        {},
        "docs['train'] must be a str (for this column alone, pass docs['train']), not Dataset",
    ),
    "a dict of columns": (
        lambda: {"url": [*"abc"], "text": TEXTS},
        {},
        "docs['text'] must be a str (for this column alone, pass docs['text']), not list",
    ),
    "a list of dicts with other keys": (
        lambda: PAGES,
        {},
        "text must be a field of docs[0], which has 'url', 'body', not 'text'",
    ),
    "a key that is not there": (
        lambda: PAGES,
        {"text": "txet"},
        "text must be a field of docs[0], which has 'url', 'body', not 'txet'",
    ),
    "an id that is not there": (
        lambda: ROWS,
        {"id": "url"},
        "id must be a field of docs[0], which has 'id', 'text', 'n', not 'url'",
    ),
    "objects": (
        lambda: OBJECTS,
        {},
        "docs[0] must be a str or a pair of id and str (for other objects, name the field with text=), "
        "not SimpleNamespace",
    ),
    "an attribute that is not there": (
        lambda: OBJECTS,
        {"text": "text"},
        "text must be a field of docs[0], which has 'page_content', 'metadata', not 'text'",
    ),
    "a column that is not there": (
        sqlite_rows,
        {"text": "text"},
        "text must be a field of docs[0], which has 'url', 'body', not 'text'",
    ),
    "a place that is not there": (lambda: [["a", STORY]], {"text": 2}, "text must be a field of docs[0], not 2"),
    "a frame with other columns": (
        lambda: pd.DataFrame(PAGES),
        {},
        "text must be a field of docs, which has 'url', 'body', not 'text'",
    ),
    "a frame of numbers": (lambda: pd.DataFrame({"text": [1, 2]}), {}, "docs['text'][0] must be a str, not int"),
    "a table with other columns": (
        lambda: pa.Table.from_pylist(PAGES),
        {},
        "text must be a field of docs, which has 'url', 'body', not 'text'",
    ),
    "a column that is there twice": (
        lambda: pd.DataFrame([TEXTS], columns=["text", "text", "n"]),
        {},
        "text must be the name of one column, but 2 columns have it, not 'text'",
    ),
    "a missing text": (lambda: GAPS, {}, f"docs[1] {NO_TEXT}NoneType"),
    "a missing text of a row": (
        lambda: [{"text": STORY}, {"text": float("nan")}],
        {},
        f"the text of docs[1] {NO_TEXT}float",
    ),
    "a missing text of pandas": (lambda: pd.DataFrame({"text": GAPS}), {}, f"docs['text'][1] {NO_TEXT}NoneType"),
    "a missing text of objects": (lambda: pd.Series([STORY, None], dtype=object), {}, f"docs[1] {NO_TEXT}NoneType"),
    "a missing text of polars": (lambda: pl.Series(GAPS), {}, f"docs[1] {NO_TEXT}NoneType"),
    "text and id exchanged": (
        lambda: [(STORY * 9, "a"), (STORY * 9, "b")],
        {},
        f"docs[0] and docs[1] have the same id, {SHOWN}; {UNIQUE}",
    ),
    "a text as a reference": (
        lambda: TEXTS,
        {"reference": [STORY * 9]},
        f"reference must be a collection of ids in docs, not {SHOWN}",
    ),
    "the threshold": (lambda: TEXTS, {"threshold": 0.8}, "deduplicate has no option threshold: write jaccard="),
    "the column": (lambda: TEXTS, {"column": "body"}, "deduplicate has no option column: write text="),
    "a unit": (
        lambda: TEXTS,
        {"unit": "sentence"},
        "deduplicate has no option unit: for blocks call deduplicate_blocks",
    ),
    "an option of blocks": (
        lambda: TEXTS,
        {"copies": 0},
        "deduplicate has no option copies: it is one of deduplicate_blocks",
    ),
    "a misspelt option": (
        lambda: TEXTS,
        {"kep": "last"},
        "deduplicate has no option kep: it has jaccard, text, id, missing, keep, reference, containment, protect, jobs",
    ),
    "all processors": (
        lambda: TEXTS,
        {"jobs": -1},
        "jobs must be at least 1, such as os.cpu_count(), not -1",
    ),
    "per cent": (lambda: TEXTS, {"jaccard": 80}, "jaccard must be a number from 0.5 to 1, not 80"),
    "a field that is none": (
        lambda: TEXTS,
        {"text": 1.5},
        "text must be the name of a field, or a function of a document, not float",
    ),
    "what to do with missing texts": (
        lambda: TEXTS,
        {"missing": "drop"},
        "missing must be 'error' or 'keep', not 'drop'",
    ),
    "a function for files": (
        lambda: Path("a.jsonl"),
        {"text": len},
        "text must be the name of a field where docs is a path, not <built-in function len>",
    ),
}


@pytest.mark.parametrize("case", WORK)
def test_it_works(case: str) -> None:
    docs, options, kept_ids = WORK[case]
    assert dedup.deduplicate(docs(), **options).kept_ids == kept_ids


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_a_way_out(case: str) -> None:
    docs, options, message = REFUSED[case]
    with pytest.raises(DedupError) as caught:
        dedup.deduplicate(docs(), **options)
    assert str(caught.value) == message
    assert isinstance(caught.value, (TypeError, ValueError))
    assert len(message) <= 200


@pytest.mark.slow
@pytest.mark.parametrize("case", WORK)
def test_blocks_are_looked_for_in_the_same_forms(case: str) -> None:
    docs, options, _ = WORK[case]
    reading = {name: value for name, value in options.items() if name in ("text", "id", "missing")}
    b = dedup.deduplicate_blocks(docs(), **reading)
    assert len(b.texts) == len(b.mask) == b.stats.documents


def test_the_units_of_old_still_choose_with_a_warning() -> None:
    with pytest.warns(DeprecationWarning, match="unit='block' is no option any more: call deduplicate_blocks"):
        assert dedup.deduplicate(TEXTS, unit="block", min_letters=40) == dedup.deduplicate_blocks(TEXTS, min_letters=40)
    with pytest.warns(DeprecationWarning, match="call deduplicate$"):
        assert dedup.deduplicate(TEXTS, unit="document") == dedup.deduplicate(TEXTS)


def test_an_option_of_documents_is_none_of_blocks() -> None:
    with pytest.raises(TypeError, match=r"deduplicate_blocks has no option jaccard: it is one of deduplicate$"):
        dedup.deduplicate_blocks(TEXTS, jaccard=0.8)


@pytest.mark.parametrize(
    "texts",
    [TEXTS, iter(TEXTS), np.array(TEXTS), pd.Series(TEXTS), pl.Series(TEXTS), pa.array(TEXTS)],
    ids=lambda texts: type(texts).__name__,
)
def test_a_column_can_be_sketched(texts: Any) -> None:
    assert (dedup.sketch(texts) == dedup.sketch(TEXTS)).all()
