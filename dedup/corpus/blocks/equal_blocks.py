"""Blocks of whole lines that two texts share, character for character. Nothing needs to be aligned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dedup.corpus.blocks.fences import Fences
from dedup.corpus.blocks.first_seen import Source
from dedup.corpus.blocks.intervals import DisjointSpans
from dedup.corpus.blocks.introductions import BLANK_LINE, without_introductions
from dedup.corpus.blocks.matches import Match
from dedup.corpus.blocks.separators import gap_start, gap_stop, with_separators
from dedup.kernel._kernel import Excerpt, equal_lines
from dedup.options import BlockOptions
from dedup.repeats.find import as_bits
from dedup.repeats.removals import LONG
from dedup.results.span import Span

if TYPE_CHECKING:
    from dedup.results.collapsed import Rule

#: Characters read on either side of a block, for pairs of brackets and the like.
AROUND = 300


class _Run(NamedTuple):
    """Lines of a text that an earlier one has, too."""

    span: Span
    source: int
    shift: int  #: from the text to the earlier one

    @property
    def kept(self) -> Span:
        return Span(self.span.start + self.shift, self.span.stop + self.shift)


def equal_blocks(text: str, sources: Sequence[Source], options: BlockOptions) -> tuple[list[Match], bool]:
    """What a text repeats of earlier ones, and whether it was compared completely.

    Args:
        text: What is left of a document.
        sources: What is left of earlier documents, with the places of what they share.
        options: Those of the run.
    """
    runs: list[_Run] = []
    is_complete = True
    for source, kept, pairs in sources:
        lines, complete = equal_lines(kept, text, pairs, options.collapse.min_letters)
        runs += [_Run(Span(start, stop), source, kept_start - start) for start, stop, kept_start in lines]
        is_complete &= complete
    if not runs:
        return [], is_complete
    runs.sort(key=lambda run: (run.span.start - run.span.stop, run.span.start))  # the order of sources breaks ties
    judge = _Judge(text, options)
    taken = DisjointSpans()
    chosen: list[_Run] = []
    for run in runs:
        if taken.is_free(run.span):
            for span in judge.removable(run.span):
                taken.add(span)
                chosen.append(run._replace(span=span))
    chosen.sort()
    return [
        Match(span, run.source, run.kept, "exact", partial=False, identity=1.0, rule=judge.rule_of(run.span))
        for run, span in zip(chosen, with_separators(text, [run.span for run in chosen]))
    ], is_complete


class _Judge:
    """Decides which lines of a text may be removed, so that what stays around them still makes sense."""

    def __init__(self, text: str, options: BlockOptions) -> None:
        self._text = text
        self._fences = Fences(text)
        self._options = options
        self._protect = as_bits(options.collapse.protect)
        self._removable: dict[Span, list[Span]] = {}  # several earlier texts have the same lines
        self._letters: dict[Span, int] = {}

    def removable(self, span: Span) -> list[Span]:
        """The parts of a run of lines that may be removed: all of it, or else some of its paragraphs."""
        if span not in self._removable:
            self._removable[span] = self._find_removable(span)
        return self._removable[span]

    def _find_removable(self, span: Span) -> list[Span]:
        span = without_introductions(self._text, self._fences.without_parts(span))
        if self._may_go(span):
            return [span]
        return [part for part in self._paragraphs(span) if self._may_go(part)]

    def rule_of(self, span: Span) -> Rule:
        """By which rule lines are removed, which may be."""
        return "long run" if self._letters[span] >= LONG else "lone block"

    def _may_go(self, span: Span) -> bool:
        if span.start >= span.stop:
            return False
        around = slice(max(span.start - AROUND, 0), span.stop + AROUND)
        excerpt = Excerpt(self._text[around], self._options.collapse.min_letters, self._protect)
        start, stop = span.start - around.start, span.stop - around.start
        letters = self._letters[span] = excerpt.letters(start, stop)
        if letters < self._options.collapse.min_letters:
            return False
        if self._fences.without_parts(span) != span:
            return False
        form = excerpt.form(start, stop)
        return (not form or (form == "table" and self._stands_alone(span))) and not excerpt.parts_a_pair(start, stop)

    def _stands_alone(self, span: Span) -> bool:
        """Whether a span is a line with blank lines around it: no row of a table, whatever signs are in it."""
        text = self._text
        above, below = gap_start(text, span.start), gap_stop(text, span.stop)
        gaps = text[above : span.start], text[span.stop : below]
        ends = above == 0, below == len(text)
        return "\n" not in text[slice(*span)] and all(end or gap.count("\n") > 1 for end, gap in zip(ends, gaps))

    def _paragraphs(self, span: Span) -> Iterator[Span]:
        start = span.start
        for blank in BLANK_LINE.finditer(self._text, *span):
            yield without_introductions(self._text, Span(start, blank.start()))
            start = blank.end()
        if start > span.start:
            yield without_introductions(self._text, Span(start, span.stop))
