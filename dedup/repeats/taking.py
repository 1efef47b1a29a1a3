"""Which of the pieces that could go do go, when they overlap or stand for one another."""

from __future__ import annotations

from dedup.repeats.candidates import Piece

REMOVED, CLAIMED = b"\1", b"\2"  # what has become of a character: taken, or part of a copy that stays for another


def take(pieces: list[Piece], state: bytearray) -> list[Piece]:
    """The pieces that go.

    The largest come first, and of copies of like size those of the earliest kept one, so that many copies of one text
    all go in its favour.  A piece whose own kept copy has gone goes too: that copy has another that stays, and
    `Remaining.settle` verifies the piece against what stays or puts it back.
    """
    taken: list[Piece] = []
    pieces.sort(key=lambda piece: (-piece.letters.bit_length(), piece.kept_start, piece.start))
    for piece in pieces:
        start, stop, kept_start, kept_stop = piece.start, piece.stop, piece.kept_start, piece.kept_stop
        if state.find(REMOVED, start, stop) < 0 and state.find(CLAIMED, start, stop) < 0:
            state[start:stop] = REMOVED * (stop - start)
            if stands(piece, state):
                state[kept_start:kept_stop] = CLAIMED * (kept_stop - kept_start)
            taken.append(piece)
    return taken


def stands(piece: Piece, state: bytearray) -> bool:
    """Does the copy that a piece would go for still stand?"""
    return state.find(REMOVED, piece.kept_start, piece.kept_stop) < 0


def may_stay(kept_start: int, start: int, keep: object) -> bool:
    """Does the keep rule allow the copy at `kept_start` to stay for the one at `start`?"""
    return keep not in ("first", "last") or (kept_start < start) == (keep == "first")
