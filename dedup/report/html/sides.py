"""Sets a removed copy beside the kept one, row by row, with the words that differ marked and equal stretches folded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from dedup.kernel import _kernel
from dedup.results.span import Span

#: "word": the other copy has other words here, or none. "form": the same word with other case, accents or punctuation.
#: "cut": this stands for characters that are not shown.
Mark = Literal["", "word", "form", "cut"]

#: A row goes on to the end of a line or, when it is longer than this, of a sentence.
LONG_ROW = 200

#: Equal rows next to a row that differs are shown, and so are as many equal rows as would take the room of the fold.
BESIDE = 1

#: The most characters of a piece that are shown, and of the beginning and the end of an equal stretch.
LONG_PIECE = 600
EDGE = 140

_SENTENCE_ENDS = frozenset(".!?…。！？؟۔।")


class Piece(NamedTuple):
    """Consecutive characters of a copy, with the same mark."""

    text: str
    mark: Mark = ""


class Row(NamedTuple):
    """The same lines of both copies."""

    kept: list[Piece]
    own: list[Piece]

    def has(self, marks: Sequence[Mark]) -> bool:
        """Whether a piece of it has one of these marks."""
        return any(piece.mark in marks for piece in (*self.kept, *self.own))

    @property
    def characters(self) -> int:
        """The number of characters shown, on both sides."""
        return sum(len(piece.text) for piece in (*self.kept, *self.own))


class Fold(NamedTuple):
    """Rows in which the copies are equal."""

    characters: int  #: of the removed copy
    pieces: list[Piece]  #: the beginning and the end of it


class Sides(NamedTuple):
    """Two copies, side by side."""

    rows: list[Row | Fold]
    more: int = 0  #: rows that differ and are not shown


def side_by_side(own: str, kept: str, differing: Sequence[tuple[Span, Span]], most: int) -> Sides:
    """Sets two copies side by side.

    Args:
        own: The removed copy.
        kept: The kept copy.
        differing: The spans that `differing_spans` finds in the two.
        most: The number of characters, on both sides, after which no further row is shown.
    """
    # If no word differs, it is the form of words that does.
    marks: tuple[Mark, ...] = ("word",) if differing else ("form",)
    rows = _folded([*aligned_rows(own, kept, differing)], marks)
    shown: list[Row | Fold] = []
    room = most
    for row in rows:
        if room <= 0:
            break
        shown.append(_shown(row) if isinstance(row, Row) else row)
        room -= shown[-1].characters if isinstance(row, Row) else 2 * EDGE
    return Sides(shown, sum(isinstance(row, Row) and row.has(marks) for row in rows[len(shown) :]))


class _Token(NamedTuple):
    """A word, and what follows it up to the next word."""

    word: str
    rest: str


def _tokens(text: str) -> tuple[list[_Token], list[int]]:
    """The words of a text, and where they start; what precedes the first word belongs to it."""
    spans = [(word[0], word[1]) for word in _kernel.words(text)]
    bounds = [start for start, _ in spans[1:]] + [len(text)]
    tokens = [_Token(text[start:stop], text[stop:bound]) for (start, stop), bound in zip(spans, bounds)]
    if not tokens:
        return [_Token(text, "")], [0]
    tokens[0] = tokens[0]._replace(word=text[: spans[0][1]])
    return tokens, [start for start, _ in spans]


class _Step(NamedTuple):
    """A word and its partner, or consecutive words without equal partners."""

    own: Sequence[_Token]
    kept: Sequence[_Token]
    differs: bool


def _steps(own: str, kept: str, differing: Sequence[tuple[Span, Span]]) -> Iterator[_Step]:
    own_tokens, own_starts = _tokens(own)
    kept_tokens, kept_starts = _tokens(kept)
    at_own = at_kept = 0
    ends = (Span(len(own), len(own)), Span(len(kept), len(kept)))
    for in_own, in_kept in [*differing, ends]:
        first, first_kept = bisect_left(own_starts, in_own.start), bisect_left(kept_starts, in_kept.start)
        for mine, other in zip_longest(own_tokens[at_own:first], kept_tokens[at_kept:first_kept]):
            yield _Step([mine] if mine else [], [other] if other else [], differs=False)
        at_own, at_kept = bisect_left(own_starts, in_own.stop), bisect_left(kept_starts, in_kept.stop)
        if at_own > first or at_kept > first_kept:
            yield _Step(own_tokens[first:at_own], kept_tokens[first_kept:at_kept], differs=True)


def aligned_rows(own: str, kept: str, differing: Sequence[tuple[Span, Span]]) -> Iterator[Row]:
    """Yields the rows of two copies, whole; the pieces of each side make up the copy."""
    row = Row([], [])
    for step in _steps(own, kept, differing):
        written_alike = [" ".join("".join(token).split()) for token in step.own] == [
            " ".join("".join(token).split()) for token in step.kept
        ]
        mark: Mark = "word" if step.differs else "" if written_alike else "form"
        _add(row.own, step.own, mark)
        _add(row.kept, step.kept, mark)
        rests = [side[-1].rest for side in (step.own, step.kept) if side]
        is_long = row.characters > 2 * LONG_ROW
        if any("\n" in rest or (is_long and not _SENTENCE_ENDS.isdisjoint(rest)) for rest in rests):
            yield row
            row = Row([], [])
    if row.own or row.kept:
        yield row


def _add(pieces: list[Piece], tokens: Sequence[_Token], mark: Mark) -> None:
    """Adds words to one side of a row; white space after them is not marked."""
    text = "".join(word + rest for word, rest in tokens)
    rest = tokens[-1].rest if tokens and mark == "word" else ""
    marked = text[: len(text) - len(rest)].rstrip() if mark else text
    for part, its_mark in ((marked, mark), (text[len(marked) :], "")):
        if not part:
            continue
        if pieces and pieces[-1].mark == its_mark:
            pieces[-1] = Piece(pieces[-1].text + part, its_mark)
        else:
            pieces.append(Piece(part, its_mark))


def _shown(row: Row) -> Row:
    """A row without the line breaks at its end, and without the middle of what is long."""
    for pieces in row:
        while pieces and not pieces[-1].mark and not pieces[-1].text.strip():
            pieces.pop()
        if pieces:
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text.rstrip())
    return Row(*([short for piece in pieces for short in _shortened(piece)] for pieces in row))


def _shortened(piece: Piece) -> list[Piece]:
    if len(piece.text) <= LONG_PIECE:
        return [piece]
    return [part._replace(mark=part.mark or piece.mark) for part in edges_of(piece.text, LONG_PIECE // 2)]


def edges_of(text: str, edge: int = EDGE) -> list[Piece]:
    """The beginning and the end of a text, and how much is left out between them.

    >>> edges_of("abcdefgh", 2)
    [Piece(text='ab', mark=''), Piece(text='4', mark='cut'), Piece(text='gh', mark='')]
    """
    if len(text) <= 2 * edge:
        return [Piece(text)]
    return [Piece(text[:edge]), Piece(f"{len(text) - 2 * edge:,}", "cut"), Piece(text[-edge:])]


def _folded(rows: Sequence[Row], marks: Sequence[Mark]) -> list[Row | Fold]:
    """The rows that differ and those beside them; the others are folded, if they are more than one."""
    shown = {
        place
        for number, row in enumerate(rows)
        if row.has(marks)
        for place in range(number - BESIDE, number + BESIDE + 1)
    }
    result: list[Row | Fold] = []
    run: list[Row] = []
    for number, row in enumerate(rows):
        if number not in shown:
            run.append(row)
            continue
        result += _as_fold(run)
        run = []
        result.append(row)
    return [*result, *_as_fold(run)]


def _as_fold(run: list[Row]) -> Sequence[Row | Fold]:
    if len(run) < 2 and sum(row.characters for row in run) <= 2 * LONG_ROW:
        return run
    text = "".join(piece.text for row in run for piece in row.own).strip("\n")
    return [Fold(len(text), edges_of(text))]
