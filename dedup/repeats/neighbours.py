"""Lines too short to be copies by themselves, which go because they stand next to a copy that goes."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.repeats.candidates import Piece
from dedup.repeats.taking import REMOVED, take


def take_neighbours(text: str, taken: list[Piece], state: bytearray) -> list[Piece]:
    """The lines that touch a copy that goes and stand, word for word, among the copies that stay for it: headings and
    short paragraphs of a copy whose order was changed.
    """
    if len(taken) < 2:
        return []
    first, last = min(piece.kept_start for piece in taken), max(piece.kept_stop for piece in taken)
    standing: dict[str, tuple[int, int]] = {}
    for start, stop in lines(text, first, last):
        if state.find(REMOVED, start, stop) < 0:
            standing.setdefault(folded(text[start:stop]), (start, stop))
    found: list[Piece] = []
    for piece in list(taken):
        for forward in (True, False):
            at = piece.stop if forward else piece.start
            while (line := next_line(text, at, forward)) and (kept := standing.get(folded(text[slice(*line)]))):
                new = take([as_piece(text, line, kept)], state) if kept != line else []
                if not new:
                    break
                found += new
                at = line[1] if forward else line[0]
    return found


def folded(line: str) -> str:
    """A line without its case and spacing."""
    return " ".join(line.casefold().split())


def lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The lines of [start, stop) that are not blank, without the white space around them."""
    for line in text[start:stop].splitlines(keepends=True):
        if content := line.strip():
            begin = start + line.index(content[0])
            yield begin, begin + len(content)
        start += len(line)


def next_line(text: str, at: int, forward: bool) -> tuple[int, int] | None:
    """The first line after offset `at`, or the last before it, that is not blank; None when `at` is inside a line."""
    start = stop = at
    if forward:
        while stop < len(text) and text[stop].isspace():
            stop += 1
        start, stop = stop, end_of_line(text, stop)
        separated = len(text[at:start].splitlines()) > 1 or text[at:start].endswith(("\n", "\r"))
    else:
        while start > 0 and text[start - 1].isspace():
            start -= 1
        start, stop = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1, start
        separated = "\n" in text[stop:at] or "\r" in text[stop:at]
    line = next(lines(text, start, stop), None)
    return line if separated else None


def end_of_line(text: str, at: int) -> int:
    """The offset of the line break at or after `at`, or the end of the text."""
    stop = text.find("\n", at)
    return len(text) if stop < 0 else stop


def as_piece(text: str, line: tuple[int, int], kept: tuple[int, int]) -> Piece:
    """A line as a piece that stands word for word in another line."""
    start, stop = line
    gap_start, gap_stop = start, stop
    while gap_start > 0 and text[gap_start - 1].isspace():
        gap_start -= 1
    while gap_stop < len(text) and text[gap_stop].isspace():
        gap_stop += 1
    before, after = text.count("\n", gap_start, start), text.count("\n", stop, gap_stop)
    letters = stop - start
    return Piece(start, stop, gap_start, gap_stop, before, after, *kept, letters, letters, False, True, True, False)
