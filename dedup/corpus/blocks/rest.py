"""What is left of a document, and where each part of it stands in the document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from dedup.results.span import Span, without


class Rest:
    """What is left of a document without some spans. Its offsets are those of the text that is left."""

    __slots__ = ("joints", "removed", "shifts", "text")

    def __init__(self, document: str, removed: Sequence[Span] = ()) -> None:
        self.removed: Sequence[Span] = ()
        self.joints: Sequence[int] = ()  #: where something was removed, in order
        self.shifts: Sequence[int] = ()  #: how many characters were, up to and at each joint
        self.text = document
        if removed:
            self._remove(sorted(removed))

    def _remove(self, removed: list[Span]) -> None:
        self.removed = removed
        self.text = without(self.text, removed)
        sizes = [span.stop - span.start for span in removed]
        self.shifts = list(accumulate(sizes))
        self.joints = [span.stop - shift for span, shift in zip(removed, self.shifts)]

    def joints_in(self, span: Span) -> Sequence[int]:
        """The joints inside a span, its ends aside."""
        return self.joints[bisect_right(self.joints, span.start) : bisect_left(self.joints, span.stop)]

    def to_document(self, span: Span) -> Span:
        """A span, with no joint inside, as one of the document.

        >>> rest = Rest("abXXcd", [Span(2, 4)])
        >>> rest.text, rest.to_document(Span(0, 2)), rest.to_document(Span(2, 4))
        ('abcd', Span(start=0, stop=2), Span(start=4, stop=6))
        """
        before = bisect_right(self.joints, span.start)
        shift = self.shifts[before - 1] if before else 0
        return Span(span.start + shift, span.stop + shift)

    def parts_of(self, span: Span) -> list[Span]:
        """The parts of a span between joints, as spans of the document."""
        bounds = [span.start, *dict.fromkeys(self.joints_in(span)), span.stop]
        return [self.to_document(Span(start, stop)) for start, stop in pairwise(bounds)]
