"""Rows of every format: read, numbered, read again, and written unchanged, shortened or with a note."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import FileChangedError, InputError, OptionError
from dedup.io.compression import compressing, read_blocks
from dedup.io.formats.format import UNCHANGED, Change, Fields
from dedup.io.rows.destination import Destination, check_destination
from dedup.io.rows.rows import Rows
from dedup.io.staged import Staged
from dedup.results.span import Span
from tests.io.copying import copy, texts_of

DOCUMENTS = [
    ("a", "The first text, of one line."),
    ("b", 'The second:\ntwo lines, "quotes", a comma, a tab\tand a quote \' more.'),
    ("ü", "Ein drittes mit Umlauten: äöü, 漢字 and 🙂."),
    ("d", ""),
    ("e", "The last."),
]
FIELDS = Fields("body", "name")


def json_lines(path: Path) -> None:
    lines = [json.dumps({"n": 1.50, "name": n, "body": t, "x": [{}]}, ensure_ascii=n == "a") for n, t in DOCUMENTS]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def delimited(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t" if path.suffix == ".tsv" else ",")
        writer.writerow(["n", "name", "body"])
        writer.writerows([1.5, n, t] for n, t in DOCUMENTS)


def table() -> Any:
    names, texts = zip(*DOCUMENTS)
    return pa.table({"n": [1.5] * len(names), "name": names, "body": texts}).replace_schema_metadata({"made": "here"})


def arrow(path: Path) -> None:
    with pa.OSFile(str(path), "wb") as file:
        make = pa.ipc.new_stream if path.suffix == ".ipc" else pa.ipc.new_file
        with make(file, table().schema) as writer:
            writer.write_table(table(), max_chunksize=2)


def parquet(path: Path) -> None:
    pq.write_table(table(), path, row_group_size=2, compression="zstd")


MAKERS: dict[str, Callable[[Path], None]] = {
    ".jsonl": json_lines,
    ".csv": delimited,
    ".tsv": delimited,
    ".parquet": parquet,
    ".arrow": arrow,
    ".ipc": arrow,
}


@pytest.fixture(params=MAKERS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of the documents, in each format in turn."""
    path = tmp_path / f"documents{request.param}"
    MAKERS[request.param](path)
    return path


def all_fields(path: Path) -> list[dict[str, Any]]:
    """The rows of a file, read by somebody else."""
    match path.suffix:
        case ".jsonl":
            return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        case ".csv" | ".tsv":
            text = path.read_bytes().decode()
            return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if path.suffix == ".tsv" else ","))
        case ".parquet":
            return list(pq.read_table(path).to_pylist())
    with pa.OSFile(str(path)) as file:
        return list(pa.ipc.open_file(file).read_all().to_pylist())


def test_documents_come_in_order_with_their_ids(path: Path) -> None:
    rows = Rows([str(path)], FIELDS)
    assert texts_of(rows) == [text for _, text in DOCUMENTS]
    assert list(rows.ids) == [name for name, _ in DOCUMENTS]


def test_without_a_field_the_number_is_the_id_and_file_and_line_the_name(path: Path) -> None:
    rows = Rows([str(path)], Fields("body"))
    texts_of(rows)
    assert rows.ids == range(len(DOCUMENTS))
    # The second row of CSV has two lines; its header has one.
    lines = {".csv": [2, 3, 5, 6, 7], ".tsv": [2, 3, 5, 6, 7]}.get(path.suffix, [1, 2, 3, 4, 5])
    assert [rows.name_of(number) for number in rows.ids] == [f"{path}:{line}" for line in lines]


def test_those_wanted_are_read_again(path: Path) -> None:
    rows = Rows([str(path)], FIELDS)
    texts_of(rows)
    wanted = np.array([True, False, False, True, True])
    again = list(rows.read_again(lambda start, stop: wanted[start:stop]))
    assert [number for numbers, _ in again for number in numbers] == [0, 3, 4]
    assert [text for _, texts in again for text in texts] == [DOCUMENTS[number][1] for number in (0, 3, 4)]


def test_rows_that_stay_are_written_as_they_were(path: Path, tmp_path: Path) -> None:
    rows = Rows([str(path)], FIELDS)
    texts_of(rows)
    out = tmp_path / f"out{path.suffix}"
    copy(rows, out, lambda number: None if number == 1 else UNCHANGED)
    if path.suffix == ".ipc":
        path = path.rename(path.with_suffix(".old"))
        with pa.OSFile(str(path)) as file:
            expected = pa.ipc.open_stream(file).read_all().to_pylist()
    else:
        expected = all_fields(path)
    assert all_fields(out) == expected[:1] + expected[2:]
    if path.suffix in {".jsonl", ".csv", ".tsv"}:
        kept = [line for line in path.read_bytes().splitlines(keepends=True) if b"second" not in line]
        kept = [line for line in kept if not line.startswith(b"two lines")]
        assert out.read_bytes() == b"".join(kept)
    elif path.suffix == ".parquet":
        assert pq.read_schema(out) == pq.read_schema(path)
        assert pq.read_schema(out).metadata[b"made"] == b"here"
        assert pq.ParquetFile(out).metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_text_that_changes_changes_alone(path: Path, tmp_path: Path) -> None:
    if path.suffix == ".ipc":
        return  # read as a stream, written as a file
    rows = Rows([str(path)], FIELDS)
    texts_of(rows)
    out = tmp_path / f"out{path.suffix}"
    copy(rows, out, lambda number: Change([Span(4, 10)]) if number == 1 else UNCHANGED)
    expected = all_fields(path)
    expected[1]["body"] = expected[1]["body"][:4] + expected[1]["body"][10:]
    assert all_fields(out) == expected


def test_a_note_is_a_field_more(path: Path, tmp_path: Path) -> None:
    if path.suffix == ".ipc":
        return
    rows = Rows([str(path)], FIELDS)
    texts_of(rows)
    out = tmp_path / f"out{path.suffix}"
    copy(rows, out, lambda number: Change(note={"kept": number != 2, "kept_id": "ü\n"}), noted=True)
    found = all_fields(out)
    notes = [row.pop("dedup") for row in found]
    notes = notes if path.suffix == ".jsonl" else [json.loads(note) for note in notes]
    assert notes == [{"kept": number != 2, "kept_id": "ü\n"} for number in range(len(DOCUMENTS))]
    assert found == all_fields(path)


def test_a_second_note_takes_the_place_of_the_first_in_every_format(path: Path, tmp_path: Path) -> None:
    out, again = tmp_path / f"out{path.suffix}", tmp_path / f"again{path.suffix}"
    for source, target, note in ((path, out, {"kept": True}), (out, again, {"kept": False})):
        rows = Rows([str(source)], Fields("body", "name"))
        texts_of(rows)
        copy(rows, target, lambda number, note=note: Change(note=note), noted=True)
    notes = [row["dedup"] for row in all_fields(again)]
    assert [json.loads(note) if isinstance(note, str) else note for note in notes] == [{"kept": False}] * len(notes)
    assert [*all_fields(again)[0]] == [*all_fields(out)[0]]


def test_groups_of_rows_stay_large(tmp_path: Path) -> None:
    path, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"text": [f"text {number}" for number in range(5000)]}), path)
    rows = Rows([str(path)])
    texts_of(rows)
    copy(rows, out, lambda number: UNCHANGED)
    assert pq.ParquetFile(out).metadata.num_row_groups == 1
    assert pq.read_table(out).equals(pq.read_table(path))


def test_a_second_note_takes_the_place_of_the_first(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"dedup": 1, "text": "a"}\n')
    rows = Rows([str(tmp_path / "in.jsonl")])
    texts_of(rows)
    copy(rows, tmp_path / "out.jsonl", lambda number: Change(note={"kept": True}), noted=True)
    assert (tmp_path / "out.jsonl").read_text() == '{"dedup": {"kept":true}, "text": "a"}\n'


def test_blank_lines_are_no_rows_and_line_ends_stay(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'\xef\xbb\xbf{"text":"a"}\r\n\r\n  \n{"text":"b"}')
    rows = Rows([str(tmp_path / "in.jsonl")])
    assert texts_of(rows) == ["a", "b"]
    assert [rows.name_of(0), rows.name_of(1)] == [f"{tmp_path}/in.jsonl:1", f"{tmp_path}/in.jsonl:4"]
    copy(rows, tmp_path / "out.jsonl", lambda number: UNCHANGED)
    assert (tmp_path / "out.jsonl").read_bytes() == b'\xef\xbb\xbf{"text":"a"}\r\n{"text":"b"}\n'


MARK, A, B = b"\xef\xbb\xbf", b'{"text":"a"}\n', b'{"text":"b"}\n'


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
@pytest.mark.parametrize(
    ("one", "two", "both"),
    [
        (A, B, A + B),
        (MARK + A, MARK + B, MARK + A + B),
        (MARK + A, B, MARK + A + B),
        (A, MARK + B, A + B),
        (MARK, B, MARK + B),
        (MARK + b"\n" + A, B, MARK + A + B),
    ],
)
def test_a_byte_order_mark_stays_at_the_start_and_nowhere_else(
    tmp_path: Path, suffix: str, one: bytes, two: bytes, both: bytes
) -> None:
    paths = [tmp_path / f"{name}{suffix}" for name in ("one", "two")]
    for path, data in zip(paths, (one, two)):
        with path.open("wb") as file, compressing(file, path.name) as packed:
            packed.write(data)
    rows = Rows([str(path) for path in paths])
    texts_of(rows)
    copy(rows, tmp_path / f"out{suffix}", lambda number: UNCHANGED)
    assert b"".join(read_blocks(str(tmp_path / f"out{suffix}"))) == both
    copy(rows, f"{tmp_path}/out/", lambda number: UNCHANGED)
    for name, data in (("one", one), ("two", two)):
        assert b"".join(read_blocks(f"{tmp_path}/out/{name}{suffix}")) == data.replace(b"\n{", b"{")


def test_lone_surrogates_stay(tmp_path: Path) -> None:
    source = '{"text":"a \\ud800 b","other":"\\udfff"}\n'
    (tmp_path / "in.jsonl").write_text(source)
    rows = Rows([str(tmp_path / "in.jsonl")])
    assert texts_of(rows) == ["a \ud800 b"]
    copy(rows, tmp_path / "out.jsonl", lambda number: UNCHANGED)
    assert (tmp_path / "out.jsonl").read_text() == source
    copy(rows, tmp_path / "out.jsonl", lambda number: Change([Span(0, 2)], {"kept": True}), noted=True)
    assert json.loads((tmp_path / "out.jsonl").read_text()) == {
        "text": "\ud800 b",
        "other": "\udfff",
        "dedup": {"kept": True},
    }


@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=20),
    size=st.sampled_from([1, 2, 7, 64, 1 << 20]),
)
def test_blocks_may_end_anywhere(tmp_path_factory: pytest.TempPathFactory, texts: list[str], size: int) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in texts), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dedup.io.compression.BLOCK", size)
        assert texts_of(Rows([str(path)])) == texts


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=9))
def test_any_csv_that_python_writes_is_read_and_copied(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path, out = folder / "any.csv", folder / "out.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["text", "other"], *rows])
    source = Rows([str(path)])
    assert texts_of(source) == [row[0] for row in rows]
    copy(source, out, lambda number: UNCHANGED)
    assert out.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "lines",
    [
        ['{"text":"a"}{"text":"b"}', '{"text":', '"c"}'],
        ['{"text":"a"}{"text":"b"}', '{"text":{}', "}"],
        ['{"text":"a"} {"text":"b}', '{b"}'],
        ['{"text":"a"},', '{"text":"b"}'],
    ],
)
def test_as_many_values_as_lines_are_not_yet_a_value_in_each(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(InputError, match=r"line 1, byte 1[2-4]: not valid JSON"):
        texts_of(Rows([str(path)]))


@pytest.mark.parametrize(
    ("line", "reason", "byte"),
    [
        ('{"text":"x" "id":4}', "not valid JSON: expected ',' or '}'", 12),
        ('{"id":3}', "no field 'text'; there are 'id'; name the field with --text", 0),
        ('{"text":null}', "Expected 'str', got 'null' - at '$.text'", 0),
        ('["text"]', "Expected 'object', got 'array'", 0),
        ('{"text":"\udcff"}', "0xff is not valid UTF-8", 9),
        ('{"text":"x"', "not valid JSON: Input data was truncated", 0),
        ('{"a":' * 100_000, "nested too deeply", 0),
    ],
)
def test_a_bad_line_is_named_with_its_place_or_left_out(tmp_path: Path, line: str, reason: str, byte: int) -> None:
    path = tmp_path / "in.jsonl"
    first, bad = b'{"text":"good"}\n', line.encode("utf-8", "surrogateescape")
    path.write_bytes(first + b"\n" + bad + b'\n{"text":"also good"}\n')
    with pytest.raises(InputError) as caught:
        texts_of(Rows([str(path)]))
    assert (caught.value.file, caught.value.line) == (str(path), 3)
    assert caught.value.reason.startswith(reason)
    assert caught.value.byte == len(first) + 1 + byte
    rows = Rows([str(path)], skip_bad=True)
    assert texts_of(rows) == ["good", "also good"]
    [(reject, raw)] = copy(rows, tmp_path / "out.jsonl", lambda number: UNCHANGED)
    assert (reject.line, reject.byte, raw) == (3, len(first) + 1 + byte, bad)
    assert (tmp_path / "out.jsonl").read_bytes() == first + b'{"text":"also good"}\n'


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"1,2,3", "3 fields where the header has 2"),
        (b"1", "1 fields where the header has 2"),
        (b'"x"y,1', "not valid CSV"),
        (b"\xff,1", "0xff is not valid UTF-8"),
    ],
)
def test_a_bad_row_of_csv_is_named_or_left_out(tmp_path: Path, row: bytes, reason: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b'text,n\n"good\nrow",1\n' + row + b"\nalso good,2\n")
    with pytest.raises(InputError, match=reason) as caught:
        texts_of(Rows([str(path)]))
    assert (caught.value.line, caught.value.byte) == (4, 20)
    rows = Rows([str(path)], skip_bad=True)
    assert texts_of(rows) == ["good\nrow", "also good"]
    [(_, raw)] = copy(rows, tmp_path / "out.csv", lambda number: UNCHANGED)
    assert raw == row


def test_a_quote_that_is_never_closed_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b'text\ngood\n"never closed\nmore\n')
    with pytest.raises(InputError, match="line 3, byte 10: not valid CSV: unexpected end of data"):
        texts_of(Rows([str(path)]))


def test_null_in_a_column_is_a_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"text": ["a", None, "c"], "n": [1, 2, 3]}), path)
    with pytest.raises(InputError, match="line 2: the text is null"):
        texts_of(Rows([str(path)]))
    rows = Rows([str(path)], skip_bad=True)
    assert texts_of(rows) == ["a", "c"]
    [(_, raw)] = copy(rows, tmp_path / "out.parquet", lambda number: UNCHANGED)
    assert json.loads(raw) == {"text": None, "n": 2}


def test_an_id_that_comes_twice_is_a_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text":"a","id":1}\n{"text":"b","id":"1"}\n{"text":"c","id":1}\n')
    with pytest.raises(InputError, match="line 3, byte 42: the id 1 has come before"):
        texts_of(Rows([str(path)], Fields("text", "id")))
    rows = Rows([str(path)], Fields("text", "id"), skip_bad=True)
    assert texts_of(rows) == ["a", "b"]


@pytest.mark.parametrize("suffix", [".parquet", ".arrow", ".csv"])
def test_a_missing_column_is_named_with_those_there(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"in{suffix}"
    MAKERS[suffix](path)
    with pytest.raises(InputError, match=r"no (column|field) 'text'; there are 'n', 'name', 'body'"):
        texts_of(Rows([str(path)]))


@pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
def test_a_damaged_table_is_an_error_of_the_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"in{suffix}"
    MAKERS[suffix](path)
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(InputError, match=f"in{suffix}: damaged after row 0"):
        texts_of(Rows([str(path)], FIELDS))
    rows = Rows([str(path)], FIELDS, skip_bad=True)
    assert (texts_of(rows), rows.rejected) == ([], (0, 1))


def test_rows_before_the_damage_are_read(tmp_path: Path) -> None:
    whole = tmp_path / "in.jsonl"
    whole.write_text("".join(f'{{"text":"{number}"}}\n' for number in range(100)))
    path = tmp_path / "in.jsonl.gz"
    with Staged() as staged:
        rows = Rows([str(whole)])
        texts_of(rows)
        destination = Destination(str(path), staged, rows.format, rows.fields, False)
        rows.copy(destination, np.ones(rows.count, bool), None, lambda reject, raw: None)
        destination.close()
    assert b"".join(read_blocks(str(path))) == whole.read_bytes()
    path.write_bytes(path.read_bytes()[:-20])
    rows = Rows([str(path)], skip_bad=True)
    texts = texts_of(rows)
    assert texts == [str(number) for number in range(len(texts))]
    assert rows.rejected == (0, 1)


def test_files_of_one_folder_become_files_of_another(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.txt").write_bytes(b"\xef\xbb\xbfOne text.\r\n")
    (folder / "deep" / "a.txt").write_bytes("\ufeffA text in UTF-16.".encode("utf-16-le"))
    (folder / "deep" / "gone.txt").write_bytes(b"This one goes.")
    (folder / ".hidden").write_bytes(b"\xff")
    rows = Rows([str(folder)])
    assert texts_of(rows) == ["One text.\r\n", "A text in UTF-16.", "This one goes."]
    assert list(rows.ids) == [str(folder / name) for name in ("b.txt", "deep/a.txt", "deep/gone.txt")]
    changes = [UNCHANGED, Change([Span(1, 6)]), None]
    copy(rows, tmp_path / "out", lambda number: changes[number])
    assert (tmp_path / "out" / "b.txt").read_bytes() == (folder / "b.txt").read_bytes()
    assert (tmp_path / "out" / "deep" / "a.txt").read_bytes().decode("utf-16") == "A in UTF-16."
    assert not (tmp_path / "out" / "deep" / "gone.txt").exists()


def test_a_folder_gets_a_file_for_each_that_was_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("x", "y"):
        (tmp_path / "in" / f"{name}.jsonl").write_text(f'{{"text":"{name}"}}\n')
    rows = Rows([str(tmp_path / "in")])
    texts_of(rows)
    copy(rows, f"{tmp_path}/out/", lambda number: None if number == 0 else UNCHANGED)
    assert (tmp_path / "out" / "x.jsonl").read_text() == ""
    assert (tmp_path / "out" / "y.jsonl").read_text() == '{"text":"y"}\n'


def test_references_come_first_and_are_not_copied(tmp_path: Path) -> None:
    for name in ("new", "old"):
        (tmp_path / f"{name}.jsonl").write_text(f'{{"text":"{name}"}}\n')
    rows = Rows([str(tmp_path / "new.jsonl")], references=[str(tmp_path / "old.jsonl")])
    assert texts_of(rows) == ["old", "new"]
    assert rows.is_reference.tolist() == [True, False]
    copy(rows, tmp_path / "out.jsonl", lambda number: UNCHANGED)
    assert (tmp_path / "out.jsonl").read_text() == '{"text":"new"}\n'


def test_a_file_that_changes_meanwhile_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text":"a"}\n')
    rows = Rows([str(path)])
    texts_of(rows)
    path.write_text('{"text":"a"}\n{"text":"b"}\n')
    with pytest.raises(FileChangedError, match=r"in\.jsonl: changed during"):
        copy(rows, tmp_path / "out.jsonl", lambda number: UNCHANGED)
    assert [file.name for file in tmp_path.iterdir()] == ["in.jsonl"]


def test_files_that_do_not_fit_into_one_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,n\nx,1\n")
    (tmp_path / "b.csv").write_text("n,text\n1,x\n")
    rows = Rows([str(tmp_path / "a.csv"), str(tmp_path / "b.csv")])
    texts_of(rows)
    with pytest.raises(InputError, match=r"b\.csv: its header differs from that of the first file"):
        copy(rows, tmp_path / "out.csv", lambda number: UNCHANGED)


def test_destinations_that_would_lose_something_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("")
    rows = Rows([str(path)])
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    for out in ("in.jsonl", "out.txt", "full", "full/file"):
        with pytest.raises(OptionError, match="output must be"):
            check_destination(str(tmp_path / out), rows.format, rows.files)
    check_destination(str(tmp_path / "out.jsonl.zst"), rows.format, rows.files)
    with pytest.raises(InputError, match="not in the format of"):
        Rows([str(path), str(tmp_path / "full" / "file")])
