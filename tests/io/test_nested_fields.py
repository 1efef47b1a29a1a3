"""Fields inside of objects and structs: `meta.text`, while a key that holds a dot is a key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import UNSET

import dedup
from dedup.errors import InputError, OptionError
from dedup.io.formats.format import Change, Fields
from dedup.io.formats.json_decoding import looked_up
from dedup.io.formats.json_lines import with_value
from dedup.io.rows.rows import Rows
from dedup.results.span import Span
from tests.io.copying import copy, texts_of

ROWS: list[dict[str, Any]] = [
    {"id": 1, "meta": {"url": "/a", "deep": {"text": "The ferry."}}},
    {"id": 2, "meta": {"url": "/b", "deep": {"text": "The bridge.", "n": None}}, "more": [1, {"meta": 2}]},
]
DEEP = Fields("meta.deep.text", "meta.url")


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    else:
        table = pa.Table.from_pylist(rows)
        with pa.ipc.new_file(path, table.schema) as writer:
            writer.write_table(table)
    return path


def read_back(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text().splitlines()]
    return (pq.read_table(path) if path.suffix == ".parquet" else pa.ipc.open_file(path).read_all()).to_pylist()


@pytest.fixture(params=[".jsonl", ".parquet", ".arrow"])
def suffix(request: pytest.FixtureRequest) -> Iterator[str]:
    return request.param


def test_texts_and_ids_are_read_where_they_are(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path / f"in{suffix}", [{**row, "more": None} for row in ROWS])
    rows = Rows([str(path)], DEEP)
    assert texts_of(rows) == ["The ferry.", "The bridge."]
    assert list(rows.ids) == ["/a", "/b"]
    assert [text for _, texts in rows.read_again(lambda a, b: np.array([False, True])[a:b]) for text in texts] == [
        "The bridge."
    ]


def test_a_changed_text_is_written_where_it_was_and_nothing_else_changes(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path / f"in{suffix}", [{**row, "more": None} for row in ROWS])
    rows = Rows([str(path)], DEEP)
    texts_of(rows)
    copy(rows, tmp_path / f"out{suffix}", lambda number: Change([Span(0, 4)]))
    expected = read_back(path)
    for row in expected:
        row["meta"]["deep"]["text"] = row["meta"]["deep"]["text"][4:]
    assert read_back(tmp_path / f"out{suffix}") == expected
    if suffix == ".parquet":
        assert pq.read_schema(path) == pq.read_schema(tmp_path / f"out{suffix}")


def test_a_key_with_a_dot_is_a_key(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path / f"in{suffix}", [{"meta.text": "The key.", "meta": {"text": "The path."}}])
    rows = Rows([str(path)], Fields("meta.text"))
    assert texts_of(rows) == ["The key."]
    copy(rows, tmp_path / f"out{suffix}", lambda number: Change([Span(0, 4)]))
    assert read_back(tmp_path / f"out{suffix}") == [{"meta.text": "key.", "meta": {"text": "The path."}}]


def test_rows_of_one_file_may_have_either(tmp_path: Path) -> None:
    either = [{"meta.text": "The key."}, {"meta": {"text": "The path."}}, {"meta": 7, "meta.text": "Both."}]
    path = written(tmp_path / "in.jsonl", either)
    assert texts_of(Rows([str(path)], Fields("meta.text"))) == ["The key.", "The path.", "Both."]


def test_an_escaped_surrogate_is_read_there_too(tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", [{"meta": {"text": "a \ud800"}}, {"meta": {"text": "b"}}])
    rows = Rows([str(path)], Fields("meta.text"))
    assert texts_of(rows) == ["a \ud800", "b"]
    assert [text for _, texts in rows.read_again(lambda a, b: np.ones(b - a, bool)) for text in texts] == [
        "a \ud800",
        "b",
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"meta": {"body": "a"}}, "no field 'meta.text'; there are 'meta'; name the field with --text"),
        ({"meta": None}, "no field 'meta.text'; there are 'meta'"),
        ({"meta": [{"text": "a"}]}, "no field 'meta.text'; there are 'meta'"),
        ({"meta": {"text": 7}}, "'meta.text' is not a string but int"),
        ({"meta": {"text": "a"}, "id": 1}, "no field 'meta.id'"),
        ({"meta": {"text": "a", "id": True}}, "'meta.id' is not a string or an integer but bool"),
    ],
)
def test_a_row_without_the_field_is_bad(tmp_path: Path, row: dict[str, Any], reason: str) -> None:
    path = written(tmp_path / "in.jsonl", [{"meta": {"text": "good", "id": 0}}, row])
    with pytest.raises(InputError) as caught:
        texts_of(Rows([str(path)], Fields("meta.text", "meta.id")))
    second = len(path.read_bytes().splitlines(keepends=True)[0])
    assert f"line 2, byte {second}: {reason}" in str(caught.value)


def test_a_table_without_the_path_names_its_columns(tmp_path: Path) -> None:
    path = written(tmp_path / "in.parquet", ROWS[:1])
    for name in ("meta.text", "meta.deep.text.more", "id.text", "none.text"):
        with pytest.raises(InputError, match=f"no field '{name}'; there are 'id', 'meta'; name the field with --text"):
            texts_of(Rows([str(path)], Fields(name)))


KEYS = st.sampled_from(["a", "b", "a.b", "b.a", ""])
VALUES = st.recursive(
    st.none() | st.integers(0, 9) | st.text('ab."\\{}[],:\u00e9 ', max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, VALUES, max_size=3), st.sampled_from(["a", "a.b", "b.a.b"]), st.integers(0, 4))
def test_only_the_value_that_is_looked_up_is_replaced(row: dict[str, Any], name: str, indent: int) -> None:
    assume(looked_up(row, name) is not UNSET)
    line = json.dumps(row, separators=((",", " ,", ", ")[indent % 3], ":" + " " * indent)).encode()
    changed = json.loads(with_value(line, name, b'"new"', nested=True))
    assert looked_up(changed, name) == "new"
    assert json.dumps(changed).replace('"new"', json.dumps(looked_up(row, name)), 1) == json.dumps(row)


def test_the_functions_take_paths_too(tmp_path: Path) -> None:
    docs = [{"meta": {"body": "The ferry runs again."}, "id": n} for n in range(2)]
    assert dedup.deduplicate(docs, text="meta.body").kept_ids == (0,)
    docs = [{"meta.body": f"The ferry {n} runs.", "meta": {"body": "same"}} for n in range(2)]
    assert dedup.deduplicate(docs, text="meta.body").kept_ids == (0, 1)
    path = written(tmp_path / "in.jsonl", docs)
    assert len(dedup.deduplicate(path, text="meta.body")) == 2
    with pytest.raises(OptionError, match="text must be a field of docs"):
        dedup.deduplicate([{"meta": None}], text="meta.body")
