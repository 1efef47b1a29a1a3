"""The result of `deduplicate_blocks`: which blocks were removed from which documents, and what is left."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dedup.errors import NotKeptError
from dedup.record import NamedTuple
from dedup.results.span import Span, without
from dedup.results.value import FORMAT, Result, from_saved, plain

if TYPE_CHECKING:
    from dedup.results.collapsed import Kind, Reason, Rule

    BlockRule = Rule | Literal["same text", "first copy"]


class RemovedBlock(NamedTuple):
    """One block that was removed from a document, and the copy that was kept for it.

    Attributes:
        id: The caller's id of the document.
        removed: The removed span of that document: the block and one of its two separators.
        kept_id: The id of the document with the kept copy; None with `copies=0`.
        kept: The kept copy, in the document `kept_id`; None with `copies=0`.
        kind: "exact": the same characters. "same_words": the same words, but different case, accents, punctuation or
            spacing. "near": changed.
        partial: Whether the kept copy holds more than the removed one.
        identity: The share of the removed copy's letters that are aligned to equal letters in the kept copy; in (0, 1].
        rule: Why it was removed: as in `Removal`, or "same text" (what is left of two documents is equal) or "first
            copy" (with `copies=0`).
        text: The removed characters.
    """

    id: Hashable
    removed: Span
    kept_id: Hashable
    kept: Span | None
    kind: Kind
    partial: bool
    identity: float
    rule: BlockRule
    text: str

    def to_dict(self) -> dict[str, Any]:
        """A dict, JSON-ready if the ids are strings or numbers."""
        kept = None if self.kept is None else list(self.kept)
        ids = {"id": plain(self.id), "kept_id": plain(self.kept_id)}
        return {**self._asdict(), **ids, "removed": list(self.removed), "kept": kept}


class SparedBlock(NamedTuple):
    """One shared block that was left in place.

    Attributes:
        id: The caller's id of the document.
        spared: The block, in that document.
        kept_id: The id of the document with the first copy.
        kept: The first copy, in the document `kept_id`.
        identity: The share of the block's letters that are aligned to equal letters in the first copy; in (0, 1].
        reason: Why it was spared: a name from `dedup.PROTECT`, "identity" (too dissimilar) or "cut" (no clean ends).
            docs/what-is-a-copy.md explains each.
        option: The option that would remove it, as written in a call; "" when none would.
    """

    id: Hashable
    spared: Span
    kept_id: Hashable
    kept: Span
    identity: float
    reason: Reason
    option: str

    def to_dict(self) -> dict[str, Any]:
        """A dict, JSON-ready if the ids are strings or numbers."""
        ids = {"id": plain(self.id), "kept_id": plain(self.kept_id)}
        return {**self._asdict(), **ids, "spared": list(self.spared), "kept": list(self.kept)}


class BlockStats(NamedTuple):
    """Counts of documents and blocks.

    Attributes:
        documents: All documents.
        kept: Documents of which more than white space is left.
        exact: Blocks removed for a copy of the same characters.
        same_words: Blocks removed for a copy of the same words.
        near: Blocks removed for a changed copy.
        spared: Shared blocks left in place, up to 1,000.
        unresolved: Documents that were not compared with all that share text with them, because there were too many.
    """

    documents: int = 0
    kept: int = 0
    exact: int = 0
    same_words: int = 0
    near: int = 0
    spared: int = 0
    unresolved: int = 0

    @property
    def removed(self) -> int:
        """Removed blocks, of any kind."""
        return self.exact + self.same_words + self.near


class DeduplicatedBlocks(Result):
    """Which blocks were removed from which documents, and what is left of them.

    Immutable. Ids are the caller's own, unchanged; a document without one has its position, counted from 0. Offsets
    count code points of the document as it was given. `len()` is the number of kept documents.

    Attributes:
        kept_ids: The ids of the documents of which more than white space is left, in the order given.
        removals: The removed blocks, in the order of the documents and of their text; no two overlap.
        groups: For each document with the kept copy of a removed block: its id, then those of the others.
        stats: Counts.
        spared: Shared blocks left in place; at most 1,000.
        truncated: Whether a limit was reached, so that removals or spared blocks may be missing.
        mask: For each document, in the order given, whether more than white space is left. An array of bool.
    """

    __slots__ = ("_by_id", "_read", "groups", "kept_ids", "mask", "removals", "spared", "stats", "truncated")

    kept_ids: tuple[Hashable, ...]
    removals: tuple[RemovedBlock, ...]
    groups: tuple[tuple[Hashable, ...], ...]
    stats: BlockStats
    spared: tuple[SparedBlock, ...]
    truncated: bool
    mask: NDArray[np.bool_]
    _read: Callable[[], Iterable[tuple[Hashable, str]]] | None
    _by_id: dict[Hashable, list[Span]] | None

    def __init__(
        self,
        kept_ids: Sequence[Hashable],
        removals: Sequence[RemovedBlock],
        groups: Sequence[tuple[Hashable, ...]],
        stats: BlockStats,
        spared: Sequence[SparedBlock] = (),
        truncated: bool = False,
        mask: ArrayLike = (),
        read: Callable[[], Iterable[tuple[Hashable, str]]] | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "kept_ids", tuple(kept_ids))
        put(self, "removals", tuple(removals))
        put(self, "groups", tuple(groups))
        put(self, "stats", stats)
        put(self, "spared", tuple(spared))
        put(self, "truncated", truncated)
        put(self, "mask", np.array(mask, bool))
        self.mask.flags.writeable = False
        put(self, "_read", read)
        put(self, "_by_id", None)

    def __repr__(self) -> str:
        s = self.stats
        return (
            f"<DeduplicatedBlocks: {s.removed} block{'s' * (s.removed != 1)} removed: {s.exact} exact, "
            f"{s.same_words} same words, {s.near} near; {s.kept} of {s.documents} documents kept, {s.spared} "
            f"block{'s' * (s.spared != 1)} spared{', truncated' if self.truncated else ''}>"
        )

    def _key(self) -> tuple[Any, ...]:
        fields = self.kept_ids, self.removals, self.groups, self.stats, self.spared, self.truncated
        return *fields, tuple(self.mask.tolist())

    def __len__(self) -> int:
        return len(self.kept_ids)

    @property
    def texts(self) -> list[str]:
        """What is left of each document, in the order given: "" for one of which nothing is left.

        Reads documents in files, or spooled ones, again.

        Raises:
            NotKeptError: The result was read from a saved one, so it has no texts; use `text_of`. Also a `ValueError`.
        """
        if self._read is None:
            raise NotKeptError("a saved result has no texts; use text_of(id, text)")
        return [self.text_of(id, text) for id, text in self._read()]

    def text_of(self, id: Hashable, text: str) -> str:
        """What is left of a document.

        Args:
            id: Its id.
            text: Its text, as it was given.

        >>> removal = RemovedBlock("b", Span(1, 3), None, None, "exact", False, 1.0, "lone block", "YZ")
        >>> b = DeduplicatedBlocks(("a", "b"), [removal], (), BlockStats())
        >>> b.text_of("a", "XYZ"), b.text_of("b", "XYZ")
        ('XYZ', 'X')
        """
        if self._by_id is None:
            by_id: dict[Hashable, list[Span]] = {}
            for removal in self.removals:
                by_id.setdefault(removal.id, []).append(removal.removed)
            object.__setattr__(self, "_by_id", by_id)
        return without(text, (self._by_id or {}).get(id, ()))

    def to_dict(self) -> dict[str, Any]:
        """A dict that `from_dict` reads; JSON-ready if the ids are strings or numbers."""
        return {
            "format": FORMAT,
            "kept_ids": [plain(name) for name in self.kept_ids],
            "removals": [removal.to_dict() for removal in self.removals],
            "groups": [[plain(name) for name in group] for group in self.groups],
            "stats": self.stats._asdict(),
            "spared": [spared.to_dict() for spared in self.spared],
            "truncated": self.truncated,
            "mask": self.mask.tolist(),
        }

    @staticmethod
    def from_dict(saved: Mapping[str, Any]) -> DeduplicatedBlocks:
        """Reads a result that `to_dict` saved.

        Raises:
            ReportError: `saved` is something else; the message says what is wrong. Also a `ValueError`.
        """
        return from_saved(saved, _blocks)


def _blocks(saved: Mapping[str, Any]) -> DeduplicatedBlocks:
    def with_spans(one: Mapping[str, Any], own: str) -> dict[str, Any]:
        kept = None if one["kept"] is None else Span(*one["kept"])
        return {**one, own: Span(*one[own]), "kept": kept}

    return DeduplicatedBlocks(
        kept_ids=saved["kept_ids"],
        removals=[RemovedBlock(**with_spans(one, "removed")) for one in saved["removals"]],
        groups=[tuple(group) for group in saved["groups"]],
        stats=BlockStats(**saved["stats"]),
        spared=[SparedBlock(**with_spans(one, "spared")) for one in saved["spared"]],
        truncated=saved["truncated"],
        mask=saved["mask"],
    )
