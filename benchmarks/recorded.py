"""What the newest records say: rows of engines, cases by name, plots, and figures as they are printed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "benchmarks" / "record"

Row = dict[str, Any]  #: of a record: an engine on a collection, a case, a kind of text


class Plot(NamedTuple):
    """A plot of a part of a record."""

    part: str
    shows: str
    sizes: int = 1  #: of collections that are needed at least


PLOTS = {
    "near-copies": Plot("corpus", "speed, recall and precision of the removal of near copies among documents"),
    "repeats": Plot("inside", "speed, recall and precision of the removal of repeats inside one text"),
    "growth": Plot("corpus", "CPU seconds and memory by the size of the collection", sizes=2),
    "lengths": Plot("lengths", "the CPU time of `collapse` for a byte, by the length of the text"),
    "stages": Plot("stages", "the speed of each stage as a share of its ceiling"),
}

#: Engines of which one may be too slow for a size.
MANY = 6


def newest(part: str) -> tuple[Path, dict[str, Any]] | None:
    """The newest record that has this part, and where it is."""
    for path in sorted(RECORD.glob("*.json"), reverse=True):
        record = json.loads(path.read_text("utf-8"))
        if record.get(part):
            return path, record
    return None


def is_own(row: Row) -> bool:
    """Is this library the engine?"""
    engine: str = row["engine"]
    return engine.partition(",")[0] == "dedup"


def score_of(row: Row) -> dict[str, Any] | None:
    """Recall and precision; None for what looks for nothing."""
    return row.get("score") or row.get("answer")


def speed_of(row: Row) -> float:
    """MB a CPU second; without the time to start, where that was measured."""
    speed: float = row.get("speed") or row["megabytes"] / row["usage"]["cpu"]
    return speed


def is_timed(row: Row) -> bool:
    """Was the engine slow enough for its speed to be told from its start?"""
    return "speed" not in row or row["speed"] is not None


def collections_of(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of each collection by its name, '' where there is but one."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.get("collection", ""), []).append(row)
    return found


def comparable(rows: Sequence[Row]) -> list[Row]:
    """The rows at the largest size that all engines ran, or all but one of many; the fastest first.

    Engines that were given less take part with the most that they were given.
    """
    sizes = Counter(row["megabytes"] for row in rows)
    most = max(sizes.values())
    size = max(size for size, engines in sizes.items() if engines >= most - (most > MANY))
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["megabytes"]):
        if row["megabytes"] <= size:
            found[row["engine"]] = row
    return sorted(found.values(), key=lambda row: (is_timed(row), speed_of(row)), reverse=True)


def cases_of(record: dict[str, Any]) -> dict[str, Row]:
    """The cases of a record that were timed, by their names."""
    return {result["case"]: result for result in record["results"] if "ratio" in result}


def origin(record: dict[str, Any]) -> str:
    """Where and when a record was made."""
    return f"{record['machine']}, {record['date']}"


def size_in_words(size: float) -> str:
    """A number of bytes in the unit that suits it.

    >>> size_in_words(300), size_in_words(3_000), size_in_words(10_000_000)
    ('300 bytes', '3 KB', '10 MB')
    """
    for unit, name in ((1e6, "MB"), (1e3, "KB")):
        if size >= unit:
            return f"{size / unit:g} {name}"
    return f"{size:g} bytes"


def figures(number: float) -> str:
    """A number with two figures at least, and no more than it needs."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}" if number >= 1 else f"{number:.2g}"


def plots_of(record: dict[str, Any]) -> list[str]:
    """The names of the plots that a record has rows for."""

    def enough(plot: Plot) -> bool:
        rows = record.get(plot.part) or []
        return len({row.get("megabytes") for row in rows}) >= plot.sizes

    return [name for name, plot in PLOTS.items() if enough(plot)]


def plot_path(record: Path, name: str) -> Path:
    """Where a plot of a record is: beside it."""
    return record.with_name(f"{record.stem}-{name}.svg")
