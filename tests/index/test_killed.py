"""An index whose process is killed holds every batch that was committed, no part of another, and is not damaged."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import dedup
from tests.index.until_killed import BATCH, BATCHES, document

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def run(path: Path, kind: str, step: int) -> tuple[int, list[str]]:
    """Works on an index; returns the exit status, and what was said before."""
    command = [sys.executable, "-m", "tests.index.until_killed", str(path), kind, str(step)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.split()


def check_whole(path: Path, kind: str, safe: int) -> None:
    """Checks what must be in the index, whenever the process was killed."""
    everything = BATCH * BATCHES
    with dedup.Index(path, create=False) as seen:
        seen.check()
        there = [document(place)[0] in seen for place in range(everything)]
        if kind == "compact":
            assert there == [False, True] * (everything // 2)
        elif kind == "merge":
            assert all(there) or not any(there)
        else:
            assert sum(there) % BATCH == 0
            assert there == [place < sum(there) for place in range(everything)]
            assert sum(there) >= safe
        found = [one and one.id for one in seen.query_many(document(place)[1] for place in range(everything))]
        assert found == [document(place)[0] if is_there else None for place, is_there in enumerate(there)]


@pytest.mark.parametrize("kind", ["add", "check", "merge", "compact"])
def test_a_killed_index_has_every_batch_that_was_committed(tmp_path: Path, kind: str) -> None:
    status, said = run(tmp_path / "whole", kind, 0)
    assert status == 0
    steps = int(said[-1])
    assert steps > 10
    for number, share in enumerate((0.01, 0.5, 0.99)):
        path = tmp_path / f"killed-{number}"
        status, said = run(path, kind, max(int(share * steps), 1))
        assert status == -signal.SIGKILL
        assert said[0] == "ready"
        check_whole(path, kind, int(said[-1]) if said[-1].isdigit() else 0)
