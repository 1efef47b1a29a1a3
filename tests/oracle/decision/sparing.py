"""Lists the repeats that are spared, with the reason and the option that would remove each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dedup.kernel._kernel import Repeats
from dedup.options import CollapseOptions
from dedup.repeats.candidates import Hull
from dedup.repeats.sparing import option_against
from dedup.results.collapsed import Spared
from dedup.results.span import Span
from tests.oracle.decision.candidates import Piece

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dedup.results.collapsed import Reason


class Refused(NamedTuple):
    """A match that is not removed, or a piece of one that is."""

    match: int
    piece: Piece | None
    reason: Reason


class Repeat(NamedTuple):
    """A block, or a row of copies, and what it repeats."""

    span: Span
    kept: Span
    letters: int
    equal: int
    reason: Reason


def spare(repeats: Repeats, refused: Iterable[Refused], options: CollapseOptions) -> Iterator[Spared]:
    """Yields an entry for each refused block, or row of copies, of at least `min_letters`."""
    for (start, stop), (kept_start, kept_stop), letters, equal, reason in in_rows(repeats, refused):
        if letters < options.min_letters:
            continue
        # Cuts extend to the ends of lines and sentences, so one of two adjacent copies may reach into the other.
        if kept_start < start:
            kept_stop = min(kept_stop, start)
        else:
            stop = min(stop, kept_start)
        is_first = options.keep != "last" and kept_start > start
        if is_first and repeats.letters(kept_start, kept_stop) >= options.min_letters:
            # An entry names the later copy and the first one, whichever would have been removed.
            start, stop, kept_start, kept_stop = kept_start, kept_stop, start, stop
        identity = equal / letters
        yield Spared(Span(start, stop), Span(kept_start, kept_stop), identity, reason, option_against(reason, identity))


def in_rows(repeats: Repeats, refused: Iterable[Refused]) -> Iterator[Repeat]:
    """Yields what is refused, with the copies of a row as one."""
    row = None
    for match, piece, reason in refused:
        block = repeat_of(piece or repeats.hull(match, Hull), reason)
        if repeats.rule(match) != "row of copies":
            yield block
        elif row and row.kept == block.kept and row.reason == reason:
            row = row._replace(
                span=Span(min(row.span.start, block.span.start), max(row.span.stop, block.span.stop)),
                letters=row.letters + block.letters,
                equal=row.equal + block.equal,
            )
        else:
            if row:
                yield row
            row = block
    if row:
        yield row


def repeat_of(block: Piece | Hull, reason: Reason) -> Repeat:
    """A block that is refused, and what it repeats."""
    return Repeat(
        Span(block.start, block.stop), Span(block.kept_start, block.kept_stop), block.letters, block.equal, reason
    )
