"""What a report of `dedup corpus` removes, as the outcome of a run that finds the same."""

from __future__ import annotations

import numpy as np

from dedup.corpus.documents.judging import A_COPY, DIFFERENCES
from dedup.corpus.documents.pipeline import DocumentOutcome
from dedup.corpus.documents.removals import KINDS, RECORD
from dedup.io.rows.rows import Rows
from dedup.report.removal_lines import RemovalReport

#: What a line holds.
_TYPES: dict[str, type | tuple[type, ...]] = {
    "id": (str, int),
    "kept_id": (str, int),
    "kind": str,
    "jaccard": (int, float),
    "containment": (int, float),
    "identity": (int, float),
    "differs": list,
    "sha256": str,
    "kept_sha256": str,
}


def applied_documents(rows: Rows, path: str) -> DocumentOutcome:
    """The outcome that a report tells of.

    Raises:
        InputError: A line is no removal; or a document that it names is not there, has changed, is removed twice, or is
            both removed and kept.
    """
    report = RemovalReport(path, _TYPES, "dedup corpus")
    documents = report.documents_in(rows)
    lines: dict[int, int] = {}  # of each removed document
    records = np.zeros(len(report.removals), RECORD)
    for record, removal in zip(records, report.removals):
        entry, number = removal.entry, documents.removed(removal).number
        if number in lines:
            raise report.error(removal.line, f"line {lines[number]} removes the same document")
        lines[number] = removal.line
        if entry["kind"] not in KINDS:
            raise report.error(removal.line, f"kind is none of {', '.join(KINDS)}")
        record["number"], record["kept"] = number, documents.kept(removal).number
        record["kind"], record["reason"] = KINDS.index(entry["kind"]), A_COPY
        record["differs"] = sum(1 << place for place, name in enumerate(DIFFERENCES) if name in entry["differs"])
        for measure in ("jaccard", "containment", "identity"):
            record[measure] = entry[measure]
    for record, removal in zip(records, report.removals):
        if (kept := int(record["kept"])) in lines:
            raise report.error(removal.line, f"the document that is kept is removed by line {lines[kept]}")
    records.sort(order="number")
    return DocumentOutcome(
        ids=rows.ids,
        references=int(rows.is_reference.sum()),
        removals=records,
        spared=np.zeros(0, RECORD),
        unresolved=0,
    )
