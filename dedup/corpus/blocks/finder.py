"""Finds the blocks that documents share, by minimizers; they are aligned, cut and judged as inside one text.

Documents come in order.  What an earlier one holds is kept; a later one loses what it repeats of that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.blocks.first_seen import UNSEEN, FirstSeen, TextCache
from dedup.corpus.blocks.intervals import DisjointSpans, complement, inside, pair_up
from dedup.corpus.blocks.removals import BlockRemoval, BlockSpared, DocumentSpan, RemovedTexts, exact_removal
from dedup.corpus.blocks.shared_regions import Region, Side, masked, shared_regions
from dedup.options import BlockOptions
from dedup.repeats.choice import choose
from dedup.repeats.find import find_between
from dedup.repeats.sparing import MAX_SPARED, option_against
from dedup.results.span import Span, without

#: The most documents, those that share the most minimizers, that a document is compared with in each round.  It counts
#: as unresolved if one more shares so many minimizers that it could hold the same sentence.
MAX_SOURCES = 16
MINIMIZERS_OF_A_SENTENCE = 3

#: The most rounds over one document; it ends earlier if a round finds nothing more.
MAX_ROUNDS = 8


class Document(NamedTuple):
    """A document, and where its minimizers are."""

    number: int
    text: str
    hashes: NDArray[np.uint64]
    places: NDArray[np.uint32]


class Earlier(NamedTuple):
    """An earlier document, and what of it was removed."""

    number: int
    removals: list[BlockRemoval]


def digest_of(text: str) -> bytes:
    """A digest that nobody can forge: equal only for texts of the same characters."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class BlockFinder:
    """Finds what each document repeats of those before it."""

    def __init__(self, shared_minimizers: NDArray[np.uint64], options: BlockOptions) -> None:
        """`shared_minimizers`: those that occur in several documents, sorted and distinct."""
        self._options = options
        self._first_seen = FirstSeen(shared_minimizers)
        self._texts = TextCache()
        self._removed: dict[int, list[Span]] = {}  # of the documents in which a minimizer was first seen
        self._by_text: dict[bytes, Earlier] = {}
        self._by_rest: dict[bytes, tuple[int, list[Span]]] = {}  # what is left of a document -> number, spans removed
        self.removed_texts = RemovedTexts()
        self._spared: list[BlockSpared] = []  # of the current document
        self._incomplete = False  # whether the last round over the current document hit a limit
        self.spared: list[BlockSpared] = []
        self.more_spared = False  #: whether more blocks were spared than are listed
        self.unresolved = 0  #: documents of which removals may be missing

    def find(self, document: Document) -> list[BlockRemoval]:
        """The removals from the next document, in order."""
        digest = digest_of(document.text)
        if digest in self._by_text:
            return self._repeat(document, self._by_text[digest])
        removals = self._find_in_rounds(document)
        if document.text and not document.text.isspace():
            self._by_text[digest] = Earlier(document.number, removals)
        return removals

    def text_of(self, number: int) -> str:
        """The text of a document that holds a kept block."""
        return self._texts[number]

    def parts_of(self, removal: BlockRemoval, kept: DocumentSpan) -> Iterator[BlockRemoval]:
        """The parts of a rejected removal that repeat `kept`, a part of its kept copy."""
        text = self.removed_texts[removal.text.place]
        return self._align(removal.number, text, kept.number, Region(kept.span, removal.span))

    def _repeat(self, document: Document, earlier: Earlier) -> list[BlockRemoval]:
        """The removals from a document with the text of an earlier one: what that one lost, and all that it kept."""
        if earlier.number not in self._texts:
            self._texts.add(earlier.number, document.text)
        removals, start = [], 0
        for removal in [*earlier.removals, None]:
            span = Span(start, removal.span.start if removal else len(document.text))
            if span.start < span.stop:
                removals.append(self._same_text(document, span, DocumentSpan(earlier.number, span)))
            if removal:
                removals.append(removal._replace(number=document.number))
                start = removal.span.stop
        return removals

    def _find_in_rounds(self, document: Document) -> list[BlockRemoval]:
        """The removals from a document with a new text, in rounds until nothing more is found."""
        minimizers = self._first_seen.find(document.hashes)
        is_shared = minimizers >= 0
        minimizers, places = minimizers[is_shared], document.places[is_shared].astype(np.int64)
        removals: list[BlockRemoval] = []
        self._spared = []
        for _ in range(MAX_ROUNDS):
            self._incomplete = False
            more = self._find_more(document, minimizers, places, [removal.span for removal in removals])
            if not more:
                break
            removals = sorted([*removals, *more], key=lambda removal: removal.span)
        else:
            self._incomplete = True
        self.unresolved += self._incomplete
        removals += self._equal_rest(document, [removal.span for removal in removals])
        removals.sort(key=lambda removal: removal.span)
        removed = [removal.span for removal in removals]
        self._list_spared(removed)
        is_new = (self._first_seen.document[minimizers] == UNSEEN) & ~inside(places, removed)
        if is_new.any():
            self._first_seen.record(document.number, minimizers[is_new], places[is_new])
            self._texts.add(document.number, document.text)
            self._removed[document.number] = removed
        return removals

    def _find_more(
        self, document: Document, minimizers: NDArray[np.int64], places: NDArray[np.int64], removed: list[Span]
    ) -> list[BlockRemoval]:
        """One round: what else is removed, for each of the documents that share the most minimizers."""
        is_left = ~inside(places, removed)
        removals: list[BlockRemoval] = []
        spans = DisjointSpans()
        for source in self._best_sources(minimizers[is_left]):
            in_source = is_left & (self._first_seen.document[minimizers] == source)
            in_source &= ~inside(places, [removal.span for removal in removals])
            regions = shared_regions(
                Side(self._texts[source], self._removed[source]),
                self._first_seen.place[minimizers[in_source]].astype(np.int64),
                Side(document.text, removed),
                places[in_source],
                self._options,
            )
            for region in regions:
                for removal in self._align(document.number, document.text[slice(*region.span)], source, region):
                    if spans.add(removal.span):
                        removals.append(removal)
        return removals

    def _best_sources(self, minimizers: NDArray[np.int64]) -> list[int]:
        """The documents in which most of the minimizers were first seen."""
        documents = self._first_seen.document[minimizers]
        documents, shared = np.unique(documents[documents != UNSEEN], return_counts=True)
        order = np.lexsort((documents, -shared))
        self._incomplete |= bool((shared[order[MAX_SOURCES:]] >= MINIMIZERS_OF_A_SENTENCE).any())
        best: list[int] = documents[order[:MAX_SOURCES]].tolist()
        return best

    def _align(self, number: int, text: str, source: int, region: Region) -> Iterator[BlockRemoval]:
        """Yields what to remove from `text`, a region of a document, for the same region of its source."""
        kept = self._texts[source][slice(*region.kept)]
        options = self._options
        repeats = find_between(masked(kept, options), masked(text, options), options.collapse)
        self._incomplete |= repeats.truncated
        if not len(repeats):
            return
        joined = f"{kept}\n\n{text}"
        border = len(kept) + 2
        chosen, spared = choose(joined, repeats, options.collapse)
        to_document, to_source = region.span.start - border, region.kept.start
        for choice in chosen:
            if choice.kept_stop <= len(kept) and choice.stop > border:
                start = max(choice.start, border)
                yield BlockRemoval(
                    number=number,
                    span=Span(start + to_document, choice.stop + to_document),
                    kept=DocumentSpan(source, Span(choice.kept_start + to_source, choice.kept_stop + to_source)),
                    kind=choice.kind,
                    partial=choice.partial,
                    identity=choice.identity,
                    rule=choice.rule,
                    text=self.removed_texts.put(joined, Span(start, choice.stop)),
                )
        for entry in spared:
            if entry.kept.stop <= len(kept) and entry.spared.start >= border:
                self._spared.append(
                    BlockSpared(
                        number=number,
                        span=Span(entry.spared.start + to_document, entry.spared.stop + to_document),
                        kept=DocumentSpan(source, Span(entry.kept.start + to_source, entry.kept.stop + to_source)),
                        identity=entry.identity,
                        reason=entry.reason,
                        option=option_against(entry.reason, entry.identity, "dedup.PROTECT_ACROSS"),
                    )
                )

    def _equal_rest(self, document: Document, removed: list[Span]) -> list[BlockRemoval]:
        """All that is left of a document, if it is character for character what is left of an earlier one."""
        rest = without(document.text, removed)
        if not rest or rest.isspace():
            return []
        digest = digest_of(rest)
        if digest not in self._by_rest:
            self._by_rest[digest] = document.number, removed
            if removed and document.number not in self._texts:
                self._texts.add(document.number, document.text)
            return []
        earlier, removed_there = self._by_rest[digest]
        if earlier not in self._texts:
            self._texts.add(earlier, rest)
        pairs = pair_up(complement(removed, len(rest)), complement(removed_there, len(rest)))
        return [self._same_text(document, span, DocumentSpan(earlier, kept)) for span, kept in pairs]

    def _same_text(self, document: Document, span: Span, kept: DocumentSpan) -> BlockRemoval:
        text = self.removed_texts.put(document.text, span)
        return exact_removal(DocumentSpan(document.number, span), kept, rule="same text", text=text)

    def _list_spared(self, removed: list[Span]) -> None:
        """Lists the spared blocks of the current document, each once, and none that overlaps a removal."""
        listed = DisjointSpans(removed)
        for block in self._spared:
            if listed.is_free(block.span) and len(self.spared) == MAX_SPARED:
                self.more_spared = True
                return
            if listed.add(block.span):
                self.spared.append(block)
