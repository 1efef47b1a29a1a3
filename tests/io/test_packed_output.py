"""Rows of every format, packed in every way: what is written is read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedup.io.compression import compressing, read_blocks
from dedup.io.formats.format import UNCHANGED, Change
from dedup.io.rows.rows import Rows
from dedup.results.span import Span
from tests.io.copying import copy, texts_of

TEXTS = ["Gone. The first.", "Gone. The second,\nof two lines.", "Gone. Das dritte: äöü, 漢字."]
KEPT = [text[6:] for text in TEXTS]
ROWS = {
    ".jsonl": "".join(f'{{"text":"{text}"}}\n' for text in TEXTS).replace(",\n", ",\\n"),
    ".csv": "text\r\n" + "".join(f'"{text}"\r\n' for text in TEXTS),
    ".tsv": "text\n" + "".join(f'"{text}"\n' for text in TEXTS),
}

packed = pytest.mark.parametrize("suffix", ["", ".gz", ".bz2", ".xz", ".zst"])


@packed
@pytest.mark.parametrize("format", ROWS)
def test_rows_are_packed_as_the_name_says(tmp_path: Path, format: str, suffix: str) -> None:
    path, out, changed, noted = (tmp_path / f"{name}{format}{suffix}" for name in ("in", "out", "changed", "noted"))
    (tmp_path / f"plain{format}").write_text(ROWS[format], "utf-8", newline="")
    plain = Rows([str(tmp_path / f"plain{format}")])
    texts_of(plain)
    copy(plain, path, lambda number: UNCHANGED)
    rows = Rows([str(path)])
    assert texts_of(rows) == TEXTS
    copy(rows, out, lambda number: None if number == 1 else UNCHANGED)
    assert texts_of(Rows([str(out)])) == [TEXTS[0], TEXTS[2]]
    copy(rows, changed, lambda number: Change([Span(0, 6)]))
    assert texts_of(Rows([str(changed)])) == KEPT
    copy(rows, noted, lambda number: Change(note={"kept": True}), noted=True)
    assert texts_of(Rows([str(noted)])) == TEXTS
    assert b"".join(read_blocks(str(noted))).count(b"kept") == len(TEXTS)
    assert (path.read_bytes() == ROWS[format].encode()) == (suffix == "")


@packed
@pytest.mark.parametrize("format", ROWS)
def test_a_folder_of_packed_rows(tmp_path: Path, format: str, suffix: str) -> None:
    (tmp_path / f"plain{format}").write_text(ROWS[format], "utf-8", newline="")
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        plain = Rows([str(tmp_path / f"plain{format}")])
        texts_of(plain)
        copy(plain, tmp_path / "in" / f"{name}{format}{suffix}", lambda number: UNCHANGED)
    rows = Rows([str(tmp_path / "in")])
    texts_of(rows)
    copy(rows, f"{tmp_path}/out/", lambda number: UNCHANGED)
    assert texts_of(Rows([str(tmp_path / "out")])) == TEXTS * 2


@packed
def test_text_files_are_packed_as_they_were(tmp_path: Path, suffix: str) -> None:
    plain = [tmp_path / f"{number}.txt" for number in range(len(TEXTS))]
    for path, text in zip(plain, TEXTS):
        path.write_text(text, "utf-8")
    (tmp_path / "in").mkdir()
    for path in plain:
        with (tmp_path / "in" / f"{path.name}{suffix}").open("wb") as file, compressing(file, file.name) as compressed:
            compressed.write(path.read_bytes())
    rows = Rows([str(tmp_path / "in")])
    assert texts_of(rows) == TEXTS
    copy(rows, tmp_path / "out", lambda number: [None, Change([Span(0, 6)]), UNCHANGED][number])
    assert texts_of(Rows([str(tmp_path / "out")])) == [KEPT[1], TEXTS[2]]
