"""What the stages found, by number, as what the caller gets, by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

import numpy as np

from dedup.corpus.documents.pipeline import Found
from dedup.corpus.documents.removals import KINDS, each
from dedup.results.documents import Deduplicated, RemovedDocument, Stats


def document_result(found: Found, docs: object) -> Deduplicated:
    """The result for whole documents; `docs` are the caller's own."""
    ids, gone = found.ids, found.gone
    cluster = np.arange(len(ids))
    cluster[gone["number"]] = gone["kept"]
    groups: dict[int, list[Hashable]] = defaultdict(list)
    removals = []
    for number, kept, kind, jaccard, containment in each(gone):
        removals.append(RemovedDocument(ids[number], ids[kept], kind, jaccard, containment))
        groups[kept].append(ids[number])
    return Deduplicated(
        [ids[number] for number in np.flatnonzero(found.stays).tolist()],
        removals,
        [(ids[kept], *groups[kept]) for kept in sorted(groups)],
        document_stats(found),
        truncated=found.unresolved > 0,
        cluster=cluster,
        docs=docs,
    )


def document_stats(found: Found) -> Stats:
    """The numbers for whole documents."""
    kinds = dict(zip(KINDS, np.bincount(found.gone["kind"], minlength=len(KINDS)).tolist()))
    documents = len(found.ids)
    return Stats(documents, documents - len(found.gone), **kinds, unresolved=found.unresolved)
