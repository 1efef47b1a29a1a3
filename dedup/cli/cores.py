"""How many processor cores a run uses if nobody says."""

from __future__ import annotations

import os

#: Bytes of input for which another core is worth starting a process: one core reads them in a third of a second.
BYTES_A_JOB = 32_000_000


def jobs_for(size: int) -> int:
    """The cores for so many bytes of input: one for each `BYTES_A_JOB`, at most those this process may use."""
    return max(1, min(cores(), size // BYTES_A_JOB))


def cores() -> int:
    """The cores that this process may use, which batch systems and containers limit."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
