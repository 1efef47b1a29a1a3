"""How near each stage comes to its ceiling: the speed of a hash that does nothing but read the text once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.runner import Result

MEGABYTE = 1_000_000

#: A case whose baseline is the ceiling, and the cases of the stages, each of which does all that stands before it too.
CEILING = "words/english-xxh3"
STAGES = {
    "words/english-xxh3": "words: places, hashes, letters",
    "words/shingles-xxh3": "and shingles",
    "sketch/xxh3": "and signatures: sketch(texts)",
    "deduplicate/split": "and near copies: deduplicate(texts)",
    "collapse/documents": "collapse(text), real documents",
}


class Stage(NamedTuple):
    """A stage as it is recorded."""

    stage: str
    mb_per_second: float
    of_ceiling: float  #: share of the speed of the ceiling in the same run
    ceiling: str


def stages(results: Sequence[Result]) -> Iterator[Stage]:
    """The stages that were measured; none without their ceiling."""
    times = {result.case.name: result.times for result in results if result.times}
    if CEILING not in times:
        return
    ceiling = times[CEILING].against_size / times[CEILING].against_seconds.median
    for case, words in STAGES.items():
        if case in times:
            speed = times[case].size / times[case].seconds.median
            yield Stage(words, round(speed / MEGABYTE, 1), speed / ceiling, times[CEILING].against)
