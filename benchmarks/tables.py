"""Tables, for a terminal and in Markdown; the first row holds the headings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

Rows = list[Sequence[str]]


def aligned(rows: Rows, left: Collection[int] = (0,)) -> Iterator[str]:
    """The lines of a table for a terminal, some columns to the left and the others to the right.

    >>> print(*aligned([["mode", "cases"], ["teaser", "20"]]), sep="\\n")
    mode    cases
    teaser     20
    """
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        cells = (c.ljust(w) if n in left else c.rjust(w) for n, (c, w) in enumerate(zip(row, widths)))
        yield "  ".join(cells).rstrip()


def markdown(rows: Rows, left: Collection[int] = (0,)) -> Iterator[str]:
    """The lines of a table in Markdown.

    >>> print(*markdown([["mode", "cases"], ["teaser", "20"]]), sep="\\n")
    | mode | cases |
    |---|---:|
    | teaser | 20 |
    """
    heading, *others = (f"| {' | '.join(row)} |" for row in rows)
    yield heading
    yield "".join("|---" if n in left else "|---:" for n in range(len(rows[0]))) + "|"
    yield from others
