"""Which copy goes and which stays, and what is spared."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.options import CollapseOptions
from dedup.repeats.candidates import Match, Piece
from dedup.repeats.judge import refusals
from dedup.repeats.remaining import Choice
from dedup.results import Span, Spared

#: At most so many blocks are listed as spared.
MAX_SPARED = 1000

REMOVED, CLAIMED = 1, 2  # what has become of a character


def choose(text: str, matches: Sequence[Match], options: CollapseOptions) -> tuple[list[Choice], list[Spared]]:
    """The stretches that go, disjoint and each with a copy that stays, and the repeated blocks that are spared."""
    pieces: list[tuple[int, int, int, Match, Piece]] = []
    refused: list[tuple[Piece, str]] = []
    for match in matches:
        side = side_to_remove(match, options)
        for piece, reason in zip(side, refusals(match, side, options), strict=True):
            if reason:
                refused.append((piece, reason))
            else:
                # Sizes within a factor of two count as equal: then the earliest kept copy comes first, so that
                # many copies of one text all go in favour of the same one.
                pieces.append((-piece.letters.bit_length(), piece.kept_start, piece.start, match, piece))
    pieces.sort(key=lambda entry: entry[:3])

    state = bytearray(len(text))
    chosen: list[Choice] = []
    for _, _, _, match, piece in pieces:
        size = piece.stop - piece.start
        if (
            state.count(0, piece.start, piece.stop) < size
            or state.find(REMOVED, piece.kept_start, piece.kept_stop) >= 0
        ):
            continue
        start, stop = with_separator(piece, state)
        state[start:stop] = bytes([REMOVED]) * (stop - start)
        state[piece.kept_start : piece.kept_stop] = bytes([CLAIMED]) * (piece.kept_stop - piece.kept_start)
        chosen.append(removal(text, piece, start, stop))
    return chosen, spare(refused, state, options)


def side_to_remove(match: Match, options: CollapseOptions) -> tuple[Piece, ...]:
    """The pieces of the copy that goes."""
    if options.keep == "first":
        return match.later
    if options.keep == "last":
        return match.earlier
    later, earlier = removable(match.later), removable(match.earlier)
    slack = 1.01 if match.equal >= 0.9 * match.letters else 1.15
    return match.earlier if earlier > later * slack + 10 else match.later


def removable(pieces: Sequence[Piece]) -> int:
    """Letters of the pieces that end at clean cuts."""
    return sum(piece.letters for piece in pieces if piece.cut)


def with_separator(piece: Piece, state: bytearray) -> tuple[int, int]:
    """The block and the weaker of its two separators: fewer line breaks, on a tie the following one."""
    following = piece.gap_stop > piece.stop
    if following and piece.gap_start < piece.start:
        following = piece.lines_after <= piece.lines_before
    if following:
        return piece.start, free(state, piece.stop, piece.gap_stop)
    if state.count(0, piece.gap_start, piece.start) == piece.start - piece.gap_start:
        return piece.gap_start, piece.stop
    return piece.start, piece.stop


def free(state: bytearray, start: int, stop: int) -> int:
    """`stop` when nothing in [start, stop) is taken, else `start`."""
    return stop if state.count(0, start, stop) == stop - start else start


def removal(text: str, piece: Piece, start: int, stop: int) -> Choice:
    """The choice to remove a piece."""
    kind = "near"
    if piece.same_words:
        same = text[piece.start : piece.stop] == text[piece.kept_start : piece.kept_stop]
        kind = "exact" if same else "same_words"
    return Choice(start, stop, piece.kept_start, piece.kept_stop, kind, piece.partial, piece.identity, "")


def spare(refused: Sequence[tuple[Piece, str]], state: bytearray, options: CollapseOptions) -> list[Spared]:
    """An entry for each refused block that stands, against its first copy."""
    spared: list[Spared] = []
    for piece, reason in refused:
        if piece.letters < options.min_letters or state.find(REMOVED, piece.start, piece.stop) >= 0:
            continue
        spared.append(
            Spared(Span(piece.start, piece.stop), Span(piece.kept_start, piece.kept_stop), piece.identity, reason, "")
        )
    return spared[:MAX_SPARED]
