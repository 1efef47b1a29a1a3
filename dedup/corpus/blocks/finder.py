"""Finds the blocks that documents share, by minimizers.

Documents come in order. What an earlier one has is kept; a later one loses what it repeats of that. In rounds, each on
what the rounds before left: so a second run, which sees nothing else, finds nothing either. Where the last round still
finds something, a second run would remove it: such a document loses nothing at all, in any run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from dedup.corpus.blocks.changed_blocks import Aligned, align, changed_blocks
from dedup.corpus.blocks.equal_blocks import equal_blocks
from dedup.corpus.blocks.first_seen import Earlier, FirstSeen, SharedMinimizers, Source, with_more
from dedup.corpus.blocks.intervals import DisjointSpans, complement, pair_up
from dedup.corpus.blocks.late_minimizers import LateMinimizers
from dedup.corpus.blocks.matches import Match, SparedMatch, parts_of
from dedup.corpus.blocks.removals import BlockRemoval, BlockSpared, DocumentSpan, RemovedTexts, exact_removal, is_blank
from dedup.corpus.blocks.rest import Rest
from dedup.corpus.blocks.shared_regions import Region
from dedup.corpus.minimizer_files import Minimizers
from dedup.options import BlockOptions
from dedup.repeats.sparing import MAX_SPARED, option_against
from dedup.results.span import Span

#: The most earlier documents, those that share the most minimizers, that a document is compared with in each round; a
#: long one with one for so many characters. It counts as unresolved if one more shares so many minimizers that it could
#: have the same sentence.
MAX_READ = 64
CHARACTERS_READ_FOR = 1000
MINIMIZERS_OF_A_SENTENCE = 3

#: The most rounds over one document; real ones need up to nine.
MAX_ROUNDS = 32

#: The minimizers of one text, and those of them that other documents have, too.
Look = Callable[[str], tuple[Minimizers, SharedMinimizers]]


class Document(NamedTuple):
    """A document, its minimizers, and those of them that others have, too."""

    number: int
    text: str
    minimizers: Minimizers
    shared: SharedMinimizers


class Round(NamedTuple):
    """What a round finds."""

    matches: list[Match]
    spared: list[SparedMatch]
    is_complete: bool


def digest_of(text: str) -> bytes:
    """A digest that nobody can forge: equal only for texts of the same characters."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class BlockFinder:
    """Finds what each document repeats of those before it."""

    def __init__(self, minimizers: int, late: LateMinimizers, look: Look, options: BlockOptions) -> None:
        """`minimizers`: how many documents share; `late`: more to come; `look`: finds those of a text."""
        self._options = options
        self._look = look
        self._minimizers = minimizers
        self._first_seen = FirstSeen(minimizers)
        self._late = late
        self._earlier = Earlier()
        self._by_text: dict[bytes, int] = {}  # the first document of a text
        self._by_rest: dict[bytes, int] = {}  # the first document of which that is left
        self._removals: dict[int, list[BlockRemoval]] = {}  # of the documents above that lost something
        self.removed_texts = RemovedTexts()
        self.spared: list[BlockSpared] = []
        self.more_spared = False  #: whether more blocks were spared than are listed
        self.unresolved: set[int] = set()  #: documents of which removals may be missing

    def find(self, document: Document) -> list[BlockRemoval]:
        """The removals from the next document, in order."""
        digest = digest_of(document.text)
        if digest in self._by_text:
            return self._repeat(document, self._by_text[digest])
        removals = self._find_in_rounds(document, digest)
        if not is_blank(document.text):
            self._by_text[digest] = document.number
        if removals:
            self._removals[document.number] = removals
        return removals

    def keep(self, document: Document) -> None:
        """Keeps all of the next document, whatever it repeats."""
        self._by_text.setdefault(digest_of(document.text), document.number)
        self._first_seen.record(document.number, document.shared)
        self._earlier.add(document.number, document.text, Rest(document.text))

    def text_of(self, number: int) -> str:
        """The text of a document that has a kept block."""
        return self._earlier.text_of(number)

    def parts_of(self, removal: BlockRemoval, kept: DocumentSpan) -> Iterator[BlockRemoval]:
        """The parts of a rejected removal that repeat `kept`, a part of its kept copy."""
        text = self.removed_texts[removal.text.place]
        whole = Region(kept.span, Span(0, len(text)))
        for match in align(
            text, kept.number, self.text_of(kept.number), whole, Aligned(self._options, lists_spared=False)
        ).matches:
            start = removal.span.start
            yield removal._replace(
                span=Span(match.span.start + start, match.span.stop + start),
                kept=DocumentSpan(kept.number, match.kept),
                kind=match.kind,
                partial=match.partial,
                identity=match.identity,
                rule=match.rule,
                text=self.removed_texts.put(text, match.span),
            )

    def _repeat(self, document: Document, earlier: int) -> list[BlockRemoval]:
        """The removals from a document with the text of an earlier one: what that one lost, and all that it kept."""
        lost = self._removals.get(earlier, [])
        if earlier not in self._earlier:
            self._earlier.add(earlier, document.text, Rest(document.text, [removal.span for removal in lost]))
        removals, start = [], 0
        for removal in [*lost, None]:
            span = Span(start, removal.span.start if removal else len(document.text))
            if span.start < span.stop:
                removals.append(self._same_text(document, span, DocumentSpan(earlier, span)))
            if removal:
                removals.append(removal._replace(number=document.number))
                start = removal.span.stop
        return removals

    def _find_in_rounds(self, document: Document, digest: bytes) -> list[BlockRemoval]:
        """The removals from a document with a new text, in rounds until nothing more is found."""
        whole = rest = Rest(document.text)
        had = shared = with_more(document.shared, list(self._late.awaited_in(document.number, document.minimizers)))
        removals: list[BlockRemoval] = []
        aligned = Aligned(self._options, lists_spared=not self.more_spared)
        for _ in range(MAX_ROUNDS):
            last = self._find_more(rest, shared, aligned)
            more = [removal for match in last.matches for removal in self._removals_of(document, rest, match)]
            if not more:
                break
            removals += more
            rest = Rest(document.text, [removal.span for removal in removals])
            if is_blank(rest.text):
                return sorted(removals, key=lambda removal: removal.span)
            shared = self._shared_now(document, rest)
        if last.matches:  # there were too many rounds, or no part of them verifies by itself
            removals, rest, shared, last = [], whole, had, Round([], [], is_complete=False)
        if removals:
            digest = digest_of(rest.text)
        if not last.is_complete:
            self.unresolved.add(document.number)
        removals += self._equal_rest(document, rest, digest)
        removals.sort(key=lambda removal: removal.span)
        self._list_spared(document.number, rest, last.spared, [removal.span for removal in removals])
        self._first_seen.record(document.number, shared)
        self._earlier.add(document.number, document.text, rest)
        return removals

    def _shared_now(self, document: Document, rest: Rest) -> SharedMinimizers:
        """The shared minimizers of what is left of a document, those included that have become minimizers only now."""
        minimizers, shared = self._look(rest.text)
        hashes = {*minimizers.hashes.tolist()}
        new = hashes.difference(document.minimizers.hashes.tolist())
        added = list(self._late.add(sorted(new), self._earlier.__contains__))
        self._first_seen.make_room(self._minimizers + len(self._late))
        for number, hash, earlier in added:
            there = self._look(self._earlier[earlier].text)[0]
            places = there.places[there.hashes == hash]
            self._first_seen.record(earlier, SharedMinimizers(np.full(len(places), number, np.uint32), places))
        return with_more(shared, list(self._late.all_in(minimizers, hashes)))

    def _find_more(self, rest: Rest, shared: SharedMinimizers, aligned: Aligned) -> Round:
        """One round: what is left repeats of earlier documents, in whole lines or, if there are none, with changes."""
        shared_with = self._first_seen.sources_of(shared)
        if not shared_with:
            return Round([], [], is_complete=True)
        most = max(MAX_READ, len(rest.text) // CHARACTERS_READ_FOR)
        is_complete = not any(len(pairs) >= MINIMIZERS_OF_A_SENTENCE for _, pairs in shared_with[most:])
        sources = [Source(number, self._earlier[number].text, pairs) for number, pairs in shared_with[:most]]
        matches, all_compared = equal_blocks(rest.text, sources, self._options)
        if matches:
            return Round(matches, [], is_complete)
        changed = changed_blocks(rest.text, sources, aligned)
        return Round(changed.matches, changed.spared, is_complete and all_compared and changed.is_complete)

    def _removals_of(self, document: Document, rest: Rest, match: Match) -> Iterator[BlockRemoval]:
        """Yields a match as removals from the document."""
        for part in parts_of(match, rest, self._earlier[match.source], self._options.collapse.identity):
            yield BlockRemoval(
                number=document.number,
                span=part.span,
                kept=DocumentSpan(match.source, part.kept),
                kind=part.kind,
                partial=match.partial,
                identity=part.identity,
                rule=match.rule,
                text=self.removed_texts.put(document.text, part.span),
            )

    def _equal_rest(self, document: Document, rest: Rest, digest: bytes) -> list[BlockRemoval]:
        """All that is left of a document, if it is character for character what is left of an earlier one.

        `digest`: of what is left.
        """
        if is_blank(rest.text):
            return []
        if digest not in self._by_rest:
            self._by_rest[digest] = document.number
            if rest.removed and document.number not in self._earlier:
                self._earlier.add(document.number, document.text, rest)
            return []
        earlier = self._by_rest[digest]
        if earlier not in self._earlier:
            self._earlier.add(earlier, rest.text, Rest(rest.text))
        removed_there = self._earlier[earlier].removed
        pairs = pair_up(complement(rest.removed, len(rest.text)), complement(removed_there, len(rest.text)))
        return [self._same_text(document, span, DocumentSpan(earlier, kept)) for span, kept in pairs]

    def _same_text(self, document: Document, span: Span, kept: DocumentSpan) -> BlockRemoval:
        text = self.removed_texts.put(document.text, span)
        return exact_removal(DocumentSpan(document.number, span), kept, rule="same text", text=text)

    def _list_spared(self, number: int, rest: Rest, spared: list[SparedMatch], removed: list[Span]) -> None:
        """Lists the spared blocks of the current document, each once, and none that overlaps a removal."""
        listed = DisjointSpans(removed)
        for block in spared:
            kept_parts = self._earlier[block.source].parts_of(block.kept)
            span = max(rest.parts_of(block.span), key=_length)
            if listed.is_free(span) and len(self.spared) == MAX_SPARED:
                self.more_spared = True
                return
            if not listed.add(span):
                continue
            self.spared.append(
                BlockSpared(
                    number=number,
                    span=span,
                    kept=DocumentSpan(block.source, max(kept_parts, key=_length)),
                    identity=block.identity,
                    reason=block.reason,
                    option=option_against(block.reason, block.identity, "dedup.PROTECT_ACROSS"),
                )
            )


def _length(span: Span) -> int:
    return span.stop - span.start
