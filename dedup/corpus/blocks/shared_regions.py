"""The regions around minimizers that two texts share, in which the texts may share a block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

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


#: The place of a minimizer in the later of two texts, and in the earlier one.
Pair = tuple[int, int]


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
    for group in _near_each_other(list(pairs)):
        places, kept_places = zip(*group)
        yield Region(_around(kept, min(kept_places), max(kept_places)), _around(text, min(places), max(places)))


def _near_each_other(pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Yields groups of places that are near each other in both texts."""
    if not pairs:
        return
    if all(max(places) - min(places) <= 2 * MARGIN for places in zip(*pairs)):
        yield pairs
        return
    waiting = [(pairs, 0, False)]
    while waiting:
        group, side, was_whole = waiting.pop()
        parts = _split(group, side)
        is_whole = len(parts) == 1
        if is_whole and was_whole:
            yield group
        else:
            waiting += [(part, 1 - side, is_whole) for part in reversed(parts)]


def _split(pairs: list[Pair], side: int) -> list[list[Pair]]:
    """The pairs in order of their places in one of the two texts, parted where these are far apart."""
    pairs.sort(key=lambda pair: pair[side])
    joints = [n for n in range(1, len(pairs)) if pairs[n][side] - pairs[n - 1][side] > 2 * MARGIN]
    return [pairs[start:stop] for start, stop in pairwise([0, *joints, len(pairs)])]


def _around(text: str, first: int, last: int) -> Span:
    """The lines around two places and between them."""
    start, stop = max(first - MARGIN, 0), min(last + MARGIN, len(text))
    if start > 0:
        start = text.find("\n", start, min(start + LINE, first)) + 1 or start
    if stop < len(text):
        stop = text.rfind("\n", max(stop - LINE, last), stop) + 1 or stop
    return Span(start, stop)
