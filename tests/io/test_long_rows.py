"""Rows that are too long are named and never held; blank lines are no rows and cost next to nothing."""

from __future__ import annotations

import gzip
import json
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import InputError
from dedup.io.formats.lines import LongLine, whole_lines
from dedup.io.rows.rows import Rows
from tests.io.copying import copy, texts_of

pytestmark = pytest.mark.slow

WRAPPINGS: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzip.compress}

ROW = {"text": "", "n": 1}


def json_row(size: int) -> bytes:
    """A row of so many bytes."""
    rest = len(json.dumps(ROW))
    return json.dumps({**ROW, "text": "x" * (size - rest)}).encode()


def csv_row(size: int) -> bytes:
    """A row of so many bytes, in several lines, with quotes and blank lines."""
    field = b'a ""quoted"" word\n\n\n\nand a line\r\n'
    middle = (field * (size // len(field) + 1))[: size - 4 - size // 7]
    middle = middle.rstrip(b'"') + b"x" * (len(middle) - len(middle.rstrip(b'"')))
    middle += b"y" * (size - 4 - len(middle))
    return b'"' + middle + b'",1'


KINDS: dict[str, tuple[bytes, Callable[[int], bytes]]] = {
    ".jsonl": (b"", json_row),
    ".csv": (b"text,n\n", csv_row),
}


@pytest.mark.parametrize("packed", WRAPPINGS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("most", [200, 1_500_000])
@pytest.mark.parametrize("over", [0, 1])
def test_a_row_that_is_too_long_is_left_out_and_no_other(
    tmp_path: Path, kind: str, packed: str, most: int, over: int
) -> None:
    header, row = KINDS[kind]
    rows = [row(100), row(most + over), row(110), row(most + over), row(120)]
    data = header + b"\n".join(rows)
    path = tmp_path / f"in{kind}{packed}"
    path.write_bytes(WRAPPINGS[packed](data))
    source = Rows([str(path)], skip_bad=True, max_row=most)
    expected = [row for row in rows if len(row) <= most]
    assert len(texts_of(source)) == len(expected)
    rejects = [reject for reject, _ in copy(source, tmp_path / f"out{kind}", lambda number: None)]
    assert [reject.reason for reject in rejects] == [f"longer than {most:,} bytes; raise --max-row to read it"] * (
        len(rows) - len(expected)
    )
    for reject in rejects:
        assert reject.byte is not None
        assert data[reject.byte :].startswith(row(most + over))
        assert reject.line == data[: reject.byte].count(b"\n") + 1


@pytest.mark.parametrize("over", [0, 1])
def test_a_text_file_is_a_row(tmp_path: Path, over: int) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * (200 + over))
    (tmp_path / "b.txt").write_bytes(b"short")
    rows = Rows([str(tmp_path)], skip_bad=True, max_row=200)
    assert texts_of(rows) == (["short"] if over else ["x" * 200, "short"])


def test_the_run_stops_at_it_unless_it_may_be_skipped(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(json_row(100) + b"\n" + json_row(300) + b"\n")
    with pytest.raises(InputError, match=r"in\.jsonl, line 2, byte 101: longer than 200 bytes"):
        texts_of(Rows([str(tmp_path / "in.jsonl")], max_row=200))


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.csv.gz", "in.txt.gz"])
def test_memory_is_bounded_whatever_is_unpacked(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b'text\n"' + b"x" * (64 << 20), 1))  # 64 MB, in 300 KB
    rows = Rows([str(tmp_path / name)], skip_bad=True, max_row=1_000_000)
    tracemalloc.start()
    try:
        assert texts_of(rows) == []
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


@given(
    st.lists(st.binary(max_size=6).map(lambda line: line.replace(b"\n", b"")), max_size=8),
    st.integers(1, 7),
    st.integers(1, 6),
)
def test_lines_are_whole_or_counted(lines: list[bytes], block: int, most: int) -> None:
    data = b"".join(line + b"\n" for line in lines)
    blocks = [data[start : start + block] for start in range(0, len(data), block)]
    pieces = list(whole_lines(blocks, most))
    assert sum(piece.size if isinstance(piece, LongLine) else len(piece) for piece in pieces) == len(data)
    assert all(piece.size > most + 1 for piece in pieces if isinstance(piece, LongLine))
    kept = [line for piece in pieces if not isinstance(piece, LongLine) for line in bytes(piece).split(b"\n")[:-1]]
    assert [line for line in kept if len(line) <= most] == [line for line in lines if len(line) <= most]


BLANK = {"line ends": b"\n", "of Windows": b"\r\n", "spaces": b"  \n"}


@pytest.mark.parametrize("blank", BLANK.values(), ids=BLANK)
def test_blank_lines_are_no_rows_but_count_as_lines(tmp_path: Path, blank: bytes) -> None:
    good, bad = b'{"text":"one"}\n', b'{"text":1}\n'
    (tmp_path / "in.jsonl").write_bytes(blank * 7 + good + blank + b" " + good + blank * 3 + bad + blank)
    rows = Rows([str(tmp_path / "in.jsonl")], skip_bad=True)
    assert texts_of(rows) == ["one", "one"]
    assert [rows.name_of(number) for number in range(2)] == [f"{tmp_path}/in.jsonl:{line}" for line in (8, 10)]
    [(reject, raw)] = copy(rows, tmp_path / "out.jsonl", lambda number: None)
    assert (reject.line, raw) == (14, bad.rstrip())
    assert reject.byte == len(blank * 11 + good * 2) + 1


def test_blank_lines_of_a_table_are_no_rows_but_count_as_lines(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(
        b"\n\r\n\n\ntext,n\n\n\n\r\none,1\n\n\nbad\n\n\n" + b'"a\n\n\n\nb",2\n\n' + b"bad\n"
    )
    rows = Rows([str(tmp_path / "in.csv")], skip_bad=True)
    assert texts_of(rows) == ["one", "a\n\n\n\nb"]
    rejects = copy(rows, tmp_path / "out.csv", lambda number: None)
    assert [reject.line for reject, _ in rejects] == [12, 21]


@pytest.mark.parametrize(
    ("name", "blank"), [("in.jsonl", blank) for blank in BLANK.values()] + [("in.csv", b"\n"), ("in.csv", b"\r\n")]
)
def test_many_blank_lines_take_few_steps(tmp_path: Path, name: str, blank: bytes) -> None:
    first = b"text\n" if name.endswith(".csv") else b""
    (tmp_path / name).write_bytes(first + blank * 100_000)
    rows, calls = Rows([str(tmp_path / name)]), 0

    def count(*event: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        assert texts_of(rows) == []
    finally:
        sys.setprofile(None)
    assert calls < 1000
