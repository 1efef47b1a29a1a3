"""The page about whole documents that repeat others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from dedup.corpus.documents.removals import Described, each
from dedup.corpus.documents.result import document_stats
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
from dedup.report.html.entries import LABELS, Entry, Place, shown
from dedup.report.html.texts import WHOLE, Texts
from dedup.report.quoting import quoted
from dedup.report.summary import counted

if TYPE_CHECKING:
    from dedup.corpus.documents.pipeline import DocumentOutcome
    from dedup.corpus.documents.removals import Removals

#: Why a document was removed, by its kind.
RULES = {
    "exact": "It has the same characters as the one that stays.",
    "same_words": "It has the same words as the one that stays; case, accents, punctuation or white space differ.",
    "near": "{:.3f} of the shingles that one of the two has are in both; {:g} suffice.",
    "contained": "{:.3f} of its shingles are in the longer one that stays.",
}

#: Why a document was spared, by its reason.
REASONS = {
    "own": "It has lines or sentences of its own, which the other one lacks.",
    "template": "Both fill one form with other words, or one denies what the other says.",
    "numbers": "A sentence has other numbers.",
    "names": "A sentence has other names.",
}

#: How two documents differ, in words, and which of it makes a removal worth a look.
DIFFERENCES = {
    "numbers": "numbers",
    "names": "names",
    "negations": "a negation",
    "template": "the words that fill a form",
    "own": "lines that only this one has",
    "more": "lines that only the other one has",
}
CARE = {"numbers": "a number", "negations": "a negation", "names": "a name"}


def write_document_page(file: BinaryIO, outcome: DocumentOutcome, setting: Setting) -> None:
    """Writes the page about an outcome."""
    removals = _least_alike(outcome.removals, MOST_REMOVED)
    spared = _least_alike(outcome.spared, MOST_SPARED)
    groups = _largest(outcome.removals)
    wanted = {(number, WHOLE) for number in _numbers(removals, spared, groups)}
    texts = Texts(setting.read_again, wanted, len(outcome.ids))
    page = _Entries(setting, texts)

    nearest, others, left = Body("n", MOST_NEAREST), Body("r", MOST_REMOVED), Body("s", MOST_SPARED)
    changed = [one for one in each(removals) if one.kind in ("near", "contained")]
    at_threshold = sorted(changed, key=lambda one: (one.jaccard, one.number))[:MOST_NEAREST]
    first = {one.number for one in at_threshold}
    page.fill(nearest, at_threshold, opened=1)
    page.fill(others, (one for one in each(removals) if one.number not in first))
    page.fill(left, each(spared))

    likenesses = Likenesses()
    for one in (*each(outcome.removals), *each(outcome.spared)):
        if one.kind in ("near", "contained"):
            likenesses.add("spared" if one.reason else one.kind, one.jaccard)
    stats = document_stats(outcome)
    numbers = range(outcome.references, len(outcome.ids))
    write_collection(
        file,
        setting,
        parts=[
            (
                nearest,
                "Nearest to the threshold",
                0,
                f"the removed documents least alike, from {setting.threshold:g} on",
            ),
            (others, "Removed documents", len(outcome.removals) - nearest.entries, ""),
            (left, "Left in place", len(outcome.spared), "alike, and yet not copies"),
        ],
        sizes=(np.unique(outcome.removals["kept"], return_counts=True)[1] + 1).tolist(),
        likeness=likenesses.chart(setting.threshold, "{:.2f}"),
        sources=sources_of(numbers, outcome.removals["number"].tolist(), setting.source_of),
        verb="corpus",
        title=f"{stats.removed:,} of {counted(len(numbers), 'document')}",
        share=f"{outcome.share:.1%}",
        affected=stats.removed,
        spared=stats.spared,
        more_spared=False,
        unresolved=stats.unresolved,
        unit="document",
        characters=None,
        tiles=[
            Tile(len(numbers) - stats.removed, "stay"),
            *kind_tiles(stats),
            Tile(len(np.unique(outcome.removals["kept"])), "groups"),
        ],
        groups=[page.group(kept, members) for kept, members in groups],
        measure="Jaccard index",
    )


def _least_alike(records: Removals, most: int) -> Removals:
    """Those of least Jaccard index, in the order given."""
    if len(records) <= most:
        return records
    return records[np.sort(np.argsort(records["jaccard"], kind="stable")[:most])]


def _largest(removals: Removals) -> list[tuple[int, Removals]]:
    """The documents for which most others are removed, and these."""
    kept, sizes = np.unique(removals["kept"], return_counts=True)
    largest = np.argsort(-sizes, kind="stable")[:MOST_GROUPS]
    return [(int(kept[place]), removals[removals["kept"] == kept[place]]) for place in largest if sizes[place] > 1]


def _numbers(removals: Removals, spared: Removals, groups: Sequence[tuple[int, Removals]]) -> set[int]:
    """The documents whose texts are shown; of equal ones, one is enough."""
    numbers = {*removals["number"].tolist(), *spared["number"].tolist(), *spared["kept"].tolist()}
    numbers |= {*removals["kept"][removals["kind"] > 0].tolist()}
    return numbers | {kept for kept, _ in groups}


class _Entries:
    """Makes entries of records."""

    def __init__(self, setting: Setting, texts: Texts) -> None:
        self._setting, self._texts = setting, texts

    def fill(self, body: Body, records: Iterable[Described], opened: int = 0) -> None:
        """Adds the records as one section, the first ones unfolded."""
        entries = [*records]
        if not entries:
            return
        body.open("", "", {"spared" if one.reason else one.kind for one in entries})
        for place, one in enumerate(entries):
            body.add(self._entry(one, body.room), is_open=place < opened)
        body.close()

    def _entry(self, one: Described, room: int) -> Entry:
        texts, name_of = self._texts, self._setting.name_of
        kind = "spared" if one.reason else one.kind
        view = shown(texts.part(one.number), texts.part(one.kept), kind, room)
        is_judged = bool(one.differs) or one.identity < 1
        care = tuple(CARE[name] for name in CARE if name in one.differs) if is_judged else view.care
        measure = one.containment if one.kind == "contained" else one.jaccard
        return Entry(
            kind=kind,
            likeness=one.jaccard,
            measure=_share(measure),
            characters=texts.length(one.number),
            own=Place(str(name_of(one.number))),
            kept=Place(str(name_of(one.kept))),
            **view._replace(care=() if one.reason else care)._asdict(),
            differs=tuple(DIFFERENCES[name] for name in one.differs),
            reason=one.reason or "",
            sentence=REASONS[one.reason] if one.reason else RULES[one.kind].format(measure, self._setting.threshold),
            option=f"--no-protect {one.reason}" if one.reason else "",
        )

    def group(self, kept: int, removals: Removals) -> Group:
        """A group of documents."""
        name_of = self._setting.name_of
        members = [
            Member(str(name_of(one.number)), LABELS[one.kind], _share(one.jaccard))
            for one in each(removals[:MOST_MEMBERS])
        ]
        return Group(len(removals) + 1, str(name_of(kept)), quoted(self._texts.part(kept)[:1000], 160), members)


def _share(measure: float) -> str:
    """A measure, rounded down, so that only equal texts have 1.

    >>> _share(0.99999), _share(1.0)
    ('0.999', '1.000')
    """
    return f"{int(measure * 1000) / 1000:.3f}"
