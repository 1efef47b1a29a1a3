"""Results of cases, as a table for a terminal and as a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.growth import lengths
from benchmarks.runner import Case, Result, Spread, Times
from benchmarks.stages import stages
from benchmarks.tables import aligned
from dedup.kernel import _kernel

HEADINGS = ("case", "a run", "+-", "ns/byte", "against", "ns/byte", "ratio", "+-", "floor", "aim", "reached")
LEFT = {0, 4, 10}  #: columns of text; numbers stand to the right


def table(results: Sequence[Result]) -> Iterator[str]:
    """The lines of the table; a wrong answer has a line without a time."""
    yield from aligned([HEADINGS, *(row(result.case, result.times) for result in results if result.times)], LEFT)
    for result in results:
        if result.fault:
            yield f"{result.case.name}  WRONG: {result.fault}"


def as_record(mode: str, results: Sequence[Result]) -> dict[str, Any]:
    """What is recorded of a run in that mode, full or quick."""
    return {
        "simd": _kernel.simd_level(),
        "mode": mode,
        "results": [entry(result) for result in results],
        "lengths": [length._asdict() for length in lengths(results)],
        "stages": [stage._asdict() for stage in stages(results)],
    }


def entry(result: Result) -> dict[str, Any]:
    """One result; a wrong answer has no times.  A spread is the middle half of the rounds: low, median, high."""
    case, times = result.case, result.times
    if times is None:
        return {"case": case.name, "fault": result.fault}
    goals = {"measure": case.measure, "floor": case.floor, "aim": case.aim}
    return {"case": case.name, **times._asdict(), **goals}


def row(case: Case, times: Times) -> tuple[str, ...]:
    """The cells of one case."""
    return (
        case.name,
        duration(times.seconds.median),
        share(times.seconds),
        per_byte(times.seconds, times.size),
        times.against,
        per_byte(times.against_seconds, times.against_size),
        f"{times.ratio.median:.3g}",
        share(times.ratio),
        goal(case, case.floor),
        goal(case, case.aim),
        reached(case, times.ratio.median),
    )


def duration(seconds: float) -> str:
    """Seconds in the unit that suits them."""
    for unit, name in ((1, "s"), (1e-3, "ms"), (1e-6, "us")):
        if seconds >= unit:
            return f"{seconds / unit:.3g} {name}"
    return f"{seconds / 1e-9:.3g} ns"


def per_byte(seconds: Spread, size: int) -> str:
    """Nanoseconds a byte; empty for a whole command."""
    return f"{seconds.median / size * 1e9:.3g}" if size > 1 else ""


def share(spread: Spread) -> str:
    """Half the width of the middle half, as a share of the median; empty after a single round."""
    return f"{(spread.high - spread.low) / 2 / spread.median:.0%}" if spread.low < spread.high else ""


def goal(case: Case, value: float | None) -> str:
    """The least speed, or the most time."""
    return "" if value is None else f"{'>=' if case.measure == 'speed' else '<='} {value:g}"


def reached(case: Case, ratio: float) -> str:
    """Which of the goals the ratio reaches."""
    if case.aim is not None and case.reaches(ratio, case.aim):
        return "aim"
    if case.floor is None:
        return ""
    return "floor" if case.reaches(ratio, case.floor) else "NO"
