"""Finds lines too short to be copies by themselves, which are removed along with the copy next to them."""

from __future__ import annotations

from collections import defaultdict

from dedup.kernel import _kernel
from dedup.kernel._kernel import Repeats, letters_of
from dedup.options import CollapseOptions
from dedup.repeats.candidates import WHITE
from tests.oracle.decision.candidates import Piece
from tests.oracle.decision.lines import is_beside_kept, line_at, line_of, next_solid
from tests.oracle.decision.surroundings import is_joint
from tests.oracle.decision.taking import REMOVED, may_stay, stands, take

#: The minimum identity of a changed block next to a removed copy.
LEAST_IDENTITY = 0.85

#: The most letters of the name of a value, as in cuts.c.
NAME = 30

#: A longer line is not a neighbour but a block of its own.
LONGEST = 300

#: How often the text is searched for equal lines, at most, so that the work stays linear.
MOST_SEARCHED = 16

#: Characters around the kept copies in which equal lines are looked for too.
MARGIN = 300


def take_neighbours(
    text: str, repeats: Repeats, taken: list[Piece], refused: list[Piece], state: bytearray, options: CollapseOptions
) -> list[Piece]:
    """Takes what is next to a removed copy and has its own copy next to a kept one.

    Those are headings, short paragraphs and the like of a copy: pieces `refused` as too short, or lines too short to be
    candidates. A piece of `min_letters`, word for word, need only have its copy among the kept ones, as if the copy is
    in another order.
    """
    if len(taken) + len(refused) < 2:
        return []
    least = max(LEAST_IDENTITY, options.identity)
    first, last = min(piece.kept_start for piece in taken), max(piece.kept_stop for piece in taken)
    near = [
        piece
        for piece in refused
        if piece.cut and not piece.numbers and piece.identity >= least
        if first - MARGIN <= piece.kept_start and piece.kept_stop <= last + MARGIN
    ]
    beside: defaultdict[int, list[Piece]] = defaultdict(
        list
    )  # offset -> pieces that begin or end there, white space aside
    for piece in near:
        beside[piece.gap_start].append(piece)
        beside[piece.gap_stop].append(piece)
    found: list[Piece] = []
    touched = [piece for piece in near if touches(piece, state)]
    while new := take([piece for piece in touched if may_follow(text, piece, state, options)], state):
        found += new
        touched = [piece for one in new for place in (one.start, one.stop) for piece in beside[place]]
    if len(taken) > 1:
        found += take_lines(text, repeats, taken + found, max(first - MARGIN, 0), last + MARGIN, state, options)
    return found


def may_follow(text: str, piece: Piece, state: bytearray, options: CollapseOptions) -> bool:
    """Whether the kept copy of a piece stands, next to another one unless the piece could be a copy by itself."""
    is_copy = piece.same_words and piece.letters >= options.min_letters
    return stands(piece, state) and (is_copy or is_beside_kept(text, piece.kept_start, piece.kept_stop, state))


def touches(piece: Piece, state: bytearray) -> bool:
    """Whether only white space is between a piece and removed text."""
    before, after = piece.gap_start - 1, piece.gap_stop
    return (before >= 0 and state[before] == REMOVED[0]) or (after < len(state) and state[after] == REMOVED[0])


def take_lines(
    text: str, repeats: Repeats, taken: list[Piece], first: int, last: int, state: bytearray, options: CollapseOptions
) -> list[Piece]:
    """Takes the lines next to the pieces taken that occur once in [first, last), next to the same kept copies."""
    found: list[Piece] = []
    searches = MOST_SEARCHED * len(text) // (last - first)
    for piece in taken:
        for step in (following_line, preceding_line):
            at = piece
            while searches > 0 and (line := step(text, at, state)):
                searches -= 1
                kept = twin_of(text, line, first, last)
                if kept is None or not may_stay(kept[0], line[0], options.keep):
                    break
                if not all(map(repeats.may_be_cut, line)):
                    break
                beside, at = at, as_piece(text, line, kept)
                if not goes_along(text, at, beside, step is following_line, state, options):
                    break
                if step is following_line and leaves_value(text, at, state):
                    break
                if not stands(at, state) or not take([at], state):
                    break
                found.append(at)
    return found


def goes_along(text: str, line: Piece, beside: Piece, after: bool, state: bytearray, options: CollapseOptions) -> bool:
    """Whether the kept copy of a line is next to another; between short lines, to that of the piece next to it."""
    edge = line_of(text, beside.stop - 1) if after else line_at(text, beside.start)
    if max(letters_of(text[line.start : line.stop]), letters_of(edge)) >= options.min_letters:
        return is_beside_kept(text, line.kept_start, line.kept_stop, state)
    if beside.kept_stop <= line.kept_start:
        return is_joint(text, beside.kept_stop, line.kept_start)
    return line.kept_stop <= beside.kept_start and is_joint(text, line.kept_stop, beside.kept_start)


def leaves_value(text: str, line: Piece, state: bytearray) -> bool:
    """Whether a line is the name of a value, such as `Author:`, and the kept copy has another value."""
    own = text[line.start : line.stop]
    is_last = line.gap_stop == len(text) or state[line.gap_stop] == REMOVED[0]
    if is_last or not own.endswith((":", "\uff1a")) or letters_of(own) > NAME:
        return False
    value = following_line(text, line, state)
    return value is None or not text.startswith(text[slice(*value)], next_solid(text, line.kept_stop))


def twin_of(text: str, line: tuple[int, int], first: int, last: int) -> tuple[int, int] | None:
    """Finds the one line in [first, last) that equals `line`; None if there is none or several, or it has no word."""
    content = text[slice(*line)]
    start = text.find(content, first, last)
    stop = start + len(content)
    if start < 0 or start == line[0] or text.find(content, stop, last) >= 0 or not _kernel.words(content):
        return None
    if text[start - 1 : start].strip(WHITE) or text[stop : stop + 1].strip(WHITE):
        return None
    return start, stop


def content_of(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """Strips white space from [start, stop); None if nothing is left."""
    line = text[start:stop]
    content = line.strip(WHITE)
    start += len(line) - len(line.lstrip(WHITE))
    return (start, start + len(content)) if content else None


def following_line(text: str, piece: Piece, state: bytearray) -> tuple[int, int] | None:
    """The line after a piece that ends its line, if it is short and not removed."""
    start = piece.gap_stop
    if not piece.lines_after or start >= len(text) or state[start]:
        return None
    return content_of(text, start, line_end(text, start))


def preceding_line(text: str, piece: Piece, state: bytearray) -> tuple[int, int] | None:
    """The line before a piece that begins its line, if it is short and not removed."""
    stop = piece.gap_start
    if not piece.lines_before or stop == 0 or state[stop - 1]:
        return None
    start = text.rfind("\n", max(0, stop - LONGEST), stop) + 1
    return content_of(text, start, stop) if start or stop <= LONGEST else None


def line_end(text: str, start: int) -> int:
    """The end of the line that starts at `start`; `start` itself if the line is long."""
    stop = text.find("\n", start, start + LONGEST)
    if stop < 0:
        return len(text) if len(text) - start <= LONGEST else start
    return stop


def as_piece(text: str, line: tuple[int, int], kept: tuple[int, int]) -> Piece:
    """Makes a piece of a line that equals another."""
    start, stop = line
    gap_start, gap_stop = start, stop
    while gap_start > 0 and text[gap_start - 1] in WHITE:
        gap_start -= 1
    while gap_stop < len(text) and text[gap_stop] in WHITE:
        gap_stop += 1
    kept_start, kept_stop = kept
    return Piece(
        start=start,
        stop=stop,
        gap_start=gap_start,
        gap_stop=gap_stop,
        lines_before=text.count("\n", gap_start, start),
        lines_after=text.count("\n", stop, gap_stop),
        kept_start=kept_start,
        kept_stop=kept_stop,
        letters=stop - start,
        equal=stop - start,
        numbers=False,
        cut=True,
        same_words=True,
        partial=False,
        fault="",
    )
