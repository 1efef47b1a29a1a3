"""What every adapter for the inside of texts needs: rows in, the spans that go out.

An adapter is run as `python ADAPTER IN OUT` by the Python of the peer's own environment, without this library.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator

import msgspec

Span = tuple[int, int]  #: characters [start, stop) of a text

LEAST = 60  #: bytes; shorter lines stay, or every menu and every verse would go
NO_WORD = re.compile(r"\W+")


class Row(msgspec.Struct):
    id: int | str
    text: str


class Removed(msgspec.Struct):
    id: int | str
    removed: list[Span]


def read_rows(path: str) -> Iterator[Row]:
    """The rows of a file."""
    decode = msgspec.json.Decoder(Row).decode
    with open(path, "rb") as file:
        yield from map(decode, file)


def write_spans(path: str, removed: Iterable[tuple[int | str, Iterable[Span]]]) -> None:
    """A row for each text: its id, and what of it would go."""
    encode = msgspec.json.Encoder().encode
    with open(path, "wb") as file:
        file.writelines(encode(Removed(name, list(spans))) + b"\n" for name, spans in removed)


def each(spans_of: Callable[[str], Iterable[Span]]) -> None:
    """Does it to each text of the file that the command line names first; the second gets the answers."""
    source, output = sys.argv[1:]
    write_spans(output, ((row.id, spans_of(row.text)) for row in read_rows(source)))


def lines_of(text: str) -> Iterator[Span]:
    """Where lines stand that are long enough to go."""
    start = 0
    for line in text.split("\n"):
        if 4 * len(line) >= LEAST and len(line.encode("utf-8", "surrogatepass")) >= LEAST:
            yield start, start + len(line)
        start += len(line) + 1


def words_of(line: str) -> str:
    """A line as loops over lines compare it: without case and punctuation."""
    return NO_WORD.sub(" ", line.casefold()).strip()
