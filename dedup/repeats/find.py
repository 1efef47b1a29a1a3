"""The kernel's search, asked for what the options want."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dedup.kernel import _kernel
from dedup.kernel._kernel import Repeats
from dedup.options import CollapseOptions
from dedup.record import NamedTuple

GOES = {"first": _kernel.LATER, "last": _kernel.EARLIER, "fullest": _kernel.LESS_FULL}


def find_repeats(text: str, options: CollapseOptions, before: Repeats | None = None) -> Repeats:
    """The candidates of a text; under a keep rule that is a function each match comes twice, the later copy first.

    before: those of a text that was much the same, for the same options; what is as it was is not aligned again.
    """
    goes = GOES[options.keep] if isinstance(options.keep, str) else _kernel.EITHER
    return Repeats(text, goes, options.min_letters, options.identity, as_bits(options.protect), before)


def find_between(kept: str, text: str, options: CollapseOptions) -> Repeats:
    """What `text` repeats of `kept`; offsets are those of both, joined by a blank line."""
    return _kernel.repeats_between(kept, text, options.min_letters, options.identity, as_bits(options.protect))


@lru_cache
def as_bits(protect: frozenset[str]) -> int:
    """The reasons to leave a repeat that count, as the kernel takes them."""
    return sum(1 << place for place, reason in enumerate(_kernel.REASONS) if reason in protect)


class Link(NamedTuple):
    """A word of a text, or several in a row on one line, and what stands for them, in a row, in another."""

    start: int
    stop: int
    letters: int
    equal: int  #: letters of them that stand in their partners; 0 when they have none
    kept_start: int  #: from the first partner to the last
    kept_stop: int


def link_words(kept: str, text: str) -> list[Link]:
    """The words of `text`, each with its partner in `kept`, from the best alignments of the two."""
    return _kernel.link_words(kept, text, Link)


def link_rows(kept: str, text: str, joints: Sequence[int]) -> list[Link]:
    """As `link_words`, with the words together that are in a row.

    joints: offsets in `kept`; words whose partners stand on either side of one are no row.
    """
    return _kernel.link_rows(kept, text, joints, Link)
