"""Estimates for large collections, against runs that are small enough to be tried."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dedup.corpus.documents.estimates import CANDIDATE, ENGINES, READS, Trial, bytes_a_document, estimate
from dedup.corpus.lsh.banding import bands_for

SMALL = Trial(
    documents=10,
    input_bytes=1000,
    seconds=1.5,
    cpu_seconds=2.0,
    peak_bytes=50_000,
    temporary_bytes=400,
    output_bytes=900,
)
LARGE = Trial(
    documents=20,
    input_bytes=2000,
    seconds=3.0,
    cpu_seconds=3.0,
    peak_bytes=60_000,
    temporary_bytes=700,
    output_bytes=1800,
)


def test_a_straight_line_goes_through_both_trials() -> None:
    for trial in (SMALL, LARGE):
        estimated = estimate(SMALL, LARGE, trial.documents, trial.input_bytes, 0.8)
        assert estimated.cpu_seconds == trial.cpu_seconds
        assert estimated.temporary_bytes == trial.temporary_bytes
        assert estimated.output_bytes == trial.output_bytes
        assert estimated.memory_bytes == trial.peak_bytes
    assert estimated.seconds == LARGE.seconds


def test_what_is_larger_takes_more() -> None:
    estimated = estimate(SMALL, LARGE, documents=1_000_020, size=100_002_000, jaccard=0.5)
    assert estimated.cpu_seconds == pytest.approx(3 + 100_000)
    assert estimated.seconds == pytest.approx(estimated.cpu_seconds)
    assert estimated.memory_bytes == 60_000 + 1_000_000 * bytes_a_document(bands_for(0.5))
    assert estimated.temporary_bytes == pytest.approx(700 + 0.3 * 100_000_000)
    moved = READS * 100_002_000 + estimated.output_bytes + 2 * estimated.temporary_bytes
    assert estimated.moved_bytes == pytest.approx(moved)
    assert estimated.disk_bytes_a_second == pytest.approx(moved / estimated.seconds)


def test_over_shards_memory_grows_with_the_documents_that_resemble_others() -> None:
    over_shards = LARGE._replace(candidates=5)
    estimated = estimate(SMALL, over_shards, documents=1_000_020, size=100_002_000, jaccard=0.5, name="shards")
    assert estimated.memory_bytes == 60_000 + CANDIDATE * 250_000


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_takes_more_and_moves_more(name: str) -> None:
    plain = estimate(SMALL, LARGE, 10**6, 10**9, 0.8, "shards")
    estimated = estimate(SMALL, LARGE, 10**6, 10**9, 0.8, name, speedup=10)
    engine = ENGINES[name]
    assert estimated.cpu_seconds == pytest.approx(plain.cpu_seconds * engine.cpu)
    assert estimated.seconds == pytest.approx(estimated.cpu_seconds / 10)
    assert estimated.temporary_bytes == pytest.approx(plain.temporary_bytes + engine.copies * 10**9)
    assert estimated.moved_bytes == pytest.approx(plain.moved_bytes + 2 * engine.copies * 10**9)


def test_no_estimate_is_negative_and_no_output_larger_than_the_input() -> None:
    slower = SMALL._replace(cpu_seconds=9.0, output_bytes=0)
    estimated = estimate(slower, LARGE, documents=10**6, size=10**9, jaccard=0.8)
    assert estimated.cpu_seconds == estimated.seconds == 0
    assert estimated.output_bytes == 10**9


def test_a_small_collection_takes_its_share_of_the_small_trial() -> None:
    flat = SMALL._replace(output_bytes=400)  # the line reaches 0 at 700 bytes
    estimated = estimate(flat, LARGE, documents=3, size=500, jaccard=0.8)
    assert estimated.output_bytes == 200
    assert estimated.temporary_bytes == 250
    assert estimated.cpu_seconds == 1.5
    assert estimated.memory_bytes == SMALL.peak_bytes


#: Prints the memory that a command takes, in bytes: a small process of its own, as a child's peak counts its parent's.
PEAK = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:])
_, status, usage = os.wait4(process.pid, 0)
process.returncode = status
print(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) if status == 0 else "failed")
"""


def peak_of(path: Path, documents: int, jaccard: float) -> int:
    """The memory that a run over so many short documents takes, in bytes."""
    sample = path / f"{documents}.jsonl"
    # Words of their own, so that no two documents are compared, which takes memory of its own.
    rows = (" ".join(f"{number:x}{letter}" for letter in "abcdefghij") for number in range(documents))
    sample.write_text("".join(f'{{"text": "{row}"}}\n' for row in rows))
    command = [sys.executable, "-m", "dedup", "corpus", str(sample), "-o", str(path / "out.jsonl"), "--quiet"]
    command = [sys.executable, "-c", PEAK, *command, "--jaccard", str(jaccard)]
    return int(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.mark.slow
@pytest.mark.parametrize("jaccard", [0.5, 0.9])  # the most bands, and the fewest
def test_each_document_takes_the_memory_that_is_counted_for_it(tmp_path: Path, jaccard: float) -> None:
    few, many = 50_000, 250_000
    measured = (peak_of(tmp_path, many, jaccard) - peak_of(tmp_path, few, jaccard)) / (many - few)
    assert measured == pytest.approx(bytes_a_document(bands_for(jaccard)), rel=0.2)
