"""A row that loses some of its text, or gets a note: every other byte of it stays."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import InputError, OptionError
from dedup.io.formats.format import Change, Fields
from dedup.io.rows.rows import Rows
from dedup.results.span import Span
from tests.io.copying import copy, texts_of

#: What Python can write and UTF-8 can not.
SURROGATE = "bad\udcff.jsonl:1"

#: All that JSON allows and re-encoding would lose.
ODD_ROW = (
    b'{"big":1e400 , "p":0.12345678901234567890123, "same":1,"same":2, "n": {"text" : [1 , "}", "a\\"b"]},'
    b' "u":"\\u00e9\\/", "text" : "Gone. Kept." ,"i":123456789012345678901234567890, "\\\\":{}, "last":-0.0 }'
)


def changed(path: Path, data: bytes, change: Change, fields: Fields | None = None) -> bytes:
    """The content of a file after the same change to each of its rows."""
    path.write_bytes(data)
    rows = Rows([str(path)], fields or Fields())
    texts_of(rows)
    out = path.with_name(f"out{path.suffix}")
    copy(rows, out, lambda number: change, change.note is not None)
    return out.read_bytes()


def changed_line(path: Path, line: bytes, change: Change) -> bytes:
    """A line of JSON after a change."""
    return changed(path / "in.jsonl", line + b"\n", change)[:-1]


@pytest.mark.parametrize("end", [b"", b"\r", b" \t\r"])
@pytest.mark.parametrize("start", [b"", b"  "])
def test_only_the_value_of_the_text_changes_in_json(tmp_path: Path, start: bytes, end: bytes) -> None:
    line = start + ODD_ROW + end
    assert changed_line(tmp_path, line, Change([Span(0, 6)])) == line.replace(b"Gone. Kept.", b"Kept.")


@pytest.mark.parametrize("end", [b"", b"\r", b" \t\r"])
def test_a_note_changes_no_byte_of_a_row_of_json(tmp_path: Path, end: bytes) -> None:
    noted = ODD_ROW[:-1] + b',"dedup":{"kept":true}}' + end
    assert changed_line(tmp_path, ODD_ROW + end, Change(note={"kept": True})) == noted
    again = noted.replace(b"true", b"false")
    assert changed_line(tmp_path, noted, Change(note={"kept": False})) == again
    escaped = noted.replace(b'"dedup"', b'"\\u0064edup"')
    assert changed_line(tmp_path, escaped, Change(note={})) == escaped.replace(b'{"kept":true}', b"{}")
    nested = b'{"text":"a","x":{"dedup":1}}'
    assert changed_line(tmp_path, nested, Change(note={})) == nested[:-1] + b',"dedup":{}}'


def test_of_two_texts_the_one_that_is_read_changes(tmp_path: Path) -> None:
    line = b'{"text":"first","te\\u0078t":"ab","other":"text"}'
    assert changed_line(tmp_path, line, Change([Span(0, 1)])) == line.replace(b'"ab"', b'"b"')


@pytest.mark.parametrize("text", ["é", "\\u00e9", "\\ud83d\\ude42", "🙂", "\\ud800", "\\ud800 é"])
def test_a_row_in_ascii_stays_in_ascii(tmp_path: Path, text: str) -> None:
    line = f'{{"text":"Gone. {text}"}}'.encode()
    found = changed_line(tmp_path, line, Change([Span(0, 6)]))
    assert json.loads(found) == {"text": json.loads(f'"{text}"')}
    assert found.isascii() == (line.isascii() or "\\ud800" in text)


def test_bytes_that_nobody_asked_for_may_be_anything(tmp_path: Path) -> None:
    line = b'{"\xff":"\xfe","text":"ab"}'
    assert changed_line(tmp_path, line, Change([Span(0, 1)])) == line.replace(b"ab", b"b")


KEYS = st.text(max_size=3) | st.sampled_from(["text", "id", 'a"b', "\\", "}", "dedup"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(KEYS, children, max_size=3),
    max_leaves=6,
)
SPACES = st.sampled_from(["", " ", "\t ", "\r"])


PAIRS = st.lists(st.tuples(KEYS.filter(lambda key: key not in ("text", "dedup")), VALUES), max_size=4)


@given(
    before=PAIRS,
    after=PAIRS,
    text=st.text(min_size=1, max_size=9),
    cut=st.integers(1, 9),
    spaces=st.lists(SPACES, min_size=6, max_size=6),
    ascii=st.booleans(),
    note=st.none() | st.dictionaries(KEYS, VALUES, max_size=2),
)
def test_any_row_of_json(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[str, Any]],
    after: list[tuple[str, Any]],
    text: str,
    cut: int,
    spaces: list[str],
    ascii: bool,
    note: dict[str, Any] | None,
) -> None:
    a, b, c, d, start, end = spaces

    def member(key: str, value: Any) -> str:
        return a + json.dumps(key, ensure_ascii=ascii) + b + ":" + c + json.dumps(value, ensure_ascii=ascii) + d

    head = start + "{" + "".join(member(*pair) + "," for pair in before) + a + '"text"' + b + ":" + c
    tail = d + "".join("," + member(*pair) for pair in after)
    line = head + json.dumps(text, ensure_ascii=ascii) + tail + "}" + end
    change = Change([Span(0, min(cut, len(text)))], note)
    found = changed_line(tmp_path_factory.getbasetemp(), line.encode(), change).decode()
    assert found.startswith(head)
    written, place = json.JSONDecoder().raw_decode(found, len(head))
    assert written == text[cut:]
    rest = found[place:].removeprefix(tail).removesuffix("}" + end)
    assert rest.startswith(',"dedup":') if note is not None else rest == ""
    assert json.loads(found).get("dedup") == note


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_only_the_value_of_the_text_changes_in_csv(tmp_path: Path, end: bytes) -> None:
    header = b'"n",a,"text",b' + end
    rows = [b'"1",x y,"Gone. Kept.","q""q"' + end, b'"a' + end + b'b","",Gone. Kept.,' + end]
    found = changed(tmp_path / "in.csv", header + b"".join(rows), Change([Span(0, 6)]))
    assert found == header + rows[0].replace(b"Gone. ", b"") + rows[1].replace(b"Gone. Kept.", b'"Kept."')
    noted = changed(tmp_path / "in.csv", header + b"".join(rows), Change(note={"kept": True}))
    note = b',"{""kept"": true}"' + end
    assert noted == header.replace(end, b",dedup" + end) + rows[0][: -len(end)] + note + rows[1][: -len(end)] + note
    again = changed(tmp_path / "in.csv", noted, Change(note={"kept": False}))
    assert again == noted.replace(b"true", b"false")


def test_a_text_of_csv_that_comes_to_need_quotes_gets_them(tmp_path: Path) -> None:
    found = changed(tmp_path / "in.tsv", b'text\nGone. "Kept" it.\n', Change([Span(0, 6)]))
    assert found == b'text\n"""Kept"" it."\n'
    assert changed(tmp_path / "in.csv", b"text\nGone.\n", Change([Span(0, 5)])) == b'text\n""\n'


def test_a_mark_stays_before_a_header_that_has_a_note(tmp_path: Path) -> None:
    data = b'\xef\xbb\xbf"a,b",text,dedup\r\n1,x,old\r\n'
    assert changed(tmp_path / "in.csv", data, Change(note={})) == data.replace(b"old", b'"{}"')


# Python does not quote a carriage return where it ends lines in another way.
FIELDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))


@given(
    rows=st.lists(st.lists(FIELDS, min_size=3, max_size=3), max_size=5),
    cut=st.integers(0, 3),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n"]),
    delimiter=st.sampled_from(",\t"),
)
def test_any_row_of_csv(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], cut: int, quoting: int, end: str, delimiter: str
) -> None:
    def written(rows: list[list[str]]) -> str:
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
        return text.getvalue()

    path = tmp_path_factory.getbasetemp() / ("any.csv" if delimiter == "," else "any.tsv")
    rows = [["a", "text", "b"], *rows]
    change = Change([Span(0, cut)], {"kept": True})
    found = changed(path, written(rows).encode(), change).decode()
    note = json.dumps(change.note)
    expected = [[*rows[0], "dedup"]] + [[a, text[cut:], b, note] for a, text, b in rows[1:]]
    assert list(csv.reader(io.StringIO(found, newline=""), delimiter=delimiter, strict=True)) == expected
    empty = written([["", ""]]).removesuffix(end)
    last_fields = [written([["", "", b]]).removeprefix(empty).removesuffix(end) for _, _, b in rows]
    assert all(field + delimiter in found for field in last_fields)


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".tsv"])
def test_a_note_may_name_what_utf8_cannot_hold(tmp_path: Path, suffix: str) -> None:
    data = '{"text":"é"}\n' if suffix == ".jsonl" else "text\né\n"
    found = changed(tmp_path / f"in{suffix}", data.encode(), Change(note={"kept_id": SURROGATE, "more": "ü"}))
    if suffix == ".jsonl":
        note = json.loads(found)["dedup"]
    else:
        [row] = csv.DictReader(io.StringIO(found.decode()), delimiter="," if suffix == ".csv" else "\t")
        note = json.loads(row["dedup"])
    assert note == {"kept_id": SURROGATE, "more": "ü"}


@pytest.mark.parametrize("escape", ["\\ud800", "\\uDFFF", "\\ud800\\u0041", "\\ud800\\ud800"])
@pytest.mark.parametrize("field", ["text", "other"])
def test_lone_surrogates_are_read_wherever_they_stand(tmp_path: Path, escape: str, field: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(f'{{"text":"a","{field}":"{escape}"}}\n')
    assert texts_of(Rows([str(path)])) == [json.loads(f'"{escape}"') if field == "text" else "a"]


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a\nb", "a\udcffb"])
def test_a_field_that_cannot_be_asked_for_in_json_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text":"a"}\n')
    with pytest.raises(OptionError, match="field must be a name without quotes, backslashes"):
        texts_of(Rows([str(path)], Fields(name)))
    with pytest.raises(OptionError):
        texts_of(Rows([str(path)], Fields("text", name)))
    (tmp_path / "in.csv").write_text("text\na\n")
    with pytest.raises(InputError, match="no field"):
        texts_of(Rows([str(tmp_path / "in.csv")], Fields(name)))
