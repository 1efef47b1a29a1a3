"""Blocks that stand in several documents: found by seeds, then aligned, cut and judged as inside one text.

Documents are read in order.  What an earlier one holds stays; a later one loses what it repeats of that.  A seed's home
is the first place where it stands in text that stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.blocks.first_seen import NOWHERE, Homes, Texts
from dedup.corpus.blocks.intervals import Apart, inside, left_of, side_by_side
from dedup.corpus.blocks.removals import Block, BlockLeft, TextsGone, exact_block
from dedup.corpus.blocks.shared_regions import Side, Stretch, masked, shared_stretches
from dedup.corpus.grouping import group_starts
from dedup.corpus.minimizer_files import SeedFiles
from dedup.options import BlockOptions
from dedup.repeats.choice import choose
from dedup.repeats.find import find_between
from dedup.repeats.sparing import MAX_SPARED, option_against
from dedup.results.span import Span, without

#: Documents in which a document's blocks are looked for in each round, at most: those that share most seeds with it.
#: One that is left out counts when it shares so many seeds that a sentence of it could stand here.
MOST_SOURCES = 16
SEEDS_OF_A_SENTENCE = 3

#: Rounds until nothing more of a document goes.
MAX_ROUNDS = 8


def digest_of(text: str) -> bytes:
    """Equal for texts of the same characters, and for no others that anybody can write."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class BlockFinder:
    """Looks at documents one after another, each for what it repeats of those before it."""

    def __init__(self, shared_seeds: NDArray[np.uint64], options: BlockOptions) -> None:
        """`shared_seeds`: those that stand in several documents, sorted and distinct."""
        self._options = options
        self._homes = Homes(shared_seeds)
        self._texts = Texts()
        self._removed: dict[int, list[Span]] = {}  # of the documents that are homes
        self._seen: dict[bytes, tuple[int, list[Block]]] = {}
        self._left: dict[bytes, tuple[int, list[Span]]] = {}  # what is left of a document -> which, what went of it
        self.texts_gone = TextsGone()
        self._spared: list[BlockLeft] = []  # of the document at hand
        self._cut_short = False  # in the last round over the document at hand
        self.spared: list[BlockLeft] = []
        self.more_spared = False
        self.unresolved = 0  #: documents of which blocks may be missing

    def look(self, number: int, text: str, hashes: NDArray[np.uint64], places: NDArray[np.uint32]) -> list[Block]:
        """The blocks of a document that go, in order; what stays of it is a home to seeds that had none."""
        digest = digest_of(text)
        if digest in self._seen:
            return self._repeat(number, text, *self._seen[digest])
        blocks = self._find(number, text, hashes, places)
        if text and not text.isspace():
            self._seen[digest] = number, blocks
        return blocks

    def _equal_rest(self, number: int, text: str, removed: list[Span]) -> list[Block]:
        """All that is left of a document, if that is, letter for letter, all that is left of an earlier one."""
        rest = without(text, removed)
        if not rest or rest.isspace():
            return []
        digest = digest_of(rest)
        if digest not in self._left:
            self._left[digest] = number, removed
            if removed and number not in self._texts:
                self._texts.add(number, text)
            return []
        same, gone_there = self._left[digest]
        if same not in self._texts:
            self._texts.add(same, rest)
        both = side_by_side(left_of(removed, len(rest)), left_of(gone_there, len(rest)))
        return [self._same_text(number, text, span, same, kept) for span, kept in both]

    def _same_text(self, number: int, text: str, span: Span, same: int, kept: Span) -> Block:
        return exact_block(number, span, same, kept, "same text", self.texts_gone.put_aside(text, span))

    def _repeat(self, number: int, text: str, same: int, earlier: list[Block]) -> list[Block]:
        """The blocks of a document that is, letter for letter, an earlier one: what went of that, and what stays."""
        if same not in self._texts:
            self._texts.add(same, text)
        blocks, start = [], 0
        for block in [*earlier, None]:
            span = Span(start, block.span.start if block else len(text))
            if span.start < span.stop:
                blocks.append(self._same_text(number, text, span, same, span))
            if block:
                blocks.append(block._replace(number=number))
                start = block.span.stop
        return blocks

    def _find(self, number: int, text: str, hashes: NDArray[np.uint64], places: NDArray[np.uint32]) -> list[Block]:
        """The blocks of a document that is no mere copy, in rounds until nothing more is found."""
        seed = self._homes.find(hashes)
        at = places[seed >= 0].astype(np.int64)
        seed = seed[seed >= 0]
        blocks: list[Block] = []
        self._spared = []
        for _ in range(MAX_ROUNDS):
            self._cut_short = False
            found = self._find_more(number, text, seed, at, blocks)
            if not found:
                break
            blocks = sorted([*blocks, *found], key=lambda block: block.span)
        else:
            self._cut_short = True
        self.unresolved += self._cut_short
        blocks += self._equal_rest(number, text, [block.span for block in blocks])
        blocks.sort(key=lambda block: block.span)
        removed = [block.span for block in blocks]
        self._list_spared(removed)
        homeless = (self._homes.document[seed] == NOWHERE) & ~inside(at, removed)
        if homeless.any():
            first = seed[homeless][::-1]  # of a seed that stands twice the first place is written last
            self._homes.document[first] = number
            self._homes.place[first] = at[homeless][::-1]
            self._texts.add(number, text)
            self._removed[number] = removed
        return blocks

    def _list_spared(self, removed: list[Span]) -> None:
        """Puts what was spared on the list: each stretch of the document once, and none of which something goes."""
        listed = Apart(removed)
        for block in self._spared:
            if listed.is_free(block.span) and len(self.spared) == MAX_SPARED:
                self.more_spared = True
                return
            if listed.add(block.span):
                self.spared.append(block)

    def _find_more(
        self, number: int, text: str, seed: NDArray[np.int64], at: NDArray[np.int64], blocks: list[Block]
    ) -> list[Block]:
        """What goes besides `blocks`, each in favour of one of the documents that share most seeds."""
        removed = [block.span for block in blocks]
        left = ~inside(at, removed)
        found: list[Block] = []
        taken = Apart()
        for home in self._sources(seed[left]):
            there = left & (self._homes.document[seed] == home) & ~inside(at, [block.span for block in found])
            kept_side = Side(self._texts[home], self._removed[home])
            for stretch in shared_stretches(
                kept_side,
                self._homes.place[seed[there]].astype(np.int64),
                Side(text, removed),
                at[there],
                self._options,
            ):
                for block in self._compare(number, text[slice(*stretch.span)], home, stretch):
                    if taken.add(block.span):
                        found.append(block)
        return found

    def text_of(self, number: int) -> str:
        """The text of a document that holds a kept block."""
        return self._texts[number]

    def _sources(self, seed: NDArray[np.int64]) -> list[int]:
        """The documents that are home to most of the seeds."""
        homes = self._homes.document[seed]
        documents, shared = np.unique(homes[homes != NOWHERE], return_counts=True)
        order = np.lexsort((documents, -shared))
        self._cut_short |= bool((shared[order[MOST_SOURCES:]] >= SEEDS_OF_A_SENTENCE).any())
        best: list[int] = documents[order[:MOST_SOURCES]].tolist()
        return best

    def parts_of(self, block: Block, kept: Span) -> Iterator[Block]:
        """What of a block that may not go as a whole repeats just `kept`, a part of its kept copy."""
        assert block.kept_number is not None
        return self._compare(
            block.number, self.texts_gone[block.gone.place], block.kept_number, Stretch(kept, block.span)
        )

    def _compare(self, number: int, own: str, home: int, stretch: Stretch) -> Iterator[Block]:
        """What the second half of a stretch, which is `own`, repeats of the first and may go."""
        kept = self._texts[home][slice(*stretch.kept)]
        options = self._options
        repeats = find_between(masked(kept, options), masked(own, options), options.collapse)
        self._cut_short |= repeats.truncated
        if not len(repeats):
            return
        joined = f"{kept}\n\n{own}"
        border = len(kept) + 2
        chosen, spared = choose(joined, repeats, options.collapse)
        shift = stretch.span.start - border
        for choice in chosen:
            if choice.kept_stop <= len(kept) and choice.stop > border:
                span = Span(max(choice.start, border) + shift, choice.stop + shift)
                kept_span = Span(choice.kept_start + stretch.kept.start, choice.kept_stop + stretch.kept.start)
                yield Block(
                    number=number,
                    span=span,
                    kept_number=home,
                    kept=kept_span,
                    kind=choice.kind,
                    partial=choice.partial,
                    identity=choice.identity,
                    rule=choice.rule,
                    gone=self.texts_gone.put_aside(joined, Span(max(choice.start, border), choice.stop)),
                )
        for entry in spared:
            if entry.kept.stop <= len(kept) and entry.spared.start >= border:
                span = Span(entry.spared.start + shift, entry.spared.stop + shift)
                kept_span = Span(entry.kept.start + stretch.kept.start, entry.kept.stop + stretch.kept.start)
                option = option_against(entry.reason, entry.identity, "dedup.PROTECT_ACROSS")
                self._spared.append(
                    BlockLeft(
                        number=number,
                        span=span,
                        kept_number=home,
                        kept=kept_span,
                        identity=entry.identity,
                        reason=entry.reason,
                        option=option,
                    )
                )


def shared_seeds(files: SeedFiles) -> NDArray[np.uint64]:
    """The seeds that stand in two documents at least, sorted."""
    found = [np.empty(0, np.uint64)]
    for hashes, numbers in files.parts():
        in_another = group_starts(hashes, numbers) & ~group_starts(hashes)
        found.append(np.unique(hashes[in_another]))
    return np.concatenate(found)
