"""dolma: its Bloom filter over paragraphs, all texts in one call.

Each paragraph begins with the number of its text, so that only repeats inside one text go.
"""

import sys
import tempfile
from collections.abc import Iterator

from dolma_bloom import duplicated
from spans import LEAST, Span, read_rows, write_spans


def marked(text: str, mark: str) -> str:
    """A text with a mark before each of its paragraphs."""
    return mark + text.replace("\n", "\n" + mark)


def unmarked(text: str, mark: str, spans: list[Span]) -> Iterator[Span]:
    """Spans of a marked text as those of the text itself; short paragraphs stay."""
    starts = {start for start, _ in spans}
    start = 0
    for number, line in enumerate(text.split("\n")):
        if start + number * len(mark) in starts and len(line.encode()) >= LEAST:
            yield start, start + len(line)
        start += len(line) + 1


if __name__ == "__main__":
    source, output = sys.argv[1:]
    rows = list(read_rows(source))
    marks = [f"{place} " for place in range(len(rows))]
    entries = sum(row.text.count("\n") + 1 for row in rows)
    with tempfile.TemporaryDirectory() as scratch:
        found = duplicated((marked(row.text, mark) for row, mark in zip(rows, marks)), entries, scratch, None)
    spans = (unmarked(row.text, mark, spans) for row, mark, spans in zip(rows, marks, found, strict=True))
    write_spans(output, ((row.id, removed) for row, removed in zip(rows, spans)))
