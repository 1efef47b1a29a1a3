"""Repeated blocks that are left, each with the reason and with the option that would remove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor
from typing import NamedTuple

from dedup.kernel._kernel import Repeats
from dedup.options import PROTECT, CollapseOptions
from dedup.repeats.candidates import Piece
from dedup.results import Span, Spared

#: At most so many blocks are listed; the others are counted.
MAX_SPARED = 1000


class Refused(NamedTuple):
    """A match that may not go, or a piece of one that may."""

    match: int
    piece: Piece | None
    reason: str


def spare(repeats: Repeats, refused: Iterable[Refused], options: CollapseOptions) -> Iterator[Spared]:
    """An entry for each refused block of at least `min_letters`."""
    for match, piece, reason in refused:
        if piece is None:
            start, stop, kept_start, kept_stop, letters, equal = repeats.hull(match)
        else:
            start, stop, _, _, _, _, kept_start, kept_stop, letters, equal, *_ = piece
        if letters < options.min_letters:
            continue
        # Cuts go to the ends of lines and sentences: of copies that touch, one may reach into the other.
        if kept_start < start:
            kept_stop = min(kept_stop, start)
        else:
            stop = min(stop, kept_start)
        is_first = options.keep != "last" and kept_start > start
        if is_first and repeats.letters(kept_start, kept_stop) >= options.min_letters:
            # Each block against its first copy, whichever of the two would have gone.
            start, stop, kept_start, kept_stop = kept_start, kept_stop, start, stop
        identity = equal / letters
        yield Spared(Span(start, stop), Span(kept_start, kept_stop), identity, reason, option_against(reason, identity))


def option_against(reason: str, identity: float, protected: str = "dedup.PROTECT") -> str:
    """The option that lifts a refusal, as one writes it in a call; "" when none does.

    `protected`: the name of what is protected unless a caller says otherwise.
    """
    if reason == "identity":
        return f"identity={floor(100 * identity) / 100}"
    return f'protect={protected} - {{"{reason}"}}' if reason in PROTECT else ""
