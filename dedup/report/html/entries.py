"""What the page shows of one repeat, removed or spared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dedup.report.html.attention import worth_a_look
from dedup.report.html.sides import Fold, Piece, Sides, edges_of, side_by_side
from dedup.report.quoting import quoted
from dedup.report.reasons import REASONS, RULES, lifted_by
from dedup.report.word_pairs import differing_spans
from dedup.results.collapsed import Collapsed, Removal, Spared
from dedup.results.lines import lines_of, stripped
from dedup.results.span import Span

#: Kinds in words; what stays although it repeats, or is not alike enough, is a kind here.
LABELS = {
    "exact": "same characters",
    "same_words": "same words",
    "near": "changed",
    "contained": "contained",
    "spared": "left in place",
    "below": "below the threshold",
}

#: The longest texts that are set side by side; of a longer one, the beginning.
MOST_COMPARED = 100_000

#: The characters of two copies that are shown: of the first entries of a page, and of those after them.
IN_FULL, IN_BRIEF = 12_000, 1_200


class Place(NamedTuple):
    """Where a copy is."""

    name: str = ""  #: the document; "" where there is only one
    lines: str = ""  #: such as "lines 3-20"
    span: Span | None = None


class Entry(NamedTuple):
    """One repeat."""

    kind: str  #: a key of `LABELS`
    likeness: float  #: identity or Jaccard index
    measure: str  #: the same, as it is shown
    characters: int
    own: Place
    kept: Place
    head: str  #: its beginning, on one line
    care: tuple[str, ...] = ()  #: what makes it worth a look
    differs: tuple[str, ...] = ()  #: what else differs, in words
    quote: Sequence[Piece] = ()  #: its beginning and end, if there is nothing to compare
    sides: Sides | None = None
    note: str = ""  #: about what is shown
    reason: str = ""  #: why it was spared, in a word
    sentence: str = ""  #: why it was removed or spared
    option: str = ""  #: what would remove a spared one

    @property
    def stays(self) -> bool:
        """Whether it was not removed."""
        return self.kind in ("spared", "below")

    @property
    def label(self) -> str:
        """The kind in words."""
        return LABELS[self.kind]


def percent(share: float) -> str:
    """A share, rounded down, so that only all is 100%.

    >>> percent(0.99999), percent(1.0)
    ('99.9%', '100.0%')
    """
    return f"{int(share * 1000) / 10:.1f}%"


class Shown(NamedTuple):
    """How two copies are shown."""

    head: str
    care: tuple[str, ...]
    quote: list[Piece]
    sides: Sides | None
    note: str


def shown(own: str, kept: str, kind: str, room: int) -> Shown:
    """Prepares two copies for the page.

    Args:
        own: The copy that goes or is spared.
        kept: The one that stays.
        kind: Of equal copies, only the beginning and the end are shown.
        room: The characters of both that are shown side by side; 0: the beginning and the end of the first.
    """
    head = quoted(own[:1000], 160)
    if kind == "exact" or own == kept or not kept:
        return Shown(head, (), edges_of(own.strip("\n")), None, "")
    note = ""
    if max(len(own), len(kept)) > MOST_COMPARED:
        own, kept = own[:MOST_COMPARED], kept[:MOST_COMPARED]
        note = f"Only the first {MOST_COMPARED:,} characters are compared."
    differing = differing_spans(own, kept)
    care = worth_a_look(own, kept, differing)
    if room <= 0:
        return Shown(head, care, edges_of(own.strip("\n")), None, note)
    sides = side_by_side(own, kept, differing, room)
    if len(sides.rows) == 1 and isinstance(sides.rows[0], Fold):  # they differ in white space only
        return Shown(head, (), edges_of(own.strip("\n")), None, "They differ in white space only.")
    return Shown(head, care, [], sides, note)


def removed_entry(removal: Removal, source: str, starts: Sequence[int], room: int) -> Entry:
    """The entry of a removal; `starts` are the source's `line_starts`."""
    own = stripped(removal.removed, source)
    view = shown(source[slice(*own)], source[slice(*removal.kept)], removal.kind, room)
    return Entry(
        kind=removal.kind,
        likeness=removal.identity,
        measure=percent(removal.identity),
        characters=removal.removed.stop - removal.removed.start,
        own=_place(own, starts),
        kept=_place(removal.kept, starts),
        **view._asdict(),
        sentence=RULES[removal.rule] + (" The kept copy holds more." if removal.partial else ""),
    )


def spared_entry(spared: Spared, source: str, starts: Sequence[int], room: int) -> Entry:
    """The entry of a repeat that was left in place."""
    view = shown(source[slice(*spared.spared)], source[slice(*spared.kept)], "spared", room)
    return Entry(
        kind="spared",
        likeness=spared.identity,
        measure=percent(spared.identity),
        characters=spared.spared.stop - spared.spared.start,
        own=_place(spared.spared, starts),
        kept=_place(spared.kept, starts),
        **view._replace(care=())._asdict(),
        reason=spared.reason,
        sentence=REASONS[spared.reason],
        option=lifted_by(spared),
    )


def entries_of(source: str, collapsed: Collapsed, starts: Sequence[int], room: int) -> list[Entry]:
    """The removals of a text, then the repeats that were spared."""
    removed = [removed_entry(one, source, starts, room) for one in collapsed.removals]
    return removed + [spared_entry(one, source, starts, room) for one in collapsed.spared]


def _place(span: Span, starts: Sequence[int]) -> Place:
    first, last = lines_of(span, starts)
    return Place(lines=f"line {first:,}" if first == last else f"lines {first:,}–{last:,}", span=span)
