"""In how many documents a block stands, and what follows: too few and it stays, or no copy of it is wanted at all."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from dedup.corpus.blocks.intervals import Apart
from dedup.corpus.blocks.removals import Block, BlockLeft, TextsGone, exact_block
from dedup.results.span import Span

#: Share of a kept block that a copy must repeat to count as one of it.
COVERED = 0.8


def in_enough(blocks: list[Block], documents: int, parts_of: Callable[[Block, Span], Iterable[Block]]) -> list[Block]:
    """The blocks that stand in at least so many documents, the one that keeps them included.

    Of a block that stands in too few the parts may stand in enough: `parts_of` finds one again, given the kept copy.
    """
    if documents <= 2:
        return blocks
    where: dict[int, dict[Span, set[int]]] = defaultdict(lambda: defaultdict(set))
    for block in blocks:
        if block.kept_number is not None and block.kept is not None:
            where[block.kept_number][block.kept].add(block.number)
    enough = {
        (kept_number, kept)
        for kept_number, spans in where.items()
        for kept, others in with_copies(spans)
        if len(others) + 1 >= documents
    }
    parts: dict[int, list[Span]] = defaultdict(list)  # kept spans that stand in enough documents
    for kept_number, kept in sorted(enough):
        parts[kept_number].append(kept)
    found: list[Block] = []
    taken: dict[int, Apart] = defaultdict(Apart)
    for block in blocks:
        if block.kept_number is None or block.kept is None or (block.kept_number, block.kept) in enough:
            found.append(block)
            continue
        kept_parts = parts[block.kept_number]
        for kept in kept_parts[bisect_left(kept_parts, Span(block.kept.start, 0)) :]:
            if kept.start >= block.kept.stop:
                break
            if kept.stop <= block.kept.stop:
                found += (part for part in parts_of(block, kept) if taken[block.number].add(part.span))
    return found


def with_copies(spans: dict[Span, set[int]]) -> Iterator[tuple[Span, set[int]]]:
    """Each kept span of one document, and the documents in which most of it stands."""
    ordered = sorted(spans)
    longest = max(span.stop - span.start for span in ordered)
    for kept in ordered:
        first = bisect_left(ordered, Span(kept.start - longest, 0))
        last = bisect_left(ordered, Span(kept.stop, 0))
        yield kept, set[int]().union(*(spans[span] for span in ordered[first:last] if covers(span, kept)))


def covers(span: Span, kept: Span) -> bool:
    """Does `span` hold most of `kept`?"""
    shared = min(span.stop, kept.stop) - max(span.start, kept.start)
    return shared >= COVERED * (kept.stop - kept.start)


def with_first_copies(blocks: list[Block], text_of: Callable[[int], str], texts_gone: TextsGone) -> list[Block]:
    """The blocks and the first copy of each: no copy is left, so none has a kept one."""
    kept: dict[int, list[Span]] = defaultdict(list)
    for block in blocks:
        if block.kept_number is not None and block.kept is not None:
            kept[block.kept_number].append(block.kept)
    gone = [block._replace(kept_number=None, kept=None) for block in blocks]
    starts: dict[int, list[int]] = defaultdict(list)  # of what goes from each document besides
    for block in blocks:
        starts[block.number].append(block.span.start)
    for number, spans in kept.items():
        text = text_of(number)
        firsts = union(spans)
        next_ones = sorted([*starts[number], *(span.start for span in firsts), len(text)])
        for span in firsts:
            span = with_separator(span, text, next_ones[bisect_left(next_ones, span.stop)])
            gone.append(exact_block(number, span, None, None, "first copy", texts_gone.put_aside(text, span)))
    return gone


def still_there(spared: list[BlockLeft], gone: list[Block]) -> list[BlockLeft]:
    """What was spared and did not go as a first copy, of itself or of its kept one."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for block in gone:
        spans[block.number].append(block.span)
    removed = defaultdict(Apart, {number: Apart(them) for number, them in spans.items()})

    def stays(number: int, span: Span) -> bool:
        return removed[number].is_free(span)

    return [block for block in spared if stays(block.number, block.span) and stays(block.kept_number, block.kept)]


def union(spans: list[Span]) -> list[Span]:
    """The stretches that are in at least one of the spans."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].stop:
            joined[-1] = Span(joined[-1].start, max(joined[-1].stop, span.stop))
        else:
            joined.append(span)
    return joined


def with_separator(span: Span, text: str, limit: int) -> Span:
    """The span and the line breaks after it, up to `limit`."""
    stop = span.stop
    while stop < limit and text[stop] in "\r\n":
        stop += 1
    return Span(span.start, stop)
