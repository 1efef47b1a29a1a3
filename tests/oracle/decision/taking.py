"""Selects the pieces to remove where candidates overlap or keep one another."""

from __future__ import annotations

from tests.oracle.decision.candidates import Piece

REMOVED, CLAIMED = b"\1", b"\2"  # the state of a character: removed, or in a kept copy


def take(pieces: list[Piece], state: bytearray) -> list[Piece]:
    """Selects the pieces to remove, and marks them and their kept copies in `state`.

    The largest come first; of similar size, those of the earliest kept copy, so that many copies of one text are all
    removed for the first. A piece whose kept copy is itself removed is removed too: that copy has a kept copy of its
    own, and `Remaining.settle` verifies the piece against what stays or puts it back. What overlaps a piece taken or
    its kept copy is left in `pieces`.
    """
    taken: list[Piece] = []
    left: list[Piece] = []
    pieces.sort(key=lambda piece: (-piece.letters.bit_length(), piece.kept_start, piece.start))
    for piece in pieces:
        start, stop, kept_start, kept_stop = piece.start, piece.stop, piece.kept_start, piece.kept_stop
        if state.find(REMOVED, start, stop) < 0 and state.find(CLAIMED, start, stop) < 0:
            state[start:stop] = REMOVED * (stop - start)
            if stands(piece, state):
                state[kept_start:kept_stop] = CLAIMED * (kept_stop - kept_start)
            taken.append(piece)
        else:
            left.append(piece)
    pieces[:] = left
    return taken


def stands(piece: Piece, state: bytearray) -> bool:
    """Whether nothing was removed from the kept copy of a piece."""
    return state.find(REMOVED, piece.kept_start, piece.kept_stop) < 0


def may_stay(kept_start: int, start: int, keep: object) -> bool:
    """Whether the keep rule lets the copy at `kept_start` be kept for the one at `start`."""
    return keep not in ("first", "last") or (kept_start < start) == (keep == "first")
