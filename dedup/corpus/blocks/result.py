"""The outcome as the caller's result: numbers become ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from dedup.corpus.source.source import Source
from dedup.results.blocks import BlockStats, DeduplicatedBlocks, RemovedBlock, SparedBlock

if TYPE_CHECKING:  # at run time, whole documents need nothing of it
    from dedup.corpus.blocks.pipeline import BlockOutcome
    from dedup.corpus.blocks.removals import BlockRemoval, BlockSpared

#: A document's id, or what else names it, by its number.
NameOf = Callable[[int], Hashable]


def block_result(outcome: BlockOutcome, source: Source) -> DeduplicatedBlocks:
    """The result; a document stays unless only white space is left of it."""
    ids, mask = outcome.ids, outcome.stays

    def read() -> Iterator[tuple[Hashable, str]]:
        for numbers, texts in source.read_again(lambda start, stop: np.ones(stop - start, bool)):
            yield from zip((ids[number] for number in numbers), texts)

    return DeduplicatedBlocks(
        kept_ids=[name for name, stays in zip(ids, mask) if stays],
        removals=[
            removed_block(removal, outcome.texts[removal.text.place], ids.__getitem__) for removal in outcome.removals
        ],
        groups=[tuple(ids[number] for number in group) for group in block_groups(outcome)],
        stats=block_stats(outcome),
        spared=[spared_block(spared, ids.__getitem__) for spared in outcome.spared],
        truncated=outcome.more_spared or outcome.unresolved > 0,
        mask=mask,
        read=read,
    )


def block_groups(outcome: BlockOutcome) -> list[list[int]]:
    """The documents that share blocks, by number: the one in which they stay, then the others; ordered by the first."""
    groups: dict[int, dict[int, None]] = defaultdict(dict)
    for removal in outcome.removals:
        if removal.kept:
            groups[removal.kept.number][removal.number] = None
    return [[kept, *groups[kept]] for kept in sorted(groups)]


def removed_block(removal: BlockRemoval, text: str, name_of: NameOf) -> RemovedBlock:
    """A removal of `text`, with names for numbers."""
    return RemovedBlock(
        id=name_of(removal.number),
        removed=removal.span,
        kept_id=name_of(removal.kept.number) if removal.kept else None,
        kept=removal.kept.span if removal.kept else None,
        kind=removal.kind,
        partial=removal.partial,
        identity=removal.identity,
        rule=removal.rule,
        text=text,
    )


def spared_block(spared: BlockSpared, name_of: NameOf) -> SparedBlock:
    """A spared block, with names for numbers."""
    return SparedBlock(
        id=name_of(spared.number),
        spared=spared.span,
        kept_id=name_of(spared.kept.number),
        kept=spared.kept.span,
        identity=spared.identity,
        reason=spared.reason,
        option=spared.option,
    )


def block_stats(outcome: BlockOutcome) -> BlockStats:
    """The counts."""
    kinds = [removal.kind for removal in outcome.removals]
    return BlockStats(
        documents=len(outcome.ids),
        kept=len(outcome.ids) - len(outcome.emptied),
        exact=kinds.count("exact"),
        same_words=kinds.count("same_words"),
        near=kinds.count("near"),
        spared=len(outcome.spared),
        unresolved=outcome.unresolved,
    )
