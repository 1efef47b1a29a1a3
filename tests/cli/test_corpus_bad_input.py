"""Collections with something wrong in them: hostile names, folders that may not be read, a full disk, a wrong field."""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dedup.cli.rows.blocks_command import command as blocks
from dedup.cli.rows.corpus_command import command as corpus
from dedup.errors import InputError
from dedup.io.rows.rows import Rows
from dedup.io.rows.shared_rows import SharedRows
from tests.io.copying import texts_of

from .conftest import STORY, Run
from .test_corpus import rows_of, words, write_rows

pytestmark = pytest.mark.slow

HOSTILE = [b"line\nend", b"bad\xff", b"\xe2\x80\xaegpj.exe", b"\x1b[31mred", b"tab\there"]
SHOWN = [r"line\nend", r"bad\xff", r"\u202egpj.exe", r"\x1b[31mred", r"tab\there"]


@pytest.mark.parametrize(("name", "shown"), [*zip(HOSTILE, SHOWN)])
def test_a_hostile_name_is_shown_on_one_line_and_inert(run: Run, tmp_path: Path, name: bytes, shown: str) -> None:
    read = f"{os.fsdecode(name)}.jsonl"
    write_rows(tmp_path / read, [words(0), words(0), words(1)])
    done = run("corpus", read, "-o", f"out-{read}", "--report", "report.jsonl", "--json", "counts.json")
    assert done.stderr.decode().startswith(f"out-{shown}.jsonl: 1 of 3 documents removed"), done.stderr
    assert rows_of(tmp_path / "report.jsonl")[0]["id"] == f"{read}:2"
    assert json.loads((tmp_path / "counts.json").read_bytes())["sources"][0]["source"] == read
    again = run("corpus", read, "-o", "applied.jsonl", "--apply", "report.jsonl")
    assert (again.returncode, len(rows_of(tmp_path / "applied.jsonl"))) == (0, 2), again.stderr
    assert run("corpus", read, "--groups", "--quiet").stdout.decode() == f"{shown}.jsonl:1\n{shown}.jsonl:2\n"
    (tmp_path / read).write_bytes(b"bad\n")
    done = run("corpus", read, "--dry-run")
    assert (done.returncode, done.stderr.decode().startswith(f"dedup: {shown}.jsonl, line 1, byte 0: ")) == (3, True)


def test_a_hostile_value_is_shown_on_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": STORY, "site": "a\n\u202e" + "b" * 200}) + "\n")
    lines = run("corpus", "in.jsonl", "-n", "--by", "site").stderr.decode().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(r"  a\n\u202ebbb")
    assert len(lines[1]) < 120


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Takes the right to read a folder, even from the superuser."""

    def refuse(folder: Path) -> None:
        scandir: Any = os.scandir

        def refusing(path: str) -> Any:
            if path == str(folder):
                raise PermissionError(13, "Permission denied", path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refusing)

    return refuse


def test_a_folder_that_may_not_be_read_is_named_and_the_others_are_read(
    tmp_path: Path, unreadable: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / "in" / name).mkdir(parents=True)
        write_rows(tmp_path / "in" / name / "rows.jsonl", [words(0), words(ord(name))])
    unreadable(tmp_path / "in" / "b")
    for command in (corpus, blocks):
        out = tmp_path / f"out-{command.name}-{len(os.listdir(tmp_path))}.jsonl"
        arguments = [str(tmp_path / "in"), "-o", str(out), "--json", str(tmp_path / "counts.json")]
        assert command.main(arguments, standalone_mode=False) == 3
        lines = capsys.readouterr().err.splitlines()
        assert lines[0] == f"dedup: {tmp_path}/in/b: Permission denied"
        assert lines[-1].startswith(f"{out}: 1 ")
        assert json.loads((tmp_path / "counts.json").read_bytes())["failed"] == 1
        assert len(rows_of(out)) == 3


def test_nothing_but_a_folder_that_may_not_be_read_is_no_collection(
    tmp_path: Path, unreadable: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    unreadable(tmp_path / "in")
    assert corpus.main([str(tmp_path / "in"), "-o", str(tmp_path / "out/")], standalone_mode=False) == 3
    assert capsys.readouterr().err == f"dedup: {tmp_path}/in: Permission denied\n"
    assert os.listdir(tmp_path) == ["in"]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".txt"])
def test_a_file_that_may_not_be_read_stops_the_run_or_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}{suffix}").write_text('{"text": "x"}\n' if suffix == ".jsonl" else "text\nx\n")

    def refusing(path: str, *arguments: Any, **options: Any) -> Any:
        if Path(path).name == f"b{suffix}":
            raise PermissionError(13, "Permission denied", path)
        return open(path, *arguments, **options)

    for module in ("compression", "formats.json_lines", "formats.lines"):
        monkeypatch.setattr(f"dedup.io.{module}.open", refusing, raising=False)
    with pytest.raises(PermissionError):
        texts_of(Rows([str(tmp_path)]))
    for rows in (Rows([str(tmp_path)], skip_bad=True), SharedRows([str(tmp_path)], skip_bad=True)):
        batches = rows.each(lambda batch: batch.texts, 2) if isinstance(rows, SharedRows) and rows.has_parts else None
        texts = [text for batch in batches for text in batch] if batches else texts_of(rows)
        assert (len(texts), rows.rejected) == (2, (0, 1))
        [reject] = [rows.first_reject]
        assert reject is not None
        assert (reject.file, reject.reason) == (str(tmp_path / f"b{suffix}"), "Permission denied")
        [(numbers, _)] = rows.read_again(lambda start, stop: np.ones(stop - start, bool))
        assert numbers == [0, 1]


@pytest.mark.parametrize("options", [["-o", "out/"], ["-o", "out.parquet"], ["-o", "-"], ["-o", "out/", "--json", "c"]])
def test_a_full_disk_in_the_middle_of_many_files_leaves_nothing(run: Run, tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "temporary").mkdir()
    for number in range(4):
        write_rows(
            tmp_path / "in" / f"{number}.jsonl", [words(20 * number + n, 60) for n in range(1 + 70 * (number == 2))]
        )
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (20_000, 20_000))
    environment = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
    done = run("corpus", "in", *options, preexec_fn=limit, env=environment)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.endswith(b"File too large\n"), done.stderr
    assert done.stderr.count(b"\n") == 1
    assert sorted(os.listdir(tmp_path)) == ["in", "temporary"]
    assert os.listdir(tmp_path / "temporary") == []


def test_a_field_of_dates_is_asked_about(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", [words(n) for n in range(4)], date="2024-05-01")
    done = run("corpus", "in.jsonl", "--text", "date", "-n")
    assert b"most texts have fewer than 30 characters: is 'date' the right field? run again with" in done.stderr
    done = run("corpus", "in.jsonl", "--text", "text", "--text", "date", "-n")
    assert (done.returncode, done.stderr == b"dedup: --text was given twice; there can be only one\n") == (2, True)
    assert run("corpus", "in.jsonl", "--jaccard", "0.7", "--jaccard", "0.8", "-n").returncode == 0


def test_a_report_on_rows_is_no_rows(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"id": "a", "kept_id": "b"}\n')
    with pytest.raises(InputError, match="no field 'text'; there are 'id', 'kept_id'"):
        texts_of(Rows([str(tmp_path / "r.jsonl")]))
