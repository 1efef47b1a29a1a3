"""Works on an index until it is killed: by itself, at a step of SQLite, or by whoever started it.

    python -m tests.index.until_killed PATH WORK STEP

WORK is "add", "check", "merge" or "compact".  STEP counts the callbacks of SQLite, of which the one of that number
kills; 0: none does.  After each call that returned, a line says how many documents are safe.
"""

from __future__ import annotations

import os
import signal
import sys
from random import Random

import dedup
from tests.corpus.made_up import prose

#: Documents in a batch, and the batches.
BATCH = 20
BATCHES = 15

#: Steps of SQLite's virtual machine between two callbacks.
STEPS = 50


def document(number: int) -> tuple[str, str]:
    """A document of its own."""
    return f"/page/{number}", prose(Random(number), 60)


def batch(number: int) -> list[tuple[str, str]]:
    """The documents of a batch."""
    return [document(place) for place in range(number * BATCH, (number + 1) * BATCH)]


def work(path: str, kind: str, step: int) -> None:
    """Works until it is done, or killed."""
    with dedup.Index(path, blocks=True) as seen, dedup.Index(f"{path}.other", blocks=True) as other:
        if kind in ("merge", "compact"):
            other.add_many(place for number in range(BATCHES) for place in batch(number))
        if kind == "compact":
            seen.merge(other)
            for place in range(0, BATCH * BATCHES, 2):
                seen.remove(document(place)[0])
        done = 0

        def count() -> None:
            nonlocal done
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)

        seen._database._connection.set_progress_handler(count, STEPS)
        print("ready", flush=True)
        if kind == "merge":
            seen.merge(other)
        elif kind == "compact":
            seen.compact()
        for number in range(BATCHES if kind in ("add", "check") else 0):
            if kind == "add":
                seen.add_many(batch(number))
            else:
                seen.check_and_add_many(batch(number))
            print((number + 1) * BATCH, flush=True)
        print("steps", done, flush=True)


if __name__ == "__main__":
    work(sys.argv[1], sys.argv[2], int(sys.argv[3]))
