"""Keeps the remaining text, round by round, and all removals in offsets of the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate

from dedup.kernel import _kernel
from dedup.kernel._kernel import Repeats, Ties, letters_of
from dedup.options import CollapseOptions
from dedup.repeats.candidates import WHITE, Choice
from dedup.repeats.removals import as_choice, edges, length, may_go, stays, touching
from dedup.repeats.settling import parts_of
from dedup.repeats.sparing import MAX_SPARED
from dedup.results.collapsed import Collapsed, Removal, Spared, spans_around
from dedup.results.span import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dedup.results.collapsed import Kind


class Remaining:
    """A source text, the removals so far, and `text`, what is left."""

    def __init__(self, source: str, options: CollapseOptions, repeats: Repeats) -> None:
        """Starts without removals; `repeats` of the source know where it may be cut."""
        self.source = source
        self._repeats = repeats
        self._options = options
        self.text = source
        self._removals: list[Removal] = []  # parts of a kept copy may have been removed since
        self._joints: list[int] = []  # offsets in `text` where something was removed
        self._gone = [0]  # characters removed before each removal, and in total
        self._rounds = 0

    def remove(self, choices: Sequence[Choice]) -> None:
        """Removes disjoint choices from the current text."""
        removals: list[Removal] = []
        for choice in choices:
            spans = self._source_spans(choice.start, choice.stop)
            kept = self._source_spans(choice.kept_start, choice.kept_stop)
            whole = Span(kept[0].start, kept[-1].stop)
            pieces = [
                Removal(
                    removed=span,
                    kept=whole,
                    kind=choice.kind,
                    partial=choice.partial,
                    identity=choice.identity,
                    rule=choice.rule,
                    text=self._cut_out(span),
                )
                for span in spans
            ]
            removals += pieces if len(spans) == len(kept) == 1 else self._across(choice, pieces)
        self._removals = self._absorbed(removals)
        self._rounds += 1
        self._rebuild()

    def _across(self, choice: Choice, pieces: Sequence[Removal]) -> list[Removal]:
        """The pieces of a choice with earlier removals inside either copy, each with a kept copy of its own.

        A piece for which none is found gets an identity of 0, and `settle` measures it.
        """
        kept, text = self.text[choice.kept_start : choice.kept_stop], self.text[choice.start : choice.stop]
        ties = Ties(kept, text, self._joints, choice.kept_start)
        found: list[Removal] = []
        begin = 0
        for piece in pieces:
            end = begin + length(piece)
            parts, failed = self._verify(piece, ties, begin, choice.kept_start)
            found += parts if parts and not failed and not ties.cross(end) else [piece._replace(identity=0.0)]
            begin = end
        return found

    def _absorbed(self, removals: Sequence[Removal]) -> list[Removal]:
        """All removals in order. New ones without words, which repeat nothing, are merged into adjacent ones."""
        bare = {removal.removed for removal in removals if not removal.identity and not _kernel.words(removal.text)}
        ordered = sorted([*self._removals, *removals])
        if not bare:
            return ordered
        merged: list[Removal] = []
        for removal in ordered:
            last = merged[-1] if merged and merged[-1].removed.stop == removal.removed.start else None
            if last and (last.removed in bare or removal.removed in bare):
                whole = last if removal.removed in bare else removal
                span = Span(last.removed.start, removal.removed.stop)
                merged[-1] = self._piece(whole, span, whole.kept, whole.identity)
            else:
                merged.append(removal)
        return merged

    def settle(self) -> bool:
        """Finds and measures a new kept copy wherever parts of one were removed, and puts removals without one back.

        Returns False if the text has changed.
        """
        settled: list[Removal] = []
        lost: list[Removal] = []
        far: list[Removal] = []
        for removal in self._removals:
            (settled if removal.identity and self._stays(removal.kept) else lost).append(removal)
        for removal in lost:
            near = self._locate_near(removal)
            settled += near
            far += [] if near else [removal]
        if far:
            settled += self._locate(far)
        if lost:
            self._removals = self._still_going(sorted(settled))
        if lost or self._rounds > 1:
            self._part()
        is_settled = self._gone[-1] == sum(map(length, self._removals))
        if lost or not is_settled:
            self._rebuild()
        return is_settled

    def settle_all(self) -> int:
        """Settles until nothing more changes; returns how many characters were put back."""
        before = len(self.text)
        while not self.settle():
            pass
        return len(self.text) - before

    def _still_going(self, removals: list[Removal]) -> list[Removal]:
        """Drops the adjacent removals that may no longer be removed."""
        going: list[Removal] = []
        cuts = {place for stretch in touching(self._removals) for place in edges(stretch)}
        for stretch in touching(removals):
            self._trim(stretch, cuts)
            if may_go(stretch, self._options) and self._is_clean(stretch, cuts):
                going += stretch
        return going

    def _trim(self, stretch: list[Removal], cuts: AbstractSet[int]) -> None:
        """Cuts off the lines without words at an end that is not in `cuts`: they go only between copies."""
        start, stop = edges(stretch)
        first, last = self._white_after(start), self._white_before(stop)
        if start not in cuts:
            while (end := self.source.find("\n", first, last)) >= 0 and not _kernel.words(self.source[first:end]):
                start = first = self._white_after(end)
            stretch[0] = self._cut(stretch[0], start, None)
        if stop not in cuts:
            while (end := self.source.rfind("\n", first, last)) >= 0 and not _kernel.words(self.source[end:last]):
                last = self._white_before(end)
                stop = self._white_after(last)
            stretch[-1] = self._cut(stretch[-1], None, stop)

    def _is_clean(self, stretch: Sequence[Removal], cuts: AbstractSet[int]) -> bool:
        """Whether adjacent removals have clean ends and break no pair; `cuts`: where the text was cut before."""
        start, stop = edges(stretch)
        clean = all(place in cuts or self._repeats.may_be_cut(place) for place in (start, stop))
        return clean and not self._repeats.parts_a_pair(start, stop)

    def remove_as(self, removals: Sequence[Removal]) -> list[Span]:
        """Removes what a run of the current text removes.

        Returns what had to stay all the same, and its kept copies, in offsets of the source.
        """
        removed = [(self._source_spans(*removal.removed), self._hull(*removal.kept)) for removal in removals]
        self.remove(list(map(as_choice, removals)))
        self.settle_all()
        return [
            span for spans, kept in removed if any(map(self._has_more_than_space, spans)) for span in (*spans, kept)
        ]

    def _has_more_than_space(self, span: Span) -> bool:
        """Whether anything but white space is left of a span of the source."""
        return bool(self.text[self._place(span.start) : self._place(span.stop)].strip(WHITE))

    def give_way(self, spans: Sequence[Span]) -> None:
        """Puts back all that overlaps some spans of the source."""
        regions = sorted(spans)
        reach = list(accumulate((span.stop for span in regions), max))
        apart = [
            removal
            for removal in self._removals
            if not (before := bisect_left(regions, (removal.removed.stop,)))
            or reach[before - 1] <= removal.removed.start
        ]
        self._removals = self._still_going(apart)
        self._part()
        self._rebuild()

    def removals(self) -> Sequence[Removal]:
        """The removals, in order."""
        return self._removals

    def _locate_near(self, removal: Removal) -> list[Removal]:
        """The parts of a removal that verify against what is left of its kept copy, if all of it does."""
        start, stop = map(self._place, removal.kept)
        if start == stop:
            return []
        ties = Ties(self.text[start:stop], removal.text, self._joints, start)
        parts, failed = self._verify(removal, ties, 0, start)
        return [] if failed else parts

    def _part(self) -> None:
        """Puts one separator back where removals, over rounds or next to text put back, have taken both."""
        self._removals.sort()
        first = 0
        for n, last in enumerate(self._removals):
            if n + 1 < len(self._removals) and last.removed.stop == self._removals[n + 1].removed.start:
                continue
            start, stop = self._removals[first].removed.start, last.removed.stop
            inner = self._white_after(start), self._white_before(stop)  # without white space
            outer = self._white_before(start), self._white_after(stop)
            if inner[0] < inner[1] and outer[0] > 0 and outer[1] < len(self.source):
                breaks = self.source.count("\n", outer[0], inner[0])
                further = self.source.count("\n", inner[1], outer[1])
                left = self.source.count("\n", outer[0], start) + self.source.count("\n", stop, outer[1])
                glued = outer == (start, stop) and inner != (start, stop)
                if (breaks > further and (left < breaks or glued)) or (glued and inner[1] == stop):
                    self._removals[first] = self._cut(self._removals[first], inner[0], None)
                elif left < further or glued:
                    self._removals[n] = self._cut(last, None, inner[1])
            first = n + 1

    def _white_before(self, offset: int) -> int:
        """The start of the white space that ends at an offset of the source."""
        while offset > 0 and self.source[offset - 1] in WHITE:
            offset -= 1
        return offset

    def _white_after(self, offset: int) -> int:
        """The end of the white space that starts at an offset of the source."""
        while offset < len(self.source) and self.source[offset] in WHITE:
            offset += 1
        return offset

    def _cut(self, removal: Removal, start: int | None, stop: int | None) -> Removal:
        """Changes the start or stop of a removal."""
        span = Span(start or removal.removed.start, stop or removal.removed.stop)
        return removal._replace(removed=span, text=self.source[span.start : span.stop])

    def result(self, spared: Sequence[Spared], truncated: bool) -> Collapsed:
        """The result; `spared` has offsets of the current text."""
        listed: dict[Span, Spared] = {}
        for entry in self._in_source(spared) if self._removals else spared:
            listed.setdefault(entry.spared, entry)
        entries = list(listed.values())
        unlisted = max(0, len(entries) - MAX_SPARED)
        return Collapsed(self.text, self._removals, entries[:MAX_SPARED], truncated, unlisted)

    def _in_source(self, spared: Sequence[Spared]) -> Iterator[Spared]:
        """Spared blocks in offsets of the source, each as often as it has parts there."""
        for entry in spared:
            kept = self._hull(*entry.kept)
            for span in self._spared_spans(entry.spared):
                yield Spared(spared=span, kept=kept, identity=entry.identity, reason=entry.reason, option=entry.option)

    def _spared_spans(self, spared: Span) -> list[Span]:
        """The parts of a spared block in the source that are long enough, if something inside it was removed."""
        spans = self._source_spans(*spared)
        if len(spans) == 1:
            return spans
        parts = [Span(self._white_after(span.start), self._white_before(span.stop)) for span in spans]
        return [part for part in parts if letters_of(self.source[slice(*part)]) >= self._options.min_letters]

    def _source_spans(self, start: int, stop: int) -> list[Span]:
        """The spans of the source that a span of the current text came from, in order."""
        return spans_around(self._joints, self._gone, start, stop)

    def _hull(self, start: int, stop: int) -> Span:
        """The span in the source from the character at `start` to the one before `stop`."""
        first, last = bisect_right(self._joints, start), bisect_right(self._joints, stop - 1)
        return Span(start + self._gone[first], stop + self._gone[last])

    def _stays(self, span: Span) -> bool:
        """Whether nothing was removed from a span."""
        after = bisect_right(self._removals, span.start, key=lambda removal: removal.removed.start)
        return not (
            (after and self._removals[after - 1].removed.stop > span.start)
            or (after < len(self._removals) and self._removals[after].removed.start < span.stop)
        )

    def _rebuild(self) -> None:
        kept: list[str] = []
        at = 0
        for removal in self._removals:
            kept.append(self.source[at : removal.removed.start])
            at = removal.removed.stop
        kept.append(self.source[at:])
        self.text = "".join(kept)
        self._joints = list(accumulate(map(len, kept[:-1])))
        self._gone = list(accumulate(map(length, self._removals), initial=0))

    def _locate(self, removals: list[Removal]) -> list[Removal]:
        """The pieces of removals that verify against kept copies anywhere in the current text."""
        copies = "\n\n".join(removal.text for removal in removals)
        ties = Ties(self.text, copies, self._joints, rows=True)
        located: list[Removal] = []
        begin = 0
        for removal in removals:
            located += self._pieces(removal, ties, begin)
            begin += len(removal.text) + 2
        return located

    def _pieces(self, removal: Removal, ties: Ties, begin: int) -> list[Removal]:
        """The pieces of a removal with one contiguous kept copy each, without whole lines that do not verify."""
        pieces, failed = self._verify(removal, ties, begin, 0)
        if failed:
            pieces = []
            start, end = removal.removed
            shift = start - begin
            for lines in (*map(self._lines, failed), Span(end, end)):
                if start < lines.start:
                    within = self._cut(removal, start, lines.start)
                    found, wrong = self._verify(within, ties, start - shift, 0)
                    pieces += [] if wrong else found
                start = max(start, lines.stop)
                if start >= end:
                    break
        return pieces

    def _verify(self, removal: Removal, ties: Ties, begin: int, kept_begin: int) -> tuple[list[Removal], list[Span]]:
        """The parts of a removal, each measured against its own kept copy, and the spans that fail.

        `begin`: the start of the removal in the text of the ties; `kept_begin`: of their kept text, in `self.text`.
        """
        shift = removal.removed.start
        parts, wrong = parts_of(removal.text, ties, begin, self._options.identity)
        if wrong or not parts:
            return [], [Span(start + shift, stop + shift) for start, stop in wrong] or [removal.removed]
        failed: list[Span] = []
        pieces: list[Removal] = []
        for n, part in enumerate(parts):
            start = removal.removed.start if n == 0 else part.start + shift
            stop = removal.removed.stop if n + 1 == len(parts) else parts[n + 1].start + shift
            kept = self._source_spans(part.kept_start + kept_begin, part.kept_stop + kept_begin)
            piece = self._piece(removal, Span(start, stop), kept[0], part.identity)
            if len(kept) > 1 or not stays(piece, self._options.keep):
                failed.append(Span(start, stop))
            pieces.append(piece)
        return ([] if failed else pieces), failed

    def _piece(self, removal: Removal, span: Span, kept: Span, identity: float) -> Removal:
        """The part of a removal that is `span`, with its own kept copy."""
        text, twin = self._cut_out(span), self._cut_out(kept)
        kind: Kind = "near"
        if text.strip() == twin.strip():
            kind = "exact"
        elif _kernel.have_same_words(text, twin):
            kind = "same_words"
        is_near = kind == "near"
        measured = identity if is_near else 1.0
        return removal._replace(removed=span, kept=kept, kind=kind, partial=is_near, identity=measured, text=text)

    def _cut_out(self, span: Span) -> str:
        """The characters of a span of the source."""
        return self.source[span.start : span.stop]

    def _place(self, offset: int) -> int:
        """The offset in the current text of an offset in the source, or of the next character left."""
        before = bisect_right(self._removals, offset, key=lambda removal: removal.removed.start)
        beyond = max(0, self._removals[before - 1].removed.stop - offset) if before else 0
        return offset - self._gone[before] + beyond

    def _lines(self, span: Span) -> Span:
        """Extends a span to whole lines."""
        stop = self.source.find("\n", max(span.start, span.stop - 1))
        return Span(self.source.rfind("\n", 0, span.start) + 1, len(self.source) if stop < 0 else stop + 1)
