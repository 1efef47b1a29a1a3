"""Drops the ends of a stretch that are neither long enough nor next to the rest of it in the kept copy."""

from __future__ import annotations

from collections.abc import Mapping

from dedup.options import CollapseOptions
from tests.oracle.decision.candidates import Piece
from tests.oracle.decision.characters import is_alphanumeric
from tests.oracle.decision.stretches import Refusal, is_row, stretches_of

#: The most bytes between two kept copies that are read.
MOST_BYTES = 800


def drop_loose_ends(
    text: str, taken: list[Piece], matches: Mapping[Piece, int], state: bytearray, options: CollapseOptions
) -> tuple[list[Piece], list[Refusal]]:
    """Separates the pieces that may be removed from such ends.

    Args:
        text: The text.
        taken: The pieces to be removed.
        matches: The match of each piece; neighbours have none.
        state: For each character, REMOVED if it would be removed; reset for the ends.
        options: The options of the call.
    """
    if "single" not in options.protect:
        return taken, []
    stay: list[Piece] = []
    refused: list[Refusal] = []
    for stretch in stretches_of(taken):
        row = is_row(stretch)
        while len(stretch) > 1 and not row:
            if is_loose(text, stretch[0], stretch[1], matches, options.min_letters):
                loose = stretch.pop(0)
            elif is_loose(text, stretch[-1], stretch[-2], matches, options.min_letters):
                loose = stretch.pop()
            else:
                break
            state[loose.start : loose.stop] = bytes(loose.stop - loose.start)
            refused.append(Refusal(loose, "single"))
        stay += stretch
    return stay, refused


def is_loose(text: str, piece: Piece, after: Piece, matches: Mapping[Piece, int], min_letters: int) -> bool:
    """Whether a piece is too short to go by itself, and from another place than the next piece of its stretch."""
    if piece not in matches or matches[piece] == matches.get(after) or piece.letters >= min_letters:
        return False
    one, other = sorted((piece, after), key=lambda piece: piece.kept_start)
    between = text[one.kept_stop : other.kept_start]
    return len(between.encode("utf-8", "surrogatepass")) > MOST_BYTES or any(map(is_alphanumeric, between))
