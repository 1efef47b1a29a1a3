"""What the stages add up to: for each text that goes, the one that stays for it, and the measures of the pair."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.matching import Matches
from dedup.corpus.documents.ranking import Ranking
from dedup.corpus.documents.shingle_store import ShingleStore
from dedup.corpus.documents.survey import Survey
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


def repeats_of_words(seen: Survey, ranking: Ranking, is_reference: NDArray[np.bool_]) -> Gone:
    """Every text that has the same words as one of better rank, whether that one stays or not."""
    head = ranking.member[ranking.group]
    number = np.flatnonzero((head != np.arange(len(head))) & ~is_reference).astype(np.uint32)
    kind = np.where(seen.signs[number] == seen.signs[head[number]], EXACT, SAME_WORDS)
    return gone_of(number, head[number], kind, 1.0, 1.0)


def repeats_of_shingles(ranking: Ranking, matches: Matches, store: ShingleStore) -> Gone:
    """The texts, each standing for its group, that go for one of better rank: the most alike of those that stay."""
    number, kept = ranking.member[matches.higher], ranking.member[matches.lower]
    jaccard = store.count_jaccard(number, kept, matches.shared)
    best = np.lexsort((matches.lower, -jaccard, number))
    first = np.ones(len(best), bool)
    first[1:] = number[best][1:] != number[best][:-1]
    best = best[first]
    containment = matches.shared[best] / store.sizes[number[best]]
    return gone_of(number[best], kept[best], NEAR, jaccard[best], containment)


def with_last_kept(groups: Gone, near: Gone) -> Gone:
    """All that goes; a text that went for the first of its group goes for what that one went for, if it went too."""
    groups = groups.copy()
    if len(near):
        place = np.minimum(np.searchsorted(near["number"], groups["kept"]), len(near) - 1)
        moved = near["number"][place] == groups["kept"]
        for name in ("kind", "jaccard", "containment", "kept"):
            groups[name][moved] = near[name][place[moved]]
    return merged(groups, near)


def each(gone: Gone) -> Iterator[tuple[int, int, DocumentKind, float, float]]:
    """(number, kept, kind, jaccard, containment) of every text that goes."""
    for number, kept, kind, jaccard, containment in gone.tolist():
        yield number, kept, KINDS[kind], jaccard, containment
