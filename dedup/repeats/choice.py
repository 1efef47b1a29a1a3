"""Which copies go, each in favour of one that stays, and what is spared."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.kernel import _kernel
from dedup.kernel._kernel import Repeats
from dedup.options import CollapseOptions
from dedup.repeats.candidates import Match, Piece
from dedup.repeats.judge import fault, natural, option_against, rule_of
from dedup.repeats.neighbours import take_neighbours
from dedup.repeats.remaining import Choice
from dedup.repeats.taking import take
from dedup.results import Span, Spared

#: At most so many blocks are listed as spared.
MAX_SPARED = 1000


#: Reasons that lie in what a block is, not in how it differs from its copy: beside a copy they do not hold.
FORMS = frozenset({"single", "form", "code", "list", "verse", "names"})


def choose(text: str, repeats: Repeats, options: CollapseOptions) -> tuple[list[Choice], list[Spared], bool]:
    """The stretches that go, the repeated blocks that are spared, and whether there are more of those than listed.

    The stretches are disjoint; blocks are spared only where nothing goes, for then there is no further round.
    """
    accepted: dict[Piece, str] = {}  # and the rule by which each may go
    refused: list[tuple[Match, list[Piece], str]] = []
    for match in candidates(text, repeats, options):
        reason = natural(match, options)
        if reason:
            refused.append((match, [], reason))
            continue
        for piece in repeats.pieces(match.number, Piece):
            reason = fault(piece, options)
            if reason:
                refused.append((match, [piece], reason))
            else:
                accepted[piece] = rule_of(match)
    state = bytearray(len(text))
    taken = take(list(accepted), state)
    if taken:
        # A block is spared against what stays: as something goes, another round will look again.
        short = [
            piece for match, _, reason in refused if reason in FORMS for piece in repeats.pieces(match.number, Piece)
        ]
        taken += take_neighbours(text, taken, short, state, options)
        chosen = with_separators(taken, len(text))
        return [choice(text, *gone, accepted.get(gone[0], "neighbour")) for gone in chosen], [], False
    spared = list(spare(text, repeats, refused, options))
    return [], spared[:MAX_SPARED], len(spared) > MAX_SPARED


def candidates(text: str, repeats: Repeats, options: CollapseOptions) -> Iterator[Match]:
    """The matches, of which the kernel or the caller's own keep rule has chosen the copy that goes."""
    matches = repeats.matches(Match)
    if isinstance(options.keep, str):
        yield from matches
        return
    for match in matches:
        span, kept = hulls(repeats.pieces(match.number, Piece))
        key, kept_key = options.keep(text[slice(*span)]), options.keep(text[slice(*kept)])
        if kept_key < key or (kept_key == key and match.later):
            yield match


def hulls(pieces: list[Piece]) -> tuple[Span, Span]:
    """From the first piece to the last, and so the copies that would stay for them."""
    return (
        Span(pieces[0].start, pieces[-1].stop),
        Span(min(piece.kept_start for piece in pieces), max(piece.kept_stop for piece in pieces)),
    )


def with_separators(taken: list[Piece], end: int) -> Iterator[tuple[Piece, int, int]]:
    """Each piece with the [start, stop) that goes: its block and one separator.

    Blocks with only white space between them go as one: the separators inside go too, and of the two outside the
    weaker one, of fewer line breaks, on a tie the following one.  Where more text follows and both are a single line
    break, both stay and make a blank line: lines that were no neighbours must not run together to one paragraph.
    """
    taken.sort()
    first = gone = 0
    for n, piece in enumerate(taken):
        if n + 1 < len(taken) and piece.gap_stop >= taken[n + 1].start:
            continue
        before, after = taken[first], piece
        start, stop = before.start, after.stop
        single = before.lines_before == after.lines_after == 1 and after.gap_stop < end
        if after.gap_stop == after.stop:
            start = before.gap_start
        elif before.gap_start == start or (not single and after.lines_after <= before.lines_before):
            stop = after.gap_stop
        elif not single:
            start = before.gap_start
        start, gone = max(start, gone), stop
        for m in range(first, n + 1):
            block = taken[m]
            yield block, start if m == first else block.start, stop if m == n else taken[m + 1].start
        first = n + 1


def choice(text: str, piece: Piece, start: int, stop: int, rule: str) -> Choice:
    """The choice to remove a piece as [start, stop)."""
    kind = "near"
    if piece.same_words:
        same = text[piece.start : piece.stop] == text[piece.kept_start : piece.kept_stop]
        kind = "exact" if same else "same_words"
    identity = 1.0 if piece.same_words else piece.identity
    return Choice(start, stop, piece.kept_start, piece.kept_stop, kind, piece.partial, identity, rule)


def letters_of(text: str) -> int:
    """The weighted letters of a text."""
    return sum(word[3] for word in _kernel.words(text))


def spare(
    text: str, repeats: Repeats, refused: list[tuple[Match, list[Piece], str]], options: CollapseOptions
) -> Iterator[Spared]:
    """An entry for each refused block of at least `min_letters`."""
    for match, pieces, reason in refused:
        if not pieces:
            pieces = repeats.pieces(match.number, Piece)
        letters = sum(piece.letters for piece in pieces)
        if letters < options.min_letters:
            continue
        span, kept = hulls(pieces)
        identity = sum(piece.equal for piece in pieces) / letters
        if options.keep != "last" and kept > span and letters_of(text[slice(*kept)]) >= options.min_letters:
            kept, span = span, kept  # each block against its first copy, whichever of the two would have gone
        yield Spared(span, kept, identity, reason, option_against(reason, identity))
