"""Blocks across documents: every stage from the texts to the blocks that go."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.blocks.document_frequency import in_enough, still_there, with_first_copies
from dedup.corpus.blocks.finder import BlockFinder, shared_seeds
from dedup.corpus.blocks.removals import Block, BlockLeft, TextsGone, solid
from dedup.corpus.blocks.shared_regions import SHINGLE, masked
from dedup.corpus.checkpoint import Work
from dedup.corpus.minimizer_files import SeedFiles, Seeds, seeds_of
from dedup.corpus.parallel import in_order
from dedup.corpus.source.source import Source, ids_of
from dedup.io.batch import Batch
from dedup.options import BlockOptions


class FoundBlocks(NamedTuple):
    """What becomes of n documents."""

    ids: Sequence[Hashable]
    blocks: list[Block]  #: that go, in order
    texts: TextsGone  #: theirs
    spared: list[BlockLeft]
    more_spared: bool  #: than is listed
    unresolved: int  #: documents that were not compared with all that share seeds with them
    emptied: list[int]  #: documents of which only white space is left
    characters: int  #: of all documents

    @property
    def stays(self) -> NDArray[np.bool_]:
        """[n] of which documents more than white space is left."""
        stays = np.ones(len(self.ids), bool)
        stays[self.emptied] = False
        return stays


def find_blocks(source: Source, options: BlockOptions, work: Work) -> FoundBlocks:
    """Reads all documents twice: for the seeds they share, and for the blocks around them; reference ones first."""
    seeds = work.array("shared", lambda: _shared(source, options, work))
    ids = ids_of(source)
    is_reference = source.is_reference
    finder = BlockFinder(seeds, options)
    work.enter("blocks")
    for number, text, found in _one_by_one(source, is_reference, options):
        finder.look(number, text, *found)
    blocks: list[Block] = []
    characters = 0
    letters: dict[int, int] = {}  # of the documents that lose something, white space aside
    for number, text, found in _one_by_one(source, ~is_reference, options):
        characters += len(text)
        gone = finder.look(number, text, *found)
        if gone:
            letters[number] = solid(text)
            blocks += gone
    blocks = in_enough(blocks, options.min_documents, finder.parts_of)
    if options.copies == 0:
        blocks = with_first_copies(blocks, finder.text_of, finder.texts_gone)
        blocks = [block for block in blocks if not is_reference[block.number]]
        for number in {block.number for block in blocks} - letters.keys():
            letters[number] = solid(finder.text_of(number))
    for block in blocks:
        letters[block.number] -= block.gone.solid
    spared = finder.spared if options.copies else still_there(finder.spared, blocks)
    emptied = sorted(number for number, left in letters.items() if left == 0)
    blocks.sort(key=lambda block: (block.number, block.span))
    return FoundBlocks(
        ids, blocks, finder.texts_gone, spared, finder.more_spared, finder.unresolved, emptied, characters
    )


def _shared(source: Source, options: BlockOptions, work: Work) -> NDArray[np.uint64]:
    """The seeds that stand in several documents."""
    work.enter("seeds")
    files = SeedFiles(work.path("."))

    def look(batch: Batch) -> tuple[int, Seeds]:
        return batch.first, seeds_of([masked(text, options) for text in batch.texts], SHINGLE)

    for first, seeds in in_order(look, source.read(), options.jobs):
        files.add(np.arange(first, first + len(seeds.counts), dtype=np.uint32), seeds)
    return shared_seeds(files)


def _one_by_one(
    source: Source, wanted: NDArray[np.bool_], options: BlockOptions
) -> Iterator[tuple[int, str, tuple[NDArray[np.uint64], NDArray[np.uint32]]]]:
    """(number, text, (hashes and places of its seeds)) of each document wanted."""

    def look(batch: tuple[list[int], list[str]]) -> tuple[list[int], list[str], Seeds]:
        return *batch, seeds_of([masked(text, options) for text in batch[1]], SHINGLE)

    for numbers, texts, seeds in in_order(look, source.read_again(lambda a, b: wanted[a:b]), options.jobs):
        stop = 0
        for number, text, count in zip(numbers, texts, seeds.counts.tolist()):
            start, stop = stop, stop + count
            yield number, text, (seeds.hashes[start:stop], seeds.places[start:stop])
