"""What `deduplicate` returns: which of many documents stay, and an account of those that went."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dedup.record import NamedTuple
from dedup.results.selection import selected
from dedup.results.value import FORMAT, Result, from_saved, plain

DocumentKind = Literal["exact", "same_words", "near", "contained"]


class RemovedDocument(NamedTuple):
    """One document that went, and the one that stays for it.

    Attributes:
        id: The caller's id of the document that went.
        kept_id: The id of the document that stays.
        kind: "exact": the same characters. "same_words": the same words, but for case, accents, punctuation or
            spacing. "near": alike. "contained": most of it is in the longer document that stays.
        jaccard: Shingles of 5 words in both / in either; 1 for texts of the same words. Counted, not estimated.
        containment: Shingles in both / shingles of the document that went.
    """

    id: Hashable
    kept_id: Hashable
    kind: DocumentKind
    jaccard: float
    containment: float

    def to_dict(self) -> dict[str, Any]:
        """A dict, JSON-ready if the ids are strings or numbers."""
        return {**self._asdict(), "id": plain(self.id), "kept_id": plain(self.kept_id)}


class Stats(NamedTuple):
    """What became of many documents, in numbers.

    Attributes:
        documents: Documents given.
        kept: Documents that stay.
        exact: Documents that went for one of the same characters.
        same_words: Documents that went for one of the same words.
        near: Documents that went for one that is alike.
        contained: Documents that went for a longer one that contains them.
        unresolved: Documents that stay and were not compared with all that resemble them, because those are too many.
    """

    documents: int = 0
    kept: int = 0
    exact: int = 0
    same_words: int = 0
    near: int = 0
    contained: int = 0
    unresolved: int = 0

    @property
    def removed(self) -> int:
        """Documents that went, of any kind."""
        return self.exact + self.same_words + self.near + self.contained


class Deduplicated(Result):
    """Which of many documents stay, and an account of those that went.

    Immutable. Ids are the caller's own, unchanged; a document without one has its place, counted from 0. `len()` says
    how many stay.

    Attributes:
        kept_ids: The ids of the documents that stay, in the order given.
        removals: The documents that went, in the order given.
        groups: For each document that stays while others went for it: its id, then theirs.
        stats: What became of all of them, in numbers.
        truncated: Whether a limit was reached: removals may be missing, for `stats.unresolved` documents at most.
        cluster: For each document, in the order given, the place of the one that stays for it: its own if it stays
            itself. An int64 array.
    """

    __slots__ = ("_docs", "_gone", "cluster", "groups", "kept_ids", "removals", "stats", "truncated")

    kept_ids: tuple[Hashable, ...]
    removals: tuple[RemovedDocument, ...]
    groups: tuple[tuple[Hashable, ...], ...]
    stats: Stats
    truncated: bool
    cluster: NDArray[np.int64]
    _docs: Any
    _gone: frozenset[Hashable] | None

    def __init__(
        self,
        kept_ids: Sequence[Hashable],
        removals: Sequence[RemovedDocument],
        groups: Sequence[tuple[Hashable, ...]],
        stats: Stats,
        truncated: bool = False,
        cluster: ArrayLike = (),
        docs: object = None,
    ) -> None:
        put = object.__setattr__
        put(self, "kept_ids", tuple(kept_ids))
        put(self, "removals", tuple(removals))
        put(self, "groups", tuple(groups))
        put(self, "stats", stats)
        put(self, "truncated", truncated)
        put(self, "cluster", np.array(cluster, np.int64))
        self.cluster.flags.writeable = False
        put(self, "_docs", docs)
        put(self, "_gone", None)

    def __repr__(self) -> str:
        s = self.stats
        return (
            f"<Deduplicated: {s.kept} of {s.documents} documents kept; removed: {s.exact} exact, "
            f"{s.same_words} same words, {s.near} near, {s.contained} contained"
            f"{', truncated' if self.truncated else ''}>"
        )

    def _key(self) -> tuple[Any, ...]:
        return self.kept_ids, self.removals, self.groups, self.stats, self.truncated, tuple(self.cluster.tolist())

    def __len__(self) -> int:
        return len(self.kept_ids)

    @property
    def mask(self) -> NDArray[np.bool_]:
        """For each document, in the order given, whether it stays: `df[d.mask]`, `series.filter(d.mask)`."""
        return np.asarray(self.cluster == np.arange(len(self.cluster)))

    @property
    def kept(self) -> Any:
        """The documents that stay, as they were given: the rows of a frame, the items of a list, the pairs of a dict.

        Raises:
            NotKeptError: There is nothing to pick from: `docs` was an iterator or a path, or the result was saved.
                Also a `ValueError`.
        """
        return selected(self._docs, self.mask)

    def text_of(self, id: Hashable, text: str) -> str:
        """What is left of a document: its text, or "" if it went.

        Args:
            id: Its id.
            text: Its text, as it was given.
        """
        if self._gone is None:
            object.__setattr__(self, "_gone", frozenset(removal.id for removal in self.removals))
        return "" if id in (self._gone or ()) else text

    def to_dict(self) -> dict[str, Any]:
        """A dict from which `from_dict` makes an equal result; it is JSON-ready if the ids are strings or numbers."""
        return {
            "format": FORMAT,
            "kept_ids": [plain(name) for name in self.kept_ids],
            "removals": [removal.to_dict() for removal in self.removals],
            "groups": [[plain(name) for name in group] for group in self.groups],
            "stats": self.stats._asdict(),
            "truncated": self.truncated,
            "cluster": self.cluster.tolist(),
        }

    @staticmethod
    def from_dict(saved: Mapping[str, Any]) -> Deduplicated:
        """The result that `to_dict` saved.

        Raises:
            ReportError: `saved` is something else; the message says what is wrong. Also a `ValueError`.
        """
        return from_saved(saved, _deduplicated)


def _deduplicated(saved: Mapping[str, Any]) -> Deduplicated:
    return Deduplicated(
        kept_ids=saved["kept_ids"],
        removals=[RemovedDocument(**removal) for removal in saved["removals"]],
        groups=[tuple(group) for group in saved["groups"]],
        stats=Stats(**saved["stats"]),
        truncated=saved["truncated"],
        cluster=saved["cluster"],
    )
