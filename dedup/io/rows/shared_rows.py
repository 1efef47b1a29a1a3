"""Rows that several processes read together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from dedup.io.compression import BLOCK
from dedup.io.formats.lines import line_starts
from dedup.io.processes import in_processes
from dedup.io.rows.batch import Batch
from dedup.io.rows.rows import BATCH_CHARACTERS, Rows
from dedup.io.suffixes import compression_of

if TYPE_CHECKING:
    from dedup.io.formats.lines import Layout

R = TypeVar("R")


class Part(NamedTuple):
    """Whole lines of a file."""

    place: int  #: of the file among all files
    path: str
    start: int
    stop: int

    @property
    def number(self) -> int:
        """A number for its first byte; no byte of any file has the same."""
        return self.place << 44 | self.start


class Chosen(NamedTuple):
    """Some rows of a block of whole lines."""

    path: str
    layout: Layout
    rows: list[int]
    numbers: list[int]  #: of the documents in them


class SharedRows(Rows):
    """Rows of which processes can read parts, if the files are uncompressed JSON lines.

    The process is forked, so it must be one that nothing else runs in: a command, and not somebody's program.
    """

    @property
    def has_parts(self) -> bool:
        """Whether the reading can be shared: any line can be found without reading the lines before."""
        return self.format.suffix == ".jsonl" and not any(compression_of(file.path) for file in self.files)

    def each(self, do: Callable[[Batch], R], jobs: int) -> Iterator[R]:
        """Yields `do(batch)` for all texts in order, by `jobs` processes; what they cannot do is done here.

        The numbers of the texts in a batch are not their numbers among all documents, but no two are the same.
        """
        self._forget()
        format: Any = self.format
        parts = list(map(self._parts, range(len(self.files))))

        def look(part: Part) -> tuple[Layout, list[Hashable] | None, R] | None:
            [chunk] = format.read_part(part.path, self.fields, part.start, part.stop, 1)
            documents = chunk.documents()
            return documents and (chunk.layout, documents[1], do(Batch(part.number, documents[0])))

        looks = in_processes(look, [*chain.from_iterable(parts)], jobs)
        seen = set[Hashable]()
        for place, parts_of_file in enumerate(parts):
            if place == self.references:
                seen.clear()
            layouts: list[Any] = []
            first_row, line = 0, 1
            for part in parts_of_file:
                layout, ids, result = next(looks) or (None, None, None)
                layout = layout and layout.from_line(line)
                if layout and self._take_ids(place, layout.lines, ids, seen):
                    yield cast(R, result)
                    first_row, line = first_row + len(layout.lines), layout.stop
                    layouts.append(layout)
                else:
                    chunks = format.read_part(part.path, self.fields, part.start, part.stop, line)
                    for chunk in self._guarded(place, chunks):
                        texts = self._take(place, first_row, chunk, seen)
                        yield do(Batch(part.number + chunk.layout.start - part.start, texts))
                        first_row, line = first_row + len(chunk.lines), chunk.layout.stop
                        layouts.append(chunk.layout)
                self.listener(part.stop - part.start, len(layouts[-1].lines) if layouts else 0)
            format.remember(self.files[place].path, layouts)
            self._starts.append(self.count)

    def _parts(self, place: int) -> list[Part]:
        """A file in parts of about a block."""
        path = self.files[place].path
        self._check_unchanged(path)
        try:
            return [Part(place, path, start, stop) for start, stop in pairwise(line_starts(path, BLOCK))]
        except PermissionError as error:
            self._skip_unreadable(place, error)
            return []

    def each_again(
        self, wanted: Callable[[int, int], NDArray[np.bool_]], do: Callable[[tuple[list[int], list[str]]], R], jobs: int
    ) -> Iterator[R]:
        """Yields `do((numbers, texts))` for the texts wanted, in order, by `jobs` processes."""
        format: Any = self.format

        def look(share: list[Chosen]) -> R:
            numbers: list[int] = []
            texts: list[str] = []
            for path, layout, rows, these in share:
                for chunk in format.read_again(path, self.fields, [layout]):
                    texts += chunk.chosen(rows)[0]
                numbers += these
            return do((numbers, texts))

        shares = self._shares(wanted)
        for share, found in zip(shares, in_processes(look, shares, jobs)):
            yield look(share) if found is None else found

    def _shares(self, wanted: Callable[[int, int], NDArray[np.bool_]]) -> list[list[Chosen]]:
        """The rows wanted, divided into parts of about a batch."""
        shares: list[list[Chosen]] = []
        size = BATCH_CHARACTERS
        for place, _, chunk, first, rows in self._numbered():
            chosen = np.flatnonzero(wanted(first, first + len(rows))).tolist()
            if chosen:
                if size >= BATCH_CHARACTERS:
                    shares.append([])
                    size = 0
                layout: Layout = chunk.layout  # type: ignore[attr-defined]
                size += layout.size * len(chosen) // len(rows)
                numbers = [first + number for number in chosen]
                shares[-1].append(Chosen(self.files[place].path, layout, [rows[row] for row in chosen], numbers))
            self.listener(0, len(rows))
        return shares
