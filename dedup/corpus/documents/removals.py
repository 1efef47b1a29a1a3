"""The removed texts, and the spared ones: for each, the one that is kept, and how similar the two are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.judging import A_COPY, REASONS, names_of
from dedup.corpus.documents.matching import Matches
from dedup.corpus.documents.ranking import Corpus
from dedup.corpus.documents.shingle_store import ShingleStore
from dedup.corpus.grouping import Marks, group_starts
from dedup.results.documents import Difference, DocumentKind

if TYPE_CHECKING:
    from dedup.options import DocumentProtected

U32 = NDArray[np.uint32]

KINDS: tuple[DocumentKind, ...] = ("exact", "same_words", "near", "contained")
EXACT, SAME_WORDS, NEAR, CONTAINED = range(len(KINDS))

#: A text, the one it repeats, and what was measured of the two.
RECORD = np.dtype(
    [
        ("number", np.uint32),
        ("kept", np.uint32),
        ("kind", np.uint8),  #: an index into KINDS
        ("reason", np.uint8),  #: why it is spared, an index into REASONS; A_COPY: it is removed
        ("differs", np.uint8),  #: bits of DIFFERENCES
        ("jaccard", np.float64),
        ("containment", np.float64),
        ("identity", np.float64),
    ]
)
#: What a record says besides which texts it is about.
MEASURES = "kind", "differs", "jaccard", "containment", "identity"

Removals = NDArray[np.void]  #: of RECORD, sorted by number; no two of the same number
Spared = NDArray[np.void]  #: the same, of texts that stay


class Matched(NamedTuple):
    """What follows from all matches, by rank."""

    removals: Removals
    spared: Spared
    unresolved: Marks  #: [n] texts that were not compared with all that may match them


class Described(NamedTuple):
    """A record with names for numbers."""

    number: int
    kept: int
    kind: DocumentKind
    reason: DocumentProtected | None  #: None: it is removed
    differs: tuple[Difference, ...]
    jaccard: float
    containment: float
    identity: float


def merged(a: Removals, b: Removals) -> Removals:
    """Both, sorted."""
    removals = np.concatenate((a, b))
    removals.sort(order="number")
    return removals


def records_of_equals(count: int) -> Removals:
    """Records of so many texts, each removed for one of the same words."""
    records = np.zeros(count, RECORD)
    records["reason"], records["kind"] = A_COPY, SAME_WORDS
    records["jaccard"] = records["containment"] = records["identity"] = 1.0
    return records


def repeats_of_words(corpus: Corpus) -> Removals:
    """The texts that have the same words as the best of their group, whether that one is kept or not."""
    number = np.arange(corpus.distinct, len(corpus.order), dtype=np.uint32)
    may_go = ~corpus.is_reference[number]
    number, kept = number[may_go], corpus.best_of_group[may_go]
    removals = records_of_equals(len(number))
    removals["number"], removals["kept"] = number, kept
    removals["kind"][corpus.character_digests[number] == corpus.character_digests[kept]] = EXACT
    return removals


def best_matches(matches: Matches, store: ShingleStore, kind: int = NEAR) -> Removals:
    """A record for each text that matches one of better rank: with the most similar of those."""
    records = np.empty(len(matches.higher), RECORD)
    records["number"], records["kept"], records["kind"] = matches.higher, matches.lower, kind
    records["reason"], records["differs"], records["identity"] = matches.reason, matches.differs, matches.identity
    records["jaccard"] = store.count_jaccard(matches.higher, matches.lower, matches.shared)
    records["containment"] = matches.shared / np.maximum(store.sizes[matches.higher], 1)
    best = np.lexsort((records["kept"], -records["jaccard"], records["number"]))
    return records[best[group_starts(records["number"][best])]]


def with_last_kept(of_words: Removals, of_shingles: Removals) -> Removals:
    """All removals; if the best of a group is removed, the group is removed for the same text."""
    of_words = of_words.copy()
    if len(of_shingles):
        place = np.minimum(np.searchsorted(of_shingles["number"], of_words["kept"]), len(of_shingles) - 1)
        moved = of_shingles["number"][place] == of_words["kept"]
        for name in (*MEASURES, "kept"):
            of_words[name][moved] = of_shingles[name][place[moved]]
    return merged(of_words, of_shingles)


def still_spared(matched: Matched) -> Spared:
    """The spared texts that stay, and so does the text that each resembles."""
    removed = matched.removals["number"]
    spared = matched.spared
    return spared[~np.isin(spared["number"], removed) & ~np.isin(spared["kept"], removed)]


def by_place(records: Removals, order: U32) -> Removals:
    """The same records, with places in the source for numbers."""
    placed = records.copy()
    placed["number"], placed["kept"] = order[records["number"]], order[records["kept"]]
    placed.sort(order="number")
    return placed


def each(records: Removals) -> Iterator[Described]:
    """Yields the records."""
    for number, kept, kind, reason, differs, jaccard, containment, identity in records.tolist():
        yield Described(
            number=number,
            kept=kept,
            kind=KINDS[kind],
            reason=None if reason == A_COPY else REASONS[reason],
            differs=names_of(differs),
            jaccard=jaccard,
            containment=containment,
            identity=identity,
        )
