"""What every adapter for indexes needs: it fills the index batch by batch, and asks it for one text after another.

An adapter is run as `python ADAPTER ROWS ASKED OUT` by the Python of the peer's own environment.  OUT becomes JSON: the
CPU seconds of filling and of asking, those of the median question, the answers, and what room it takes.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

BATCH = 1000

#: Adds documents of these ids and texts; the id of a document that a text repeats, or None.
Add = Callable[[Sequence[int], Sequence[str]], None]
Ask = Callable[[str], "int | None"]


def batches(path: str) -> Iterator[tuple[list[int], list[str]]]:
    """The ids and texts of rows, so many at a time."""
    with open(path, encoding="utf-8") as file:
        while rows := [json.loads(line) for line in islice(file, BATCH)]:
            yield [row["id"] for row in rows], [row["text"] for row in rows]


class Server(NamedTuple):
    """What of an index is outside of the process that asks it."""

    cpu: Callable[[], float] = lambda: 0.0  #: seconds so far
    memory: Callable[[], int] = lambda: 0  #: bytes
    on_disk: Callable[[], int] = lambda: 0  #: bytes


NO_SERVER = Server()


def measure(add: Add, ask: Ask, server: Server = NO_SERVER) -> None:
    """Fills and asks an index."""

    def now() -> float:
        return time.process_time() + server.cpu()

    rows, asked, output = sys.argv[1:4]
    filling = 0.0
    for ids, texts in batches(rows):
        start = now()
        add(ids, texts)
        filling += now() - start
    times: list[float] = []
    answers: list[int | None] = []
    for _, texts in batches(asked):
        for text in texts:
            start = now()
            answers.append(ask(text))
            times.append(now() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    result = {
        "filling": filling,
        "asking": sum(times),
        "median": statistics.median(times),
        "answers": answers,
        "peak": peak + server.memory(),
        "on_disk": server.on_disk(),
    }
    with open(output, "w", encoding="utf-8") as file:
        json.dump(result, file)
