"""The page about whole documents that repeat others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from dedup.corpus.documents.removals import Described, each
from dedup.corpus.documents.result import document_stats
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
from dedup.report.html.entries import LABELS, Entry, Place, shown
from dedup.report.html.texts import WHOLE, Texts
from dedup.report.quoting import quoted
from dedup.report.sources import NameOf
from dedup.report.summary import counted

if TYPE_CHECKING:
    from dedup.corpus.documents.pipeline import DocumentOutcome
    from dedup.corpus.documents.removals import Removals, Spared

#: Why a document was removed, by its kind.
RULES = {
    "exact": "It has the same characters as the one that stays.",
    "same_words": "It has the same words as the one that stays; case, accents, punctuation or white space differ.",
    "near": "{} of the shingles that one of the two has are in both; {:g} suffices.",
    "contained": "{} of its shingles are in the longer one that stays.",
    "below": "{} of the shingles that one of the two has are in both; it takes {:g} to be removed.",
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


def write_document_page(file: BinaryIO, outcome: DocumentOutcome, name_of: NameOf, setting: Setting) -> None:
    """Writes the page about an outcome, with what `name_of` calls the documents."""
    removals = _least_alike(outcome.removals, MOST_REMOVED)
    spared = _least_alike(outcome.spared, MOST_SPARED)
    groups = _largest(outcome.removals)
    numbers = _numbers(removals, spared, groups)
    numbers |= {number for one in setting.below for number in (one.number, one.kept)}
    texts = Texts(setting.read_again, ((number, WHOLE) for number in numbers), len(outcome.ids))
    entries = _Entries(name_of, setting, texts)
    stats = document_stats(outcome)
    documents = range(outcome.references, len(outcome.ids))
    sizes = np.unique(outcome.removals["kept"], return_counts=True)[1] + 1
    summary = Summary(
        unit="document",
        title=f"{stats.removed:,} of {counted(len(documents), 'document')}",
        share=f"{outcome.share:.1%}",
        affected=stats.removed,
        spared=stats.spared,
        unresolved=stats.unresolved,
        tiles=[Tile(len(documents) - stats.removed, "stay"), *kind_tiles(stats), Tile(len(sizes), "groups")],
        measure="Jaccard index",
        likeness=_likeness(outcome, setting.threshold),
        sizes=sizes.tolist(),
        groups=[entries.group(kept, members) for kept, members in groups],
    )
    write_collection(
        file, setting, summary, [*_removed(entries, outcome, removals, setting), _left(entries, outcome, spared)]
    )


def _removed(entries: _Entries, outcome: DocumentOutcome, removals: Removals, setting: Setting) -> Iterator[Part]:
    """The documents around the threshold, then the other removed ones."""
    changed = sorted((one for one in each(removals) if one.kind == "near"), key=lambda one: (one.jaccard, one.number))
    first = changed[:MOST_NEAREST]
    nearest = entries.body("n", [(one, one.kind) for one in first], opened=1)
    yield Part(
        nearest, "Nearest to the threshold", 0, f"the removed documents least alike, from {setting.threshold:g} on"
    )
    below = entries.body("b", [(one, "below") for one in setting.below[:MOST_NEAREST]])
    yield Part(below, "Just below the threshold", 0, "alike, but not enough to be removed")
    numbers = {one.number for one in first}
    others = entries.body("r", [(one, one.kind) for one in each(removals) if one.number not in numbers])
    yield Part(others, "Removed documents", len(outcome.removals) - len(first))


def _left(entries: _Entries, outcome: DocumentOutcome, spared: Spared) -> Part:
    body = entries.body("s", [(one, "spared") for one in each(spared)])
    return Part(body, "Left in place", len(outcome.spared), "alike, and yet not copies")


def _likeness(outcome: DocumentOutcome, threshold: float) -> Chart | None:
    """How alike changed documents are, removed or spared."""
    likenesses = Likenesses()
    for one in each(outcome.removals):
        if one.kind == "near":
            likenesses.add(one.kind, one.jaccard)
    for one in each(outcome.spared):
        likenesses.add("spared", one.jaccard)
    return likenesses.chart(threshold, "{:.2f}")


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

    def __init__(self, name_of: NameOf, setting: Setting, texts: Texts) -> None:
        self._name_of, self._threshold, self._texts = name_of, setting.threshold, texts

    def body(self, prefix: str, records: Sequence[tuple[Described, str]], opened: int = 0) -> Body:
        """The records, each with its kind on the page, as one section with the first ones unfolded."""
        body = Body(prefix, len(records))
        if records:
            body.open("", "", {kind for _, kind in records})
            for place, (one, kind) in enumerate(records):
                body.add(self._entry(one, kind, body.room), is_open=place < opened)
            body.close()
        return body

    def _entry(self, one: Described, kind: str, room: int) -> Entry:
        texts, name_of = self._texts, self._name_of
        view = shown(texts.part(one.number), texts.part(one.kept), kind, room)
        if kind != "exact" and not texts.length(one.kept):
            view = view._replace(note="The text of the other one is in the index.")
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
            **view._replace(care=() if kind in ("spared", "below") else care)._asdict(),
            differs=tuple(DIFFERENCES[name] for name in one.differs),
            reason=one.reason or "",
            sentence=(REASONS[one.reason] if one.reason else RULES[kind]).format(_share(measure), self._threshold),
            option=f"--no-protect {one.reason}" if one.reason else "",
        )

    def group(self, kept: int, removals: Removals) -> Group:
        """A group of documents."""
        name_of = self._name_of
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
