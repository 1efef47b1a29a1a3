"""Blocks across documents: all stages, from texts to removals."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.blocks.document_frequency import frequent, still_spared, with_first_copies
from dedup.corpus.blocks.finder import BlockFinder, Document
from dedup.corpus.blocks.first_seen import SharedMinimizers, SharedSet
from dedup.corpus.blocks.late_minimizers import LateMinimizers
from dedup.corpus.blocks.removals import BlockRemoval, BlockSpared, RemovedTexts, count_solid, is_blank
from dedup.corpus.blocks.shared_regions import SHINGLE, masked
from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.grouping import Marks
from dedup.corpus.minimizer_files import MinimizerFiles, Minimizers, minimizers_of
from dedup.corpus.parallel import in_order
from dedup.corpus.source.reading import each_batch
from dedup.corpus.source.source import Source, ids_of
from dedup.io.formats.format import UNCHANGED, Change
from dedup.io.rows.batch import Batch
from dedup.options import BlockOptions
from dedup.results.span import without

_number = attrgetter("number")  # of the document that a removal is from


class BlockOutcome(NamedTuple):
    """Which blocks of n documents are removed."""

    ids: Sequence[Hashable]
    references: int  #: documents that are only compared with
    removals: list[BlockRemoval]  #: in order
    texts: RemovedTexts  #: what was removed
    spared: list[BlockSpared]
    more_spared: bool  #: whether more blocks were spared than are listed
    unresolved: int  #: documents not compared with all that share minimizers with them
    emptied: list[int]  #: documents of which only white space is left
    characters: int  #: of all documents, references aside

    @property
    def stays(self) -> Marks:
        """[n] Marks the documents of which more than white space is left."""
        stays = np.ones(len(self.ids), bool)
        stays[self.emptied] = False
        return stays

    @property
    def removed_characters(self) -> int:
        """The number of removed characters."""
        return sum(removal.span.stop - removal.span.start for removal in self.removals)

    @property
    def share(self) -> float:
        """The share of the characters that is removed."""
        return self.removed_characters / max(self.characters, 1)

    def removals_from(self, number: int) -> list[BlockRemoval]:
        """The removals from one document."""
        first = bisect_left(self.removals, number, key=_number)
        return self.removals[first : bisect_right(self.removals, number, first, key=_number)]

    def change_of(self, number: int) -> Change:
        """What a document loses."""
        spans = [removal.span for removal in self.removals_from(number)]
        return Change(spans) if spans else UNCHANGED


def find_blocks(source: Source, options: BlockOptions, checkpoint: Checkpoint) -> BlockOutcome:
    """Reads all documents twice: for the minimizers they share, and for the blocks around them; references first."""
    shared = checkpoint.array("shared", lambda: _shared_minimizers(source, options, checkpoint))
    ids = ids_of(source)
    is_reference = source.is_reference
    minimizers = SharedSet(shared)

    def look(text: str) -> tuple[Minimizers, SharedMinimizers]:
        found = _minimizers_of([text], options)
        return found, minimizers.select(found)[0]

    late = LateMinimizers(minimizers, checkpoint.path("."))
    finder = BlockFinder(len(minimizers), late, look, options)
    checkpoint.enter("blocks")
    for document in _read(source, is_reference, minimizers, options):
        finder.find(document)
    removals: list[BlockRemoval] = []
    characters = 0
    solid: dict[int, int] = {}  # characters other than white space, of the documents that may lose all of them
    for document in _read(source, ~is_reference, minimizers, options):
        characters += len(document.text)
        more = finder.find(document)
        removals += more
        if more and (options.copies == 0 or is_blank(without(document.text, [removal.span for removal in more]))):
            solid[document.number] = count_solid(document.text)
    removals = frequent(removals, options.min_documents, finder.parts_of)
    if options.copies == 0:
        removals = with_first_copies(removals, finder.text_of, finder.removed_texts)
        removals = [removal for removal in removals if not is_reference[removal.number]]
        for number in {removal.number for removal in removals} - solid.keys():
            solid[number] = count_solid(finder.text_of(number))
    for removal in removals:
        if removal.number in solid:
            solid[removal.number] -= removal.text.solid
    removals.sort(key=lambda removal: (removal.number, removal.span))
    return BlockOutcome(
        ids=ids,
        references=int(is_reference.sum()),
        removals=removals,
        texts=finder.removed_texts,
        spared=finder.spared if options.copies else still_spared(finder.spared, removals),
        more_spared=finder.more_spared,
        unresolved=len(finder.unresolved.union(source.uncompared)),
        emptied=sorted(number for number, left in solid.items() if left == 0),
        characters=characters,
    )


def _shared_minimizers(source: Source, options: BlockOptions, checkpoint: Checkpoint) -> NDArray[np.uint64]:
    """The minimizers that occur in several documents, sorted and distinct."""
    checkpoint.enter("seeds")
    files = MinimizerFiles(checkpoint.path("."))
    files.clear()

    def look(batch: Batch) -> Minimizers:
        return _minimizers_of(batch.texts, options)

    for minimizers in each_batch(source, look, options.jobs):
        files.add(minimizers.counts, minimizers.hashes)
    return np.concatenate([np.empty(0, np.uint64), *files.read_shared()])


def _minimizers_of(texts: list[str], options: BlockOptions) -> Minimizers:
    """The minimizers of texts, and a hash of each line that may have none."""
    return minimizers_of([masked(text, options) for text in texts], SHINGLE, options.collapse.min_letters)


def _read(source: Source, wanted: Marks, shared: SharedSet, options: BlockOptions) -> Iterator[Document]:
    """Yields the documents wanted, with the minimizers they share with others."""

    def look(batch: tuple[list[int], list[str]]) -> list[Document]:
        minimizers = _minimizers_of(batch[1], options)
        return list(map(Document, *batch, minimizers.by_text(), shared.select(minimizers)))

    for documents in in_order(look, source.read_again(lambda a, b: wanted[a:b]), options.jobs):
        yield from documents
