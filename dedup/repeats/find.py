"""The kernel's candidates as named values."""

from __future__ import annotations

from typing import NamedTuple

from dedup.kernel import _kernel
from dedup.repeats.candidates import Match, Piece


def find_matches(text: str, min_letters: int, spare_numbers: bool) -> tuple[list[Match], bool]:
    """The aligned copies in a text, best first, and whether the work bound cut the search short."""
    return _kernel.find_matches(text, min_letters, spare_numbers, Match, Piece)


class Link(NamedTuple):
    """One word of a text, and what stands for it in another."""

    start: int
    stop: int
    letters: int
    equal: int  #: letters of it that stand in its partner; 0 when it has none
    kept_start: int  #: its partner
    kept_stop: int


def link_words(kept: str, text: str) -> list[Link]:
    """The words of `text`, each with its partner in `kept`, from the best alignments of the two."""
    return [Link(*link) for link in _kernel.link_words(kept, text)]
