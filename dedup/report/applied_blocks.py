"""What a report of `dedup blocks` removes, as the outcome of a run that finds the same."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from dedup.corpus.blocks.pipeline import BlockOutcome
from dedup.corpus.blocks.removals import BlockRemoval, DocumentSpan, RemovedTexts, SpooledText, count_solid
from dedup.io.rows.rows import Rows
from dedup.report.removal_lines import Document, Documents, RemovalLine, RemovalReport
from dedup.results.span import Span

#: What a line holds.
_TYPES: dict[str, type | tuple[type, ...]] = {
    "id": (str, int),
    "removed": list,
    "kept_id": (str, int, type(None)),
    "kept": (list, type(None)),
    "kind": str,
    "partial": bool,
    "identity": (int, float),
    "rule": str,
    "text": str,
    "sha256": str,
}


def applied_blocks(rows: Rows, path: str) -> BlockOutcome:
    """The outcome that a report tells of.

    Raises:
        InputError: A line is no removal; or a document that it names is not there or has changed; or a block is removed
            that another line removes or keeps.
    """
    report = RemovalReport(path, _TYPES, "dedup blocks")
    documents = report.documents_in(rows, lambda removal, text: _removed_from(removal, text) == removal.entry["text"])
    texts = RemovedTexts()
    removals: list[BlockRemoval] = []
    spans: dict[int, list[tuple[Span, int]]] = defaultdict(list)  # removed from each document, with the line
    changed: dict[int, Document] = {}
    for removal in report.removals:
        one = documents.removed(removal)
        span = _span(report, removal, "removed", one)
        spans[one.number].append((span, removal.line))
        changed[one.number] = one
        removals.append(
            BlockRemoval(
                number=one.number,
                span=span,
                kept=_kept(report, removal, documents),
                kind=removal.entry["kind"],
                partial=removal.entry["partial"],
                identity=removal.entry["identity"],
                rule=removal.entry["rule"],
                text=SpooledText(texts.add(removal.entry["text"]), count_solid(removal.entry["text"])),
            )
        )
    for removed in spans.values():
        removed.sort()
        for (first, line), (second, other) in pairwise(removed):
            if second.start < first.stop:
                raise report.error(other, f"line {line} removes some of the same text")
    for removal, block in zip(report.removals, removals):
        for span, line in spans[block.kept.number] if block.kept else ():
            if block.kept and span.start < block.kept.span.stop and block.kept.span.start < span.stop:
                raise report.error(removal.line, f"the block that is kept is removed by line {line}")
    removals.sort(key=lambda removal: (removal.number, removal.span))
    left = {number: one.solid for number, one in changed.items()}
    for block in removals:
        left[block.number] -= block.text.solid
    return BlockOutcome(
        ids=rows.ids,
        references=int(rows.is_reference.sum()),
        removals=removals,
        texts=texts,
        spared=[],
        more_spared=False,
        unresolved=0,
        emptied=sorted(number for number, solid in left.items() if solid == 0),
        characters=documents.characters,
    )


def _removed_from(removal: RemovalLine, text: str) -> str:
    """What a line removes from the text of its document."""
    match removal.entry["removed"]:
        case [int(start), int(stop)] if start >= 0:
            return text[start:stop]
    return ""


def _kept(report: RemovalReport, removal: RemovalLine, documents: Documents) -> DocumentSpan | None:
    """The block that is kept, if one is."""
    if removal.kept_id is None:
        return None
    one = documents.kept(removal)
    return DocumentSpan(one.number, _span(report, removal, "kept", one))


def _span(report: RemovalReport, removal: RemovalLine, name: str, document: Document) -> Span:
    """A span of a document; raises `InputError` for what is none."""
    match removal.entry[name]:
        case [int(start), int(stop)] if 0 <= start < stop <= document.length:
            return Span(start, stop)
    raise report.error(removal.line, f"{name} is no span of the document")
