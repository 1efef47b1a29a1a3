"""What is a copy and what is natural repetition: one rule a reason."""

from __future__ import annotations

from math import floor

from dedup.options import PROTECT, CollapseOptions
from dedup.repeats.candidates import Match, Piece

#: A run of so many letters that repeats is technical duplication whatever its form, if it is all but unchanged; 250
#: touched six times as many texts that repeat themselves on purpose, 800 lost doubled bodies.
LONG = 350

#: What is not prose, or is a lone block, must be all but unchanged.
UNCHANGED = 0.97
SHORT_IDENTITY = 0.93


def natural(match: Match, options: CollapseOptions) -> str:
    """The reason to spare a whole match, or "" when it is a copy."""
    letters, protect = match.clean_letters, options.protect
    if letters == 0:
        return ""  # its pieces have reasons of their own
    short = letters < LONG and match.tandem < LONG
    if (
        "numbers" in protect
        and 3 * match.numbers > letters
        and (short or match.numbers > letters or not is_prose(match))
    ):
        return "numbers"
    if "template" in protect and is_template(match):
        return "template"
    if (short or match.clean_equal < UNCHANGED * letters) and (kind := form(match)) in protect:
        return kind
    if short and "names" in protect and match.names:
        return "names"
    if short and "single" in protect and is_single(match, options):
        return "single"
    return ""


def rule_of(match: Match) -> str:
    """Why a match that is a copy may go, in a word or two."""
    if match.tandem:
        return "row of copies"
    if match.clean_letters >= LONG:
        return "long run"
    return "teaser" if match.cut_off else "lone block"


def is_single(match: Match, options: CollapseOptions) -> bool:
    """Is it too short to be a copy by itself, a refrain, part of a sentence, or too much changed for its length?"""
    return (
        match.clean_letters < options.min_letters
        or 2 * match.thrice >= match.shingles
        or 2 * match.spaced > match.clean_letters
        or match.clean_equal < SHORT_IDENTITY * match.clean_letters
    )


def is_template(match: Match) -> bool:
    """Is it one of several fillings of a form?

    Then its words stand again and again close by, or the same words are exchanged for the same others, or only islands
    in it are alike.
    """
    if match.clean_equal >= (0.98 if is_prose(match) else 0.995) * match.clean_letters:
        return False
    filled = 5 * match.near_by > 2 * match.shingles
    refilled = match.again >= (2 if match.clean_letters < LONG else 3) and 3 * match.again > match.exchanged
    islands = 2 * (match.clean_letters + match.numbers) < match.letters
    return filled or refilled or islands


def is_prose(match: Match) -> bool:
    """Does at least half of it read like prose?"""
    return 2 * match.prose >= match.clean_letters


def form(match: Match) -> str:
    """What a match is that is no prose, or ""."""
    if 2 * match.rows > match.lines:
        return "table"
    prose = is_prose(match) or 2 * match.cut_off > match.clean_letters
    if 100 * match.symbols > 12 * match.clean_letters and not (prose and match.clean_equal == match.clean_letters):
        return "code"
    if prose:
        return ""
    if 2 * match.items > match.lines:
        return "list"
    return "verse" if match.lines > 3 and match.clean_letters < 45 * match.lines else "form"


def fault(piece: Piece, options: CollapseOptions) -> str:
    """The reason to spare a single piece of a match that is a copy, or ""."""
    if not piece.cut:
        return "cut"
    if piece.numbers:
        return "numbers"
    if piece.equal < options.identity * piece.letters:
        return "identity"
    short = piece.letters < options.min_letters and piece.equal < SHORT_IDENTITY * piece.letters
    return "single" if short and "single" in options.protect else ""


def option_against(reason: str, identity: float, protected: str = "dedup.PROTECT") -> str:
    """The option that lifts a refusal, as one writes it in a call; "" when none does.

    `protected`: the name of what is protected unless a caller says otherwise.
    """
    if reason == "identity":
        return f"identity={floor(100 * identity) / 100}"
    return f"protect={protected} - {{{reason!r}}}".replace("'", '"') if reason in PROTECT else ""
