"""A stage whose worker is killed in mid-task, once."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from dedup.integrations.stages import run_task

#: The stage in which a worker dies, and the file next to its folder that says that one has.
STAGE, DEAD = "match", "a-worker-was-killed"


def dies_once(folder: str, stage: str, task: int) -> bytes | None:
    """Runs a task of a stage; the first worker that is about to put a file of `STAGE` in place is killed."""
    replace, dead = os.replace, Path(folder).with_name(DEAD)

    def killing(*arguments: Any, **options: Any) -> None:
        if not dead.exists():
            dead.touch()
            kill_worker()
        replace(*arguments, **options)

    if stage == STAGE:
        os.replace = killing
    try:
        return run_task(folder, stage, task)
    finally:
        os.replace = replace


def kill_worker() -> None:
    """Kills the executor of Spark that this process works for, if it does, and this process."""
    process = os.getpid()
    while process > 1:
        if b"CoarseGrainedExecutorBackend" in Path(f"/proc/{process}/cmdline").read_bytes():
            os.kill(process, signal.SIGKILL)
            break
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(os.getpid(), signal.SIGKILL)
