"""Parquet and Arrow files with columns of every kind are copied; of damaged ones the rows before the damage are."""

from __future__ import annotations

import base64
import gc
import json
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import InputError, OutputError
from dedup.io.formats.arrow_files import ROWS, ArrowFiles
from dedup.io.formats.format import UNCHANGED, Change, Fields
from dedup.io.rows.destination import Destination
from dedup.io.rows.rows import Rows
from dedup.io.staged import Staged
from dedup.results.span import Span
from tests.io.copying import copy, texts_of

TEXTS = ["The first text.", "Ein zweiter, für 漢字 🙂.", "The third, which is longer than the others.", "", "The last."]
SUFFIXES = [".parquet", ".arrow"]


def write(path: Path, table: pa.Table, rows: int | None = None) -> Path:
    """The path of a new file, with so many rows in each batch."""
    if path.suffix == ".parquet":
        write_parquet(path, table, rows)
    else:
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table, max_chunksize=rows)
    return path


def write_parquet(path: Path, table: pa.Table, rows: int | None) -> None:
    """Writes list views as pyarrow 25 does, and earlier ones cannot: as lists, with the Arrow schema beside them."""
    is_view = ["list_view" in str(kind) for kind in table.schema.types]
    if not any(is_view):
        pq.write_table(table, path, row_group_size=rows)
        return
    columns = [
        pa.array(column.to_pylist(), pa.list_(column.type.value_type)) if view else column
        for view, column in zip(is_view, table.columns)
    ]
    lists = pa.Table.from_arrays(columns, table.column_names)
    with pq.ParquetWriter(path, lists.schema, store_schema=False) as writer:
        writer.write_table(lists, rows)
        writer.add_key_value_metadata({"ARROW:schema": base64.b64encode(table.schema.serialize())})


def read(path: Path) -> pa.Table:
    """The table in a file."""
    if path.suffix == ".parquet":
        with pq.ParquetFile(path) as parquet:
            return parquet.read()
    with pa.OSFile(str(path)) as file:
        return pa.ipc.open_file(file).read_all()


def cut(table: pa.Table, rows: list[int]) -> pa.Table:
    """Some rows, of columns of every kind."""
    return pa.concat_tables([table.slice(row, 1) for row in rows])


def strings(*values: bytes) -> Any:
    """An array of strings, valid or not."""
    return pa.array(values, pa.binary()).view(pa.string())


# -- kinds of columns --------------------------------------------------------------------------------------------------

VIEWS = pa.array(TEXTS, pa.string_view())
NUMBERS = pa.array(range(5))
PLACES = pa.array(range(6), pa.int32())
ENDS = pa.array([2, 5], pa.int16())
TYPES = pa.array([0, 1, 0, 1, 1], pa.int8())

KINDS: dict[str, Any] = {
    "string": pa.array(TEXTS),
    "large string": pa.array(TEXTS, pa.large_string()),
    "string view": VIEWS,
    "binary view": VIEWS.cast(pa.binary_view()),
    "views in lists": pa.ListArray.from_arrays(PLACES, VIEWS),
    "views in large lists": pa.LargeListArray.from_arrays(PLACES.cast(pa.int64()), VIEWS),
    "views in lists of one": pa.FixedSizeListArray.from_arrays(VIEWS, 1),
    "views in structs": pa.StructArray.from_arrays([pa.ListArray.from_arrays(PLACES, VIEWS)], ["a"]),
    "views in maps": pa.MapArray.from_arrays(PLACES, VIEWS, VIEWS),
    "lists by view": pa.array([[text] for text in TEXTS], pa.list_view(pa.string())),
    "views in lists by view": pa.array([[text] for text in TEXTS], pa.large_list_view(pa.string_view())),
    "dictionary": pa.array(TEXTS).dictionary_encode(),
    "nanoseconds": pa.array(range(5), pa.timestamp("ns")),
    "years after 9999": pa.array([3_000_000] * 5, pa.date32()),
    "an unknown zone": pa.array(range(5), pa.timestamp("s", "Nowhere/Here")),
    "two of one name": pa.StructArray.from_arrays([NUMBERS, pa.array(TEXTS)], ["a", "a"]),
    "not UTF-8": strings(b"a", b"\xff", b"b", b"", b"\xe4"),
    "null": pa.nulls(5),
}
NOT_IN_PARQUET: dict[str, Any] = {
    "views in a dictionary": pa.DictionaryArray.from_arrays(TYPES, VIEWS),
    "runs": pa.RunEndEncodedArray.from_arrays(ENDS, NUMBERS[:2]),
    "runs of views": pa.RunEndEncodedArray.from_arrays(ENDS, VIEWS[:2]),
    "sparse union": pa.UnionArray.from_sparse(TYPES, [NUMBERS, pa.array(TEXTS)]),
    "dense union": pa.UnionArray.from_dense(TYPES, pa.array([0, 0, 1, 1, 2], pa.int32()), [NUMBERS, pa.array(TEXTS)]),
}
FILES = [(kind, suffix) for suffix in SUFFIXES for kind in KINDS] + [(kind, ".arrow") for kind in NOT_IN_PARQUET]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "suffix"), FILES)
def test_a_column_of_any_kind_is_copied(tmp_path: Path, kind: str, suffix: str) -> None:
    table = pa.table({"text": [*TEXTS[:3], None, TEXTS[4]], "other": {**KINDS, **NOT_IN_PARQUET}[kind]})
    path, out = write(tmp_path / f"in{suffix}", table), tmp_path / f"out{suffix}"
    table = read(path)  # lists in Parquet have names of their own for what is in them
    rows = Rows([str(path)], skip_bad=True)
    assert texts_of(rows) == [*TEXTS[:3], TEXTS[4]]
    for kept in ([0, 1, 2, 4], [0, 2, 4], [1, 2], []):
        [(_, raw)] = copy(rows, out, lambda number, kept=kept: UNCHANGED if [0, 1, 2, 4][number] in kept else None)
        assert read(out).equals(cut(table, kept) if kept else table.slice(0, 0))
        assert [*json.loads(raw)] == ["text", "other"]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
)
def test_texts_of_any_kind_can_change(tmp_path: Path, kind: Any, suffix: str) -> None:
    path, out = tmp_path / f"in{suffix}", tmp_path / f"out{suffix}"
    write(path, pa.table({"text": pa.array(TEXTS, pa.string()).cast(kind), "n": NUMBERS}))
    rows = Rows([str(path)])
    assert texts_of(rows) == TEXTS
    copy(rows, out, lambda number: Change([Span(0, 4)]) if number == 2 else UNCHANGED)
    expected = pa.array([*TEXTS[:2], TEXTS[2][4:], *TEXTS[3:]]).cast(kind)
    assert read(out).to_pydict() == {"text": expected.to_pylist(), "n": NUMBERS.to_pylist()}
    assert read(out).schema == read(path).schema


@pytest.mark.slow
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kind", ["string_view", "list_view<string>", "dense_union", "dictionary"])
def test_what_is_cut_from_a_large_batch_is_small(tmp_path: Path, kind: str, suffix: str) -> None:
    texts = [f"A text of some length, which is number {number}." for number in range(20 * ROWS)]
    places = pa.array(range(len(texts)), pa.int32())
    columns: dict[str, Any] = {
        "string_view": pa.array(texts, pa.string_view()),
        "list_view<string>": pa.array([[text] for text in texts], pa.list_view(pa.string())),
        "dictionary": pa.array(texts).dictionary_encode(),
        "dense_union": pa.UnionArray.from_dense(pa.array([0] * len(texts), pa.int8()), places, [pa.array(texts)]),
    }
    if suffix == ".parquet" and kind == "dense_union":
        return  # Parquet has none
    table = pa.table({"text": texts, "other": columns[kind]})
    path, out = write(tmp_path / f"in{suffix}", table), tmp_path / f"out{suffix}"
    rows = Rows([str(path)])
    texts_of(rows)
    copy(rows, out, lambda number: UNCHANGED)
    assert out.stat().st_size < 1.3 * path.stat().st_size
    copy(rows, out, lambda number: UNCHANGED if number % 2 else None)
    assert out.stat().st_size < path.stat().st_size
    assert read(out)["other"].to_pylist() == table["other"].to_pylist()[1::2]


@pytest.mark.parametrize("limit", ["GROUP_ROWS", "GROUP_BYTES"])
def test_dictionaries_may_differ_from_batch_to_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(f"dedup.io.formats.arrow_files.{limit}", 3)
    path, out = tmp_path / "in.arrow", tmp_path / "out.arrow"
    schema = pa.schema({"text": pa.string(), "kind": pa.dictionary(pa.int8(), pa.string())})
    kinds = [["x", "y"], ["z", "x"], ["z", "w"], ["w", "y"], [None, "v"], [None, None]]
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, schema) as writer:
        for batch in kinds:
            columns = [pa.array(["one text", "another"]), pa.array(batch, schema.field(1).type)]
            writer.write_batch(pa.record_batch(columns, schema=schema))
    rows = Rows([str(path)])
    texts_of(rows)
    copy(rows, out, lambda number: None if number in {2, 6, 7} else UNCHANGED)
    assert read(out)["kind"].to_pylist() == ["x", "y", "x", *kinds[2], *kinds[4], *kinds[5]]
    assert read(out).schema == schema


def test_dictionaries_that_do_not_fit_together_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "in.arrow"
    schema = pa.schema({"text": pa.string(), "kind": pa.dictionary(pa.int8(), pa.string())})
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, schema) as writer:
        for first in (0, 100):
            values = pa.array(list(map(str, range(first, first + 100))))
            columns = [values, pa.DictionaryArray.from_arrays(pa.array(range(100), pa.int8()), values)]
            writer.write_batch(pa.record_batch(columns, schema=schema))
    rows = Rows([str(path)])
    texts_of(rows)
    with pytest.raises(OutputError, match=r"the rows cannot be written: .*larger index type"):
        copy(rows, tmp_path / "out.arrow", lambda number: UNCHANGED)
    assert [file.name for file in tmp_path.iterdir()] == ["in.arrow"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_of_two_columns_of_one_name_neither_is_the_text(tmp_path: Path, suffix: str) -> None:
    columns = [pa.array(TEXTS), NUMBERS, pa.array([*TEXTS[:4], None]), NUMBERS, pa.array(TEXTS)]
    table = pa.Table.from_arrays(columns, ["a", "b", "text", "b", "dedup"])
    path, out = write(tmp_path / f"in{suffix}", table), tmp_path / f"out{suffix}"
    with pytest.raises(InputError, match=f"in{suffix}: 2 columns have the name 'b'"):
        texts_of(Rows([str(path)], Fields("text", "b")))
    rows = Rows([str(path)], skip_bad=True)
    assert texts_of(rows) == TEXTS[:4]
    [(_, raw)] = copy(rows, out, lambda number: Change([Span(0, 4)] if number == 0 else [], {"n": number}), noted=True)
    assert raw.startswith(b'{"a": "The last.", "b": 4, "text": null, "b": 4, ')
    assert read(out).column_names == ["a", "b", "text", "b", "dedup"]
    assert read(out)["text"].to_pylist() == ["first text.", *TEXTS[1:4]]
    assert read(out)["dedup"].to_pylist() == [json.dumps({"n": number}) for number in range(4)]


# -- texts and ids -----------------------------------------------------------------------------------------------------


def chunks_of(path: Path, fields: Fields) -> list[Any]:
    """The chunks of a file, without the empty one in front."""
    chunks = [*ArrowFiles(path.suffix).chunks(str(path), fields, lambda size: None)]
    assert len(chunks[0].lines) == 0
    return chunks[1:]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("ids", [pa.array([*"abcde"]), pa.array([*"abcde"], pa.string_view()), NUMBERS])
def test_texts_and_ids_that_are_all_good_come_at_once(tmp_path: Path, suffix: str, ids: Any) -> None:
    path = write(tmp_path / f"in{suffix}", pa.table({"text": TEXTS, "id": ids}))
    [chunk] = chunks_of(path, Fields("text"))
    assert chunk.documents() == (TEXTS, None)
    [chunk] = chunks_of(path, Fields("text", "id"))
    assert chunk.documents() == (TEXTS, ids.to_pylist())
    assert chunk.document(1) == (TEXTS[1], ids[1].as_py())


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("texts", "ids", "reason"),
    [
        (pa.array(["a", None]), pa.array([1, 2]), "the text is null"),
        (pa.array([b"a", b"b"]), pa.array([1, 2]), "the text is not a string but bytes"),
        (pa.array([0, 1], pa.timestamp("ns")), pa.array([1, 2]), "the text is not a string but "),
        (strings(b"a", b"b\xffc"), pa.array([1, 2]), "0xff is not valid UTF-8"),
        (pa.array(["a", "b"]), pa.array([1, None]), "the id is not a string or an integer but None"),
        (pa.array(["a", "b"]), pa.array([1, 1.5]), "the id is not a string or an integer but 1.0"),
        (pa.array(["a", "b"]), pa.array([0, 1], pa.timestamp("ns")), "the id is not a string or an integer"),
        (pa.array(["a", "b"]), pa.array([[1], [2]]), r"the id is not a string or an integer but \[1\]"),
        (pa.array(["a", "b"]), strings(b"a", b"b\xff"), r"the id is not a string .* but b'b\\xff'"),
    ],
)
def test_rows_without_a_text_or_id_are_bad(tmp_path: Path, suffix: str, texts: Any, ids: Any, reason: str) -> None:
    path = write(tmp_path / f"in{suffix}", pa.table({"text": texts, "id": ids}))
    [chunk] = chunks_of(path, Fields("text", "id"))
    assert chunk.documents() is None
    with pytest.raises(InputError, match=rf"in{suffix}, line [12]: {reason}"):
        texts_of(Rows([str(path)], Fields("text", "id")))
    rows = Rows([str(path)], Fields("text", "id"), skip_bad=True)
    assert len(texts_of(rows)) + rows.rejected.rows == 2
    for _, raw in copy(rows, tmp_path / f"out{suffix}", lambda number: UNCHANGED):
        assert [*json.loads(raw)] == ["text", "id"]


# -- damage ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [0x7FFFFFFF, 0x10000000, -1])
@pytest.mark.parametrize("row", [1, 700, 2999])
@pytest.mark.parametrize("column", ["text", "other"])
def test_rows_before_a_damaged_offset_are_read(tmp_path: Path, column: str, row: int, value: int) -> None:
    texts = [f"text {number}" for number in range(3000)]
    table = pa.table({"text": texts, "other": [f"other {number}" for number in range(3000)]})
    path, out = write(tmp_path / "in.arrow", table), tmp_path / "out.arrow"
    offsets = table[column].chunk(0).buffers()[1].to_pybytes()[: 4 * 3001]
    damaged = offsets[: 4 * row] + value.to_bytes(4, "little", signed=True) + offsets[4 * row + 4 :]
    path.write_bytes(path.read_bytes().replace(offsets, damaged, 1))
    with pytest.raises(InputError, match=rf"in\.arrow: damaged after row {row - 1}: "):
        texts_of(Rows([str(path)]))
    rows = Rows([str(path)], skip_bad=True)
    assert texts_of(rows) == texts[: row - 1]
    assert rows.rejected == (0, 1)
    copy(rows, out, lambda number: UNCHANGED)
    assert read(out).equals(table.slice(0, row - 1))


def small_files(folder: Path) -> dict[str, bytes]:
    """Files in every form, by their suffix."""
    columns = {"text": TEXTS, "id": [*"abcde"], "list": [[text] * 2 for text in TEXTS], "view": VIEWS}
    table = pa.table({**columns, "dictionary": KINDS["dictionary"]})
    files = [write(folder / f"small{suffix}", table, 2).read_bytes() for suffix in SUFFIXES]
    with pa.OSFile(str(folder / "small"), "wb") as file, pa.ipc.new_stream(file, table.schema) as writer:
        writer.write_table(table)
    return dict(zip([*SUFFIXES, ".ipc"], [*files, (folder / "small").read_bytes()]))


@given(
    suffix=st.sampled_from([*SUFFIXES, ".ipc"]),
    where=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=3),
    skip_bad=st.booleans(),
)
def test_no_damage_does_harm(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, where: list[tuple[float, int]], skip_bad: bool
) -> None:
    folder = tmp_path_factory.getbasetemp()
    data = bytearray(small_files(folder)[suffix])
    for place, change in where:
        data[int(place * len(data))] ^= change
    path, out = folder / f"damaged{suffix}", folder / f"out{suffix}"
    path.write_bytes(data)
    rows = Rows([str(path)], Fields("text", "id"), skip_bad=skip_bad)
    with suppress(InputError):
        texts = texts_of(rows)
        copy(rows, out, lambda number: UNCHANGED if number % 3 else Change([Span(0, 1)]))
        assert not texts or len(read(out)) == len(texts)


@pytest.mark.slow
@pytest.mark.parametrize(("suffix", "magic"), [(".parquet", b"PAR1"), (".arrow", b"ARROW1")])
def test_no_damage_of_the_footer_does_harm(tmp_path: Path, suffix: str, magic: bytes) -> None:
    data = write(tmp_path / f"whole{suffix}", pa.table({"text": TEXTS})).read_bytes()
    path = tmp_path / f"in{suffix}"
    length = len(data) - len(magic) - 4  # where that of the footer stands
    footer = length - int.from_bytes(data[length : length + 4], "little")
    for place, change in product(range(footer, len(data)), (1, 4, 16, 128)):
        path.write_bytes(data[:place] + bytes([data[place] ^ change]) + data[place + 1 :])
        assert texts_of(Rows([str(path)], skip_bad=True)) in ([], TEXTS)


# -- writing that fails ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.filterwarnings("error")
def test_a_file_that_is_given_up_leaves_nothing_to_complain_about(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"in{suffix}", pa.table({"text": TEXTS * 1000}))
    rows = Rows([str(path)])
    texts_of(rows)
    with suppress(ZeroDivisionError), Staged() as staged:
        destination = Destination(str(tmp_path / f"out{suffix}"), staged, rows.format, rows.fields, False)
        rows.copy(destination, np.ones(rows.count, bool), None, lambda reject, raw: None)
        _ = 1 / 0
    del destination
    gc.collect()  # Parquet's writer would write to the file that is closed
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
