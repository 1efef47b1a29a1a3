"""Shows the passages that two texts share, side by side.

Words that only the first text has are marked [-like this-], those of the second {+like this+}.  As in `diff -y`, a
column in the middle says whether a row is the same in both ( ), differs (|), or is in one alone (< >).

>>> from dedup.results.comparison import Comparison, Passage
>>> from dedup.results.span import Span
>>> shared = Comparison(0.5, 0.5, 0.5, [Passage(Span(0, 12), Span(0, 12), 0.8, "near")])
>>> print(side_by_side("The red cat.", "The old cat.", shared, width=43), end="")
passage 1: near, identity 0.800, [0, 12) and [0, 12)
The [-red-] cat.     | The {+old+} cat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from dedup.kernel import _kernel
from dedup.report.quoting import in_one_line
from dedup.report.word_pairs import word_pairs
from dedup.results.comparison import Comparison

#: The minimum width of each half: three words of usual length.
NARROW = 20

_MARKS = (("[-", "-]", "\x1b[31m"), ("{+", "+}", "\x1b[32m"))
_PLAIN = "\x1b[m"


class Token(NamedTuple):
    """A word with the punctuation after it, and the space before it, if any."""

    text: str
    space: str


class Cell(NamedTuple):
    """A token of one half, and whether the other half has the same."""

    token: Token
    same: bool


def side_by_side(a: str, b: str, comparison: Comparison, width: int = 100, colour: bool = False) -> str:
    """Renders all passages.

    Args:
        a: The first text.
        b: The second text.
        comparison: Their comparison.
        width: The maximum width of lines, in columns; only a longer word exceeds it.
        colour: Whether to use colours.
    """
    half = max(NARROW, (width - 3) // 2)
    lines: list[str] = []
    for number, passage in enumerate(comparison.passages, 1):
        where = " and ".join(f"[{span.start}, {span.stop})" for span in (passage.a, passage.b))
        lines.append(f"passage {number}: {passage.kind}, identity {passage.identity:.3f}, {where}")
        steps = list(_steps(a[slice(*passage.a)], b[slice(*passage.b)]))
        lines += (_line(left, right, half, colour) for left, right in _rows(steps, half))
        lines.append("")
    return "\n".join(lines)


def _steps(a: str, b: str) -> Iterator[tuple[Token | None, Token | None]]:
    """Yields the tokens of both passages in order: a token with its partner, or alone."""
    in_a, in_b = _tokens(a), _tokens(b)
    at_a = at_b = 0
    for next_a, next_b in [*word_pairs(a, b), (len(in_a), len(in_b))]:
        yield from zip_longest(in_a[at_a:next_a], in_b[at_b:next_b])
        if next_a < len(in_a):
            yield in_a[next_a], in_b[next_b]
        at_a, at_b = next_a + 1, next_b + 1


def _tokens(text: str) -> list[Token]:
    """Splits a text into tokens, one per word."""
    starts: list[int] = [word[0] for word in _kernel.words(text)]
    bounds = [0, *starts[1:], len(text)]
    pieces = [text[bounds[i] : bounds[i + 1]] for i in range(len(starts))]
    spaces = ["", *(" " if piece[-1].isspace() else "" for piece in pieces[:-1])]
    return [Token(in_one_line(piece), space) for piece, space in zip(pieces, spaces)]


def _rows(steps: Sequence[tuple[Token | None, Token | None]], half: int) -> Iterator[tuple[list[Cell], list[Cell]]]:
    """Fills rows with tokens, each as long as both halves have room."""
    left: list[Cell] = []
    right: list[Cell] = []
    for x, y in steps:
        same = x is not None and y is not None and x.text == y.text
        more_left = [*left, Cell(x, same)] if x else left
        more_right = [*right, Cell(y, same)] if y else right
        full = _columns(_half(more_left, 0)) > half or _columns(_half(more_right, 1)) > half
        if full and (left or right):
            yield left, right
            more_left, more_right = more_left[len(left) :], more_right[len(right) :]
        left, right = more_left, more_right
    if left or right:
        yield left, right


def _half(cells: Sequence[Cell], side: int, colour: bool = False) -> str:
    """Renders one half of a row, with marks around what the other half lacks."""
    opening, closing, red_or_green = _MARKS[side]
    if colour:
        opening, closing = red_or_green + opening, closing + _PLAIN
    text = ""
    same = True
    for n, cell in enumerate(cells):
        if cell.same and not same:
            text += closing
        text += cell.token.space if n else ""
        if same and not cell.same:
            text += opening
        text += cell.token.text
        same = cell.same
    return text if same else text + closing


def _line(left: Sequence[Cell], right: Sequence[Cell], half: int, colour: bool) -> str:
    mark = " " if all(cell.same for cell in (*left, *right)) else "|" if left and right else "<" if left else ">"
    padding = " " * (half - _columns(_half(left, 0)))
    return f"{_half(left, 0, colour)}{padding} {mark} {_half(right, 1, colour)}".rstrip()


def _columns(text: str) -> int:
    """The width of a text on a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
