"""Which copies go, each in favour of one that stays, and what is spared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dedup.kernel._kernel import Repeats
from dedup.options import CollapseOptions
from dedup.repeats.candidates import Hull, Piece
from dedup.repeats.neighbours import take_neighbours
from dedup.repeats.remaining import Choice
from dedup.repeats.sparing import Refused, spare
from dedup.repeats.stretches import Refusal, sift
from dedup.repeats.taking import take

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from dedup.results.collapsed import Kind, Rule, Spared

#: Reasons that lie in what a block is, not in how it differs from its copy: beside a copy they do not hold.
FORMS = frozenset({"single", "form", "code", "list", "verse", "names"})


def choose(text: str, repeats: Repeats, options: CollapseOptions) -> tuple[list[Choice], list[Spared]]:
    """The stretches that go, and the repeated blocks that are spared.

    The stretches are disjoint; blocks are spared only where nothing goes, for then there is no further round.
    """
    accepted: dict[Piece, int] = {}  # and the match that it is of
    refused: list[Refused] = []
    for match in candidates(text, repeats, options):
        if reason := repeats.reason(match):
            refused.append(Refused(match, None, reason))
            continue
        for piece in repeats.pieces(match, Piece):
            if piece.fault:
                refused.append(Refused(match, piece, piece.fault))
            else:
                accepted[piece] = match
    if accepted:
        state = bytearray(len(text))
        taken = take(list(accepted), state)
        sifted: list[Refusal] = []
        if not repeats.doubled:  # there the units are as short as may be, and each stands beside its copy
            # A block is spared against what stays: as something goes, another round will look again.
            short = [piece for match, _, reason in refused if reason in FORMS for piece in repeats.pieces(match, Piece)]
            taken += take_neighbours(text, repeats, taken, short, state, options)
            taken, sifted = sift(text, repeats, taken, state, options)
        if taken:
            gone = [
                choice(text, piece, start, stop, repeats.rule(accepted[piece]) if piece in accepted else "neighbour")
                for piece, start, stop in with_separators(taken, len(text))
            ]
            return gone, []
        refused += [Refused(accepted[piece], piece, reason) for piece, reason in sifted if piece in accepted]
    return [], list(spare(repeats, refused, options))


def spare_all(repeats: Repeats, options: CollapseOptions) -> list[Spared]:
    """The repeated blocks of a text of which none can go without parting a copy that stays."""
    refused = [Refused(match, None, repeats.reason(match) or "cut") for match in range(len(repeats))]
    return list(spare(repeats, refused, options))


def candidates(text: str, repeats: Repeats, options: CollapseOptions) -> Iterable[int]:
    """The matches, of which the kernel or the caller's own keep rule has chosen the copy that goes."""
    matches = range(len(repeats))
    if isinstance(options.keep, str):
        return matches
    key = options.keep
    return [match for match in matches if goes(text, repeats, match, key)]


def goes(text: str, repeats: Repeats, match: int, key: Callable[[str], Any]) -> bool:
    """Does a caller's own rule keep the other copy?  Of two that it holds for equal the earlier stays."""
    hull = repeats.hull(match, Hull)
    own, kept = key(text[hull.start : hull.stop]), key(text[hull.kept_start : hull.kept_stop])
    return bool(kept < own or (kept == own and repeats.is_later(match)))


def with_separators(taken: list[Piece], end: int) -> Iterator[tuple[Piece, int, int]]:
    """Each piece with the [start, stop) that goes: its block and one separator.

    Blocks with only white space between them go as one: the separators inside go too, and of the two outside the
    weaker one, of fewer line breaks, on a tie the following one.  At either end of the text the only one goes.  Where
    nothing parts a block from its neighbour that is the weaker separator, so the other stays: a heading must not run
    into the sentence that follows.  Where more text follows and both are a single line break, both stay and make a
    blank line: lines that were no neighbours must not run together to one paragraph.
    """
    taken.sort()
    first = gone = 0
    for n, piece in enumerate(taken):
        if n + 1 < len(taken) and piece.gap_stop >= taken[n + 1].start:
            continue
        before, after = taken[first], piece
        start, stop = before.start, after.stop
        single = before.lines_before == after.lines_after == 1 and after.gap_stop < end
        parted = before.gap_start < start and stop < after.gap_stop
        if stop == end or (parted and not single and after.lines_after > before.lines_before):
            start = before.gap_start
        elif start == 0 or (parted and not single):
            stop = after.gap_stop
        start, gone = max(start, gone), stop
        for m in range(first, n + 1):
            block = taken[m]
            yield block, start if m == first else block.start, stop if m == n else taken[m + 1].start
        first = n + 1


def choice(text: str, piece: Piece, start: int, stop: int, rule: Rule) -> Choice:
    """The choice to remove a piece as [start, stop)."""
    kind: Kind = "near"
    if piece.same_words:
        same = text[piece.start : piece.stop] == text[piece.kept_start : piece.kept_stop]
        kind = "exact" if same else "same_words"
    identity = 1.0 if piece.same_words else piece.identity
    return Choice(start, stop, piece.kept_start, piece.kept_stop, kind, piece.partial, identity, rule)
