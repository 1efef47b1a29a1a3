"""What the verbs return: spans and measures, immutable, picklable, ready for JSON.  Rendering is `dedup.report`'s."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from dedup.errors import ReportError

#: Number of the saved form of a result; a reader refuses any other.
FORMAT = 1


class Span(NamedTuple):
    """Characters [start, stop) of a text, counted in code points."""

    start: int
    stop: int


class Removal(NamedTuple):
    """One removed copy, and the copy that stays for it."""

    removed: Span  #: the copy and one of its separators, in the source
    kept: Span | None  #: the copy it repeats, in the source, wholly in text that stays
    kind: str  #: 'exact' the same characters, 'same_words', 'near'
    partial: bool  #: the kept copy holds more than the removed one
    identity: float  #: letters of the removed copy found aligned in the kept one / its letters
    rule: str  #: why it may go: 'long run', 'row of copies', 'lone block', 'teaser', 'neighbour' of another removal
    text: str  #: the removed characters themselves: what `restore` puts back
    id: Hashable = None  #: the document it went from; None inside one text
    kept_id: Hashable = None  #: the document that holds the kept copy

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict; `removal_from_dict` reads it."""
        documents = {} if self.id is None else {"id": self.id, "kept_id": self.kept_id}
        return documents | {
            "removed": list(self.removed),
            "kept": None if self.kept is None else list(self.kept),
            "kind": self.kind,
            "partial": self.partial,
            "identity": self.identity,
            "rule": self.rule,
            "text": self.text,
        }


class Spared(NamedTuple):
    """One repeated block that was left in place, and why."""

    spared: Span  #: the repeated block, in the source
    kept: Span  #: its first copy, in the source
    identity: float  #: as in `Removal`
    reason: str  #: from the closed list of `dedup.results.collapsed.REASONS`
    option: str  #: the option that would remove it, as one would write it in a call; '' when none would
    id: Hashable = None  #: the document it stands in; None inside one text
    kept_id: Hashable = None  #: the document that holds the first copy

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        documents = {} if self.id is None else {"id": self.id, "kept_id": self.kept_id}
        return documents | {
            "spared": list(self.spared),
            "kept": list(self.kept),
            "identity": self.identity,
            "reason": self.reason,
            "option": self.option,
        }


#: Every reason a repeated block may be spared for.
REASONS: tuple[str, ...] = (
    "single", "form", "numbers", "names", "template", "table", "list", "code", "verse",
    "identity", "reference", "cut",
)  # fmt: skip


class Result:
    """A value that never changes: equal, hashed and pickled by its fields."""

    __slots__ = ()

    def _key(self) -> tuple[Any, ...]:
        """The fields, in the order in which the class takes them."""
        raise TypeError(f"{type(self).__name__} has no fields")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and type(self) is type(other) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._key()


class Collapsed(Result):
    """The text with one copy of each repeated block, and an account of every copy that went.

    Immutable.  Offsets count code points; spans are half-open, sorted and disjoint.
    """

    __slots__ = ("_gaps", "removals", "spared", "text", "truncated", "unlisted")

    text: str
    removals: tuple[Removal, ...]
    spared: tuple[Spared, ...]  #: a thousand at most
    truncated: bool  #: the work bound was reached: some repeats may be missing
    unlisted: int  #: spared blocks beyond the thousand
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
        gone = sum(removal.removed.stop - removal.removed.start for removal in self.removals)
        return (
            f"<Collapsed: {len(self.text)} characters kept, {gone} removed in {len(self.removals)} "
            f"span{'s' * (len(self.removals) != 1)}, "
            f"{len(self.spared) + self.unlisted} spared{', truncated' if self.truncated else ''}>"
        )

    def _key(self) -> tuple[str, tuple[Removal, ...], tuple[Spared, ...], bool, int]:
        return self.text, self.removals, self.spared, self.truncated, self.unlisted

    def restore(self) -> str:
        """The source text, from `text` and the removals alone.

        >>> Collapsed("ab", [Removal(Span(1, 3), Span(0, 1), "exact", False, 1.0, "", "XY")]).restore()
        'aXYb'
        """
        pieces: list[str] = []
        taken = gone = 0
        for removal in self.removals:
            stands = removal.removed.start - gone  # where in `text` the removed characters stood
            pieces += self.text[taken:stands], removal.text
            taken = stands
            gone += len(removal.text)
        pieces.append(self.text[taken:])
        return "".join(pieces)

    def to_source(self, offset: int) -> int:
        """The source offset of character `offset` of `text`; the end of `text` maps to the end of the source.

        Raises `IndexError` outside 0 .. len(text).
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is outside the text: 0 to {len(self.text)}")
        joints, gone = self._joints()
        # At the very end everything removed lies before; elsewhere a removal at the joint does too.
        return offset + gone[bisect_right(joints, offset)]

    def to_source_spans(self, start: int, stop: int) -> list[Span]:
        """The pieces of the source that characters [start, stop) of `text` came from, in order."""
        if not 0 <= start <= stop <= len(self.text):
            raise IndexError(f"[{start}, {stop}) is not a span of the text: 0 to {len(self.text)}")
        if start == stop:
            return []
        joints, gone = self._joints()
        first, last = bisect_right(joints, start), bisect_left(joints, stop)
        bounds = [start, *joints[first:last], stop]
        return [
            Span(bounds[i] + gone[first + i], bounds[i + 1] + gone[first + i])
            for i in range(len(bounds) - 1)
            if bounds[i] < bounds[i + 1]
        ]

    def from_source(self, offset: int) -> int | None:
        """The offset in `text` of the source's character `offset`, None when it was removed.

        Raises `IndexError` outside 0 .. len(source).
        """
        _, gone = self._joints()
        if not 0 <= offset <= len(self.text) + gone[-1]:
            raise IndexError(f"offset {offset} is outside the source: 0 to {len(self.text) + gone[-1]}")
        before = bisect_right(self.removals, offset, key=lambda removal: removal.removed.start)
        if before and offset < self.removals[before - 1].removed.stop:
            return None
        return offset - gone[before]

    def _joints(self) -> tuple[list[int], list[int]]:
        """Offsets in `text` at which removed text stood, and how much had gone before each and in all."""
        if self._gaps is None:
            lengths = [removal.removed.stop - removal.removed.start for removal in self.removals]
            gone = list(accumulate(lengths, initial=0))
            joints = [removal.removed.start - before for removal, before in zip(self.removals, gone)]
            object.__setattr__(self, "_gaps", (joints, gone))
        assert self._gaps is not None
        return self._gaps

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict from which `from_dict` makes an equal result."""
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
        """The result that `to_dict` saved; raises `ReportError` naming what is wrong with another mapping."""
        if saved.get("format") != FORMAT:
            raise ReportError(f"a result of format {saved.get('format')!r} cannot be read: expected {FORMAT}")
        try:
            return Collapsed(
                saved["text"],
                [removal_from_dict(removal) for removal in saved["removals"]],
                [spared_from_dict(spared) for spared in saved["spared"]],
                saved["truncated"],
                saved.get("unlisted", 0),  # version 0.1 had none
            )
        except (KeyError, TypeError) as error:
            raise ReportError(f"not a saved result: {error!r}") from error


class Passage(NamedTuple):
    """One passage that stands in both of two texts."""

    a: Span  #: where it stands in the first
    b: Span  #: and in the second
    identity: float  #: letters aligned to equal ones / letters, both counted in the two spans together
    kind: str  #: 'exact' the same characters, 'same_words', 'near'

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {"a": list(self.a), "b": list(self.b), "identity": self.identity, "kind": self.kind}


class Comparison(Result):
    """How alike two texts are, and the passages they share, in the order of the first text.

    Immutable.  The three measures are over the sets of the two texts' shingles, of 5 words each.  A text with fewer
    words is one shingle, alike only to a text of the same words; a text without words is its characters; an empty or
    blank text has an empty set, and every measure of it is 0.
    """

    __slots__ = ("a_in_b", "b_in_a", "jaccard", "passages", "truncated")

    jaccard: float  #: shingles in both / shingles in either
    a_in_b: float  #: containment: shingles in both / shingles of a
    b_in_a: float
    passages: tuple[Passage, ...]
    truncated: bool  #: the work bound was reached: some passages may be missing

    def __init__(
        self,
        jaccard: float,
        a_in_b: float,
        b_in_a: float,
        passages: Sequence[Passage] = (),
        truncated: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "jaccard", jaccard)
        put(self, "a_in_b", a_in_b)
        put(self, "b_in_a", b_in_a)
        put(self, "passages", tuple(passages))
        put(self, "truncated", truncated)

    def __repr__(self) -> str:
        return (
            f"<Comparison: jaccard {self.jaccard:.3f}, a_in_b {self.a_in_b:.3f}, b_in_a {self.b_in_a:.3f}, "
            f"{len(self.passages)} passage{'s' * (len(self.passages) != 1)}{', truncated' if self.truncated else ''}>"
        )

    def _key(self) -> tuple[float, float, float, tuple[Passage, ...], bool]:
        return self.jaccard, self.a_in_b, self.b_in_a, self.passages, self.truncated

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict from which `from_dict` makes an equal result."""
        return {
            "format": FORMAT,
            "jaccard": self.jaccard,
            "a_in_b": self.a_in_b,
            "b_in_a": self.b_in_a,
            "passages": [passage.to_dict() for passage in self.passages],
            "truncated": self.truncated,
        }

    @staticmethod
    def from_dict(saved: Mapping[str, Any]) -> Comparison:
        """The result that `to_dict` saved; raises `ReportError` naming what is wrong with another mapping."""
        if saved.get("format") != FORMAT:
            raise ReportError(f"a result of format {saved.get('format')!r} cannot be read: expected {FORMAT}")
        try:
            return Comparison(
                saved["jaccard"],
                saved["a_in_b"],
                saved["b_in_a"],
                [Passage(Span(*p["a"]), Span(*p["b"]), p["identity"], p["kind"]) for p in saved["passages"]],
                saved["truncated"],
            )
        except (KeyError, TypeError) as error:
            raise ReportError(f"not a saved result: {error!r}") from error


def without(text: str, spans: Iterable[Span]) -> str:
    """The text without those spans of it, which are disjoint and in order."""
    pieces, start = [], 0
    for span in spans:
        pieces.append(text[start : span.start])
        start = span.stop
    return "".join(pieces) + text[start:]


def removal_from_dict(saved: Mapping[str, Any]) -> Removal:
    """The removal that `Removal.to_dict` saved."""
    return Removal(
        Span(*saved["removed"]),
        None if saved["kept"] is None else Span(*saved["kept"]),
        saved["kind"],
        saved["partial"],
        saved["identity"],
        saved["rule"],
        saved["text"],
        saved.get("id"),
        saved.get("kept_id"),
    )


def spared_from_dict(saved: Mapping[str, Any]) -> Spared:
    """The spared block that `Spared.to_dict` saved."""
    return Spared(
        Span(*saved["spared"]),
        Span(*saved["kept"]),
        saved["identity"],
        saved["reason"],
        saved["option"],
        saved.get("id"),
        saved.get("kept_id"),
    )
