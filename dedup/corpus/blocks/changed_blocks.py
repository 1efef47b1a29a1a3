"""Blocks that two texts share with changes: what is around shared minimizers is aligned and judged as in one text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from dedup.corpus.blocks.fences import Fences
from dedup.corpus.blocks.first_seen import Source
from dedup.corpus.blocks.intervals import DisjointSpans
from dedup.corpus.blocks.introductions import without_introductions
from dedup.corpus.blocks.matches import Match, SparedMatch, measured, stripped
from dedup.corpus.blocks.separators import with_separator
from dedup.corpus.blocks.shared_regions import Region, masked, shared_regions
from dedup.kernel._kernel import alike_pairs
from dedup.options import BlockOptions
from dedup.repeats.candidates import Choice
from dedup.repeats.choice import choose, keep_of
from dedup.repeats.find import find_between
from dedup.results.collapsed import Spared
from dedup.results.span import Span

#: The most earlier documents with which a text is aligned in each round; a long one with one for so many characters.
MAX_SOURCES = 16
CHARACTERS_ALIGNED_FOR = 2000

#: The share of `min_letters` that must be alike around a minimizer, of words that are equal, before two texts are
#: aligned there.
ALIKE = 0.75


class Changed(NamedTuple):
    """What is found of the blocks that a text shares with earlier ones."""

    matches: list[Match]
    spared: list[SparedMatch]
    is_complete: bool  #: whether it was compared with all that could have a block of it


class _Shared(NamedTuple):
    """What two regions share, in offsets of both, joined by a blank line."""

    chosen: list[Choice]
    spared: list[Spared]
    is_complete: bool


class Aligned:
    """Aligns regions, those of one document with those of earlier ones; each pair once, in however many rounds."""

    def __init__(self, options: BlockOptions, lists_spared: bool = True) -> None:
        """`lists_spared`: whether what is spared is wanted, too, which takes as long as the rest of the decision."""
        self.options = options
        self._lists_spared = lists_spared
        self._shared: dict[tuple[str, str], _Shared] = {}

    def regions(self, there: str, here: str) -> _Shared:
        """What a region of an earlier text and one of the document share."""
        key = there, here
        if key not in self._shared:
            self._shared[key] = self._align(there, here)
        return self._shared[key]

    def _align(self, there: str, here: str) -> _Shared:
        options = self.options
        repeats = find_between(masked(there, options), masked(here, options), options.collapse)
        if not len(repeats):
            return _Shared([], [], not repeats.truncated)
        joined = f"{there}\n\n{here}"
        if self._lists_spared:
            return _Shared(*choose(joined, repeats, options.collapse), not repeats.truncated)
        chosen, _ = repeats.choose(joined, keep_of(options.collapse), None, Choice, _unlisted)
        return _Shared(chosen, [], not repeats.truncated)


def _unlisted(*_: object) -> None:
    """Stands for a spared repeat that nobody asks for."""


def changed_blocks(text: str, sources: Sequence[Source], aligned: Aligned) -> Changed:
    """What a text repeats of earlier ones.

    Args:
        text: What is left of a document.
        sources: What is left of earlier documents, with the places of what they share.
        aligned: Aligns regions of the document.
    """
    options = aligned.options
    searched = masked(text, options)
    enough = round(ALIKE * options.collapse.identity * options.collapse.min_letters)
    alike = []
    for source in sources:
        pairs = alike_pairs(masked(source.text, options), searched, source.pairs, enough, options.collapse.identity)
        if pairs:
            alike.append(source._replace(pairs=pairs))
    alike.sort(key=lambda source: -len(source.pairs))
    most = max(MAX_SOURCES, len(text) // CHARACTERS_ALIGNED_FOR)
    found = Changed([], [], len(alike) <= most)
    taken = DisjointSpans()
    for source in alike[:most]:
        left = source.pairs.to_list()
        if taken:
            left = [pair for pair in left if taken.is_free(Span(pair[0], pair[0] + 1))]
        for region in shared_regions(source.text, text, left):
            more = align(text, source.number, source.text, region, aligned)
            found.matches.extend(match for match in more.matches if taken.add(match.span))
            found.spared.extend(more.spared)
            if not more.is_complete:
                found = found._replace(is_complete=False)
    if not found.matches:
        return found
    texts = {source.number: source.text for source in alike}
    return found._replace(matches=list(_cut(text, texts, found.matches, options)))


def _cut(text: str, kept: dict[int, str], matches: list[Match], options: BlockOptions) -> Iterator[Match]:
    """Yields the matches without what introduces text that stays below, or is introduced by a line that stays above.

    Nor do they have a part of a fenced block.
    """
    fences = Fences(text)
    matches.sort(key=lambda match: match.span)
    stop = -1
    for match, after in zip_longest(matches, matches[1:]):
        span = stripped(text, match.span)
        whole = fences.without_parts(span)
        rest = without_introductions(text, whole)
        start = whole.start if match.span.start == stop else rest.start
        is_last = after is None or after.span.start > match.span.stop
        rest = Span(start, rest.stop if is_last else whole.stop)
        if fences.without_parts(rest) != rest:
            continue
        if rest != span:
            cut = measured(match, text, kept[match.source], rest, options.collapse.min_letters)
            if cut is None or cut.identity < options.collapse.identity:
                continue
            match = cut._replace(span=with_separator(text, rest))
        yield match
        stop = match.span.stop


def align(text: str, source: int, kept: str, region: Region, aligned: Aligned) -> Changed:
    """What a region of a text repeats of a region of `kept`, which is what is left of `source`."""
    there, here = kept[slice(*region.kept)], text[slice(*region.span)]
    shared = aligned.regions(there, here)
    border = len(there) + 2
    to_text, to_kept = region.span.start - border, region.kept.start
    matches = [
        Match(
            span=Span(max(choice.start, border) + to_text, choice.stop + to_text),
            source=source,
            kept=Span(choice.kept_start + to_kept, choice.kept_stop + to_kept),
            kind=choice.kind,
            partial=choice.partial,
            identity=choice.identity,
            rule=choice.rule,
        )
        for choice in shared.chosen
        if choice.kept_stop <= len(there) and choice.stop > border
    ]
    spared = [
        SparedMatch(
            span=Span(entry.spared.start + to_text, entry.spared.stop + to_text),
            source=source,
            kept=Span(entry.kept.start + to_kept, entry.kept.stop + to_kept),
            identity=entry.identity,
            reason=entry.reason,
        )
        for entry in shared.spared
        if entry.kept.stop <= len(there) and entry.spared.start >= border
    ]
    return Changed(matches, spared, shared.is_complete)
