"""Made sites with blocks that their pages share: what is known of them, and how answers are counted."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.blocks.pages import KINDS, Block, Page, pages
from benchmarks.blocks.run import Answer, Row, answer, main, row_of, table
from benchmarks.processes import Usage, run


def test_later_copies_of_a_block_repeat_the_first_one() -> None:
    made = pages(3, seed=1)
    blocks = [(page.text[block.start : block.stop], block) for page in made for block in page.blocks]
    assert {block.kind for _, block in blocks} == set(KINDS)
    for kind in ("menu", "footer"):
        first = {text for text, block in blocks if block.kind == kind and block.is_first}
        assert len(first) == 3
        assert {text for text, block in blocks if block.kind == kind} == first


def test_letters_are_counted_by_kind_and_date_lines_may_stay(tmp_path: Path) -> None:
    made = [
        Page("menu text", [Block(0, 4, "menu", is_first=True)]),
        Page("menu date own", [Block(0, 4, "menu", is_first=False), Block(5, 9, "date line", is_first=False)]),
    ]
    output = tmp_path / "removed.jsonl"
    rows = [{"id": 0, "removed": []}, {"id": 1, "removed": [(0, 2), (10, 13)]}]
    output.write_text("\n".join(map(json.dumps, rows)))
    assert answer(made, output) == Answer(recall=0.5, precision=0.4, kinds={"menu": 0.5, "date line": 0.0})


def test_a_recorded_row_can_be_read_again() -> None:
    row = Row("dedup", 1.5, 60, Usage(1.0, 2.0, 40.0), 12.5, Answer(0.9, 0.99, {"menu": 1.0}))
    recorded = {**row._asdict(), "usage": row.usage._asdict(), "answer": row.answer._asdict()}
    assert row_of(json.loads(json.dumps(recorded))) == row
    assert table([row])[1] == ["**dedup**", "12", "40", "0.900", "0.9900", "1.00"]


@pytest.mark.slow
def test_this_library_finds_most_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sites", "4", "--rounds", "1", "--only", "none"]) == 0
    cells = [cell.strip() for cell in capsys.readouterr().out.splitlines()[-1].strip("|").split("|")]
    assert float(cells[3]) > 0.85
    assert float(cells[4]) > 0.99


@pytest.mark.slow
@pytest.mark.parametrize("adapter", ["line_hashes_across.py"])
def test_an_adapter_removes_what_stood_before_in_any_text(adapter: str, tmp_path: Path) -> None:
    line = "The museum is open every day but Monday, and on Thursdays until nine in the evening."
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps({"id": place, "text": f"{place}\n{line}"}) for place in range(2)))
    run([sys.executable, f"benchmarks/peers/{adapter}", str(source), str(output)])
    assert [json.loads(row)["removed"] for row in output.read_text().splitlines()] == [[], [[2, 2 + len(line)]]]
