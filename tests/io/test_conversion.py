"""Rows written in another format: every value keeps its type, or the error says which cannot."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import DedupError, InputError, OptionError
from dedup.io.formats.format import UNCHANGED, Change, Fields
from dedup.io.rows.destination import check_destination
from dedup.io.rows.rows import Rows
from dedup.results.span import Span
from tests.io.copying import copy, texts_of

ROWS: list[dict[str, Any]] = [
    {"text": "The ferry.", "n": 1, "score": 1, "tags": [], "meta": {"url": "/a"}, "seen": True},
    {"text": "Die Brücke.", "n": -(2**62), "score": 0.5, "tags": ["x", None], "meta": {"lang": "de"}, "seen": None},
    {"text": "", "n": None, "score": None, "tags": None, "meta": None, "more": '"quoted", \n\t'},
]


def converted(source: Path, name: str, change: Change = UNCHANGED, fields: Fields | None = None) -> Path:
    """The file that all rows of `source` were written to."""
    rows = Rows([str(source)], fields or Fields())
    texts_of(rows)
    out = source.parent / name
    check_destination(str(out), rows.format, rows.files)
    copy(rows, out, lambda number: change)
    return out


def jsonl(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return path


def rows_in(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text().splitlines()]
    if path.suffix in (".csv", ".tsv"):
        with path.open(newline="") as file:
            return [*csv.DictReader(file, delimiter="," if path.suffix == ".csv" else "\t")]
    return (pq.read_table(path) if path.suffix == ".parquet" else pa.ipc.open_file(path).read_all()).to_pylist()


def with_all_fields(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as columns have them, with None for a missing field."""
    names = dict.fromkeys(name for row in rows for name in row)
    keys = dict.fromkeys(key for row in rows for key in row.get("meta") or {})
    filled = [{name: row.get(name) for name in names} for row in rows]
    for row in filled:
        if row.get("meta") is not None:
            row["meta"] = {key: row["meta"].get(key) for key in keys}
    return filled


@pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
def test_json_lines_become_columns_and_come_back(tmp_path: Path, suffix: str) -> None:
    out = converted(jsonl(tmp_path / "in.jsonl", ROWS), f"out{suffix}")
    assert rows_in(out) == with_all_fields(ROWS)
    assert rows_in(converted(out, "back.jsonl")) == with_all_fields(ROWS)


def test_parquet_becomes_arrow_and_comes_back_with_all_types(tmp_path: Path) -> None:
    columns = {
        "text": pa.array(["a", "b"], pa.large_string()),
        "when": pa.array([0, 10**12], pa.timestamp("us", "UTC")),
        "kind": pa.array(["x", "x"]).dictionary_encode(),
        "bytes": pa.array([b"\xff", None]),
    }
    pq.write_table(pa.table(columns), tmp_path / "in.parquet")
    out = converted(tmp_path / "in.parquet", "out.arrow")
    assert pa.ipc.open_file(out).read_all().equals(pq.read_table(tmp_path / "in.parquet"))
    assert pq.read_table(converted(out, "back.parquet")).equals(pq.read_table(tmp_path / "in.parquet"))


@pytest.mark.parametrize("target", ["out.jsonl", "out.tsv", "out.parquet", "out.jsonl.gz"])
def test_a_table_of_texts_stays_one(tmp_path: Path, target: str) -> None:
    (tmp_path / "in.csv").write_text('id,text\r\n007,"a, ""b""\nc"\n,d\te\n')
    expected = [{"id": "007", "text": 'a, "b"\nc'}, {"id": "", "text": "d\te"}]
    out = converted(tmp_path / "in.csv", target)
    if out.suffix == ".gz":
        assert len(texts_of(Rows([str(out)]))) == 2
    else:
        assert rows_in(out) == expected
        assert rows_in(converted(out, "back.csv")) == expected


def test_texts_become_rows_with_their_paths(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_bytes(b"\xef\xbb\xbfThe ferry.\r\n")
    out = converted(tmp_path / "pages", "out.jsonl")
    assert rows_in(out) == [{"id": str(tmp_path / "pages" / "a.txt"), "text": "The ferry.\r\n"}]


@pytest.mark.parametrize("target", ["out.jsonl", "out.csv", "out.parquet"])
def test_changes_are_written_too(tmp_path: Path, target: str) -> None:
    source = tmp_path / ("in.tsv" if target != "out.jsonl" else "in.csv")
    source.write_text("text{0}id\nThe ferry.{0}1\n".format("\t" if source.suffix == ".tsv" else ","))
    out = converted(source, target, Change([Span(0, 4)]))
    assert rows_in(out) == [{"text": "ferry.", "id": "1"}]
    nested = jsonl(tmp_path / "nested.jsonl", [{"meta": {"text": "The ferry.", "n": 1}}])
    out = converted(nested, "nested.parquet", Change([Span(0, 4)]), Fields("meta.text"))
    assert rows_in(out) == [{"meta": {"text": "ferry.", "n": 1}}]


def test_notes_are_objects_where_there_are_any_and_text_where_not(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", [{"text": "a"}])
    for suffix in (".csv", ".parquet"):
        rows = Rows([str(source)])
        texts_of(rows)
        copy(rows, tmp_path / f"out{suffix}", lambda number: Change(note={"kept": True}), noted=True)
        assert rows_in(tmp_path / f"out{suffix}") == [{"text": "a", "dedup": '{"kept": true}'}]
    (tmp_path / "in.csv").write_text("text\na\n")
    rows = Rows([str(tmp_path / "in.csv")])
    texts_of(rows)
    copy(rows, tmp_path / "noted.jsonl", lambda number: Change(note={"kept": True}), noted=True)
    assert rows_in(tmp_path / "noted.jsonl") == [{"text": "a", "dedup": {"kept": True}}]


@pytest.mark.parametrize(
    ("rows", "target", "reason"),
    [
        ([{"text": "a"}, {"text": "b", "n": 1}], "out.csv", "line 2 has other fields than the first one"),
        ([{"text": "a", "n": 1}], "out.csv", "line 1 has a value in the field 'n' that is not text"),
        ([{"text": "a", "n": None}], "out.tsv", "line 1 has a value in the field 'n' that is not text"),
        ([{"text": "a", "n": {}}], "out.csv", "line 1 has a value in the field 'n' that is not text"),
        ([{"text": "a\ud800"}], "out.csv", "line 1 has a lone surrogate"),
        ([{"text": "a", "n": 1}, {"text": "b", "n": "1"}], "out.parquet", "line 2 does not fit into typed columns"),
        ([{"text": "a", "n": 1}, {"text": "b", "n": True}], "out.parquet", "line 2 does not fit into typed columns"),
        ([{"text": "a", "n": 2**64}], "out.parquet", "line 1 does not fit into typed columns"),
        ([{"text": "a\ud800"}], "out.arrow", "line 1 does not fit into typed columns"),
        ([{"text": "a", "n": 2**53 + 1}, {"text": "b", "n": 0.5}], "out.parquet", "do(es)? not fit into typed columns"),
        ([{"text": "a", "n": {}}], "out.parquet", "cannot be written"),
    ],
)
def test_what_would_change_its_type_is_named(
    tmp_path: Path, rows: list[dict[str, Any]], target: str, reason: str
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(DedupError, match=reason):
        converted(source, target)
    assert not (tmp_path / target).exists()


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        (pa.array([0], pa.timestamp("us")), r"has the column 'x' of type timestamp\[us\], which only .parquet and"),
        (pa.array([b"a"]), "of type binary"),
        (pa.array([[b"a"]]), "of type list<"),
        (pa.array([{"a": b"a"}]), "of type struct<"),
        (pa.array([float("nan")]), "line 1 has a number that JSON does not have: NaN or infinity"),
    ],
)
def test_what_json_does_not_have_is_named(tmp_path: Path, column: Any, reason: str) -> None:
    pq.write_table(pa.table({"text": ["a"], "x": column}), tmp_path / "in.parquet")
    with pytest.raises(InputError, match=reason):
        converted(tmp_path / "in.parquet", "out.jsonl")


def test_two_columns_of_one_name_are_named(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array([1]), pa.array([2])], names=["text", "x", "x"])
    with pa.ipc.new_file(tmp_path / "in.arrow", table.schema) as writer:
        writer.write_table(table)
    with pytest.raises(InputError, match="has 2 columns of the name 'x'"):
        converted(tmp_path / "in.arrow", "out.jsonl")
    (tmp_path / "in.csv").write_text("text,x,x\na,1,2\n")
    with pytest.raises(InputError, match="has two fields of one name"):
        converted(tmp_path / "in.csv", "out.jsonl")


def test_no_rows_are_written_as_none(tmp_path: Path) -> None:
    for target in ("out.parquet", "out.arrow", "out.csv"):
        out = converted(jsonl(tmp_path / "in.jsonl", []), target)
        assert rows_in(out) == []


def test_a_target_needs_a_name(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", ROWS)
    with pytest.raises(OptionError, match=r"output must be a file that ends in \.jsonl, or as another format does"):
        converted(source, "out.txt")
    with pytest.raises(OptionError, match=r"without \.gz, since its format has compression of its own"):
        converted(source, "out.parquet.gz")


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=20),
    st.lists(
        st.sampled_from(
            [st.booleans(), st.integers(-(2**63), 2**63 - 1), st.text(st.characters(codec="utf-8"), max_size=3)]
        ),
        max_size=3,
    ),
    st.data(),
)
def test_whatever_has_one_type_in_a_column_comes_back(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], kinds: list[st.SearchStrategy[Any]], data: st.DataObject
) -> None:
    columns = {f"c{place}": st.none() | kind for place, kind in enumerate(kinds)}
    rows = [{"text": f"{size}", **{name: data.draw(kind) for name, kind in columns.items()}} for size in sizes]
    folder = tmp_path_factory.mktemp("rows")
    back = converted(converted(jsonl(folder / "in.jsonl", rows), "out.parquet"), "back.jsonl")
    assert rows_in(back) == rows
