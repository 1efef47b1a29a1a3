"""Removals one by one, and those that adjoin one another."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.kernel._kernel import letters_of
from dedup.options import CollapseOptions
from dedup.repeats.candidates import Choice
from dedup.results.collapsed import Removal

#: The letters from which a stretch may be as different as `identity` permits, and the minimum identity of a shorter
#: one, as in judge.c.
LONG = 350
EDITED_IDENTITY = 0.85


def touching(pieces: Sequence[Removal]) -> list[list[Removal]]:
    """Groups adjacent removals."""
    stretches: list[list[Removal]] = []
    for piece in pieces:
        if stretches and stretches[-1][-1].removed.stop == piece.removed.start:
            stretches[-1].append(piece)
        else:
            stretches.append([piece])
    return stretches


def edges(stretch: Sequence[Removal]) -> tuple[int, int]:
    """The start and stop of a group of adjacent removals."""
    return stretch[0].removed.start, stretch[-1].removed.stop


def may_go(stretch: Sequence[Removal], options: CollapseOptions) -> bool:
    """Whether adjacent removals may still be removed, as measured again."""
    letters = [letters_of(piece.text) for piece in stretch]
    equal = sum(count * piece.identity for count, piece in zip(letters, stretch, strict=True))
    return not is_single(sum(letters), equal, options)


def length(removal: Removal) -> int:
    """The number of characters that a removal removes."""
    return removal.removed.stop - removal.removed.start


def stays(removal: Removal, keep: object) -> bool:
    """Whether the keep rule lets the kept copy be kept for the removed one."""
    return may_stay(removal.kept.start, removal.removed.start, keep)


def as_choice(removal: Removal) -> Choice:
    """A removal of another run as the choice of a round."""
    return Choice(
        start=removal.removed.start,
        stop=removal.removed.stop,
        kept_start=removal.kept.start,
        kept_stop=removal.kept.stop,
        kind=removal.kind,
        partial=removal.partial,
        identity=removal.identity,
        rule=removal.rule,
    )


def is_single(letters: int, equal: float, options: CollapseOptions) -> bool:
    """Whether a stretch of so many letters is too short, or too different for its length."""
    changed = letters < LONG and "single" in options.protect and equal < EDITED_IDENTITY * letters
    return letters < options.min_letters or changed


def may_stay(kept_start: int, start: int, keep: object) -> bool:
    """Whether the keep rule lets the copy at `kept_start` be kept for the one at `start`."""
    return keep not in ("first", "last") or (kept_start < start) == (keep == "first")
