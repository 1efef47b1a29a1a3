"""Counts by source: how many documents each loses, and for how few of those that stay."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.io.rows.sources import Sources
from dedup.report.quoting import printable, quoted
from dedup.report.summary import counted

#: The documents of a source that is named if it loses most of them: fewer may well be copies.
MIN_DOCUMENTS = 10

#: The sources in the table of a summary.
LISTED = 20

#: What a reader calls a document, by its number.
NameOf = Callable[[int], Hashable]


class SourceCount(NamedTuple):
    """What became of the documents of one source."""

    name: str
    documents: int  #: references aside
    losing: int  #: documents that are removed or, if blocks are, changed
    for_one: int  #: of these, how many repeat the same document
    one: int  #: the number of that document

    @property
    def share(self) -> float:
        """The share of its documents that lose something."""
        return self.losing / max(1, self.documents)

    @property
    def loses_most(self) -> bool:
        """Whether it is more than half of them."""
        return self.share > 0.5

    def to_dict(self, loss: str) -> dict[str, Any]:
        """What is counted, JSON-ready; `loss` is "removed" or "changed"."""
        return {"source": self.name, "documents": self.documents, loss: self.losing}


class Losses(NamedTuple):
    """Which documents lose something."""

    numbers: NDArray[np.int64]  #: the documents that are removed or changed
    kept: NDArray[np.int64]  #: the one that stays for each that is removed, -1 for those that are changed


def count_sources(sources: Sources, is_reference: NDArray[np.bool_], losses: Losses) -> list[SourceCount]:
    """Counts for each source that has documents, those that lose most first.

    Args:
        sources: The source of each of n documents.
        is_reference: [n] Marks the documents that are only compared with.
        losses: What is lost.
    """
    names, numbers = sources
    removed, kept = losses
    documents = np.bincount(numbers[~is_reference], minlength=len(names))
    losing = np.bincount(numbers[removed], minlength=len(names))
    for_one, one = [0] * len(names), [-1] * len(names)
    pairs, counts = np.unique(np.stack([numbers[removed], kept]), axis=1, return_counts=True)
    for source, stays, count in zip(*pairs.tolist(), counts.tolist()):
        if stays >= 0 and count > for_one[source]:
            for_one[source], one[source] = count, stays
    counts_of_all = map(SourceCount, names, documents.tolist(), losing.tolist(), for_one, one)
    return sorted((source for source in counts_of_all if source.documents), key=lambda one: (-one.losing, one.name))


def table_of(sources: list[SourceCount], loss: str) -> Iterator[str]:
    """Yields a line for each source, and one for those that are not listed; `loss` is "removed" or "changed"."""
    for source in sources[:LISTED]:
        yield f"  {_name(source)}: {source.losing:,} of {counted(source.documents, 'document')} {loss}"
    if more := sources[LISTED:]:
        losing, documents = sum(one.losing for one in more), sum(one.documents for one in more)
        yield f"  {counted(len(more), 'more source')}: {losing:,} of {counted(documents, 'document')} {loss}"


def warnings_of(sources: list[SourceCount], name_of: NameOf) -> Iterator[str]:
    """Yields a warning for each source that loses more than half of its documents for one."""
    for source in sources:
        if source.documents >= MIN_DOCUMENTS and 2 * source.for_one > source.documents:
            one = quoted(printable(str(name_of(source.one))))
            yield (
                f"{_name(source)}: {source.for_one:,} of {counted(source.documents, 'document')} repeat one, {one}; "
                "if only their menus are alike, run `dedup blocks` first"
            )


def _name(source: SourceCount) -> str:
    return quoted(printable(source.name))
