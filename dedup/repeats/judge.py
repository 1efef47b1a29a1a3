"""What is a copy and what is natural repetition: one rule a reason."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.options import CollapseOptions
from dedup.repeats.candidates import Match, Piece

#: A run of so many letters that repeats is technical duplication whatever its form; 250 touched six times as many
#: texts that repeat themselves on purpose, 800 lost doubled bodies.
LONG = 350

#: A short run must be all but unchanged.
SHORT_IDENTITY = 0.93


def refusals(match: Match, pieces: Sequence[Piece], options: CollapseOptions) -> list[str]:
    """For each piece the reason to spare it, or "" when it is a copy."""
    whole = [piece for piece in pieces if piece.cut and not piece.numbers]
    letters = sum(piece.letters for piece in whole)
    differing = sum(piece.letters for piece in pieces if piece.numbers)
    general = ""
    if whole:
        if "numbers" in options.protect and differing * 4 > differing + letters:
            general = "numbers"
        else:
            general = natural(match, whole, max(letters, match.tandem), options)
    return [own(piece, options) or general for piece in pieces]


def own(piece: Piece, options: CollapseOptions) -> str:
    """A reason that lies in the piece itself."""
    if not piece.cut:
        return "cut"
    if piece.numbers:
        return "numbers"
    if piece.equal < options.identity * piece.letters:
        return "identity"
    return ""


def natural(match: Match, pieces: Sequence[Piece], letters: int, options: CollapseOptions) -> str:
    """The kind of natural repetition that a copy is, or ""."""
    protect = options.protect
    equal = sum(piece.equal for piece in pieces)
    size = sum(piece.letters for piece in pieces)
    prose = sum(piece.prose for piece in pieces)
    shingles = sum(piece.shingles for piece in pieces)
    is_prose = prose * 2 >= size
    if "template" in protect and 5 * sum(piece.template for piece in pieces) > 2 * shingles:
        if equal < (0.98 if is_prose else 0.995) * size:
            return "template"
    if "code" in protect and not is_prose and sum(piece.symbols for piece in pieces) * 100 > 12 * size:
        if letters < LONG or equal < size:
            return "code"
    if letters >= LONG:
        return ""
    if "single" in protect and size < options.min_letters:
        return "single"
    if "form" in protect and not is_prose:
        return "form"
    if "names" in protect and sum(piece.names for piece in pieces):
        return "names"
    if "single" in protect and 2 * sum(piece.thrice for piece in pieces) >= shingles:
        return "single"
    if equal < SHORT_IDENTITY * size:
        return "identity"
    return ""
