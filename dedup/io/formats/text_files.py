"""Text files, one document each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, BinaryIO

from dedup.errors import EncodingError, InputError
from dedup.io.compression import read_blocks
from dedup.io.encoding import encoding_of
from dedup.io.formats.format import Change, Documents, Fields, RowError, one_by_one, with_changes
from dedup.io.formats.long_rows import LongRow

#: The first bytes of a web archive, which holds many pages.
WARC = b"WARC/"


class WholeFile:
    """A chunk of one row, the whole file."""

    lines: Sequence[int] = (1,)

    def __init__(self, path: str, data: bytes) -> None:
        self._path, self.data = path, data
        self.encoding = encoding_of(data)

    def raw(self, row: int) -> bytes:
        """The bytes of the file."""
        return self.data

    def byte(self, row: int) -> int:
        """The offset: 0."""
        return 0

    def documents(self) -> None:
        """None: the row is checked by itself."""

    def chosen(self, rows: Sequence[int]) -> Documents:
        """Texts and ids of good rows."""
        return one_by_one(self, rows)

    def values(self, name: str, rows: Sequence[int]) -> list[Any]:
        """None: a text has no fields."""
        return [None for _ in rows]

    def records(self, rows: Sequence[int]) -> list[dict[str, Any]]:
        """The text, and the path as its id."""
        return [{"id": self._path, "text": self.document(row)[0]} for row in rows]

    def document(self, row: int) -> tuple[str, Hashable]:
        """The text, and the path as its id."""
        try:
            return self.encoding.decode(self.data), self._path
        except EncodingError as error:
            raise RowError(str(error)) from error


class WholeFileWriter:
    """Writes one file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, chunk: WholeFile, rows: Sequence[int], changes: Sequence[Change] | None) -> None:
        """Writes the file."""
        for row, change in with_changes(rows, changes):
            text_changes = len(change.removed) > 0
            data = chunk.encoding.encode(change.apply(chunk.document(row)[0])) if text_changes else chunk.data
            self._file.write(data)

    def close(self) -> None:
        """Writes nothing: there is no footer."""


class TextFiles:
    """The format."""

    suffix = ""
    whole_files = True
    compressible = True

    def __init__(self, max_row: int) -> None:
        self._max_row = max_row

    def chunks(self, path: str, fields: Fields, listener: Callable[[int], None]) -> Iterator[WholeFile | LongRow]:
        """Yields the file as one row."""
        blocks: list[bytes] = []
        size = 0
        for block in read_blocks(path, listener):
            if not blocks and block.startswith(WARC):
                raise InputError(
                    path, "a WARC or WET archive; write its pages to a .jsonl file, for example with warcio"
                )
            blocks.append(block)
            size += len(block)
            if size > self._max_row:
                yield LongRow(1, 0, self._max_row)
                return
        yield WholeFile(path, b"".join(blocks))

    def writer(self, file: BinaryIO, fields: Fields, noted: bool) -> WholeFileWriter:
        """Opens a writer."""
        return WholeFileWriter(file)
