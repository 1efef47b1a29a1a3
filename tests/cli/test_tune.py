"""`dedup tune`: the curve, the pairs on both sides of a threshold, the sources that lose most."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

import dedup
from dedup.cli.rows.tune_command import read_thresholds
from dedup.errors import OptionError

from .conftest import STORY, Run
from .terminal import written_to_terminal

pytestmark = pytest.mark.slow

NOTICES = Path(__file__).parents[2] / "examples" / "notices.jsonl"


@pytest.fixture
def notices(tmp_path: Path) -> list[str]:
    """Ten notices, of which three are near copies of others at 0.8, and six at 0.7."""
    shutil.copyfile(NOTICES, tmp_path / "notices.jsonl")
    return [json.loads(line)["text"] for line in NOTICES.read_text("utf-8").splitlines()]


def as_json(run: Run, *arguments: str, **options: Any) -> dict[str, Any]:
    done = run("tune", "--json", *arguments, **options)
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def test_the_curve_says_what_corpus_removes(run: Run, tmp_path: Path, notices: list[str]) -> None:
    tuned = as_json(run, "notices.jsonl")
    assert [at["jaccard"] for at in tuned["thresholds"]] == [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5]
    for at in tuned["thresholds"]:
        d = dedup.deduplicate(notices, at["jaccard"])
        assert {**d.stats._asdict(), "removed": d.stats.removed}.items() <= at.items()
        assert at["share"] == d.stats.removed / len(notices)
    assert [path.name for path in tmp_path.iterdir()] == ["notices.jsonl"]


def test_pairs_are_named_with_the_words_that_differ(run: Run, notices: list[str]) -> None:
    tuned = as_json(run, "notices.jsonl", "--id", "id", "--pairs", "2")
    assert [(one["id"], one["kept_id"]) for one in tuned["above"]] == [("fair-scan", "fair"), ("ferry-scan", "ferry")]
    assert tuned["above"][0]["differences"] == [["hand", "band"], ["hali", "hall"]]
    winter, _ = tuned["below"]
    assert winter["id"] == "ferry-winter"
    assert winter["differs"] == ["numbers"]
    assert winter["removed_at"] == 0.75
    assert 0.75 <= winter["jaccard"] < 0.8
    assert winter["more_differences"] == 0


def test_a_report_for_people_marks_the_threshold_and_the_words(run: Run, notices: list[str]) -> None:
    done = run("tune", "notices.jsonl", "--id", "id", "--jaccard", "0.72", "--thresholds", "0.7,0.8", "--pairs", "1")
    assert done.stdout.decode() == (
        "  --jaccard   removed      more    share      near    spared\n"
        "        0.8         3             30.00%         3         0\n"
        ">      0.72         6        +3   60.00%         6         0\n"
        "        0.7         6        +0   60.00%         6         0\n"
        "\n"
        "Just above 0.72: removed.\n"
        "\n"
        "0.722  fair-last-year\n"
        "       repeats fair, which has 95.1% of its letters (differs: names)\n"
        "         … behind the church on the [-last-]{+first+} Saturday in October, and …\n"
        "         … The brass band plays from [-noon-]{+eleven+}, the potters show their …\n"
        "         … Stalls can be booked with [-Tomas Oyelaran-]{+Ines Calder+} at the town hall until the …\n"
        "\n"
        "Just below 0.72: kept. No pair is within 0.1.\n"
    )
    assert done.stderr.decode() == "10 documents, 3 thresholds: 0.72 removes 6 (60.00%)\n"


def test_options_of_corpus_mean_the_same(run: Run, notices: list[str]) -> None:
    arguments = "notices.jsonl", "--protect", "numbers,names", "--keep", "last", "--jobs", "2"
    tuned = as_json(run, *arguments, "--thresholds", "0.5")
    d = dedup.deduplicate(notices, 0.5, protect=("numbers", "names"), keep="last")
    assert tuned["thresholds"][1]["removed"] == d.stats.removed
    assert tuned["thresholds"][1]["spared"] == d.stats.spared > 0


def test_references_are_compared_with_and_not_counted(run: Run, notices: list[str]) -> None:
    tuned = as_json(run, "notices.jsonl", "--reference", "notices.jsonl", "--thresholds", "1")
    assert tuned["thresholds"][0]["share"] == 1


def test_files_and_folders_that_lose_most_are_listed(run: Run, tmp_path: Path, notices: list[str]) -> None:
    for name, texts in (("a", notices[:5]), ("b", notices[5:])):
        rows = "".join(json.dumps({"text": text}) + "\n" for text in texts)
        (tmp_path / f"{name}.jsonl").write_text(rows)
    tuned = as_json(run, "a.jsonl", "b.jsonl")
    assert tuned["sources"] == [
        {"source": "a.jsonl", "documents": 5, "removed": 2, "for_one": 2},
        {"source": "b.jsonl", "documents": 5, "removed": 1, "for_one": 1},
    ]
    for number, text in enumerate(notices):
        path = tmp_path / "pages" / ("old" if number < 5 else "new") / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    done = run("tune", "pages")
    assert done.stdout.decode().endswith(
        "Sources that lose most at 0.8:\n"
        "\n"
        "  documents   removed    share   for one   source\n"
        "          5         2    40.0%         2   pages/old\n"
        "          5         1    20.0%         1   pages/new\n"
    )


def test_sources_may_be_the_values_of_a_field(run: Run, notices: list[str]) -> None:
    tuned = as_json(run, "notices.jsonl", "--by", "source", "--jaccard", "0.7")
    assert tuned["sources"][0] == {"source": "archive", "documents": 3, "removed": 3, "for_one": 2}
    assert tuned["sources"][-1] == {"source": "garden club", "documents": 1, "removed": 0, "for_one": 0}
    done = run("tune", "notices.jsonl", "--by", "host")
    assert done.returncode == 2
    assert done.stderr.decode() == "dedup: --by must be a field that some row has, not 'host'\n"


def test_a_source_that_loses_most_for_one_document_is_warned_of(run: Run, tmp_path: Path) -> None:
    for name, text in (("menu", "The same page of the same site, as it was crawled twelve times."), ("other", STORY)):
        (tmp_path / f"{name}.jsonl").write_text(12 * (json.dumps({"text": text}) + "\n"))
    done = run("tune", "menu.jsonl", "other.jsonl", "--quiet")
    assert done.stderr.decode().startswith("dedup: warning: menu.jsonl: 11 of 12 documents repeat one, menu.jsonl:1; ")


def test_standard_input_and_folders_are_read_as_by_corpus(run: Run, tmp_path: Path, notices: list[str]) -> None:
    assert as_json(run, "notices.jsonl")["thresholds"] == as_json(run, "-", stdin=NOTICES.read_bytes())["thresholds"]
    folder = tmp_path / "crawl"
    folder.mkdir()
    shutil.copyfile(NOTICES, folder / "notices.jsonl")
    shutil.copyfile(NOTICES, folder / "again.jsonl")
    (folder / "README.md").write_text("What is here.")
    done = run("tune", "crawl", "--exclude", "again.jsonl")
    assert done.stderr.decode().startswith("10 documents, ")


def test_a_page_counts_by_the_sources_asked_for(run: Run, tmp_path: Path, notices: list[str]) -> None:
    done = run("tune", "notices.jsonl", "--id", "id", "--by", "source", "--report", "tune.html")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "tune.html").read_text("utf-8")
    assert "What other thresholds would remove" in page
    assert "Just below the threshold" in page
    assert "mailing list" in page
    assert done.stdout == run("tune", "notices.jsonl", "--id", "id", "--by", "source").stdout


def test_bad_rows_are_skipped_if_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(
        json.dumps({"text": STORY}) + "\nno row\n" + json.dumps({"text": STORY}) + "\n"
    )
    done = run("tune", "rows.jsonl")
    assert done.returncode == 3
    assert done.stderr.decode().startswith("dedup: rows.jsonl, line 2, byte 410: not valid JSON")
    assert done.stdout == b""
    done = run("tune", "rows.jsonl", "--on-error", "skip")
    assert done.stderr.decode() == "2 documents, 9 thresholds: 0.8 removes 1 (50.00%), 1 bad row skipped\n"


def test_a_file_without_one_good_row_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("no row\n")
    done = run("tune", "rows.jsonl", "--on-error", "skip")
    assert done.returncode == 3
    assert done.stderr.decode().endswith("; no row of any file can be read\n")


def test_no_documents_are_no_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").touch()
    done = run("tune", "rows.jsonl")
    assert done.returncode == 0
    assert done.stderr.decode() == "0 documents, 9 thresholds: 0.8 removes 0 (0.00%)\n"


def test_names_and_texts_obey_no_terminal(run: Run, tmp_path: Path, notices: list[str]) -> None:
    ferry, scan = notices[:2]
    rows = [{"id": "a\u202e\n", "text": ferry}, {"id": "b\x1b[31m", "text": scan.replace("red", "r\x1b[31med")}]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("tune", "rows.jsonl", "--id", "id")
    assert b"repeats" in done.stdout
    assert all(line.isprintable() for line in done.stdout.decode().splitlines())


def test_words_have_colors_on_a_terminal_only(run: Run, tmp_path: Path, notices: list[str]) -> None:
    assert b"\x1b" not in run("tune", "notices.jsonl").stdout
    assert b"\x1b" in run("tune", "notices.jsonl", "--color", "always").stdout
    command = [sys.executable, "-m", "dedup", "tune", "notices.jsonl", "--quiet"]
    assert b"\x1b[31m[-hand-]\x1b[m" in written_to_terminal(command, "stdout", cwd=tmp_path, check=True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--jaccard", "0.4"), "dedup: --jaccard must be a number from 0.5 to 1, not 0.4\n"),
        (("--thresholds", "0.8,0.3"), "dedup: --thresholds must be a number from 0.5 to 1, not 0.3\n"),
        (
            ("--thresholds", "high"),
            "dedup: --thresholds must be numbers separated by commas, such as 0.7,0.8,0.9, not 'high'\n",
        ),
        (("--pairs", "0"), "dedup: --pairs must be an integer from 1 to 2147483647, not 0\n"),
        (("--max-row", "x"), "dedup: --max-row must be a number of bytes up to 2GB"),
        (("--include", "!"), "dedup: --include or --exclude: Invalid git pattern: '!'"),
        (("--id", "text"), "dedup: --id and --text must be different fields\n"),
    ],
)
def test_wrong_options_are_named(run: Run, notices: list[str], arguments: tuple[str, ...], message: str) -> None:
    done = run("tune", "notices.jsonl", *arguments)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert done.stdout == b""


def test_thresholds_may_have_spaces_and_any_order() -> None:
    assert read_thresholds("1, .5,0.75") == [1, 0.5, 0.75]
    for value in ("", "0.8,", "0.8;0.9", "nan", "1.5"):
        with pytest.raises(OptionError, match="thresholds must be"):
            read_thresholds(value)
