"""Lines of progress for a log: none in a short run, then one now and then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from dedup.cli import cores
from dedup.cli.cores import BYTES_A_JOB, jobs_for
from dedup.cli.plain_progress import INTERVAL, PlainProgress


class Log:
    """A progress with a clock that stands still unless it is set."""

    def __init__(self, total_bytes: int) -> None:
        self.now = 100.0
        self.lines: list[str] = []
        self.progress = PlainProgress(total_bytes, self.lines.append, lambda: self.now)

    def after(self, seconds: float, happens: Callable[[], None]) -> list[str]:
        """What is printed when something happens so many seconds later."""
        self.now += seconds
        before = len(self.lines)
        happens()
        return self.lines[before:]


def test_a_short_run_says_nothing() -> None:
    log = Log(1000)
    for stage in ("words", "matches", "writing"):
        assert log.after(INTERVAL / 4, partial(log.progress.begin, stage)) == []
        assert log.after(0, lambda: log.progress.advance(500, 2000)) == []


def test_a_long_stage_says_how_far_it_is_once_in_a_while() -> None:
    log = Log(1000)
    log.progress.begin("words")
    assert log.after(INTERVAL - 1, lambda: log.progress.advance(100, 1000)) == []
    assert log.after(1, lambda: log.progress.advance(150, 234)) == ["dedup: 0:00:30 words: 25%, 1,234 documents"]
    assert log.after(INTERVAL - 1, lambda: log.progress.advance(100, 1)) == []
    assert log.after(3601, lambda: log.progress.advance(900, 1)) == ["dedup: 1:01:00 words: 100%, 1,236 documents"]


def test_each_stage_of_a_long_run_is_named() -> None:
    log = Log(0)
    log.progress.begin("words")
    assert log.after(INTERVAL, lambda: log.progress.begin("matches")) == ["dedup: 0:00:30 matches begins"]
    assert log.after(1, lambda: log.progress.begin("writing")) == ["dedup: 0:00:31 writing begins"]
    assert log.after(INTERVAL, lambda: log.progress.advance(0, 7)) == ["dedup: 0:01:01 writing: 7 documents"]


@pytest.mark.parametrize(
    ("size", "available", "jobs"),
    [(0, 8, 1), (2 * BYTES_A_JOB - 1, 8, 1), (2 * BYTES_A_JOB, 8, 2), (100 * BYTES_A_JOB, 8, 8), (10**12, 1, 1)],
)
def test_more_input_takes_more_cores(monkeypatch: pytest.MonkeyPatch, size: int, available: int, jobs: int) -> None:
    monkeypatch.setattr(cores, "cores", lambda: available)
    assert jobs_for(size) == jobs


def test_there_is_a_core() -> None:
    assert cores.cores() >= 1
