"""Rows of parts of files."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.errors import InputError
from dedup.io.formats.format import Chunk, Fields, Format, RowError
from dedup.io.formats.lines import count_lines
from dedup.io.rows.inputs import DataFile
from dedup.io.rows.parts import Part
from dedup.io.rows.rows import BATCH_CHARACTERS, BATCH_TEXTS, Reject, Rows


class NamedTexts(NamedTuple):
    """Some documents, each with its number, its text and its name in reports."""

    numbers: list[int]
    texts: list[str]
    names: list[Hashable]


class RowsRead(NamedTuple):
    """What one reading of some parts finds out, so that later ones know it."""

    documents: int
    references: int  #: how many of them, which come first, are references
    lines: list[tuple[int, int]]  #: the file of each part that is not a whole one, and the lines in it
    bad: list[tuple[int, int, Reject]]  #: the place of the part, the row in it, and why it is skipped
    cut: list[tuple[int, Reject]]  #: the place of the part, and why its rest is skipped


class PartRows(Rows):
    """The rows of some parts of files, at most one of each file."""

    def __init__(
        self,
        files: Sequence[DataFile],
        references: int,
        parts: Sequence[Part],
        fields: Fields,
        skip_bad: bool,
        most: int,
        format: Format,
    ) -> None:
        """Takes the files as they are.

        Args:
            files: All files, those of references first.
            references: How many of them hold references.
            parts: The parts to read.
            fields: The fields with text and id.
            skip_bad: Whether to record and skip bad rows; if not, they raise.
            most: The maximum length of a row in bytes.
            format: The format of all files.
        """
        ours = [files[part.file] for part in parts]
        of_references = sum(part.file < references for part in parts)
        super().__init__(ours[of_references:], fields, skip_bad, ours[:of_references], most)
        self.format = format
        self.parts = parts
        self._line_counts: dict[int, int] = {}  # of each part that has been read to its end

    @property
    def has_ids(self) -> bool:
        """Whether documents have ids other than their places."""
        return self.fields.id is not None or self.format.whole_files

    def ids_from(self, first: int) -> list[Hashable]:
        """The ids of the documents read so far, from one on."""
        return self._ids[first:]

    def where(self, number: int) -> tuple[str, int, Hashable]:
        """The path, the line and the name of a document."""
        for place, chunk, first, rows in self.pieces():
            if first <= number < first + len(rows):
                row = rows[number - first]
                return self.files[place].path, chunk.lines[row], self.documents(place, chunk, [row])[1][0]
        raise IndexError(number)

    def what_was_read(self) -> RowsRead:
        """What `read` has found out."""
        lines = [(part.file, self._line_counts[place]) for place, part in enumerate(self.parts) if not part.is_whole]
        bad = [(place, row, reject) for (place, row), reject in self._bad.items()]
        return RowsRead(self.count, self.starts[self.references], lines, bad, [*self._cut.items()])

    def resume(self, read: RowsRead, lines_before: Sequence[int]) -> None:
        """Takes over what an earlier reading of the same parts found out.

        Args:
            read: What it was.
            lines_before: The lines that come before each part in its file.
        """
        self.count = read.documents
        self._bad = {(place, row): reject for place, row, reject in read.bad}
        self._cut = dict(read.cut)
        self.parts = [
            part if part.first else part._replace(first=before + 1) for part, before in zip(self.parts, lines_before)
        ]

    def named_again(self, wanted: Callable[[int, int], NDArray[np.bool_]]) -> Iterator[NamedTexts]:
        """Yields the documents wanted."""
        batch = NamedTexts([], [], [])
        characters = 0
        for place, _, chunk, first, rows in self._numbered():
            offsets = np.flatnonzero(wanted(first, first + len(rows))).tolist()
            if not offsets:
                continue
            texts, names = self.documents(place, chunk, [rows[offset] for offset in offsets])
            batch.numbers.extend(first + offset for offset in offsets)
            batch.texts.extend(texts)
            batch.names.extend(names)
            characters += sum(map(len, texts))
            if characters >= BATCH_CHARACTERS or len(batch.texts) >= BATCH_TEXTS:
                yield batch
                batch, characters = NamedTexts([], [], []), 0
        if batch.numbers:
            yield batch

    def documents(self, place: int, chunk: Chunk, rows: Sequence[int]) -> tuple[list[str], list[Hashable]]:
        """The texts of good rows, and their names: their ids, or else file and line."""
        texts, ids = chunk.chosen(rows)
        if self.fields.id is not None and ids is not None:
            return texts, ids
        name = self.files[place].name
        return texts, [name if self.format.whole_files else f"{name}:{chunk.lines[row]}" for row in rows]

    def cut_short(self) -> Iterator[Reject]:
        """Yields what is said of the rest of files that could not be read further."""
        yield from self._cut.values()

    def pieces(self) -> Iterator[tuple[int, Chunk, int, Sequence[int]]]:
        """Yields (place of the part, chunk, first document, rows that are documents)."""
        for place, _, chunk, first, rows in self._numbered():
            yield place, chunk, first, rows

    def rejects(self, place: int, first_row: int, chunk: Chunk, rows: Sequence[int]) -> Iterator[tuple[Reject, bytes]]:
        """Yields the rows of a chunk that are no documents, with their bytes."""
        for row in sorted({*range(len(chunk.lines))}.difference(rows)):
            yield self._bad[place, first_row + row]._replace(line=chunk.lines[row]), chunk.raw(row)

    def _chunks(self, place: int) -> Iterator[tuple[int, Chunk]]:
        part = self.parts[place]
        if part.is_whole:
            yield from super()._chunks(place)
            return
        path = self.files[place].path
        self._check_unchanged(path)
        format: Any = self.format
        first_row, line = 0, part.first or 1
        chunks = format.read_part(path, self.fields, part.start, part.stop, line)
        for chunk in self._guarded(place, chunks):
            yield first_row, chunk
            first_row += len(chunk.lines)
            layout = getattr(chunk, "layout", None)
            line = layout.stop if layout else line + len(chunk.lines)
        self._line_counts[place] = line - (part.first or 1)

    def _reject(self, place: int, chunk: Chunk, row: int, error: RowError) -> Reject:
        part = self.parts[place]
        try:
            return super()._reject(place, chunk, row, error)
        except InputError as raised:
            if part.first:
                raise
            before = count_lines(self.files[place].path, part.start)
            raise InputError(raised.file, raised.reason, (raised.line or 0) + before, raised.byte) from error
