"""A unified diff of what is removed, without context; each hunk's heading says what it repeats.

The spans are known, so no texts are compared: the cost is one pass for the line numbers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dedup.results.lines import line_starts, where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dedup.results.collapsed import Removal

_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m"}
_PLAIN = "\x1b[m"


def diff_of(name: str, source: str, removals: Sequence[Removal], colour: bool = False) -> str:
    """The diff from `source` to what is left of it; "" without removals."""
    if not removals:
        return ""
    lines = [f"--- {name}\n", f"+++ {name}\n", *_body(source, removals)]
    return "".join(map(_coloured, lines) if colour else lines)


def _body(source: str, removals: Sequence[Removal]) -> Iterator[str]:
    starts = line_starts(source)
    removed_lines = 0
    for start, stop, together in _hunks(source, removals):
        old = _lines(source[start:stop])
        new = _lines(_what_stays(source, start, stop, together))
        number = bisect_right(starts, start)
        # If a block is removed with the line break before it, the line before does not change.
        while old and new and old[0] == new[0]:
            del old[0], new[0]
            number += 1
        headings = "; ".join(_heading(removal, starts) for removal in together)
        yield f"@@ -{_range(number, len(old))} +{_range(number - removed_lines, len(new))} @@ {headings}\n"
        yield from (_marked("-", line) for line in old)
        yield from (_marked("+", line) for line in new)
        removed_lines += len(old) - len(new)


def _hunks(source: str, removals: Sequence[Removal]) -> Iterator[tuple[int, int, list[Removal]]]:
    """Yields runs of whole lines, as (start, stop, removals)."""
    i = 0
    while i < len(removals):
        first = i
        start = source.rfind("\n", 0, removals[i].removed.start) + 1
        stop = start
        whole = False
        while not whole:
            stop = _line_end(source, stop)
            while i < len(removals) and removals[i].removed.start < stop:
                stop = _line_end(source, removals[i].removed.stop - 1)
                i += 1
            stays = _what_stays(source, start, stop, removals[first:i])
            whole = stop == len(source) or not stays or stays.endswith("\n")
        yield start, stop, list(removals[first:i])


def _what_stays(source: str, start: int, stop: int, removals: Sequence[Removal]) -> str:
    """`source[start:stop]` without the removals in it."""
    bounds = [start, *(bound for removal in removals for bound in removal.removed), stop]
    return "".join(source[bounds[i] : bounds[i + 1]] for i in range(0, len(bounds), 2))


def _heading(removal: Removal, starts: Sequence[int]) -> str:
    """What was removed, what it repeats, and how similar the two are."""
    start, stop = removal.removed
    return f"[{start}, {stop}) repeats {where(removal.kept, starts)}: {removal.kind}, identity {removal.identity:.3f}"


def _range(number: int, count: int) -> str:
    """A range of lines as diffs write it; an empty range names the line before."""
    return f"{number}" if count == 1 else f"{number if count else number - 1},{count}"


def _line_end(text: str, offset: int) -> int:
    """The end of the line that holds character `offset`, past its line break."""
    return text.find("\n", offset) + 1 or len(text)


def _lines(text: str) -> list[str]:
    """The lines with their line ends; as for other tools that read diffs, only a newline ends a line."""
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + [last] * bool(last)


def _marked(mark: str, line: str) -> str:
    return f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"


def _coloured(line: str) -> str:
    colour = _COLOURS.get(line[0])
    return f"{colour}{line[:-1]}{_PLAIN}\n" if colour else line
