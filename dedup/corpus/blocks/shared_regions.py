"""The regions around minimizers that two texts share, in which the texts may share a block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dedup.corpus.blocks.first_seen import Pair
from dedup.options import BlockOptions
from dedup.results.span import Span

#: Words a shingle: so many are rarely equal by chance, and even a copy with one word in ten changed has some.
SHINGLE = 5

#: Characters around shared minimizers in which shared blocks are looked for.
MARGIN = 600

#: Characters from either end of a region in which a line end is looked for.
LINE = 300

DIGITS = re.compile(r"\d+")

#: Not part of the word it is in.
SOFT_HYPHEN = "\u00ad"


class Region(NamedTuple):
    """The spans, one of each text, around shared minimizers."""

    kept: Span
    span: Span


def masked(text: str, options: BlockOptions) -> str:
    """The text with every number replaced by a 0 of equal length, if `mask_digits` says so."""
    return DIGITS.sub(lambda digits: "0".ljust(len(digits[0]), SOFT_HYPHEN), text) if options.mask_digits else text


def shared_regions(kept: str, text: str, pairs: Sequence[Pair]) -> Iterator[Region]:
    """Yields the regions around the places where two texts share minimizers.

    Args:
        kept: The earlier text.
        text: The later one.
        pairs: The places, in both.
    """
    ordered = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    first = 0
    for last in range(len(ordered)):
        if last + 1 == len(ordered) or ordered[last + 1][1] - ordered[last][1] > 2 * MARGIN:
            region = ordered[first : last + 1]
            first = last + 1
            places = [place for place, _ in region]
            yield Region(
                _around(kept, region[0][1], region[-1][1]),
                _around(text, min(places), max(places)),
            )


def _around(text: str, first: int, last: int) -> Span:
    """The lines around two places and between them."""
    start, stop = max(first - MARGIN, 0), min(last + MARGIN, len(text))
    if start > 0:
        start = text.find("\n", start, min(start + LINE, first)) + 1 or start
    if stop < len(text):
        stop = text.rfind("\n", max(stop - LINE, last), stop) + 1 or stop
    return Span(start, stop)
