"""Splits a removed text into parts, each with a contiguous copy in the text that stays, and measures them again."""

from __future__ import annotations

from dedup.kernel._kernel import Ties
from dedup.record import NamedTuple


class Part(NamedTuple):
    """A part of a removed text, and the contiguous text that stays for it."""

    start: int  #: in the removed text
    stop: int
    kept_start: int
    kept_stop: int
    identity: float


def parts_of(text: str, ties: Ties, begin: int, identity: float) -> tuple[list[Part], list[tuple[int, int]]]:
    """Splits a removed text.

    Args:
        text: The removed text.
        ties: Its words, perhaps among others, and their partners.
        begin: Where the removed text begins in that of the ties.
        identity: The minimum identity.

    Returns:
        The parts that are similar enough, in order, and each [start, stop) of the text that must be put back.
    """
    return ties.split(text, begin, identity, Part)
