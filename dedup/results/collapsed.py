"""The result of `collapse`: the text that is left, what was removed and what was spared."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from dedup.record import NamedTuple
from dedup.results.span import Span
from dedup.results.value import FORMAT, Result, from_saved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    Kind = Literal["exact", "same_words", "near"]
    Rule = Literal["long run", "row of copies", "lone block", "teaser", "neighbour"]
    Reason = Literal[
        "single", "form", "numbers", "names", "template", "table", "list", "code", "verse",
        "identity", "reference", "cut",
    ]  # fmt: skip

#: All reasons for which a repeat may be spared.
REASONS: tuple[Reason, ...] = (
    "single", "form", "numbers", "names", "template", "table", "list", "code", "verse",
    "identity", "reference", "cut",
)  # fmt: skip


class Removal(NamedTuple):
    """One removed copy, and the copy that was kept for it.

    Attributes:
        removed: The removed span of the source: the copy and one of its two separators.
        kept: The kept copy, in the source. No part of it was removed.
        kind: "exact": the same characters. "same_words": the same words, but different case, accents, punctuation or
            spacing. "near": changed.
        partial: Whether the kept copy holds more than the removed one.
        identity: The share of the removed copy's letters that are aligned to equal letters in the kept copy; in (0, 1].
        rule: Why it was removed: "long run", "row of copies", "lone block", "teaser", or "neighbour" of another
            removal. docs/what-is-a-copy.md explains each.
        text: The removed characters, which `Collapsed.restore` puts back.
    """

    removed: Span
    kept: Span
    kind: Kind
    partial: bool
    identity: float
    rule: Rule
    text: str

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {**self._asdict(), "removed": list(self.removed), "kept": list(self.kept)}


class Spared(NamedTuple):
    """One repeat that was left in place.

    Attributes:
        spared: The repeat, in the source.
        kept: The first copy, in the source.
        identity: The share of the repeat's letters that are aligned to equal letters in the first copy; in (0, 1].
        reason: Why it was spared: a name from `dedup.PROTECT`, "identity" (too dissimilar) or "cut" (no clean ends).
            docs/what-is-a-copy.md explains each.
        option: The option that would remove it, as written in a call; "" when none would.
    """

    spared: Span
    kept: Span
    identity: float
    reason: Reason
    option: str

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {**self._asdict(), "spared": list(self.spared), "kept": list(self.kept)}


class Collapsed(Result):
    """The text with one copy of each repeat, and an account of every removed copy.

    Immutable. Offsets count code points of the source, the text that was given.

    Attributes:
        text: What is left of the source.
        removals: The removed copies, in order; no two overlap.
        spared: The repeats of at least `min_letters` left in place, in order; at most 1,000.
        truncated: Whether the search reached its work limit, so that repeats may be missing. Only hostile text does.
        unlisted: How many more repeats were spared than the 1,000 listed.
    """

    __slots__ = ("_gaps", "removals", "spared", "text", "truncated", "unlisted")

    text: str
    removals: tuple[Removal, ...]
    spared: tuple[Spared, ...]
    truncated: bool
    unlisted: int
    _gaps: tuple[list[int], list[int]] | None

    def __init__(
        self,
        text: str,
        removals: Sequence[Removal] = (),
        spared: Sequence[Spared] = (),
        truncated: bool = False,
        unlisted: int = 0,
    ) -> None:
        put = object.__setattr__
        put(self, "text", text)
        put(self, "removals", tuple(removals))
        put(self, "spared", tuple(spared))
        put(self, "truncated", truncated)
        put(self, "unlisted", unlisted)
        put(self, "_gaps", None)

    def __repr__(self) -> str:
        removed = sum(removal.removed.stop - removal.removed.start for removal in self.removals)
        return (
            f"<Collapsed: {len(self.text)} characters kept, {removed} removed in {len(self.removals)} "
            f"span{'s' * (len(self.removals) != 1)}, "
            f"{len(self.spared) + self.unlisted} spared{', truncated' if self.truncated else ''}>"
        )

    def _key(self) -> tuple[str, tuple[Removal, ...], tuple[Spared, ...], bool, int]:
        return self.text, self.removals, self.spared, self.truncated, self.unlisted

    @property
    def changed(self) -> bool:
        """Whether anything was removed."""
        return len(self.removals) > 0

    def diff(self, name: str = "text") -> str:
        """A unified diff of what was removed, which `patch` applies; "" if nothing was.

        Args:
            name: What the diff calls the text, such as a file's path.
        """
        from dedup.results.diff import diff_of

        return diff_of(name, self.restore(), self.removals)

    def restore(self) -> str:
        """Rebuilds the source from `text` and the removals.

        >>> Collapsed("ab", [Removal(Span(1, 3), Span(0, 1), "exact", False, 1.0, "", "XY")]).restore()
        'aXYb'
        """
        pieces: list[str] = []
        taken = removed = 0
        for removal in self.removals:
            joint = removal.removed.start - removed  # the offset in `text`
            pieces += self.text[taken:joint], removal.text
            taken = joint
            removed += len(removal.text)
        pieces.append(self.text[taken:])
        return "".join(pieces)

    def to_source(self, offset: int) -> int:
        """Maps an offset in `text` to the source; the end of `text` maps to the end of the source.

        Raises:
            IndexError: `offset` is outside 0 .. len(text).
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is outside the text: 0 to {len(self.text)}")
        joints, removed = self._joints()
        # A removal at the joint lies before the offset.
        return offset + removed[bisect_right(joints, offset)]

    def to_source_spans(self, start: int, stop: int) -> list[Span]:
        """Maps a span of `text` to the spans of the source that it came from, in order.

        Raises:
            IndexError: [start, stop) is not a span of `text`.
        """
        if not 0 <= start <= stop <= len(self.text):
            raise IndexError(f"[{start}, {stop}) is not a span of the text: 0 to {len(self.text)}")
        return spans_around(*self._joints(), start, stop)

    def from_source(self, offset: int) -> int | None:
        """Maps an offset in the source to `text`; None for a removed character.

        Raises:
            IndexError: `offset` is outside 0 .. len(source).
        """
        _, removed = self._joints()
        if not 0 <= offset <= len(self.text) + removed[-1]:
            raise IndexError(f"offset {offset} is outside the source: 0 to {len(self.text) + removed[-1]}")
        before = bisect_right(self.removals, offset, key=lambda removal: removal.removed.start)
        if before and offset < self.removals[before - 1].removed.stop:
            return None
        return offset - removed[before]

    def _joints(self) -> tuple[list[int], list[int]]:
        """The offset in `text` of each removal; and the characters removed before each of them, and in all."""
        if self._gaps is None:
            lengths = [removal.removed.stop - removal.removed.start for removal in self.removals]
            removed = list(accumulate(lengths, initial=0))
            joints = [removal.removed.start - before for removal, before in zip(self.removals, removed)]
            object.__setattr__(self, "_gaps", (joints, removed))
        assert self._gaps is not None
        return self._gaps

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict that `from_dict` reads."""
        return {
            "format": FORMAT,
            "text": self.text,
            "removals": [removal.to_dict() for removal in self.removals],
            "spared": [spared.to_dict() for spared in self.spared],
            "truncated": self.truncated,
            "unlisted": self.unlisted,
        }

    @staticmethod
    def from_dict(saved: Mapping[str, Any]) -> Collapsed:
        """Reads a result that `to_dict` saved.

        Raises:
            ReportError: `saved` is something else; the message says what is wrong. Also a `ValueError`.
        """
        return from_saved(saved, _collapsed)


def spans_around(joints: Sequence[int], removed: Sequence[int], start: int, stop: int) -> list[Span]:
    """The spans of a source that [start, stop) of what is left of it came from, in order.

    Args:
        joints: The offset of each removal in what is left.
        removed: The characters removed before each of them, and in all.
        start: In what is left.
        stop: In what is left.

    >>> spans_around([5], [0, 10], 3, 9)
    [Span(start=3, stop=5), Span(start=15, stop=19)]
    """
    if start == stop:
        return []
    first, last = bisect_right(joints, start), bisect_left(joints, stop)
    if first == last:
        return [Span(start + removed[first], stop + removed[first])]
    bounds = [start, *joints[first:last], stop]
    return [
        Span(bounds[i] + removed[first + i], bounds[i + 1] + removed[first + i])
        for i in range(len(bounds) - 1)
        if bounds[i] < bounds[i + 1]
    ]


def _collapsed(saved: Mapping[str, Any]) -> Collapsed:
    return Collapsed(
        saved["text"],
        [Removal(**{**one, "removed": Span(*one["removed"]), "kept": Span(*one["kept"])}) for one in saved["removals"]],
        [Spared(**{**one, "spared": Span(*one["spared"]), "kept": Span(*one["kept"])}) for one in saved["spared"]],
        saved["truncated"],
        saved.get("unlisted", 0),  # version 0.1 had none
    )
