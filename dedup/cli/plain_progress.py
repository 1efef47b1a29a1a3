"""How far a long run has come, as lines for a log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from time import monotonic

from dedup.cli.messages import say

#: Seconds between two lines. Shorter runs say nothing before their summary.
INTERVAL = 30


class PlainProgress:
    """Prints a line now and then, and when a stage begins, once a run has taken longer than `INTERVAL`."""

    def __init__(
        self, total_bytes: int, tell: Callable[[str], None] = say, clock: Callable[[], float] = monotonic
    ) -> None:
        """`tell` prints a line; `clock` gives the seconds."""
        self._total, self._tell, self._clock = total_bytes, tell, clock
        self._start = self._told = clock()
        self._stage = "start"
        self._bytes = self._documents = 0

    def begin(self, stage: str) -> None:
        """A stage begins."""
        self._stage, self._bytes, self._documents = stage, 0, 0
        now = self._clock()
        if now - self._start >= INTERVAL:
            self._say(now, f"{stage} begins")

    def advance(self, size: int, documents: int) -> None:
        """So many bytes and documents have passed."""
        self._bytes += size
        self._documents += documents
        now = self._clock()
        if now - self._told >= INTERVAL:
            share = f"{min(self._bytes / self._total, 1):.0%}, " if self._total else ""
            self._say(now, f"{self._stage}: {share}{self._documents:,} documents")

    def _say(self, now: float, what: str) -> None:
        self._told = now
        self._tell(f"dedup: {timedelta(seconds=int(now - self._start))} {what}")
