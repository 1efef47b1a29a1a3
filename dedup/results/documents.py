"""The result of `deduplicate`: which documents are kept, and what the others repeat."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dedup.record import NamedTuple
from dedup.results.selection import selected
from dedup.results.value import FORMAT, Result, from_saved, plain

if TYPE_CHECKING:
    from dedup.options import DocumentProtected

DocumentKind = Literal["exact", "same_words", "near", "contained"]
Difference = Literal["numbers", "names", "negations", "template", "own", "more"]


class RemovedDocument(NamedTuple):
    """One removed document, and the one that was kept for it.

    Attributes:
        id: The caller's id of the removed document.
        kept_id: The id of the kept document.
        kind: "exact": the same characters. "same_words": the same words, but different case, accents, punctuation or
            spacing. "near": similar. "contained": contained in the longer kept document.
        jaccard: Shingles of 5 words in both / in either; 1 for texts of the same words. Exact, not estimated.
        containment: Shingles in both / shingles of the removed document.
        identity: The share of its letters that are aligned to equal letters in the kept document; 1 for texts of the
            same words, and if nothing is protected, because then nothing is aligned.
        differs: How the two differ. "numbers", "names": a sentence has other numbers, or other names. "negations": a
            sentence denies what the other says. "template": the same words are exchanged for the same other words at
            two places, or one identifier for another. "own": lines or sentences of 60 letters or more are missing in
            the kept document. "more": the same the other way round.
    """

    id: Hashable
    kept_id: Hashable
    kind: DocumentKind
    jaccard: float
    containment: float
    identity: float = 1.0
    differs: tuple[Difference, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """A dict, JSON-ready if the ids are strings or numbers."""
        return {**self._asdict(), "id": plain(self.id), "kept_id": plain(self.kept_id), "differs": list(self.differs)}


class SparedDocument(NamedTuple):
    """One document that is similar to a kept one and was kept all the same.

    Attributes:
        id: The caller's id of the document.
        kept_id: The id of the most similar document that was kept, too.
        jaccard: Shingles of 5 words in both / in either.
        containment: Shingles in both / shingles of the document.
        identity: The share of its letters that are aligned to equal letters in the other document.
        differs: How the two differ, as in `RemovedDocument`.
        reason: Why it was spared. "own": it has lines or sentences of its own. "template": the two fill one form with
            other words, or one denies the other. "numbers", "names": a sentence has other ones.
        option: The option that would remove it, as written in a call.
    """

    id: Hashable
    kept_id: Hashable
    jaccard: float
    containment: float
    identity: float
    differs: tuple[Difference, ...]
    reason: DocumentProtected
    option: str

    def to_dict(self) -> dict[str, Any]:
        """A dict, JSON-ready if the ids are strings or numbers."""
        return {**self._asdict(), "id": plain(self.id), "kept_id": plain(self.kept_id), "differs": list(self.differs)}


class Stats(NamedTuple):
    """Counts of documents.

    Attributes:
        documents: All documents.
        kept: Kept documents.
        exact: Documents removed for one of the same characters.
        same_words: Documents removed for one of the same words.
        near: Documents removed for a similar one.
        contained: Documents removed for a longer one that contains them.
        unresolved: Kept documents that were not compared with everything similar, because there was too much of it.
        spared: Kept documents that are similar to another kept one.
    """

    documents: int = 0
    kept: int = 0
    exact: int = 0
    same_words: int = 0
    near: int = 0
    contained: int = 0
    unresolved: int = 0
    spared: int = 0

    @property
    def removed(self) -> int:
        """Removed documents, of any kind."""
        return self.exact + self.same_words + self.near + self.contained


class Deduplicated(Result):
    """Which documents are kept, and what each removed one repeats.

    Immutable. Ids are the caller's own, unchanged; a document without one has its position, counted from 0. `len()` is
    the number of kept documents.

    Attributes:
        kept_ids: The ids of the kept documents, in the order given.
        removals: The removed documents, in the order given.
        groups: For each document that others were removed for: its id, then theirs.
        spared: The documents that are similar to a kept one and were kept all the same, in the order given.
        stats: Counts.
        truncated: Whether a limit was reached, so that up to `stats.unresolved` removals may be missing.
        cluster: For each document, in the order given, the position of the one that was kept for it, which is its own
            if it was kept itself. An int64 array.
    """

    __slots__ = ("_docs", "_gone", "cluster", "groups", "kept_ids", "removals", "spared", "stats", "truncated")

    kept_ids: tuple[Hashable, ...]
    removals: tuple[RemovedDocument, ...]
    groups: tuple[tuple[Hashable, ...], ...]
    spared: tuple[SparedDocument, ...]
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
        spared: Sequence[SparedDocument] = (),
        docs: object = None,
    ) -> None:
        put = object.__setattr__
        put(self, "kept_ids", tuple(kept_ids))
        put(self, "removals", tuple(removals))
        put(self, "groups", tuple(groups))
        put(self, "spared", tuple(spared))
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
            f"{s.same_words} same words, {s.near} near, {s.contained} contained; {s.spared} spared"
            f"{', truncated' if self.truncated else ''}>"
        )

    def _key(self) -> tuple[Any, ...]:
        cluster = tuple(self.cluster.tolist())
        return self.kept_ids, self.removals, self.groups, self.stats, self.truncated, cluster, self.spared

    def __len__(self) -> int:
        return len(self.kept_ids)

    @property
    def mask(self) -> NDArray[np.bool_]:
        """For each document, in the order given, whether it is kept: `df[d.mask]`, `series.filter(d.mask)`."""
        return np.asarray(self.cluster == np.arange(len(self.cluster)))

    @property
    def kept(self) -> Any:
        """The kept documents, as they were given: rows of a frame, items of a list, pairs of a dict.

        Raises:
            NotKeptError: `docs` was an iterator or a path, or the result was read from a saved one. Also a
                `ValueError`.
        """
        return selected(self._docs, self.mask)

    def text_of(self, id: Hashable, text: str) -> str:
        """What is left of a document: its text, or "" if it was removed.

        Args:
            id: Its id.
            text: Its text, as it was given.
        """
        if self._gone is None:
            object.__setattr__(self, "_gone", frozenset(removal.id for removal in self.removals))
        return "" if id in (self._gone or ()) else text

    def to_dict(self) -> dict[str, Any]:
        """A dict that `from_dict` reads; JSON-ready if the ids are strings or numbers."""
        return {
            "format": FORMAT,
            "kept_ids": [plain(name) for name in self.kept_ids],
            "removals": [removal.to_dict() for removal in self.removals],
            "groups": [[plain(name) for name in group] for group in self.groups],
            "spared": [spared.to_dict() for spared in self.spared],
            "stats": self.stats._asdict(),
            "truncated": self.truncated,
            "cluster": self.cluster.tolist(),
        }

    @staticmethod
    def from_dict(saved: Mapping[str, Any]) -> Deduplicated:
        """Reads a result that `to_dict` saved.

        Raises:
            ReportError: `saved` is something else; the message says what is wrong. Also a `ValueError`.
        """
        return from_saved(saved, _deduplicated)


def _deduplicated(saved: Mapping[str, Any]) -> Deduplicated:
    return Deduplicated(
        kept_ids=saved["kept_ids"],
        removals=[
            RemovedDocument(**{**removal, "differs": tuple(removal["differs"])}) for removal in saved["removals"]
        ],
        groups=[tuple(group) for group in saved["groups"]],
        stats=Stats(**saved["stats"]),
        truncated=saved["truncated"],
        cluster=saved["cluster"],
        spared=[SparedDocument(**_fields(spared)) for spared in saved["spared"]],
    )


def _fields(saved: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a saved document; JSON has lists only."""
    return {**saved, "differs": tuple(saved["differs"])}
