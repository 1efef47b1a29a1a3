"""Rows read by several processes are those read by one: texts, ids, names, bad rows and all."""

from __future__ import annotations

import json
import os
import signal
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import FileChangedError, InputError
from dedup.io.formats.format import Fields
from dedup.io.formats.lines import line_starts
from dedup.io.processes import in_processes
from dedup.io.rows.shared_rows import SharedRows

# pytest itself has threads, which the command has not.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")

BLOCK = 200

#: Lines of a file: good rows, blank ones, bad ones, escaped surrogates, and what is longer than a block.
LINES = st.one_of(
    st.integers(0, 10**9).map(lambda number: json.dumps({"id": number, "text": f"text {number}"})),
    st.integers(0, 9).map(lambda number: json.dumps({"id": f"often {number}", "text": ""})),
    st.just('{"id": 0, "text": "\\ud800"}'),
    st.just(json.dumps({"id": "long", "text": "long " * 100})),
    st.sampled_from(["", "  ", "{", '{"id": 1}', "[]", "ä"]),
)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("compression", "rows.shared_rows", "formats.json_lines"):
        monkeypatch.setattr(f"dedup.io.{module}.BLOCK", BLOCK)


def what_is_read(rows: SharedRows, jobs: int) -> object:
    """All that can be known of rows, read by so many processes, or by `read` for 0."""
    every_third = lambda start, stop: np.arange(start, stop) % 3 == 0  # noqa: E731
    try:
        if jobs:
            texts = [text for batch in rows.each(lambda batch: batch.texts, jobs) for text in batch]
            again = [
                pair for pairs in rows.each_again(every_third, lambda batch: [*zip(*batch)], jobs) for pair in pairs
            ]
        else:
            texts = [text for batch in rows.read() for text in batch.texts]
            again = [pair for batch in rows.read_again(every_third) for pair in zip(*batch)]
    except InputError as error:
        return str(error)
    names = [rows.name_of(number) for number in range(rows.count)]
    return texts, again, list(rows.ids), names, rows.is_reference.tolist(), rows.rejected, rows.first_reject


@given(
    files=st.lists(st.lists(LINES, max_size=20), min_size=1, max_size=3),
    end=st.sampled_from(["", "\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    field=st.sampled_from([None, "id"]),
    skip_bad=st.booleans(),
    max_row=st.sampled_from([300, 10_000]),
    processes=st.sampled_from([2, 3]),
)
def test_processes_read_what_one_reads(
    tmp_path_factory: pytest.TempPathFactory,
    files: list[list[str]],
    end: str,
    mark: str,
    field: str | None,
    skip_bad: bool,
    max_row: int,
    processes: int,
) -> None:
    folder = tmp_path_factory.getbasetemp()
    paths = [str(folder / f"{number}.jsonl") for number in range(len(files))]
    for path, lines in zip(paths, files):
        Path(path).write_text(mark + "\n".join(lines) + end, "utf-8")

    def rows() -> SharedRows:
        references = paths[: len(paths) - 1]
        return SharedRows(paths[-1:], Fields(id=field), skip_bad, references, max_row)

    assert what_is_read(rows(), processes) == what_is_read(rows(), 0)


def test_no_two_texts_have_one_number(tmp_path: Path) -> None:
    paths = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for path in paths:
        path.write_text('{"text": " "}\n' * 100 + '{"text": 1}\n' + '{"text": " "}\n' * 100)
    rows = SharedRows(list(map(str, paths)), skip_bad=True)
    numbers = [batch.first + place for batch in rows.each(lambda batch: batch, 2) for place in range(len(batch.texts))]
    assert (len(numbers), len(set(numbers))) == (400, 400)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv", "a.txt"])
def test_only_plain_json_lines_have_parts(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert not SharedRows([str(tmp_path / name)]).has_parts
    (tmp_path / "b.jsonl").touch()
    assert SharedRows([str(tmp_path / "b.jsonl")]).has_parts


def test_a_file_that_changes_between_two_readings_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n' * 100)
    rows = SharedRows([str(path)])
    list(rows.each(len, 2))
    path.write_text('{"text": "two"}\n' * 99)
    with pytest.raises(FileChangedError, match="changed during the run; nothing was written"):
        list(rows.each_again(lambda start, stop: np.ones(stop - start, bool), len, 2))


@given(text=st.text("ab\n", max_size=200), distance=st.integers(1, 50), searched=st.sampled_from([1, 3, 1 << 16]))
def test_lines_are_found_from_any_byte(
    tmp_path_factory: pytest.TempPathFactory, text: str, distance: int, searched: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "lines"
    path.write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dedup.io.formats.lines.SEARCHED", searched)
        starts = line_starts(str(path), distance)
    assert (starts[0], starts[-1]) == (0, len(text))
    assert all(before < after and text[after - 1] == "\n" for before, after in pairwise(starts[:-1]))
    assert all(after - before >= distance for before, after in pairwise(starts[:-1]))


# -- processes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2, 3, 50])
def test_results_come_in_order(jobs: int) -> None:
    assert list(in_processes(lambda item: (item, bytes(100_000)), range(20), jobs)) == [
        (item, bytes(100_000)) for item in range(20)
    ]
    assert list(in_processes(str, [], jobs)) == []


def test_where_one_fails_there_is_no_result() -> None:
    assert list(in_processes(lambda item: 6 // item, range(4), 2)) == [None, 6, 3, 2]


def test_one_that_dies_gives_no_more_results() -> None:
    def do(item: int) -> int:
        if item == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    assert list(in_processes(do, range(8), 2)) == [0, 1, 2, 3, None, 5, None, 7]


def test_none_is_left_behind() -> None:
    results = in_processes(lambda item: bytes(1 << 22), range(100), 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
