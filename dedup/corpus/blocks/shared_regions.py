"""Where two documents share seeds, and so may share a block."""

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
SHINGLE = 3

#: Characters around the seeds that two documents share, in which the blocks they share are looked for.
MARGIN = 1500

#: So few seeds may be shared by chance.  Then so many words in a row must be equal, of the characters next to one.
CHANCE = 2
IN_A_ROW = 5
NEAR = 80

#: Characters before or after such a stretch in which a line's end is looked for.
LINE = 300

DIGITS = re.compile(r"\d+")

#: No part of the word it stands in.
SOFT_HYPHEN = "\u00ad"


class Stretch(NamedTuple):
    """Where two documents share seeds."""

    kept: Span
    span: Span


class Side(NamedTuple):
    """One of two documents, and what of it has gone."""

    text: str
    removed: list[Span]


def masked(text: str, options: BlockOptions) -> str:
    """The text to be compared: with every number a 0 as long as it was, if the numbers are not to matter."""
    return DIGITS.sub(lambda digits: "0".ljust(len(digits[0]), SOFT_HYPHEN), text) if options.mask_digits else text


def shared_stretches(
    kept: Side, kept_places: NDArray[np.int64], own: Side, places: NDArray[np.int64], options: BlockOptions
) -> Iterator[Stretch]:
    """Where two documents share seeds, on both sides between two removals; the places are those of one seed each."""
    if len(places) <= CHANCE and not go_on(kept, kept_places, own, places, options):
        return
    kept_gap, gap = gap_of(kept, kept_places), gap_of(own, places)
    order = np.lexsort((kept_places, gap, kept_gap))
    kept_places, places, kept_gap, gap = kept_places[order], places[order], kept_gap[order], gap[order]
    apart = (np.diff(kept_places) > 2 * MARGIN) | (np.diff(kept_gap) != 0) | (np.diff(gap) != 0)
    joints = np.flatnonzero(apart) + 1
    for there, here in zip(np.split(kept_places, joints), np.split(places, joints)):
        if len(there) > CHANCE or len(there) == len(places) or go_on(kept, there, own, here, options):
            yield Stretch(around(kept, there), around(own, here))


def go_on(
    kept: Side, kept_places: NDArray[np.int64], own: Side, places: NDArray[np.int64], options: BlockOptions
) -> bool:
    """Is one of the seeds part of as many equal words as even a changed sentence has in a row?

    Most seeds that two documents share by themselves are phrases that everybody uses.
    """
    for there, here in zip(kept_places.tolist(), places.tolist()):
        ahead = words_of(kept.text[there : there + NEAR], options), words_of(own.text[here : here + NEAR], options)
        back = max(there - NEAR, 0), max(here - NEAR, 0)
        behind = words_of(kept.text[back[0] : there], options), words_of(own.text[back[1] : here], options)
        if min(map(len, ahead)) < SHINGLE:  # a script without spaces, or the text's end
            return True
        if equal_words(*ahead) + equal_words(behind[0][::-1], behind[1][::-1]) >= IN_A_ROW:
            return True
    return False


def words_of(text: str, options: BlockOptions) -> list[str]:
    """The words of a short stretch, roughly."""
    return masked(text, options).lower().split()


def equal_words(a: list[str], b: list[str]) -> int:
    """How many words at the beginning are equal."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b)))


def gap_of(side: Side, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many removals lie before each place."""
    return np.searchsorted([span.start for span in side.removed], places, side="right").astype(np.int64)


def around(side: Side, places: NDArray[np.int64]) -> Span:
    """The lines about places that lie between the same two removals."""
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
