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
    times_short: float  #: how many times as much that is as for short texts
    lines_ns_a_byte: float  #: of the loop over hashed lines


def lengths(results: Sequence[Result]) -> Iterator[Length]:
    """The lengths that were measured, the shortest first, if the short one was."""
    times = {result.case.name: result.times for result in results if result.times}
    short = times.get(f"collapse/{SHORT}-lines")
    for name, characters in LENGTHS.items():
        measured = times.get(f"collapse/{name}-lines")
        if short and measured:
            own = nanoseconds_a_byte(measured.seconds, measured.size)
            growth = times.get(f"collapse/{name}-{SHORT}")  # taken within a round; shorter texts have no such case
            times_short = growth.ratio.median if growth else own / nanoseconds_a_byte(short.seconds, short.size)
            lines = nanoseconds_a_byte(measured.against_seconds, measured.against_size)
            yield Length(characters, own, times_short, lines)


def nanoseconds_a_byte(seconds: Spread, size: int) -> float:
    """The median, without the digits that mean nothing."""
    return float(f"{1e9 * seconds.median / size:.4g}")
