"""Collections that are hard on memory, disk or method: the right result, or an error and nothing written."""

from __future__ import annotations

import json
import os
import resource
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.corpus.made_up import exchanged, mixture, prose

from .conftest import Run

both = pytest.mark.parametrize("jobs", ["1", "2"])


def write_rows(path: Path, texts: list[str]) -> None:
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))


def kept(path: Path) -> list[Any]:
    return [json.loads(line)["text"] for line in path.read_text().splitlines()]


@pytest.mark.slow
@both
def test_documents_of_20_mb_among_small_ones(run: Run, tmp_path: Path, jobs: str) -> None:
    rng = Random(1)
    large = prose(rng, 1_000_000)
    large += " " + prose(rng, 20_000_000 // (len(large) // 1_000_000) - 1_000_000)
    small = [prose(rng, 100) for _ in range(50)]
    texts = [*small[:25], large, *small[25:], exchanged(rng, large, 1000), small[3].upper()]
    write_rows(tmp_path / "in.jsonl", texts)
    assert (tmp_path / "in.jsonl").stat().st_size > 40_000_000
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--jobs", jobs)
    assert b"2 of 53 documents removed (0 exact, 1 same words, 1 near, 0 contained)" in done.stderr
    assert kept(tmp_path / "out.jsonl") == texts[:-2]
    refused = run("corpus", "in.jsonl", "-o", "few.jsonl", "--jobs", jobs, "--max-row", "10MB")
    assert (refused.returncode, (tmp_path / "few.jsonl").exists()) == (3, False)
    assert b"in.jsonl, line 26" in refused.stderr


@both
def test_documents_that_are_all_equal_leave_one(run: Run, tmp_path: Path, jobs: str) -> None:
    texts = [prose(Random(1), 200)] * 5000
    write_rows(tmp_path / "in.jsonl", texts)
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--jobs", jobs)
    assert (done.returncode, (tmp_path / "out.jsonl").exists()) == (4, False)  # --max-removed is .9
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--jobs", jobs, "--max-removed", "1")
    assert b"4,999 of 5,000 documents removed (4,999 exact, 0 same words, 0 near, 0 contained)" in done.stderr
    assert kept(tmp_path / "out.jsonl") == texts[:1]


@both
def test_texts_without_words_are_compared_by_their_characters(run: Run, tmp_path: Path, jobs: str) -> None:
    texts = ["", "...", " ", "!!!", ". . .", "", "\u2014\u2014", "...", "\n\n", "!!"] * 40
    write_rows(tmp_path / "in.jsonl", texts)
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--jobs", jobs)
    assert (done.returncode, done.stderr.count(b"0 unresolved")) == (0, 1)
    first = {text: texts.index(text) for text in ("...", "!!!", "\u2014\u2014", "!!")}  # white space does not count
    expected = [text for place, text in enumerate(texts) if not text.strip() or first.get(text) == place]
    assert kept(tmp_path / "out.jsonl") == expected


@both
@pytest.mark.parametrize("containment", [[], ["--containment", "0.8"]])
def test_a_disk_that_is_full_in_the_middle_of_the_store_leaves_nothing(
    run: Run, tmp_path: Path, jobs: str, containment: list[str]
) -> None:
    (tmp_path / "temporary").mkdir()
    write_rows(
        tmp_path / "in.jsonl", [prose(Random(number % 200), 100) + " more" * (number // 200) for number in range(400)]
    )
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (50_000, 50_000))
    environment = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", "--jobs", jobs, *containment, env=environment, preexec_fn=limit)
    assert done.returncode == 3
    assert done.stderr.endswith(b"File too large; free some space, or set TMPDIR or --work to a larger disk\n")
    assert os.listdir(tmp_path / "temporary") == []
    assert sorted(os.listdir(tmp_path)) == ["in.jsonl", "temporary"]


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--containment", "0.8"], ["--annotate", "--keep", "last"]])
def test_cores_hash_seeds_and_simd_levels_change_no_byte(run: Run, tmp_path: Path, options: list[str]) -> None:
    write_rows(tmp_path / "in.jsonl", mixture(1) + mixture(2, 40) * 2)
    written = set()
    for jobs, seed, level in (("1", "1", ""), ("2", "2", ""), ("3", "1", "baseline"), ("1", "2", "baseline")):
        environment = os.environ | {"PYTHONHASHSEED": seed} | ({"DEDUP_SIMD": level} if level else {})
        done = run(
            "corpus", "in.jsonl", "-o", "out.jsonl", "--report", "report.jsonl", "--jobs", jobs, *options,
            env=environment,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        written.add((tmp_path / "out.jsonl").read_bytes() + (tmp_path / "report.jsonl").read_bytes() + done.stderr)
    assert len(written) == 1


def test_a_run_with_two_cores_resumes_one_with_one(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", mixture(3))
    for jobs in ("1", "2"):
        run("corpus", "in.jsonl", "-o", f"{jobs}.jsonl", "--work", "work", "--jobs", jobs)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
