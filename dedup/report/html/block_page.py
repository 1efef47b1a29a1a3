"""The page about blocks that documents share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from dedup.corpus.blocks.result import block_stats
from dedup.report.html.body import Body
from dedup.report.html.charts import Likenesses
from dedup.report.html.collection import (
    MOST_GROUPS,
    MOST_MEMBERS,
    MOST_NEAREST,
    MOST_REMOVED,
    MOST_SPARED,
    Group,
    Member,
    Setting,
    Tile,
    kind_tiles,
    sources_of,
    write_collection,
)
from dedup.report.html.entries import LABELS, Entry, Place, percent, shown
from dedup.report.html.texts import Texts
from dedup.report.quoting import quoted
from dedup.report.reasons import REASONS, RULES, lifted_by
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


def write_block_page(file: BinaryIO, outcome: BlockOutcome, setting: Setting) -> None:
    """Writes the page about an outcome."""
    removals = outcome.removals
    if len(removals) > MOST_REMOVED:
        order = sorted(range(len(removals)), key=lambda place: removals[place].identity)
        removals = [removals[place] for place in sorted(order[:MOST_REMOVED])]
    spared = outcome.spared[:MOST_SPARED]
    groups = _largest(outcome.removals)
    texts = Texts(setting.read_again, _wanted(removals, spared, groups), len(outcome.ids))
    page = _Entries(outcome, setting, texts)

    nearest, others, left = Body("n", MOST_NEAREST), Body("r", MOST_REMOVED), Body("s", MOST_SPARED)
    changed = [one for one in removals if one.kind == "near"]
    at_threshold = sorted(changed, key=lambda one: (one.identity, one.number, one.span))[:MOST_NEAREST]
    first = {(one.number, one.span) for one in at_threshold}
    page.fill(nearest, at_threshold, opened=1)
    page.fill(others, [one for one in removals if (one.number, one.span) not in first])
    page.fill_spared(left, spared)

    likenesses = Likenesses()
    for one in outcome.removals:
        if one.kind == "near":
            likenesses.add(one.kind, one.identity)
    stats = block_stats(outcome)
    numbers = range(outcome.references, len(outcome.ids))
    changed_documents = {one.number for one in outcome.removals}
    write_collection(
        file,
        setting,
        parts=[
            (
                nearest,
                "Nearest to the threshold",
                0,
                f"the removed blocks least alike, from {setting.threshold:g} on",
            ),
            (others, "Removed blocks", len(outcome.removals) - nearest.entries, ""),
            (left, "Left in place", stats.spared, ""),
        ],
        sizes=[copies + 1 for copies in _copies(outcome.removals).values()],
        likeness=likenesses.chart(setting.threshold),
        sources=sources_of(numbers, changed_documents, setting.source_of),
        verb="blocks",
        title=f"{counted(stats.removed, 'block')} in {counted(len(changed_documents), 'document')}",
        share=f"{outcome.share:.1%}",
        affected=stats.removed,
        spared=stats.spared,
        more_spared=outcome.more_spared,
        unresolved=stats.unresolved,
        unit="block",
        characters=(outcome.removed_characters, outcome.characters),
        tiles=[
            Tile(len(numbers), "documents"),
            Tile(len(changed_documents), "lose something"),
            Tile(len(outcome.emptied), "go as a whole"),
            *kind_tiles(stats),
        ],
        groups=[page.group(kept, members) for kept, members in groups],
        measure="identity",
    )


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

    def __init__(self, outcome: BlockOutcome, setting: Setting, texts: Texts) -> None:
        self._outcome, self._setting, self._texts = outcome, setting, texts

    def fill(self, body: Body, removals: list[BlockRemoval], opened: int = 0) -> None:
        """Adds removals as one section, the first ones unfolded."""
        if not removals:
            return
        body.open("", "", {removal.kind for removal in removals})
        for place, removal in enumerate(removals):
            body.add(self._removed(removal, body.room), is_open=place < opened)
        body.close()

    def fill_spared(self, body: Body, spared: list[BlockSpared]) -> None:
        """Adds spared blocks as one section."""
        if not spared:
            return
        body.open("", "", {"spared"})
        for one in spared:
            body.add(self._spared(one, body.room))
        body.close()

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
        return str(self._setting.name_of(number))
