"""What the stages add up to: for each text that goes, the one that stays for it, and the measures of the pair."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.matching import Matches
from dedup.corpus.documents.ranking import Corpus
from dedup.corpus.documents.shingle_store import ShingleStore
from dedup.corpus.grouping import group_starts
from dedup.results.documents import DocumentKind

U32 = NDArray[np.uint32]

KINDS: tuple[DocumentKind, ...] = ("exact", "same_words", "near", "contained")
EXACT, SAME_WORDS, NEAR, CONTAINED = range(len(KINDS))

#: A text that goes, and what is known of it: its number, that of the text that stays for it, a place in KINDS.
GONE = np.dtype(
    [
        ("number", np.uint32),
        ("kept", np.uint32),
        ("kind", np.uint8),
        ("jaccard", np.float64),
        ("containment", np.float64),
    ]
)
Gone = NDArray[np.void]  #: of GONE, in order of the numbers


def gone_of(number: U32, kept: U32, kind: object, jaccard: object, containment: object) -> Gone:
    """Columns as records, in order."""
    gone = np.empty(len(number), GONE)
    gone["number"], gone["kept"], gone["kind"] = number, kept, kind
    gone["jaccard"], gone["containment"] = jaccard, containment
    gone.sort(order="number")
    return gone


def merged(a: Gone, b: Gone) -> Gone:
    """Both, in order."""
    together = np.concatenate((a, b))
    together.sort(order="number")
    return together


def repeats_of_words(corpus: Corpus) -> Gone:
    """Every text that has the same words as one of better rank, whether that one stays or not."""
    number = np.arange(corpus.distinct, len(corpus.order), dtype=np.uint32)
    may_go = ~corpus.is_reference[number]
    number, kept = number[may_go], corpus.first[may_go]
    kind = np.where(corpus.characters[number] == corpus.characters[kept], EXACT, SAME_WORDS)
    return gone_of(number, kept, kind, 1.0, 1.0)


def repeats_of_shingles(matches: Matches, store: ShingleStore) -> Gone:
    """The distinct texts that go for one of better rank: the most alike of those that stay."""
    number, kept, shared = matches.higher, matches.lower, matches.shared
    jaccard = store.count_jaccard(number, kept, shared)
    best = np.lexsort((kept, -jaccard, number))
    best = best[group_starts(number[best])]
    number, kept, jaccard = number[best], kept[best], jaccard[best]
    return gone_of(number, kept, NEAR, jaccard, shared[best] / store.sizes[number])


def with_last_kept(groups: Gone, near: Gone) -> Gone:
    """All that goes; a text that went for the first of its group goes for what that one went for, if it went too."""
    groups = groups.copy()
    if len(near):
        place = np.minimum(np.searchsorted(near["number"], groups["kept"]), len(near) - 1)
        moved = near["number"][place] == groups["kept"]
        for name in ("kind", "jaccard", "containment", "kept"):
            groups[name][moved] = near[name][place[moved]]
    return merged(groups, near)


def by_place(gone: Gone, corpus: Corpus) -> Gone:
    """The same, with each text numbered by its place in the source."""
    return gone_of(
        corpus.order[gone["number"]],
        corpus.order[gone["kept"]],
        gone["kind"],
        gone["jaccard"],
        gone["containment"],
    )


def each(gone: Gone) -> Iterator[tuple[int, int, DocumentKind, float, float]]:
    """(number, kept, kind, jaccard, containment) of every text that goes."""
    for number, kept, kind, jaccard, containment in gone.tolist():
        yield number, kept, KINDS[kind], jaccard, containment
