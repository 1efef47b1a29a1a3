"""Times works in turn, round by round, and compares each with its baseline within a round.

Other programs share the machine: a clock of CPU time leaves most of them out, a ratio within one round most of the
rest, and the median over rounds what is left.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple


def no_fault() -> str:
    """The fault of a baseline that is someone else's code."""
    return ""


class Work(NamedTuple):
    """Something to time."""

    name: str
    size: int  #: what one run gets through: bytes of text, or 1 for a whole command
    seconds: Callable[[int], float]  #: the CPU seconds of so many runs
    fault: Callable[[], str] = no_fault  #: what is wrong with its answer; '' when nothing is


Maker = Callable[[], Work]


class Case(NamedTuple):
    """A work and the baseline it is held against.  Works are made only when they are to run."""

    name: str  #: group/detail
    work: Maker
    against: Maker
    measure: Literal["speed", "time"] = "time"  #: what the ratio is of, for the same number of bytes
    floor: float | None = None  #: the ratio that must be reached ...
    aim: float | None = None  #: ... and the one to hope for

    def reaches(self, ratio: float, goal: float) -> bool:
        """Is `ratio` at least as good as `goal`?"""
        return ratio >= goal if self.measure == "speed" else ratio <= goal


class Spread(NamedTuple):
    """What several rounds gave."""

    low: float
    median: float
    high: float


class Times(NamedTuple):
    """What several rounds of a case gave."""

    rounds: int
    size: int  #: of the work
    seconds: Spread  #: of one run of the work
    against: str  #: name of the baseline
    against_size: int
    against_seconds: Spread  #: of one run of the baseline
    ratio: Spread  #: of the two, for the same number of bytes, each taken within a round


class Result(NamedTuple):
    """What became of a case: a fault and nothing else, or times."""

    case: Case
    fault: str
    times: Times | None = None


class Patience(NamedTuple):
    """How long to measure."""

    least: float  #: seconds one measurement should take, so that the clock's steps do not show
    most: float  #: seconds for all rounds of one race; one round there is in any case
    rounds: int  #: beyond which more do not help


QUICK = Patience(least=0.01, most=15, rounds=7)
FULL = Patience(least=0.05, most=60, rounds=15)


def cpu_seconds(run: Callable[[], object]) -> Callable[[int], float]:
    """A clock for calls in this thread."""

    def seconds(times: int) -> float:
        began = time.thread_time()
        for _ in range(times):
            run()
        return time.thread_time() - began

    return seconds


def race(cases: Sequence[Case], patience: Patience) -> list[Result]:
    """The result of each case, all their works having been timed in turn."""
    works = {make: make() for case in cases for make in (case.against, case.work)}
    faults = {make: fault_of(work) for make, work in works.items()}
    sound = {make: work for make, work in works.items() if not faults[make]}
    rounds = timed(list(sound.values()), patience)
    seconds = {make: [times[place] for times in rounds] for place, make in enumerate(sound)}

    results = []
    for case in cases:
        fault = faults[case.work] or (faults[case.against] and f"baseline: {faults[case.against]}")
        if fault:
            results.append(Result(case, fault))
        else:
            own, other = seconds[case.work], seconds[case.against]
            results.append(Result(case, "", compared(case, works[case.work], works[case.against], own, other)))
    return results


def fault_of(work: Work) -> str:
    """What is wrong with the work's answer; an exception is a wrong answer too."""
    try:
        return work.fault()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def timed(works: Sequence[Work], patience: Patience) -> list[list[float]]:
    """The seconds of one run of each work, a list for each round."""
    if not works:
        return []
    first = [max(work.seconds(1), 1e-9) for work in works]  # warms caches up as well
    runs = [max(1, math.ceil(patience.least / seconds)) for seconds in first]
    one_round = sum(seconds * times for seconds, times in zip(first, runs))
    count = min(patience.rounds, int(patience.most / one_round))
    rounds = [] if count else [first]
    for number in range(count):
        times = [0.0] * len(works)
        # Back and forth, so that no work always follows the same one.
        for place in range(len(works)) if number % 2 == 0 else reversed(range(len(works))):
            times[place] = works[place].seconds(runs[place]) / runs[place]
        rounds.append(times)
    return rounds


def compared(case: Case, work: Work, against: Work, own: Sequence[float], other: Sequence[float]) -> Times:
    """The case's times from the seconds of both works in each round."""
    ratios = [(mine / work.size) / (its / against.size) for mine, its in zip(own, other, strict=True)]
    if case.measure == "speed":
        ratios = [1 / ratio for ratio in ratios]
    return Times(len(own), work.size, spread(own), against.name, against.size, spread(other), spread(ratios))


def spread(values: Sequence[float]) -> Spread:
    """The middle half of the values around their median."""
    if len(values) < 2:
        return Spread(values[0], values[0], values[0])
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(low, median, high)
