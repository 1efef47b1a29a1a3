"""The removed texts: for each, the one that is kept for it, and how similar the two are."""

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

#: One removal: the removed text, the one kept for it, an index into KINDS, and two measures.
REMOVAL = np.dtype(
    [
        ("number", np.uint32),
        ("kept", np.uint32),
        ("kind", np.uint8),
        ("jaccard", np.float64),
        ("containment", np.float64),
    ]
)
Removals = NDArray[np.void]  #: of REMOVAL, sorted by number


def removals_of(number: U32, kept: U32, kind: object, jaccard: object, containment: object) -> Removals:
    """Columns as sorted records."""
    removals = np.empty(len(number), REMOVAL)
    removals["number"], removals["kept"], removals["kind"] = number, kept, kind
    removals["jaccard"], removals["containment"] = jaccard, containment
    removals.sort(order="number")
    return removals


def merged(a: Removals, b: Removals) -> Removals:
    """Both, sorted."""
    removals = np.concatenate((a, b))
    removals.sort(order="number")
    return removals


def repeats_of_words(corpus: Corpus) -> Removals:
    """The texts that have the same words as the best of their group, whether that one is kept or not."""
    number = np.arange(corpus.distinct, len(corpus.order), dtype=np.uint32)
    may_go = ~corpus.is_reference[number]
    number, kept = number[may_go], corpus.best_of_group[may_go]
    is_exact = corpus.character_digests[number] == corpus.character_digests[kept]
    return removals_of(number, kept, np.where(is_exact, EXACT, SAME_WORDS), 1.0, 1.0)


def repeats_of_shingles(matches: Matches, store: ShingleStore) -> Removals:
    """The distinct texts that match one of better rank: each is removed for the most similar that stays."""
    number, kept, shared = matches.higher, matches.lower, matches.shared
    jaccard = store.count_jaccard(number, kept, shared)
    best = np.lexsort((kept, -jaccard, number))
    best = best[group_starts(number[best])]
    number, kept, jaccard = number[best], kept[best], jaccard[best]
    return removals_of(number, kept, NEAR, jaccard, shared[best] / store.sizes[number])


def with_last_kept(of_words: Removals, of_shingles: Removals) -> Removals:
    """All removals; if the best of a group is removed, the group is removed for the same text."""
    of_words = of_words.copy()
    if len(of_shingles):
        place = np.minimum(np.searchsorted(of_shingles["number"], of_words["kept"]), len(of_shingles) - 1)
        moved = of_shingles["number"][place] == of_words["kept"]
        for name in ("kind", "jaccard", "containment", "kept"):
            of_words[name][moved] = of_shingles[name][place[moved]]
    return merged(of_words, of_shingles)


def by_place(removals: Removals, corpus: Corpus) -> Removals:
    """The same removals, with places in the source for numbers."""
    return removals_of(
        corpus.order[removals["number"]],
        corpus.order[removals["kept"]],
        removals["kind"],
        removals["jaccard"],
        removals["containment"],
    )


def each(removals: Removals) -> Iterator[tuple[int, int, DocumentKind, float, float]]:
    """Yields (number, kept, kind, jaccard, containment) of each removal."""
    for number, kept, kind, jaccard, containment in removals.tolist():
        yield number, kept, KINDS[kind], jaccard, containment
