"""The outcome as the caller's result: places become ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator

import numpy as np

from dedup.corpus.documents.pipeline import DocumentOutcome
from dedup.corpus.documents.removals import KINDS, Removals, Spared, each
from dedup.results.documents import Deduplicated, RemovedDocument, SparedDocument, Stats


def document_result(outcome: DocumentOutcome, docs: object) -> Deduplicated:
    """The result; `docs` are the documents as the caller gave them."""
    ids, removals = outcome.ids, outcome.removals
    cluster = np.arange(len(ids))
    cluster[removals["number"]] = removals["kept"]
    groups = document_groups(removals)
    return Deduplicated(
        kept_ids=[ids[number] for number in np.flatnonzero(outcome.stays).tolist()],
        removals=list(removed_documents(removals, ids.__getitem__)),
        groups=[tuple(ids[number] for number in group) for group in groups],
        stats=document_stats(outcome),
        truncated=outcome.unresolved > 0,
        cluster=cluster,
        spared=list(spared_documents(outcome.spared, ids.__getitem__)),
        docs=docs,
    )


def document_groups(removals: Removals) -> list[list[int]]:
    """The documents that repeat one another, by number: the one that stays, then the others; ordered by the first."""
    groups: dict[int, list[int]] = defaultdict(list)
    for number, kept in zip(removals["number"].tolist(), removals["kept"].tolist()):
        groups[kept].append(number)
    return [[kept, *groups[kept]] for kept in sorted(groups)]


def removed_documents(removals: Removals, name_of: Callable[[int], Hashable]) -> Iterator[RemovedDocument]:
    """Yields each removal, with ids, or what else names documents, for places."""
    for r in each(removals):
        yield RemovedDocument(
            name_of(r.number), name_of(r.kept), r.kind, r.jaccard, r.containment, r.identity, r.differs
        )


def spared_documents(spared: Spared, name_of: Callable[[int], Hashable]) -> Iterator[SparedDocument]:
    """Yields each spared document, with ids, or what else names documents, for places."""
    for s in each(spared):
        assert s.reason
        yield SparedDocument(
            id=name_of(s.number),
            kept_id=name_of(s.kept),
            jaccard=s.jaccard,
            containment=s.containment,
            identity=s.identity,
            differs=s.differs,
            reason=s.reason,
            option=f'protect=dedup.PROTECT_DOCUMENTS - {{"{s.reason}"}}',
        )


def document_stats(outcome: DocumentOutcome) -> Stats:
    """The counts."""
    kinds = dict(zip(KINDS, np.bincount(outcome.removals["kind"], minlength=len(KINDS)).tolist()))
    documents = len(outcome.ids)
    return Stats(
        documents=documents,
        kept=documents - len(outcome.removals),
        **kinds,
        unresolved=outcome.unresolved,
        spared=len(outcome.spared),
    )
