"""Parts of documents that a page shows, kept on disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from dedup.corpus.source.spool import Spool
from dedup.report.html.entries import MOST_COMPARED
from dedup.results.span import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Reads documents again: yields the numbers and texts of those that a function marks.
ReadAgain = Callable[[Callable[[int, int], "NDArray[np.bool_]"]], Iterator[tuple[list[int], list[str]]]]

#: A whole document, as far as it is compared.
WHOLE = Span(0, MOST_COMPARED + 1)


class Texts:
    """Parts of documents, by number and span."""

    def __init__(self, read_again: ReadAgain, wanted: Iterable[tuple[int, Span]], documents: int) -> None:
        """Reads the wanted parts of so many documents, in one pass."""
        spans: dict[int, set[Span]] = defaultdict(set)
        for number, span in wanted:
            spans[number].add(span)
        marks = np.zeros(documents, bool)
        marks[[*spans]] = True
        self._spool = Spool()
        self._places: dict[tuple[int, Span], int] = {}
        self._lengths: dict[int, int] = {}
        for numbers, texts in read_again(lambda start, stop: marks[start:stop]):
            for number, text in zip(numbers, texts):
                self._lengths[number] = len(text)
                for span in spans[number]:
                    self._places[number, span] = self._spool.add(text[slice(*span)])

    def part(self, number: int, span: Span = WHOLE) -> str:
        """A part of a document; "" if it was not wanted."""
        place = self._places.get((number, span))
        return "" if place is None else self._spool[place]

    def length(self, number: int) -> int:
        """The characters of a document of which a part was wanted."""
        return self._lengths.get(number, 0)
