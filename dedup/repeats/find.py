"""Calls the search of the kernel with the options of a run."""

from __future__ import annotations

from functools import lru_cache

from dedup.kernel import _kernel
from dedup.kernel._kernel import Repeats, Wanted
from dedup.options import DEFAULTS, CollapseOptions
from dedup.record import NamedTuple

GOES = {"first": _kernel.LATER, "last": _kernel.EARLIER, "fullest": _kernel.LESS_FULL}


@lru_cache
def as_bits(protect: frozenset[str]) -> int:
    """The protected reasons as a bit mask for the kernel."""
    return sum(1 << place for place, reason in enumerate(_kernel.REASONS) if reason in protect)


#: What is searched for by default.
BY_DEFAULT = Wanted(_kernel.LESS_FULL, DEFAULTS.min_letters, DEFAULTS.identity, as_bits(DEFAULTS.protect))


def find_repeats(text: str, options: CollapseOptions, before: Repeats | None = None) -> Repeats:
    """Finds the repeats of a text.

    Args:
        text: The text.
        options: Those of the run. If `keep` is a function, each match comes twice, the later copy first.
        before: The repeats of a similar text, for the same options; what has not changed is not aligned again.
    """
    return Repeats(text, wanted(options), before)


def find_if_any(text: str, options: CollapseOptions) -> Repeats | None:
    """As `find_repeats`, but None for a text without repeats, which is the usual case."""
    return _kernel.search_text(text, wanted(options))


def find_in_each(texts: list[str], options: CollapseOptions) -> list[Repeats | None]:
    """As `find_repeats` for each text, but None for one without repeats. Other threads run meanwhile."""
    return _kernel.search_texts(texts, wanted(options))


def wanted(options: CollapseOptions) -> Wanted:
    """What is searched for."""
    if options is DEFAULTS:
        return BY_DEFAULT  # most calls set no options, and most texts are short
    goes = GOES[options.keep] if isinstance(options.keep, str) else _kernel.EITHER
    return Wanted(goes, options.min_letters, options.identity, as_bits(options.protect))


def find_between(kept: str, text: str, options: CollapseOptions) -> Repeats:
    """Finds what `text` repeats of `kept`; offsets count both, joined by a blank line."""
    return _kernel.repeats_between(kept, text, options.min_letters, options.identity, as_bits(options.protect))


class Link(NamedTuple):
    """A word of a text, or consecutive words of a line, and the words of another text that they are aligned to."""

    start: int
    stop: int
    letters: int
    equal: int  #: letters aligned to equal ones; 0 without partners
    kept_start: int  #: from the first partner to the last
    kept_stop: int
    kept_letters: int


def link_words(kept: str, text: str) -> list[Link]:
    """Links each word of `text` to its partner in `kept`, by the best alignments of the two."""
    return _kernel.link_words(kept, text, Link)
