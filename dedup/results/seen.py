"""What an index answers: which text was seen before, and where."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from dedup.record import NamedTuple

if TYPE_CHECKING:
    from dedup.results.blocks import BlockRule
    from dedup.results.collapsed import Kind
    from dedup.results.documents import Difference, DocumentKind
    from dedup.results.span import Span


class SeenDocument(NamedTuple):
    """The document of an index that a text repeats.

    Attributes:
        id: The id of that document.
        kind: "exact": the same characters. "same_words": the same words, but different case, accents, punctuation or
            spacing. "near": similar. "contained": the text is contained in the longer document.
        jaccard: Shingles of 5 words in both / in either; 1 for texts of the same words. Exact, not estimated.
        containment: Shingles in both / shingles of the text.
        identity: The share of the text's letters that are aligned to equal letters in the document; 1 for texts of the
            same words, and if nothing is protected, because then nothing is aligned.
        differs: How the two differ, as in `RemovedDocument`.
    """

    id: Hashable
    kind: DocumentKind
    jaccard: float
    containment: float
    identity: float = 1.0
    differs: tuple[Difference, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {**self._asdict(), "differs": list(self.differs)}


class SeenBlock(NamedTuple):
    """One block of a text that a document of an index has, too.

    Attributes:
        span: The block in the text, with one of its two separators.
        id: The id of the first document that has it.
        kept: Where it stands in that document.
        kind: "exact": the same characters. "same_words": the same words, but different case, accents, punctuation or
            spacing. "near": changed.
        partial: Whether the document's copy holds more than the text's.
        identity: The share of the block's letters that are aligned to equal letters in the document; in (0, 1].
        rule: By which rule `deduplicate_blocks` would remove it, as in `RemovedBlock`.
        text: The characters of `span`.
    """

    span: Span
    id: Hashable
    kept: Span
    kind: Kind
    partial: bool
    identity: float
    rule: BlockRule
    text: str

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {**self._asdict(), "span": list(self.span), "kept": list(self.kept)}


class SeenBlocks(NamedTuple):
    """What a text repeats of the documents of an index, block by block.

    Attributes:
        blocks: The blocks, in the order of the text; no two overlap.
        text: The text without them.
    """

    blocks: tuple[SeenBlock, ...]
    text: str

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {"blocks": [block.to_dict() for block in self.blocks], "text": self.text}


class IndexStats(NamedTuple):
    """Counts of an index.

    Attributes:
        documents: Documents in it.
        bytes: The size of the file, or of the memory.
        oldest: When the oldest document was added, in seconds since 1970; None for an empty index.
        newest: When the newest was.
    """

    documents: int
    bytes: int
    oldest: float | None = None
    newest: float | None = None
