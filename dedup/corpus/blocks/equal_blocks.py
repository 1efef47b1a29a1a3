"""Blocks of whole lines that two texts share, character for character. Nothing needs to be aligned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dedup.corpus.blocks.first_seen import Source
from dedup.corpus.blocks.intervals import DisjointSpans
from dedup.corpus.blocks.matches import Match
from dedup.kernel._kernel import Excerpt, equal_lines
from dedup.options import BlockOptions
from dedup.repeats.candidates import WHITE
from dedup.repeats.find import as_bits
from dedup.repeats.removals import LONG
from dedup.results.span import Span

if TYPE_CHECKING:
    from dedup.results.collapsed import Rule

#: Characters read on either side of a block, for pairs of brackets and the like.
AROUND = 300

#: The most characters of a paragraph that may be the heading of the next one.
HEADING = 60

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = (".", "!", "?", "。", "！", "？", "।", "؟", "…")
_COLON = (":", "：")


class _Run(NamedTuple):
    """Lines of a text that an earlier one has, too."""

    span: Span
    source: int
    shift: int  #: from the text to the earlier one

    @property
    def kept(self) -> Span:
        return Span(self.span.start + self.shift, self.span.stop + self.shift)


def equal_blocks(
    text: str, sources: Sequence[Source], options: BlockOptions
) -> tuple[list[Match], bool]:
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
        for run, span in zip(chosen, _with_separators(text, [run.span for run in chosen]))
    ], is_complete


class _Judge:
    """Decides which lines of a text may be removed, so that what stays around them still makes sense."""

    def __init__(self, text: str, options: BlockOptions) -> None:
        self._text = text
        self._options = options
        self._protect = as_bits(options.collapse.protect)
        self.letters_in = cache(self._letters_in)
        self.removable = cache(self._removable)

    def _removable(self, span: Span) -> list[Span]:
        """The parts of a run of lines that may be removed: all of it, or else some of its paragraphs."""
        span = self._without_dangling(span)
        if self._may_go(span):
            return [span]
        return [part for part in self._paragraphs(span) if self._may_go(part)]

    def rule_of(self, span: Span) -> Rule:
        """By which rule lines are removed."""
        return "long run" if self.letters_in(span) >= LONG else "lone block"

    def _excerpt(self, span: Span) -> tuple[Excerpt, int, int]:
        """The text around a span, and where in it the span is."""
        start, stop = max(span.start - AROUND, 0), span.stop + AROUND
        excerpt = Excerpt(self._text[start:stop], self._options.collapse.min_letters, self._protect)
        return excerpt, span.start - start, span.stop - start

    def _letters_in(self, span: Span) -> int:
        excerpt, start, stop = self._excerpt(span)
        return excerpt.letters(start, stop)

    def _may_go(self, span: Span) -> bool:
        if span.start >= span.stop:
            return False
        excerpt, start, stop = self._excerpt(span)
        if excerpt.letters(start, stop) < self._options.collapse.min_letters:
            return False
        form = excerpt.form(start, stop)
        return (not form or (form == "table" and self._stands_alone(span))) and not excerpt.parts_a_pair(start, stop)

    def _stands_alone(self, span: Span) -> bool:
        """Whether a span is a line with blank lines around it: no row of a table, whatever signs are in it."""
        text = self._text
        above, below = _gap_start(text, span.start), _gap_stop(text, span.stop)
        gaps = text[above : span.start], text[span.stop : below]
        ends = above == 0, below == len(text)
        return "\n" not in text[slice(*span)] and all(end or gap.count("\n") > 1 for end, gap in zip(ends, gaps))

    def _paragraphs(self, span: Span) -> Iterator[Span]:
        start = span.start
        for blank in _BLANK_LINE.finditer(self._text, *span):
            yield self._without_dangling(Span(start, blank.start()))
            start = blank.end()
        if start > span.start:
            yield self._without_dangling(Span(start, span.stop))

    def _without_dangling(self, span: Span) -> Span:
        """A span without a first paragraph that a line above introduces, and without what introduces the text below."""
        text, (start, stop) = self._text, span
        above = text[max(start - HEADING, 0) : start].rstrip(WHITE)
        if above.endswith(_COLON):
            blank = _BLANK_LINE.search(text, start, stop)
            start = blank.end() if blank else stop
        if not text[stop : stop + AROUND].strip(WHITE):
            return Span(start, stop)
        while start < stop:
            line = text.rfind("\n", start, stop) + 1 or start
            last = text[line:stop].strip(WHITE)
            if not (last.endswith(_COLON) or self._is_heading(start, line, last)):
                break
            stop = start + len(text[start:line].rstrip(WHITE))
        return Span(start, stop)

    def _is_heading(self, start: int, line: int, last: str) -> bool:
        """Whether the last line of a run is a short paragraph that no sentence end closes."""
        if len(last) > HEADING or last.endswith(_SENTENCE_END):
            return False
        return line > start and self._text[start:line].rstrip(" \t\r").endswith("\n\n")


def _with_separators(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Each span with what separates it: of adjacent spans all between them, and one of the two around them.

    The same rule as in separators.c.
    """
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and _gap_stop(text, spans[last].stop) >= spans[last + 1].start:
            last += 1
        start, stop = _with_separator(text, Span(spans[first].start, spans[last].stop))
        for place in range(first, last + 1):
            yield Span(
                start if place == first else spans[place].start, stop if place == last else spans[place + 1].start
            )
        first = last + 1


def _with_separator(text: str, span: Span) -> Span:
    start, stop = _gap_start(text, span.start), _gap_stop(text, span.stop)
    before, after = text.count("\n", start, span.start), text.count("\n", span.stop, stop)
    is_single = before == after == 1 and stop < len(text)
    is_parted = start < span.start and span.stop < stop and not is_single
    if span.stop == len(text) or (is_parted and after > before):
        return Span(start, span.stop)
    if span.start == 0 or is_parted:
        return Span(span.start, stop)
    return span


def _gap_start(text: str, start: int) -> int:
    while start > 0 and text[start - 1] in WHITE:
        start -= 1
    return start


def _gap_stop(text: str, stop: int) -> int:
    while stop < len(text) and text[stop] in WHITE:
        stop += 1
    return stop
