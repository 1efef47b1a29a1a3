"""The page about blocks that documents share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from dedup.corpus.blocks.result import block_stats
from dedup.report.html.body import Body
from dedup.report.html.charts import Chart, Likenesses
from dedup.report.html.collection import (
    MOST_GROUPS,
    MOST_MEMBERS,
    MOST_NEAREST,
    MOST_REMOVED,
    MOST_SPARED,
    Group,
    Member,
    Part,
    Setting,
    Summary,
    Tile,
    kind_tiles,
    write_collection,
)
from dedup.report.html.entries import LABELS, Entry, Place, percent, shown
from dedup.report.html.texts import Texts
from dedup.report.quoting import quoted
from dedup.report.reasons import REASONS, RULES, lifted_by
from dedup.report.sources import NameOf
from dedup.report.summary import counted
from dedup.results.collapsed import Spared
from dedup.results.span import Span

if TYPE_CHECKING:
    from dedup.corpus.blocks.pipeline import BlockOutcome
    from dedup.corpus.blocks.removals import BlockRemoval, BlockSpared, DocumentSpan

#: Why a block was removed, by its rule.
ACROSS = {
    **RULES,
    "same text": "What is left of both documents is equal.",
    "first copy": "No copy is kept, and this is the first one.",
}


def write_block_page(file: BinaryIO, outcome: BlockOutcome, name_of: NameOf, setting: Setting) -> None:
    """Writes the page about an outcome, with what `name_of` calls the documents."""
    removals = _least_alike(outcome.removals)
    spared = outcome.spared[:MOST_SPARED]
    groups = _largest(outcome.removals)
    texts = Texts(setting.read_again, _wanted(removals, spared, groups), len(outcome.ids))
    entries = _Entries(outcome, name_of, texts)
    stats = block_stats(outcome)
    documents = range(outcome.references, len(outcome.ids))
    changed = {removal.number for removal in outcome.removals}
    summary = Summary(
        unit="block",
        title=f"{counted(stats.removed, 'block')} in {counted(len(changed), 'document')}",
        share=f"{outcome.share:.1%}",
        affected=stats.removed,
        spared=stats.spared,
        more_spared=outcome.more_spared,
        unresolved=stats.unresolved,
        characters=(outcome.removed_characters, outcome.characters),
        tiles=[
            Tile(len(documents), "documents"),
            Tile(len(changed), "lose something"),
            Tile(len(outcome.emptied), "go as a whole"),
            *kind_tiles(stats),
        ],
        measure="identity",
        likeness=_likeness(outcome, setting.threshold),
        sizes=[copies + 1 for copies in _copies(outcome.removals).values()],
        groups=[entries.group(kept, members) for kept, members in groups],
    )
    left = entries.spared(spared)
    write_collection(
        file,
        setting,
        summary,
        [*_removed(entries, outcome, removals, setting), Part(left, "Left in place", stats.spared)],
    )


def _removed(
    entries: _Entries, outcome: BlockOutcome, removals: list[BlockRemoval], setting: Setting
) -> Iterator[Part]:
    """The blocks nearest to the threshold, then the others."""
    changed = (one for one in removals if one.kind == "near")
    first = sorted(changed, key=lambda one: (one.identity, one.number, one.span))[:MOST_NEAREST]
    nearest = entries.removed("n", first, opened=1)
    yield Part(nearest, "Nearest to the threshold", 0, f"the removed blocks least alike, from {setting.threshold:g} on")
    places = {(one.number, one.span) for one in first}
    others = entries.removed("r", [one for one in removals if (one.number, one.span) not in places])
    yield Part(others, "Removed blocks", len(outcome.removals) - len(first))


def _least_alike(removals: list[BlockRemoval]) -> list[BlockRemoval]:
    """As many as are shown, in order."""
    if len(removals) <= MOST_REMOVED:
        return removals
    order = sorted(range(len(removals)), key=lambda place: removals[place].identity)
    return [removals[place] for place in sorted(order[:MOST_REMOVED])]


def _likeness(outcome: BlockOutcome, threshold: float) -> Chart | None:
    """How alike changed blocks are."""
    likenesses = Likenesses()
    for removal in outcome.removals:
        if removal.kind == "near":
            likenesses.add(removal.kind, removal.identity)
    return likenesses.chart(threshold)


def _copies(removals: Iterable[BlockRemoval]) -> Counter[DocumentSpan]:
    """How many copies of each kept block are removed."""
    return Counter(removal.kept for removal in removals if removal.kept)


def _largest(removals: list[BlockRemoval]) -> list[tuple[DocumentSpan, list[BlockRemoval]]]:
    """The kept blocks of which most copies are removed, and these."""
    copies = _copies(removals).most_common(MOST_GROUPS)
    largest: dict[DocumentSpan, list[BlockRemoval]] = {kept: [] for kept, count in copies if count > 1}
    for removal in removals:
        if removal.kept in largest:
            largest[removal.kept].append(removal)
    return [*largest.items()]


def _wanted(
    removals: Iterable[BlockRemoval],
    spared: Iterable[BlockSpared],
    groups: Iterable[tuple[DocumentSpan, list[BlockRemoval]]],
) -> Iterator[tuple[int, Span]]:
    """The parts of documents that are shown; what was removed is on disk already."""
    for removal in removals:
        if removal.kept and removal.kind != "exact":
            yield removal.kept
    for one in spared:
        yield one.number, one.span
        yield one.kept
    for kept, _ in groups:
        yield kept


class _Entries:
    """Makes entries of removals and spared blocks."""

    def __init__(self, outcome: BlockOutcome, name_of: NameOf, texts: Texts) -> None:
        self._outcome, self._name_of, self._texts = outcome, name_of, texts

    def removed(self, prefix: str, removals: list[BlockRemoval], opened: int = 0) -> Body:
        """Removals as one section, the first ones unfolded."""
        body = Body(prefix, len(removals))
        if removals:
            body.open("", "", {removal.kind for removal in removals})
            for place, removal in enumerate(removals):
                body.add(self._removed(removal, body.room), is_open=place < opened)
            body.close()
        return body

    def spared(self, spared: list[BlockSpared]) -> Body:
        """Spared blocks as one section."""
        body = Body("s", len(spared))
        if spared:
            body.open("", "", {"spared"})
            for one in spared:
                body.add(self._spared(one, body.room))
            body.close()
        return body

    def _removed(self, removal: BlockRemoval, room: int) -> Entry:
        own = self._outcome.texts[removal.text.place]
        kept = self._texts.part(*removal.kept) if removal.kept else ""
        view = shown(own.strip(), kept, removal.kind, room)
        partial = " The kept copy holds more." if removal.partial else ""
        return Entry(
            kind=removal.kind,
            likeness=removal.identity,
            measure=percent(removal.identity),
            characters=removal.span.stop - removal.span.start,
            own=Place(self._name(removal.number), span=removal.span),
            kept=Place(self._name(removal.kept.number), span=removal.kept.span) if removal.kept else Place(),
            **view._asdict(),
            sentence=ACROSS[removal.rule] + partial,
        )

    def _spared(self, one: BlockSpared, room: int) -> Entry:
        view = shown(self._texts.part(one.number, one.span), self._texts.part(*one.kept), "spared", room)
        return Entry(
            kind="spared",
            likeness=one.identity,
            measure=percent(one.identity),
            characters=one.span.stop - one.span.start,
            own=Place(self._name(one.number), span=one.span),
            kept=Place(self._name(one.kept.number), span=one.kept.span),
            **view._replace(care=())._asdict(),
            reason=one.reason,
            sentence=REASONS[one.reason],
            option=lifted_by(Spared(one.span, one.kept.span, one.identity, one.reason, one.option)),
        )

    def group(self, kept: DocumentSpan, removals: list[BlockRemoval]) -> Group:
        """A block with its copies."""
        members = [
            Member(self._name(one.number), LABELS[one.kind], percent(one.identity)) for one in removals[:MOST_MEMBERS]
        ]
        return Group(len(removals) + 1, self._name(kept.number), quoted(self._texts.part(*kept)[:1000], 160), members)

    def _name(self, number: int) -> str:
        return str(self._name_of(number))
