"""What an index answers: which text was seen before, and where."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from dedup.record import NamedTuple

if TYPE_CHECKING:
    from dedup.results.documents import Difference, DocumentKind


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
