"""`dedup plan`: what a collection would take, measured on generated samples and extrapolated."""

from __future__ import annotations

import gzip
import json
import re
import statistics
from pathlib import Path

import pytest

from dedup.cli.plan import trials
from dedup.cli.plan.amounts import read_amount
from dedup.cli.plan.command import command
from dedup.cli.plan.sample_text import documents, json_lines
from dedup.errors import DedupError, OptionError

from .conftest import Run


@pytest.fixture(autouse=True)
def small_trials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Trials of a moment, in a folder of their own."""
    monkeypatch.setattr(trials, "SMALL", 100_000)
    monkeypatch.setattr(trials, "LARGE", 400_000)
    monkeypatch.setattr(trials, "TIMES", 1)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def planned(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    assert command.main([*arguments], standalone_mode=False) == 0
    said = capfd.readouterr()
    return said.out, said.err


@pytest.mark.slow
def test_figures_are_marked_as_measured_or_extrapolated(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out, err = planned(capfd, "--docs", "1e9", "--bytes", "5TB", "--jobs", "2")
    measured, extrapolated = out.split("\n\n")
    assert measured.startswith("measured on this machine: generated samples\n")
    assert len(measured.splitlines()) == 4
    assert extrapolated.startswith("extrapolated: 1,000,000,000 documents, 5 TB, 5 KB each, --engine local --jobs 2\n")
    names = [re.split(r" {2,}", line.strip())[0] for line in extrapolated.splitlines()[1:]]
    assert names == ["time", "memory", "temporary files", "output", "volume", "disk speed"]
    assert "more than the" in extrapolated
    assert err == "dedup: running two generated samples\n"
    assert [*tmp_path.iterdir()] == []


@pytest.mark.slow
def test_files_are_counted(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("collection")
    rows = "".join(f'{{"body": "Text number {number}."}}\n' for number in range(40))
    (folder / "a.jsonl").write_text(rows)
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(rows.encode() * 20))
    for inputs, number, size in (
        (["a.jsonl"], 40, len(rows)),
        (["b.jsonl.gz"], 800, 20 * sum(len(json.loads(row)["body"]) for row in rows.splitlines())),
    ):
        arguments = [str(folder / name) for name in inputs]
        out, err = planned(capfd, *arguments, "--text", "body", "--json")
        assert (json.loads(out)["documents"], json.loads(out)["bytes"]) == (number, size)
        assert err.startswith(f"dedup: {number} documents, ")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.slow
def test_files_without_documents_are_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "rows.jsonl").write_text('{"body": "Text."}\n')
    for arguments, message in (
        (["empty.jsonl"], "empty.jsonl: there is no document"),
        (["rows.jsonl"], "rows.jsonl, line 1, byte 0: no field 'text'; there are 'body'"),
        (["none.jsonl"], "none.jsonl: No such file or directory"),
    ):
        done = run("plan", *arguments)
        assert (done.returncode, done.stdout) == (3, b"")
        assert done.stderr.decode().startswith(f"dedup: {message}")


@pytest.mark.slow
def test_json_holds_the_same_in_seconds_and_bytes(capfd: pytest.CaptureFixture[str]) -> None:
    out, err = planned(
        capfd, "--docs", "1M", "--bytes", "3.2e9", "--json", "--quiet", "--jaccard", "0.5", "--jobs", "1"
    )
    plan = json.loads(out)
    assert err == ""
    assert (plan["documents"], plan["bytes"], plan["engine"], plan["jobs"]) == (10**6, 3_200_000_000, "local", 1)
    small, large = plan["measured"]
    assert (small["documents"], large["documents"]) == (31, 125)
    assert small["input_bytes"] < large["input_bytes"]
    assert all(figure >= 0 for figure in plan["extrapolated"].values())
    assert plan["extrapolated"]["memory_bytes"] == large["peak_bytes"] + 760 * (10**6 - 125)
    assert plan["machine"]["cores"] >= 1


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["shards", "spark"])
def test_over_shards_memory_is_that_of_a_process(capfd: pytest.CaptureFixture[str], engine: str) -> None:
    out, _ = planned(capfd, "--docs", "1e9", "--bytes", "5TB", "--engine", engine, "--jobs", "640")
    extrapolated = out.partition("\n\n")[2]
    assert extrapolated.startswith(
        f"extrapolated: 1,000,000,000 documents, 5 TB, 5 KB each, --engine {engine} --jobs 640"
    )
    assert re.search(r"time  .* core-hours", extrapolated)
    assert re.search(r"memory +[\d.]+ GB +in the largest process, ", extrapolated)
    assert re.search(r"volume +[\d.]+ TB +read and written", extrapolated)


@pytest.mark.slow
def test_a_trial_measures_a_run_of_the_command(tmp_path: Path) -> None:
    small, large = trials.run_trials(2000, ["--jaccard", "0.9"])
    for trial, size in ((small, 100_000), (large, 400_000)):
        assert trial.documents == size / 2000
        assert trial.input_bytes == pytest.approx(size, rel=0.4)
        assert trial.input_bytes * 0.6 < trial.output_bytes < trial.input_bytes
        assert 0 < trial.temporary_bytes < trial.input_bytes
        assert trial.cpu_seconds > 0
        assert trial.peak_bytes > 10_000_000


@pytest.mark.slow
def test_a_trial_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(DedupError, match=r"^the trial run failed: --jaccard must be a number from 0.5 to 1, not 0.1$"):
        trials.run_trials(2000, ["--jaccard", "0.1"])
    assert [*tmp_path.iterdir()] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--docs", "many", "--bytes", "1TB"), "dedup: --docs must be a number such as 1e9 or 250M, up to"),
        (
            ("--docs", "1e10", "--bytes", "1TB"),
            "dedup: --docs must be a number such as 1e9 or 250M, up to 4,294,967,295",
        ),
        (
            ("--docs", "1e9", "--bytes", "-5"),
            "dedup: --bytes must be a number such as 5e12 or 5TB, up to 1,000 PB, not",
        ),
        (("--docs", "1e9", "--bytes", "5MB"), "dedup: --bytes is the size of all documents together"),
        (("--docs", "1e9"), "dedup: --docs needs --bytes, too\n"),
        (("--bytes", "1TB"), "dedup: --bytes needs --docs, too\n"),
        ((), "dedup: Give IN, whose documents and bytes are counted, or else --docs and --bytes\n"),
        (("in.jsonl", "--docs", "9"), "dedup: Give IN, whose documents"),
        (("--docs", "9", "--bytes", "5MB", "--jobs", "0"), "dedup: --jobs must be at least 1"),
        (
            ("--docs", "9", "--bytes", "5MB", "--jaccard", "2"),
            "dedup: --jaccard must be a number from 0.5 to 1, not 2.0",
        ),
    ],
)
def test_wrong_options_are_named(run: Run, arguments: tuple[str, ...], message: str) -> None:
    done = run("plan", *arguments)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert done.stdout == b""


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1", 1),
        ("1e9", 10**9),
        ("1E9", 10**9),
        ("2.5e3", 2500),
        ("1_000_000", 10**6),
        ("1,000,000", 10**6),
        ("250M", 250 * 10**6),
        ("5TB", 5 * 10**12),
        ("5 tb", 5 * 10**12),
        ("1.5GiB", 3 * 2**29),
        (" 7 ", 7),
    ],
)
def test_amounts_are_read_as_people_write_them(value: str, number: int) -> None:
    assert read_amount("--bytes", value, 10**18, "5TB") == number


@pytest.mark.parametrize("value", ["", "0", "-1", "1e", "e9", "5XB", "five", "1e99", "2e18", "1..5", "0x10", "٣"])
def test_other_amounts_are_refused(value: str) -> None:
    with pytest.raises(OptionError, match=r"^--bytes must be a number such as 5TB, not "):
        read_amount("--bytes", value, 10**18, "5TB")


@pytest.mark.parametrize("size", [60, 500, 5000])
def test_a_sample_has_the_size_and_the_copies_it_should(size: int) -> None:
    texts = list(documents(1000, size))
    assert len(texts) == 1000
    assert statistics.mean(map(len, texts)) == pytest.approx(size, rel=0.2)
    assert len({*texts}) == pytest.approx(950, abs=20)
    assert [json.loads(line)["text"] for line in json_lines(1000, size)] == texts
