"""Results as an aligned table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.runner import Case, Result, Spread, Times

HEADINGS = ("case", "a run", "+-", "ns/byte", "against", "ns/byte", "ratio", "+-", "floor", "aim", "reached")
LEFT = {0, 4, 10}  #: columns of text; numbers stand to the right


def table(results: Sequence[Result]) -> Iterator[str]:
    """The lines of the table; a wrong answer has a line without a time."""
    rows = [HEADINGS, *(row(result.case, result.times) for result in results if result.times)]
    widths = [max(map(len, column)) for column in zip(*rows)]
    for cells in rows:
        places = zip(cells, widths, range(len(cells)))
        yield "  ".join(c.ljust(w) if n in LEFT else c.rjust(w) for c, w, n in places).rstrip()
    for result in results:
        if result.fault:
            yield f"{result.case.name}  WRONG: {result.fault}"


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
