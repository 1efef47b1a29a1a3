"""The text that stays, round by round, and every removal in the offsets of the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from dedup.kernel import _kernel
from dedup.options import CollapseOptions
from dedup.repeats.candidates import WHITE
from dedup.repeats.find import Link, link_rows
from dedup.repeats.sparing import MAX_SPARED
from dedup.repeats.stretches import is_single
from dedup.repeats.taking import may_stay
from dedup.results import Collapsed, Removal, Span, Spared

#: Characters between two partners in one kept copy, at most.
MAX_GAP = 400


#: Letters that must have their partners elsewhere to be a piece of their own.
LEAST_RUN = 20


class Choice(NamedTuple):
    """One stretch that goes, in the offsets of the present text."""

    start: int  #: with its separator
    stop: int
    kept_start: int
    kept_stop: int
    kind: str
    partial: bool
    identity: float
    rule: str


class Remaining:
    """A source text, what was removed of it so far, and `text`, the rest."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = source
        self._removals: list[Removal] = []  # a removal whose kept copy is yet to be found again has None
        self._map: Collapsed | None = None  # of `text` to `source`, once it has been asked for
        self._joints: list[int] = []  # offsets in `text` where something is gone
        self._rounds = 0

    def remove(self, choices: Sequence[Choice]) -> None:
        """Takes disjoint stretches of the present text away."""
        removals: list[Removal] = []
        for choice in choices:
            pieces = self._source_spans(choice.start, choice.stop)
            kept = self._source_spans(choice.kept_start, choice.kept_stop)
            # A stretch that spans what an earlier round removed goes in several pieces, each to be verified again.
            whole = kept[0] if len(pieces) == len(kept) == 1 else None
            removals += [
                Removal(
                    piece,
                    whole,
                    choice.kind,
                    choice.partial,
                    choice.identity,
                    choice.rule,
                    self.source[piece.start : piece.stop],
                )
                for piece in pieces
            ]
        self._removals += removals
        self._rounds += 1
        self._rebuild()

    def settle(self, options: CollapseOptions) -> bool:
        """Sees to it that every kept copy stands wholly in the present text, by comparing anew where it does not.

        What no longer verifies is put back: then the text has changed, and the answer is False.
        """
        before = sum(map(length, self._removals))
        lost = [i for i, removal in enumerate(self._removals) if not self._stays(removal.kept)]
        if lost:
            found = self._locate([self._removals[i] for i in lost], options)
            for i, pieces in zip(reversed(lost), reversed(found), strict=True):
                self._removals[i : i + 1] = pieces
        if lost or self._rounds > 1:
            self._part()
        if sum(map(length, self._removals)) == before:
            return True
        self._rebuild()
        return False

    def _part(self) -> None:
        """Gives a separator back to each run of removals that took both, round by round or beside what is back."""
        self._removals.sort()
        first = 0
        for n, last in enumerate(self._removals):
            if n + 1 < len(self._removals) and last.removed.stop == self._removals[n + 1].removed.start:
                continue
            start, stop = self._removals[first].removed.start, last.removed.stop
            inner = self._white_after(start), self._white_before(stop)  # what of the run is no white space
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
        """Where the white space that ends at an offset of the source begins."""
        while offset > 0 and self.source[offset - 1] in WHITE:
            offset -= 1
        return offset

    def _white_after(self, offset: int) -> int:
        """Where the white space that begins at an offset of the source ends."""
        while offset < len(self.source) and self.source[offset] in WHITE:
            offset += 1
        return offset

    def _cut(self, removal: Removal, start: int | None, stop: int | None) -> Removal:
        """The removal with another start or stop."""
        span = Span(start or removal.removed.start, stop or removal.removed.stop)
        return removal._replace(removed=span, text=self.source[span.start : span.stop])

    def result(self, spared: Sequence[Spared], min_letters: int, truncated: bool) -> Collapsed:
        """What became of the source; `spared` in the offsets of the present text."""
        listed: dict[Span, Spared] = {}
        for entry in spared:
            kept = self._hull(*entry.kept)
            for span in self._spared_spans(entry.spared, min_letters):
                listed.setdefault(span, entry._replace(spared=span, kept=kept))
        entries = list(listed.values())
        unlisted = max(0, len(entries) - MAX_SPARED)
        return Collapsed(self.text, self._removals, entries[:MAX_SPARED], truncated, unlisted)

    def _spared_spans(self, spared: Span, min_letters: int) -> list[Span]:
        """Where a spared block stands in the source: its long enough parts beside what went from inside."""
        spans = self._source_spans(*spared)
        if len(spans) == 1:
            return spans
        parts = [Span(self._white_after(span.start), self._white_before(span.stop)) for span in spans]
        return [part for part in parts if letters_of(self.source[slice(*part)]) >= min_letters]

    def _source_spans(self, start: int, stop: int) -> list[Span]:
        return self._to_source().to_source_spans(start, stop) if self._removals else [Span(start, stop)]

    def _hull(self, start: int, stop: int) -> Span:
        """From the source's character that stands at `start` to that before `stop`."""
        if not self._removals:
            return Span(start, stop)
        source = self._to_source()
        return Span(source.to_source(start), source.to_source(stop - 1) + 1)

    def _to_source(self) -> Collapsed:
        """The map of the present text to the source."""
        if self._map is None:
            self._map = Collapsed(self.text, self._removals)
        return self._map

    def _stays(self, span: Span | None) -> bool:
        """Is the span disjoint from everything removed?"""
        if span is None:
            return False
        after = bisect_right(self._removals, span.start, key=lambda removal: removal.removed.start)
        return not (
            (after and self._removals[after - 1].removed.stop > span.start)
            or (after < len(self._removals) and self._removals[after].removed.start < span.stop)
        )

    def _rebuild(self) -> None:
        self._removals.sort()
        kept: list[str] = []
        at = 0
        for removal in self._removals:
            kept.append(self.source[at : removal.removed.start])
            at = removal.removed.stop
        kept.append(self.source[at:])
        self.text = "".join(kept)
        self._map = None
        self._joints = list(accumulate(map(len, kept[:-1])))

    def _locate(self, removals: list[Removal], options: CollapseOptions) -> list[list[Removal]]:
        """For each removal those pieces of it that verify against kept copies in the present text."""
        copies = "\n\n".join(removal.text for removal in removals)
        links = link_rows(self.text, copies, self._joints)
        located: list[list[Removal]] = []
        word = begin = 0
        for removal in removals:
            end = begin + len(removal.text)
            first = word
            while word < len(links) and links[word].start < end:
                word += 1
            pieces = self._pieces(removal, links[first:word], begin, options)
            located.append([piece for stretch in touching(pieces) if may_go(stretch, options) for piece in stretch])
            begin = end + 2
        return located

    def _pieces(self, removal: Removal, links: Sequence[Link], begin: int, options: CollapseOptions) -> list[Removal]:
        """The pieces of a removal with one contiguous kept copy each; what does not verify stays out by whole lines."""
        shift = removal.removed.start - begin  # of the links' places to those in the source
        pieces, failed = self._verify(removal, removal.removed, links, shift, options)
        if failed:
            pieces = []
            start, end = removal.removed
            starts = [link.start + shift for link in links]
            for lines in (*map(self._lines, failed), Span(end, end)):
                if start < lines.start:
                    inside = links[bisect_left(starts, start) : bisect_left(starts, lines.start)]
                    found, wrong = self._verify(removal, Span(start, lines.start), inside, shift, options)
                    pieces += [] if wrong else found
                start = max(start, lines.stop)
                if start >= end:
                    break
        return pieces

    def _verify(
        self, removal: Removal, span: Span, links: Sequence[Link], shift: int, options: CollapseOptions
    ) -> tuple[list[Removal], list[Span]]:
        """The pieces of `span`, and those spans of it that do not verify: there, too, where a line falls in two."""
        pieces: list[Removal] = []
        failed: list[Span] = []
        start = span.start
        runs = self._runs(links)
        for n, run in enumerate(runs):
            stop = span.stop
            if n + 1 < len(runs):
                last, following = run[-1].stop + shift, runs[n + 1][0].start + shift
                stop = self.source.rfind("\n", last, following) + 1
                if not stop:
                    stop = following
                    failed.append(Span(stop, stop))
            piece = self._piece(removal, Span(start, stop), run)
            if piece and piece.identity >= options.identity and stays(piece, options.keep):
                pieces.append(piece)
            else:
                failed.append(Span(start, stop))
            start = stop
        return pieces, failed

    def _lines(self, span: Span) -> Span:
        """The lines that a span touches."""
        stop = self.source.find("\n", max(span.start, span.stop - 1))
        return Span(self.source.rfind("\n", 0, span.start) + 1, len(self.source) if stop < 0 else stop + 1)

    def _runs(self, links: Sequence[Link]) -> list[list[Link]]:
        """The links in runs whose partners follow one another in one contiguous stretch of the source.

        A few words with partners elsewhere are chance, and count as words without one.
        """
        runs: list[list[Link]] = [[]]
        stray: list[Link] = []
        last = astray = None  # where the partner of the last word ends, and that of the last stray one
        for link in links:
            _, _, _, equal, start, stop = link
            stretch = bisect_right(self._joints, start)  # of the source, in which the partner stands
            if not equal:
                (stray or runs[-1]).append(link)
            elif last is None or follows(last, stretch, start):
                runs[-1] += [*map(unlinked, stray), link] if stray else [link]
                stray, last = [], (stretch, stop)
            else:
                if stray and astray and not follows(astray, stretch, start):
                    runs[-1] += map(unlinked, stray)
                    stray = []
                stray.append(link)
                astray = stretch, stop
                if sum(one.equal for one in stray) >= LEAST_RUN:
                    runs.append(stray)
                    stray, last = [], astray
        runs[-1] += map(unlinked, stray)
        return runs

    def _piece(self, removal: Removal, span: Span, run: Sequence[Link]) -> Removal | None:
        """The piece of a removal whose words are linked as in `run`, measured anew."""
        linked = [link for link in run if link.equal]
        if not linked:
            return None
        letters, equal = sum(link.letters for link in run), sum(link.equal for link in run)
        kept = self._hull(linked[0].kept_start, linked[-1].kept_stop)
        text, twin = self.source[span.start : span.stop], self.source[kept.start : kept.stop]
        same = text.strip() == twin.strip()
        kind = "exact" if same else "same_words" if _kernel.word_letters(text) == _kernel.word_letters(twin) else "near"
        identity = equal / letters if kind == "near" else 1.0
        return removal._replace(
            removed=span, kept=kept, kind=kind, partial=kind == "near", identity=identity, text=text
        )


def touching(pieces: Sequence[Removal]) -> list[list[Removal]]:
    """Removals, in order, those together that nothing parts."""
    stretches: list[list[Removal]] = []
    for piece in pieces:
        if stretches and stretches[-1][-1].removed.stop == piece.removed.start:
            stretches[-1].append(piece)
        else:
            stretches.append([piece])
    return stretches


def may_go(stretch: Sequence[Removal], options: CollapseOptions) -> bool:
    """Does what is asked of a stretch hold against the copies that it was measured against anew?"""
    letters = [letters_of(piece.text) for piece in stretch]
    equal = sum(count * piece.identity for count, piece in zip(letters, stretch, strict=True))
    return not is_single(sum(letters), equal, options)


def letters_of(text: str) -> int:
    """The letters of a text's words."""
    return sum(word[3] for word in _kernel.words(text))


def follows(last: tuple[int, int], stretch: int, start: int) -> bool:
    """Does a partner at `start` stand after the last one, in the same stretch of the source and not far off?"""
    return last[0] == stretch and 0 <= start - last[1] < MAX_GAP


def unlinked(link: Link) -> Link:
    """The word without its partner."""
    return link._replace(equal=0)


def length(removal: Removal) -> int:
    """Characters that a removal takes away."""
    return removal.removed.stop - removal.removed.start


def stays(removal: Removal, keep: object) -> bool:
    """Does the keep rule allow the kept copy to stay for the removed one?"""
    return removal.kept is not None and may_stay(removal.kept.start, removal.removed.start, keep)
