"""What the stages found, by number, as what the caller gets, by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from dedup.corpus.source.source import Source
from dedup.results.blocks import BlockStats, DeduplicatedBlocks, RemovedBlock, SparedBlock

if TYPE_CHECKING:  # blocks are found by much that whole documents do not need
    from dedup.corpus.blocks.pipeline import FoundBlocks


def block_result(found: FoundBlocks, source: Source) -> DeduplicatedBlocks:
    """The result for blocks: documents stay unless nothing but white space is left of them."""
    ids = found.ids
    mask = found.stays

    def read() -> Iterator[tuple[Hashable, str]]:
        for numbers, texts in source.read_again(lambda start, stop: np.ones(stop - start, bool)):
            yield from zip((ids[number] for number in numbers), texts)

    removals = [
        RemovedBlock(
            id=ids[block.number],
            removed=block.span,
            kept_id=None if block.kept_number is None else ids[block.kept_number],
            kept=None if block.kept_number is None else block.kept,
            kind=block.kind,
            partial=block.partial,
            identity=block.identity,
            rule=block.rule,
            text=found.texts[block.gone.place],
        )
        for block in found.blocks
    ]
    spared = [
        SparedBlock(
            id=ids[block.number],
            spared=block.span,
            kept_id=ids[block.kept_number],
            kept=block.kept,
            identity=block.identity,
            reason=block.reason,
            option=block.option,
        )
        for block in found.spared
    ]
    groups: dict[int, dict[Hashable, None]] = defaultdict(dict)
    for block in found.blocks:
        if block.kept_number is not None:
            groups[block.kept_number][ids[block.number]] = None
    return DeduplicatedBlocks(
        [name for name, stays in zip(ids, mask) if stays],
        removals,
        [(ids[kept], *groups[kept]) for kept in sorted(groups)],
        block_stats(found),
        spared,
        found.more_spared or found.unresolved > 0,
        mask=mask,
        read=read,
    )


def block_stats(found: FoundBlocks) -> BlockStats:
    """The numbers for blocks."""
    kinds = [block.kind for block in found.blocks]
    documents = len(found.ids)
    return BlockStats(
        documents=documents,
        kept=documents - len(found.emptied),
        exact=kinds.count("exact"),
        same_words=kinds.count("same_words"),
        near=kinds.count("near"),
        spared=len(found.spared),
        unresolved=found.unresolved,
    )
