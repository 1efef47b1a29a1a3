"""What `deduplicate` returns: which of many documents stay, and an account of what went."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from sys import maxsize
from typing import Any, NamedTuple

from dedup.errors import ReportError
from dedup.results.collapsed import FORMAT, Removal, Result, Span, Spared, removal_from_dict, spared_from_dict, without


class RemovedDocument(NamedTuple):
    """One document that went as a whole, and the one that stays for it."""

    id: Hashable
    kept_id: Hashable
    kind: str  #: 'exact' the same characters, 'same_words', 'near', 'contained' in a longer one
    jaccard: float  #: shingles in both / shingles in either; 1 of texts with the same words
    containment: float  #: shingles in both / shingles of the removed one

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict, if the ids are."""
        return self._asdict()


class Stats(NamedTuple):
    """What became of many documents, in numbers."""

    documents: int = 0
    kept: int = 0
    exact: int = 0  #: documents, or blocks, that went, by kind
    same_words: int = 0
    near: int = 0
    contained: int = 0
    spared: int = 0  #: repeated blocks left in place
    unresolved: int = 0  #: documents that too many others resemble to be compared with each of them

    @property
    def removed(self) -> int:
        """Documents, or blocks, that went."""
        return self.exact + self.same_words + self.near + self.contained


class Deduplicated(Result):
    """Which of many documents stay, and an account of what went.

    Immutable.  Ids are the caller's own, unchanged; without any, a document's id is its place.
    """

    __slots__ = ("_by_id", "groups", "kept_ids", "removals", "spared", "stats", "truncated")

    kept_ids: tuple[Hashable, ...]  #: in the order of the documents
    removals: tuple[RemovedDocument, ...] | tuple[Removal, ...]  #: of documents, or of blocks; in that order too
    groups: tuple[tuple[Hashable, ...], ...]  #: each a kept document and those that went for it
    spared: tuple[Spared, ...]  #: unit="block": what repeats and was left in place
    stats: Stats
    truncated: bool  #: a limit was reached: some repeats may be missing, in the removals or in what was spared
    _by_id: dict[Hashable, list[Span]] | None

    def __init__(
        self,
        kept_ids: Sequence[Hashable],
        removals: Sequence[RemovedDocument] | Sequence[Removal],
        groups: Sequence[tuple[Hashable, ...]],
        stats: Stats,
        spared: Sequence[Spared] = (),
        truncated: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "kept_ids", tuple(kept_ids))
        put(self, "removals", tuple(removals))
        put(self, "groups", tuple(groups))
        put(self, "stats", stats)
        put(self, "_by_id", None)
        put(self, "spared", tuple(spared))
        put(self, "truncated", truncated)

    def __repr__(self) -> str:
        s = self.stats
        return (
            f"<Deduplicated: {s.kept} of {s.documents} documents kept; went: {s.exact} exact, "
            f"{s.same_words} same words, {s.near} near, {s.contained} contained"
            f"{', truncated' if self.truncated else ''}>"
        )

    def _key(self) -> tuple[Any, ...]:
        return self.kept_ids, self.removals, self.groups, self.stats, self.spared, self.truncated

    def text_of(self, name: Hashable, text: str) -> str:
        """What stays of a document, given its id and its text; of a document that went as a whole, nothing.

        >>> d = Deduplicated(("a", "b"), [Removal(Span(1, 3), None, "exact", False, 1.0, "", "YZ", "b")], (), Stats())
        >>> d.text_of("a", "XYZ"), d.text_of("b", "XYZ")
        ('XYZ', 'X')
        """
        if self._by_id is None:
            by_id: dict[Hashable, list[Span]] = {}
            for removal in self.removals:
                span = removal.removed if isinstance(removal, Removal) else Span(0, maxsize)
                by_id.setdefault(removal.id, []).append(span)
            object.__setattr__(self, "_by_id", by_id)
        return without(text, (self._by_id or {}).get(name, ()))

    def to_dict(self) -> dict[str, Any]:
        """A dict from which `from_dict` makes an equal result; it is JSON-ready if the ids are strings or numbers."""
        return {
            "format": FORMAT,
            "kept_ids": list(self.kept_ids),
            "removals": [removal.to_dict() for removal in self.removals],
            "groups": [list(group) for group in self.groups],
            "stats": self.stats._asdict(),
            "spared": [spared.to_dict() for spared in self.spared],
            "truncated": self.truncated,
        }

    @staticmethod
    def from_dict(saved: Mapping[str, Any]) -> Deduplicated:
        """The result that `to_dict` saved; raises `ReportError` naming what is wrong with another mapping."""
        if saved.get("format") != FORMAT:
            raise ReportError(f"a result of format {saved.get('format')!r} cannot be read: expected {FORMAT}")
        try:
            removals: Any = [
                removal_from_dict(entry) if "removed" in entry else RemovedDocument(**entry)
                for entry in saved["removals"]
            ]
            return Deduplicated(
                saved["kept_ids"],
                removals,
                [tuple(group) for group in saved["groups"]],
                Stats(**saved["stats"]),
                [spared_from_dict(spared) for spared in saved["spared"]],
                saved["truncated"],
            )
        except (KeyError, TypeError) as error:
            raise ReportError(f"not a saved result: {error!r}") from error
