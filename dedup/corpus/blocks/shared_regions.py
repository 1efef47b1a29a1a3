"""The regions in which two documents share minimizers, and so may share a block."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.options import BlockOptions
from dedup.results.span import Span

#: Words a shingle, as inside one text.
SHINGLE = 5

#: Characters around shared minimizers in which shared blocks are looked for.
MARGIN = 1500

#: Two documents may share so few minimizers by chance.  Then so many words in a row must be equal, within so many
#: characters on either side of a minimizer.
CHANCE = 2
EQUAL_WORDS = 5
NEAR = 80

#: Characters from either end of a region in which a line end is looked for.
LINE = 300

DIGITS = re.compile(r"\d+")

#: Not part of the word it is in.
SOFT_HYPHEN = "\u00ad"


class Region(NamedTuple):
    """The spans, one of each document, around shared minimizers."""

    kept: Span
    span: Span


class Side(NamedTuple):
    """One of two documents, and what of it was removed."""

    text: str
    removed: list[Span]


def masked(text: str, options: BlockOptions) -> str:
    """The text with every number replaced by a 0 of equal length, if `mask_digits` says so."""
    return DIGITS.sub(lambda digits: "0".ljust(len(digits[0]), SOFT_HYPHEN), text) if options.mask_digits else text


def shared_regions(
    kept: Side, kept_places: NDArray[np.int64], own: Side, places: NDArray[np.int64], options: BlockOptions
) -> Iterator[Region]:
    """Yields the regions around shared minimizers; on both sides each lies between two removals.

    Args:
        kept: The earlier document.
        kept_places: Where it has each of the shared minimizers.
        own: The later document.
        places: Where it has each of them.
        options: Those of the run.
    """
    if len(places) <= CHANCE and not _are_in_a_phrase(kept, kept_places, own, places, options):
        return
    kept_gap, gap = _removals_before(kept, kept_places), _removals_before(own, places)
    order = np.lexsort((kept_places, gap, kept_gap))
    kept_places, places, kept_gap, gap = kept_places[order], places[order], kept_gap[order], gap[order]
    apart = (np.diff(kept_places) > 2 * MARGIN) | (np.diff(kept_gap) != 0) | (np.diff(gap) != 0)
    joints = np.flatnonzero(apart) + 1
    for there, here in zip(np.split(kept_places, joints), np.split(places, joints)):
        is_sure = len(there) > CHANCE or len(there) == len(places)
        if is_sure or _are_in_a_phrase(kept, there, own, here, options):
            yield Region(_around(kept, there), _around(own, here))


def _are_in_a_phrase(
    kept: Side, kept_places: NDArray[np.int64], own: Side, places: NDArray[np.int64], options: BlockOptions
) -> bool:
    """Whether one of the minimizers is among as many equal words in a row as even a changed sentence has.

    Most minimizers that two documents share alone are phrases that everybody uses.
    """
    for there, here in zip(kept_places.tolist(), places.tolist()):
        ahead = _words(kept.text[there : there + NEAR], options), _words(own.text[here : here + NEAR], options)
        back = max(there - NEAR, 0), max(here - NEAR, 0)
        behind = _words(kept.text[back[0] : there], options), _words(own.text[back[1] : here], options)
        if min(map(len, ahead)) < SHINGLE:  # a script without spaces, or the end of the text
            return True
        if _equal_words(*ahead) + _equal_words(behind[0][::-1], behind[1][::-1]) >= EQUAL_WORDS:
            return True
    return False


def _words(text: str, options: BlockOptions) -> list[str]:
    """The words of a few characters, roughly."""
    return masked(text, options).lower().split()


def _equal_words(a: list[str], b: list[str]) -> int:
    """How many words are equal before the first that differ."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b)))


def _removals_before(side: Side, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The number of removals before each place."""
    return np.searchsorted([span.start for span in side.removed], places, side="right").astype(np.int64)


def _around(side: Side, places: NDArray[np.int64]) -> Span:
    """The lines around places that lie between the same two removals."""
    first, last = int(places.min()), int(places.max())
    before = bisect_right(side.removed, first, key=lambda span: span.start)
    low = side.removed[before - 1].stop if before else 0
    high = side.removed[before].start if before < len(side.removed) else len(side.text)
    start, stop = max(first - MARGIN, low), min(last + MARGIN, high)
    if start > low:
        start = side.text.find("\n", start, min(start + LINE, first)) + 1 or start
    if stop < high:
        stop = side.text.rfind("\n", max(stop - LINE, last), stop) + 1 or stop
    return Span(start, stop)
