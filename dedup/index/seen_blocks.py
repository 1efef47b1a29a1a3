"""Finds the blocks of a text that documents have: minimizers propose documents, and `deduplicate_blocks` decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.blocks.finder import MAX_READ, MINIMIZERS_OF_A_SENTENCE, BlockFinder, Document
from dedup.corpus.blocks.first_seen import SharedMinimizers, SharedSet
from dedup.corpus.blocks.late_minimizers import LateMinimizers
from dedup.corpus.blocks.removals import BlockRemoval
from dedup.corpus.lsh.signatures import SHINGLE
from dedup.corpus.minimizer_files import Minimizers, minimizers_of
from dedup.index.store import Store, Stored
from dedup.options import MIN_LETTERS, block_options
from dedup.results.seen import SeenBlock, SeenBlocks
from dedup.results.span import without

OPTIONS = block_options()


def seen_blocks(text: str, store: Store) -> SeenBlocks:
    """The blocks of a text that documents of a store have, each in the first one that has it."""
    own = _minimizers(text)
    shared = SharedSet(np.unique(own.hashes))
    sources = [(document, there) for document in _sources(own.hashes, store) if (there := store.text(document))]

    def look(rest: str) -> tuple[Minimizers, SharedMinimizers]:
        found = _minimizers(rest)
        return found, shared.select(found)[0]

    finder = BlockFinder(len(shared), LateMinimizers(shared), look, OPTIONS)
    for number, (_, there) in enumerate(sources):
        finder.keep(Document(number, there, *look(there)))
    removals = finder.find(Document(len(sources), text, *look(text)))
    return SeenBlocks(
        blocks=tuple(_named(removal, text, [document for document, _ in sources]) for removal in removals),
        text=without(text, [removal.span for removal in removals]),
    )


def _minimizers(text: str) -> Minimizers:
    return minimizers_of([text], SHINGLE, MIN_LETTERS)


def _sources(hashes: NDArray[np.uint64], store: Store) -> list[Stored]:
    """The documents that were the first to have the most of some minimizers, in the order in which they were added."""
    return store.documents(proposed_for_blocks(hashes, store)[0])


def proposed_for_blocks(hashes: NDArray[np.uint64], store: Store) -> tuple[list[int], bool]:
    """The numbers of the documents that were the first to have the most of a text's minimizers.

    Also returns whether no other one has so many that it could have the same sentence.
    """
    counts = Counter(store.first_documents(np.unique(hashes))).most_common()
    is_complete = all(count < MINIMIZERS_OF_A_SENTENCE for _, count in counts[MAX_READ:])
    return [number for number, _ in counts[:MAX_READ]], is_complete


def _named(removal: BlockRemoval, text: str, sources: Sequence[Stored]) -> SeenBlock:
    assert removal.kept is not None  # which is so only where no copy is kept
    return SeenBlock(
        span=removal.span,
        id=sources[removal.kept.number].id,
        kept=removal.kept.span,
        kind=removal.kind,
        partial=removal.partial,
        identity=removal.identity,
        rule=removal.rule,
        text=text[slice(*removal.span)],
    )
