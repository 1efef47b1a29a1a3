"""What workers do with Arrow batches: every row stays, in all its columns, and the columns are checked."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pytest

from dedup.errors import DuplicateIdError, OptionError
from dedup.integrations.arrow_batches import Columns, blocks_of_table, check_columns, checked_id_type, collapse_table
from tests.integrations.engine_rows import collapsed, pages, without_blocks

TEXT = Columns("text", "removals")
TEXT_AND_ID = Columns("text", "removals", "id")

TABLE = pa.Table.from_pylist([*pages()])


@pytest.mark.parametrize("form", [TABLE, TABLE.to_batches()[0]], ids=["table", "batch"])
def test_texts_are_collapsed(form: Any) -> None:
    changed = collapse_table(form, TEXT, {})
    assert changed.to_pylist() == [collapsed(row) for row in pages()]
    assert changed.schema.remove(len(changed.schema) - 1).equals(TABLE.schema)


def test_a_table_without_rows_has_the_added_column_too() -> None:
    schema = collapse_table(TABLE.slice(0, 0), TEXT, {}).schema
    assert schema.equals(collapse_table(TABLE, TEXT, {}).schema)
    assert blocks_of_table(TABLE.slice(0, 0), TEXT_AND_ID, {}).num_rows == 0


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())], ids=str)
def test_strings_keep_their_type(kind: Any) -> None:
    texts = TABLE.column("text").combine_chunks()
    column = texts.dictionary_encode() if pa.types.is_dictionary(kind) else texts.cast(kind)
    changed = collapse_table(TABLE.set_column(1, "text", column), TEXT, {})
    assert changed.schema.field("text").type == kind
    assert changed.column("text").to_pylist() == [collapsed(row)["text"] for row in pages()]


def test_blocks_are_removed_in_the_order_of_the_ids() -> None:
    reversed_rows = TABLE.take(list(range(TABLE.num_rows))[::-1])
    assert blocks_of_table(reversed_rows, TEXT_AND_ID, {}).to_pylist() == without_blocks(pages(), None)


def test_without_a_kept_copy_there_is_no_kept_span() -> None:
    rows = blocks_of_table(TABLE, TEXT_AND_ID, {"copies": 0}).to_pylist()
    assert rows == without_blocks(pages(), None, copies=0)
    removals = [removal for row in rows for removal in row["removals"]]
    assert removals
    assert {(removal["kept_id"], removal["kept_start"]) for removal in removals} == {(None, None)}


def test_ids_are_unique_and_there() -> None:
    with pytest.raises(DuplicateIdError, match="7"):
        blocks_of_table(pa.table({"id": [7, 7], "text": ["one", "two"]}), TEXT_AND_ID, {})
    with pytest.raises(OptionError, match=r"^id must be a column without missing values, not 'id'"):
        blocks_of_table(pa.table({"id": [7, None], "text": ["one", "two"]}), TEXT_AND_ID, {})


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (Columns("body", "removals"), "text must be a column of the rows, which have 'id', 'text', 'n', not 'body'"),
        (
            Columns("text", "removals", "url"),
            "id must be a column of the rows, which have 'id', 'text', 'n', not 'url'",
        ),
        (Columns("n", "removals"), "text must be a column of strings; this one is of type double, not 'n'"),
        (Columns("text", "n"), "removals must be a name that no column has, not 'n'"),
    ],
)
def test_columns_are_checked(columns: Columns, message: str) -> None:
    schema = pa.schema({"id": pa.int64(), "text": pa.string(), "n": pa.float64()})
    with pytest.raises(OptionError, match=f"^{re.escape(message)}$"):
        check_columns(schema, columns)


@pytest.mark.parametrize("kind", [pa.int8(), pa.uint64(), pa.string(), pa.large_string()], ids=str)
def test_ids_are_integers_or_strings(kind: Any) -> None:
    assert checked_id_type(pa.schema({"id": kind, "text": pa.string()}), TEXT_AND_ID) == kind


@pytest.mark.parametrize("kind", [pa.float32(), pa.bool_(), pa.date32(), pa.binary()], ids=str)
def test_ids_of_other_types_are_refused(kind: Any) -> None:
    with pytest.raises(OptionError, match=re.escape(f"this one is of type {kind}, not")):
        checked_id_type(pa.schema({"id": kind, "text": pa.string()}), TEXT_AND_ID)
