"""What `collapse` takes for a byte, by the length of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.corpora import LENGTHS
from benchmarks.runner import Result, Spread

SHORT = "3KB"  #: the length with which others are compared


class Length(NamedTuple):
    """A length as it is recorded."""

    characters: int
    ns_a_byte: float
    times_short: float  #: how many times as much that is as for short texts, in the same rounds
    lines_ns_a_byte: float  #: of the loop over hashed lines


def lengths(results: Sequence[Result]) -> Iterator[Length]:
    """The lengths that were measured, the shortest first."""
    times = {result.case.name: result.times for result in results if result.times}
    for name, characters in LENGTHS.items():
        against_lines = times.get(f"collapse/{name}-lines")
        growth = times.get(f"collapse/{name}-{SHORT}")
        if against_lines and (growth or name == SHORT):
            own = nanoseconds_a_byte(against_lines.seconds, against_lines.size)
            lines = nanoseconds_a_byte(against_lines.against_seconds, against_lines.against_size)
            yield Length(characters, own, growth.ratio.median if growth else 1.0, lines)


def nanoseconds_a_byte(seconds: Spread, size: int) -> float:
    """The median, without the digits that mean nothing."""
    return float(f"{1e9 * seconds.median / size:.4g}")
