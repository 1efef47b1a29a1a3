"""Tables and plots of a record: what they show, where it is written, and that the same record gives the same."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.text import Annotation

from benchmarks import readme, recorded
from benchmarks.glance import glance
from benchmarks.plots import drawn, main, write_plots

#: CPU seconds for 10 MB, and how good the answer is.
ENGINES: dict[str, tuple[float, float, float] | None] = {
    "rows decoded and encoded": None,
    "dedup, 1 thread": (0.1, 0.9997, 1.0),
    "dedup, 2 threads": (0.11, 0.9997, 1.0),
    "daft 0.7.26": (1.0, 0.985, 0.99),
    "rensa 0.5.0": (1.1, 0.98, 0.985),
    "gaoya 0.2.2": (1.2, 0.985, 0.985),
    "datatrove 0.10.1, MinHash": (60.0, 0.6, 0.8),
}


def row(engine: str, megabytes: float, **more: Any) -> dict[str, Any]:
    seconds, recall, precision = ENGINES[engine] or (0.05, 0, 0)
    usage = {"cpu": seconds * megabytes / 10, "wall": 1.0, "peak": 50.0 + megabytes}
    score = {"removed": 1, "recall": recall, "precision": precision} if ENGINES[engine] else None
    return {"megabytes": megabytes, "documents": 70, "engine": engine, "usage": usage, "score": score, **more}


def a_record(*parts: str) -> dict[str, Any]:
    """A record that has these parts."""
    slow = "datatrove 0.10.1, MinHash"
    whole = {
        "corpus": [row(engine, size) for size in (10, 100) for engine in ENGINES if (engine, size) != (slow, 100)],
        "inside": [
            row(engine, 0.5 if engine == slow else 10.0, collection=name) for name in ("English", "mixed")
            for engine in ENGINES if engine != "dedup, 2 threads"
        ],
        "stages": [
            {"stage": "words", "mb_per_second": 1400.0, "of_ceiling": 0.07, "ceiling": "XXH3"},
            {"stage": "writing rows", "mb_per_second": 2500.0, "of_ceiling": 0.8, "ceiling": "a copy"},
        ],
        "results": CASES,
        "lengths": LENGTHS,
        "documents": [WEB, PLANTED],
    }  # fmt: skip
    return {"date": "2026-11-25", "machine": "a machine", **{part: whole[part] for part in parts}}


def a_case(name: str, seconds: float, against: str, ratio: float, measure: str = "time") -> dict[str, Any]:
    """The entry of a case of 1,000 bytes."""
    return {
        "case": name, "seconds": [0, seconds, 0], "size": 1000, "against": against, "against_size": 1000,
        "against_seconds": [0, seconds / ratio, 0], "ratio": [0, ratio, 0], "measure": measure,
    }  # fmt: skip


CASES = [
    a_case("collapse/article", 25e-6, "str.split", 1.0),
    a_case("commands/collapse-article", 0.025, "python -c pass", 2.5),
    a_case("words/greek-split", 3e-6, "str.split", 0.75),
    a_case("words/thai-split", 5e-6, "str.split", 3.5),
    a_case("hostile/table", 5.0, "an ordinary text", 1.5),
]
LENGTHS = [
    {"characters": 3_000, "ns_a_byte": 8.0, "times_short": 1.0, "lines_ns_a_byte": 50.0},
    {"characters": 1_000_000, "ns_a_byte": 24.0, "times_short": 3.0, "lines_ns_a_byte": 52.0},
]
WEB = {
    "kind": "web pages", "documents": 1000, "size": 8_000_000, "pages_a_second": 20_000.0, "gigabytes_an_hour": 576.0,
    "ns_a_byte": {"all": 6.0, "median": 5.0, "worst": 60.0}, "times_lines": {"all": 8.0, "median": 11.0, "worst": 1.2},
    "accuracy": None, "extractor": "trafilatura 2.3.1", "share": 0.006,
}  # fmt: skip
PLANTED = {
    **WEB, "kind": "pages with planted copies", "extractor": "", "share": None,
    "accuracy": {"recall": 0.9993, "precision": 1.0, "lines_recall": 0.439, "lines_precision": 1.0},
}  # fmt: skip


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory in place of that of the records."""
    monkeypatch.setattr(readme, "ROOT", tmp_path)
    monkeypatch.setattr(recorded, "RECORD", tmp_path)
    return tmp_path


def write(directory: Path, name: str, record: dict[str, Any]) -> Path:
    path = directory / f"{name}.json"
    path.write_text(json.dumps(record), "utf-8")
    return path


def words_of(path: Path) -> list[str]:
    """All texts of an SVG, as text."""
    return ["".join(element.itertext()) for element in ElementTree.parse(path).iter() if element.tag.endswith("}text")]


def test_plots_are_written_beside_the_record_with_their_labels_as_text(tmp_path: Path) -> None:
    path = write(tmp_path, "2026-11-25", a_record("corpus", "inside", "lengths", "stages"))
    written = {plot.stem.removeprefix("2026-11-25-"): words_of(plot) for plot in write_plots(path)}
    assert sorted(tmp_path.glob("*.svg")) == sorted(tmp_path / f"2026-11-25-{name}.svg" for name in recorded.PLOTS)
    scored = {engine for engine, score in ENGINES.items() if score}
    assert all(written["near-copies"].count(engine) == 2 for engine in scored)
    assert all(written["repeats"].count(engine) == 2 for engine in scored - {"dedup, 2 threads"})
    assert set(ENGINES) <= set(written["growth"])
    assert {"3 KB", "1 MB", "collapse", "loop over lines"} <= set(written["lengths"])
    assert {"words", "7% of XXH3: 1,400 MB/s"} <= set(written["stages"])


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, "r", a_record("corpus", "inside", "lengths", "stages"))
    first = [plot.read_bytes() for plot in write_plots(path)]
    assert first == [plot.read_bytes() for plot in write_plots(path)]
    assert not any(b"<dc:date>" in plot for plot in first)


@pytest.mark.parametrize("name", ["near-copies", "repeats"])
def test_no_name_covers_another(name: str) -> None:
    for axes in drawn(name, a_record("corpus", "inside")).axes:
        names = [child for child in axes.get_children() if isinstance(child, Annotation) and child.get_text()]
        assert len(names) >= len(ENGINES) - 2
        boxes = [label.get_window_extent() for label in names]
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_only_what_a_record_has_is_drawn(records: Path) -> None:
    path = write(records, "r", a_record("stages"))
    assert [plot.name for plot in write_plots(path)] == ["r-stages.svg"]
    assert list(readme.plots()) == ["![The speed of each stage as a share of its ceiling](../r-stages.svg)"]
    one_size = [row(engine, 10) for engine in ENGINES]
    assert recorded.plots_of({"corpus": one_size}) == ["near-copies"]


def test_each_part_is_of_the_newest_record_that_has_it(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, part in (("2026-11-01", "corpus"), ("2026-11-02-corpus", "corpus"), ("2026-11-03", "stages")):
        write(records, name, a_record(part))
    assert main([]) == 0
    drawn_now = {line.rpartition("/")[2] for line in capsys.readouterr().out.splitlines()}
    assert drawn_now == {"2026-11-02-corpus-near-copies.svg", "2026-11-02-corpus-growth.svg", "2026-11-03-stages.svg"}
    assert all(f"(../{name})" in "\n".join(readme.plots()) for name in drawn_now)


def test_without_a_record_there_are_no_tables(records: Path) -> None:
    write(records, "r", {"date": "2026-11-25", "results": [], "corpus": []})
    text = "a\n<!-- speed -->\n<!-- corpus -->\nold\n<!-- corpus -->\nb\n"
    assert readme.filled(text) == "a\n<!-- speed -->\n<!-- speed -->\n<!-- corpus -->\n<!-- corpus -->\nb\n"
    assert main([]) == 1


def test_the_table_is_of_the_largest_size_that_all_but_one_ran(records: Path) -> None:
    write(records, "r", a_record("corpus"))
    assert list(readme.corpus()) == [
        "70 documents, 100 MB; medians; a machine, 2026-11-25.",
        "",
        readme.HEADING,
        "|---|---:|---:|---:|---:|---:|---:|",
        "| rows decoded and encoded | 100 | 200 | 0.5 | 150 |  |  |",
        "| **dedup, 1 thread** | 100 | 100 | 1.0 | 150 | 0.9997 | 1.0000 |",
        "| **dedup, 2 threads** | 100 | 91 | 1.1 | 150 | 0.9997 | 1.0000 |",
        "| daft 0.7.26 | 100 | 10 | 10 | 150 | 0.9850 | 0.9900 |",
        "| rensa 0.5.0 | 100 | 9.1 | 11 | 150 | 0.9800 | 0.9850 |",
        "| gaoya 0.2.2 | 100 | 8.3 | 12 | 150 | 0.9850 | 0.9850 |",
        "| datatrove 0.10.1, MinHash | 10 | 0.17 | 600 | 60 | 0.6000 | 0.8000 |",
    ]


def test_readme_has_one_table_of_eight_rows(records: Path) -> None:
    write(records, "r", a_record("corpus", "inside", "results", "lengths", "documents"))
    assert list(glance()) == [
        "| what | `dedup` | compared with |",
        "|---|---|---|",
        "| the text of a web page | 0.05 ms | 0.6% of what trafilatura 2.3.1 takes to extract it |",
        "| web pages, on one core | 20,000 a second, 576 GB an hour "
        "| 8.0 times as fast as a loop that drops repeated lines; recall 0.9993 against 0.4390 on generated pages |",
        "| the median page; 99 of 100 pages | 5.0; at most 60 ns a byte "
        "| 11; at least 1.2 times as fast as that loop |",
        "| copies inside English pages, 10 MB | 100 MB/s, 60 MB of memory, recall 0.9997 "
        "| daft 0.7.26: 10 MB/s, 60 MB of memory, recall 0.9850 |",
        "| near-duplicate documents, 100 MB | 100 MB/s, 150 MB of memory, recall 0.9997 "
        "| daft 0.7.26: 10 MB/s, 150 MB of memory, recall 0.9850 |",
        "| a text of 1 MB | 24 ns a byte | 3.0 times texts of 3 KB |",
        "| the article, `dedup.collapse(page)` | 25 µs | 1.0 times `str.split` |",
        "| the article, `dedup collapse article.txt` | 25 ms | 2.5 times `python -c pass` |",
        "",
        "Medians, CPU time; a machine, 2026-11-25.",
    ]


def test_readme_shows_what_there_are_records_of(records: Path) -> None:
    assert list(glance()) == []
    write(records, "r", a_record("corpus"))
    assert [line.partition(" |")[0] for line in glance()] == [
        "| what",
        "|---|---|---|",
        "| near-duplicate documents, 100 MB",
        "",
        "Medians, CPU time; a machine, 2026-11-25.",
    ]


def test_documents_are_shown_by_kind_and_no_speed_without_its_recall(records: Path) -> None:
    write(records, "r", a_record("documents"))
    assert list(readme.documents())[4:] == [
        "| web pages | 1,000 | 20,000 | 576 | 5.0 | 60 | 11 | 1.2 | 8.0 |",
        "| pages with planted copies | 1,000 | 20,000 | 576 | 5.0 | 60 | 11 | 1.2 | 8.0 |",
        "",
        "For web pages, `collapse` adds 0.6% to the CPU time of trafilatura 2.3.1.",
        "",
        "On pages with planted copies, recall is 0.9993 and precision 1.0000. "
        "The loop over lines reaches 0.4390 and 1.0000.",
    ]


def test_lengths_and_scripts_are_shown_with_what_they_are_compared_with(records: Path) -> None:
    write(records, "r", a_record("results", "lengths"))
    assert list(readme.lengths())[4:] == ["| 3 KB | 8.0 | 1.0 | 50 |", "| 1 MB | 24 | 3.0 | 52 |"]
    assert list(readme.scripts())[4:] == ["| Greek | 3.0 | 4.0 | 0.75 |", "| Thai, no spaces | 5.0 | 1.4 | 3.5 |"]


def test_inside_there_is_a_table_for_each_collection_and_who_got_less_is_in_it(records: Path) -> None:
    write(records, "r", a_record("inside"))
    lines = list(readme.inside())
    assert [line for line in lines if "medians" in line] == [
        "English; medians; a machine, 2026-11-25.",
        "mixed; medians; a machine, 2026-11-25.",
    ]
    assert lines.count("| datatrove 0.10.1, MinHash | 0.5 | 0.17 | 600 | 50 | 0.6000 | 0.8000 |") == 2


def test_speeds_and_ratios_that_were_measured_are_not_computed_anew() -> None:
    own = row("dedup, 1 thread", 10)
    measured = row("rensa 0.5.0", 10, speed=20.0, slower=7.0)
    measured["answer"] = measured.pop("score")
    assert list(readme.table([own, measured]))[-1] == "| rensa 0.5.0 | 10 | 20 | 7.0 | 60 | 0.9800 | 0.9850 |"
