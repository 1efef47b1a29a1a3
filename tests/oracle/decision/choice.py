"""Chooses which copies to remove, each for one that is kept, and which repeats to spare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dedup.kernel._kernel import Repeats
from dedup.options import CollapseOptions
from dedup.repeats.candidates import Choice
from dedup.repeats.choice import goes
from tests.oracle.decision.candidates import Piece
from tests.oracle.decision.loose_ends import drop_loose_ends
from tests.oracle.decision.neighbours import take_neighbours
from tests.oracle.decision.sparing import Refused, spare
from tests.oracle.decision.stretches import Refusal, sift
from tests.oracle.decision.taking import take

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dedup.results.collapsed import Kind, Rule, Spared

#: Reasons that concern the form of a block, not how it differs from its copy; next to a removal they do not hold.
FORMS = frozenset({"single", "form", "code", "list", "verse", "names"})

#: How often pieces are taken in one round: if all that was taken must stay, what overlaps it may still be removed.
MOST_PASSES = 8


def choose(text: str, repeats: Repeats, options: CollapseOptions) -> tuple[list[Choice], list[Spared]]:
    """Chooses what to remove in one round, or, if nothing, what to spare.

    Args:
        text: The text that is left.
        repeats: Its repeats.
        options: Those of the run.

    Returns:
        Disjoint choices; and what is spared, if there are no choices, since there is no further round then.
    """
    accepted: dict[Piece, int] = {}  # piece -> its match
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
    left = list(accepted)
    # Whether a block is spared depends on what is kept; another round will ask again.
    short = [
        piece
        for match, _, reason in refused
        if reason in FORMS and not repeats.in_gap(match)
        for piece in repeats.pieces(match, Piece)
    ]
    for _ in range(MOST_PASSES):
        if not left:
            break
        state = bytearray(len(text))
        taken = take(left, state)
        loose: list[Refusal] = []
        sifted: list[Refusal] = []
        if not repeats.doubled:  # whose units may be short, and are next to their copies
            taken += take_neighbours(text, repeats, taken, short, state, options)
            taken, loose = drop_loose_ends(text, taken, accepted, state, options)
            taken, sifted = sift(text, repeats, taken, state, options)
        if taken:
            gone = [
                choice(text, piece, start, stop, repeats.rule(accepted[piece]) if piece in accepted else "neighbour")
                for piece, start, stop in with_separators(taken, len(text))
            ]
            return gone, []
        ends = [*loose, *sifted]
        refused += [Refused(accepted[piece], piece, reason) for piece, reason in ends if piece in accepted]
    refused += [Refused(accepted[piece], piece, "cut") for piece in left]
    return [], list(spare(repeats, refused, options))


def candidates(text: str, repeats: Repeats, options: CollapseOptions) -> Iterable[int]:
    """The matches that remove the copy which the keep rule does not keep."""
    matches = range(len(repeats))
    if isinstance(options.keep, str):
        return matches
    key = options.keep
    return [match for match in matches if goes(text, repeats, match, key)]


def with_separators(taken: list[Piece], end: int) -> Iterator[tuple[Piece, int, int]]:
    """Yields each piece with the [start, stop) to remove: the piece and one of its separators.

    Pieces with only white space between them are removed as one, with the separators between them. Of the two
    separators around them, the weaker is removed too: the one of fewer line breaks, or else the one after. At either
    end of the text there is only one. If nothing separates a piece from its neighbour on one side, that counts as the
    weaker separator, and the other stays: a heading must not run into the next sentence. If both are one line break
    and text follows, both stay as a blank line: lines that were not adjacent must not join into one paragraph.
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
    """Makes the choice to remove a piece as [start, stop)."""
    kind: Kind = "near"
    if piece.same_words:
        same = text[piece.start : piece.stop] == text[piece.kept_start : piece.kept_stop]
        kind = "exact" if same else "same_words"
    identity = 1.0 if piece.same_words else piece.identity
    return Choice(
        start=start,
        stop=stop,
        kept_start=piece.kept_start,
        kept_stop=piece.kept_stop,
        kind=kind,
        partial=piece.partial,
        identity=identity,
        rule=rule,
    )
