"""In how many documents a block occurs: in too few and it stays; or no copy of it is wanted at all."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from dedup.corpus.blocks.intervals import DisjointSpans, union
from dedup.corpus.blocks.removals import BlockRemoval, BlockSpared, DocumentSpan, RemovedTexts, exact_removal
from dedup.results.span import Span

#: The share of a kept block that a copy must cover to count as an occurrence of it.
COVERED = 0.8


def frequent(
    removals: list[BlockRemoval],
    min_documents: int,
    parts_of: Callable[[BlockRemoval, DocumentSpan], Iterable[BlockRemoval]],
) -> list[BlockRemoval]:
    """The removals of blocks that occur in at least `min_documents` documents, the one with the kept copy included.

    Parts of a rarer block may occur often enough: `parts_of` aligns a removal with a part of its kept copy.
    """
    if min_documents <= 2:
        return removals
    copies: dict[int, dict[Span, set[int]]] = defaultdict(lambda: defaultdict(set))
    for removal in removals:
        if removal.kept:
            copies[removal.kept.number][removal.kept.span].add(removal.number)
    kept_often = {
        DocumentSpan(number, span)
        for number, spans in copies.items()
        for span, documents in _documents_by_span(spans)
        if len(documents) + 1 >= min_documents
    }
    parts: dict[int, list[Span]] = defaultdict(list)
    for number, span in sorted(kept_often):
        parts[number].append(span)
    chosen: list[BlockRemoval] = []
    removed: dict[int, DisjointSpans] = defaultdict(DisjointSpans)
    for removal in removals:
        if removal.kept is None or removal.kept in kept_often:
            chosen.append(removal)
            continue
        number, kept = removal.kept
        for span in parts[number][bisect_left(parts[number], Span(kept.start, 0)) :]:
            if span.start >= kept.stop:
                break
            if span.stop <= kept.stop:
                candidates = parts_of(removal, DocumentSpan(number, span))
                chosen += (part for part in candidates if removed[removal.number].add(part.span))
    return chosen


def _documents_by_span(spans: dict[Span, set[int]]) -> Iterator[tuple[Span, set[int]]]:
    """Each kept span of one document, with the documents that have a copy of most of it."""
    ordered = sorted(spans)
    longest = max(span.stop - span.start for span in ordered)
    for kept in ordered:
        first = bisect_left(ordered, Span(kept.start - longest, 0))
        last = bisect_left(ordered, Span(kept.stop, 0))
        yield kept, set[int]().union(*(spans[span] for span in ordered[first:last] if _covers(span, kept)))


def _covers(span: Span, kept: Span) -> bool:
    """Whether `span` covers most of `kept`."""
    shared = min(span.stop, kept.stop) - max(span.start, kept.start)
    return shared >= COVERED * (kept.stop - kept.start)


def with_first_copies(
    removals: list[BlockRemoval], text_of: Callable[[int], str], texts: RemovedTexts
) -> list[BlockRemoval]:
    """The removals and one more for the first copy of each block; no copy is left, so none of them has a kept one."""
    kept: dict[int, list[Span]] = defaultdict(list)
    starts: dict[int, list[int]] = defaultdict(list)  # of the removals in each document
    for removal in removals:
        starts[removal.number].append(removal.span.start)
        if removal.kept:
            kept[removal.kept.number].append(removal.kept.span)
    all_removals = [removal._replace(kept=None) for removal in removals]
    for number, spans in kept.items():
        text = text_of(number)
        first_copies = union(spans)
        limits = sorted([*starts[number], *(span.start for span in first_copies), len(text)])
        for span in first_copies:
            span = _with_separator(span, text, limits[bisect_left(limits, span.stop)])
            all_removals.append(
                exact_removal(DocumentSpan(number, span), kept=None, rule="first copy", text=texts.put(text, span))
            )
    return all_removals


def still_spared(spared: list[BlockSpared], removals: list[BlockRemoval]) -> list[BlockSpared]:
    """The spared blocks that were not removed as a first copy and whose own first copy was not."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for removal in removals:
        spans[removal.number].append(removal.span)
    removed = defaultdict(DisjointSpans, {number: DisjointSpans(some) for number, some in spans.items()})

    def stays(where: DocumentSpan) -> bool:
        return removed[where.number].is_free(where.span)

    return [block for block in spared if stays(DocumentSpan(block.number, block.span)) and stays(block.kept)]


def _with_separator(span: Span, text: str, limit: int) -> Span:
    """The span and the line breaks after it, up to `limit`."""
    stop = span.stop
    while stop < limit and text[stop] in "\r\n":
        stop += 1
    return Span(span.start, stop)
