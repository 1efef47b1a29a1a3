"""What each document takes.

A pass takes the documents one after another, each once: a processor that has just worked on the same text has learnt
it, and is up to twice as fast as it ever is on a page that it meets for the first time.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

Pass = Sequence[float]  #: the CPU seconds of each document


class Figures(NamedTuple):
    """A measure over documents."""

    all: float  #: of all bytes together
    median: float  #: of the documents, each counted once
    worst: float  #: a document in a hundred is worse


def seconds_of_each(texts: Sequence[str], call: Callable[[str], object], repeats: int = 1) -> list[float]:
    """The CPU seconds of a call for each text, without those of the clock."""
    clock = clock_seconds()
    taken = []
    for text in texts:
        began = time.thread_time()
        for _ in range(repeats):
            call(text)
        taken.append(time.thread_time() - began - clock)
    return [max(seconds / repeats, 1e-9) for seconds in taken]


def clock_seconds() -> float:
    """What it takes to ask the clock twice."""
    return statistics.median([-time.thread_time() + time.thread_time() for _ in range(1000)])


def nanoseconds_a_byte(sizes: Sequence[int], passes: Sequence[Pass]) -> Figures:
    """Time by size.

    >>> nanoseconds_a_byte([100, 300], [[100e-9, 900e-9], [100e-9, 900e-9]])
    Figures(all=2.5, median=2.0, worst=2.98)
    """
    each = [1e9 * statistics.median(seconds) / size for size, seconds in zip(sizes, zip(*passes), strict=True)]
    everything = 1e9 * total_seconds(passes) / sum(sizes)
    return rounded(everything, statistics.median(each), percentile(each, 99))


def times_as_fast(own: Sequence[Pass], other: Sequence[Pass]) -> Figures:
    """How many times as fast as something else, each ratio taken within a round.

    >>> times_as_fast([[1, 1], [10, 10]], [[3, 1], [30, 10]])
    Figures(all=2.0, median=2.0, worst=1.02)
    """
    ratios = [[its / mine for mine, its in zip(*both)] for both in zip(own, other, strict=True)]
    each = list(map(statistics.median, zip(*ratios)))
    everything = statistics.median(sum(its) / sum(mine) for mine, its in zip(own, other, strict=True))
    return rounded(everything, statistics.median(each), percentile(each, 1))


def share(own: Sequence[Pass], other: Sequence[Pass]) -> float:
    """What all documents take, as a share of what something else takes for them.

    >>> share([[1, 1], [2, 2]], [[100, 100], [200, 200]])
    0.01
    """
    return statistics.median(sum(mine) / sum(its) for mine, its in zip(own, other, strict=True))


def total_seconds(passes: Sequence[Pass]) -> float:
    """What one pass takes."""
    return statistics.median(map(sum, passes))


def percentile(values: Sequence[float], hundredths: int) -> float:
    """The value that so many hundredths of the values do not exceed."""
    if len(values) < 2:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[hundredths - 1]


def rounded(*figures: float) -> Figures:
    """Figures without the digits that mean nothing."""
    return Figures(*(float(f"{figure:.4g}") for figure in figures))
