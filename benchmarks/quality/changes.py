"""What becomes of a text when it is copied: edits, misread letters, other typography.  Each takes a paragraph."""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable
from html.entities import codepoint2name

from benchmarks.quality.articles import UNSPACED, language, sentences, tokens

#: Makes of a paragraph in a language its changed copy.
Change = Callable[[str, str, random.Random], str]

KINDS = ("replaced", "deleted", "inserted", "swapped")
WIDTH = 64  #: columns of a wrapped copy

#: Letters that character recognition takes for one another.
MISREAD = {"l": "1", "I": "l", "o": "0", "O": "0", "e": "c", "c": "e", "m": "rn", "h": "b", "n": "u", "S": "5"}
OTHER_SIGNS = str.maketrans("\"'-\uff0c、", "”’—  ", ",")


# -- words -------------------------------------------------------------------------------------------------------------


def edited(share: float, kinds: tuple[str, ...] = KINDS) -> Change:
    """Changes a share of the words, never one with a digit: numbers that differ have a rule of their own."""

    def change(text: str, name: str, rng: random.Random) -> str:
        pieces = tokens(text, name)
        places = [place for place in range(1, len(pieces), 2) if pieces[place].isalpha()]
        vocabulary = language(name).words
        for place in rng.sample(places, round(share * len(places))):
            kind, other = rng.choice(kinds), rng.choice(vocabulary)
            if kind == "replaced":
                pieces[place] = other
            elif kind == "inserted":
                pieces[place] += ("" if name in UNSPACED else " ") + other
            elif kind == "deleted":
                pieces[place] = ""
            elif place + 2 < len(pieces):
                pieces[place], pieces[place + 2] = pieces[place + 2], pieces[place]
        changed = "".join(pieces).strip()
        return changed if name in UNSPACED else re.sub(r" {2,}", " ", changed)

    return change


def reworded(share: float) -> Change:
    """Replaces some words wherever they stand, each by the same other one, until a share of all is replaced."""

    def change(text: str, name: str, rng: random.Random) -> str:
        pieces = tokens(text, name)
        words = [piece for piece in pieces[1::2] if piece.isalpha()]
        others = language(name).words
        replaced: dict[str, str] = {}
        while sum(words.count(word) for word in replaced) < share * len(words):
            replaced[rng.choice(words)] = rng.choice(others)
        pieces[1::2] = [replaced.get(piece, piece) for piece in pieces[1::2]]
        return "".join(pieces)

    return change


# -- letters -----------------------------------------------------------------------------------------------------------


def misread(share: float) -> Change:
    """Misreads a share of the letters, by a likely one where one is known, else by any; some are lost."""

    def change(text: str, name: str, rng: random.Random) -> str:
        signs = list(text)
        words = language(name).words
        places = [place for place, sign in enumerate(signs) if sign.isalpha()]
        for place in rng.sample(places, round(share * len(places))):
            likely = MISREAD.get(signs[place]) if rng.random() < 0.7 else None
            signs[place] = likely or rng.choice([rng.choice(rng.choice(words)), ""])
        return "".join(signs)

    return change


def upper(text: str, name: str, rng: random.Random) -> str:
    return text.upper()


def punctuated(text: str, name: str, rng: random.Random) -> str:
    """Other quotes and dashes, and no commas."""
    return text.translate(OTHER_SIGNS)


def entities(text: str, name: str, rng: random.Random) -> str:
    """As HTML that nobody decoded."""
    signs = (f"&{codepoint2name[ord(sign)]};" if ord(sign) in codepoint2name else sign for sign in text)
    return "".join(signs).replace(" ", "&nbsp;", 3)


def decomposed(text: str, name: str, rng: random.Random) -> str:
    return unicodedata.normalize("NFD", text)


# -- lines -------------------------------------------------------------------------------------------------------------


def wrapped(text: str, name: str, rng: random.Random) -> str:
    if name not in UNSPACED:
        return textwrap.fill(text, WIDTH, break_on_hyphens=False)
    signs = WIDTH if name == "th" else WIDTH // 2
    return "\n".join(text[start : start + signs] for start in range(0, len(text), signs))


def hyphenated(text: str, name: str, rng: random.Random) -> str:
    """Wrapped, with long words divided at the ends of lines."""
    lines = wrapped(text, name, rng).split("\n")
    for number in range(1, len(lines)):
        first, space, rest = lines[number].partition(" ")
        if first.isalpha() and len(first) > 6:
            lines[number - 1] += f" {first[:3]}-"
            lines[number] = first[3:] + space + rest
    return "\n".join(lines)


def quoted(text: str, name: str, rng: random.Random) -> str:
    return textwrap.indent(wrapped(text, name, rng), "> ")


def spaced(text: str, name: str, rng: random.Random) -> str:
    """Other white space at every space: none is lost."""
    return re.sub(" ", lambda _: rng.choice([" ", "  ", "\xa0", "\t"]), text)


def line_by_line(text: str, name: str, rng: random.Random) -> str:
    """A line for each sentence."""
    return "\n".join(sentence.strip() for sentence in sentences(text, name))


def numbered(text: str, name: str, rng: random.Random) -> str:
    """Wrapped, with the numbers of its lines."""
    first = rng.randint(1, 400)
    return "\n".join(f"{first + n:4} {line}" for n, line in enumerate(wrapped(text, name, rng).split("\n")))


# -- other signs among the words ---------------------------------------------------------------------------------------


def marked_up(text: str, name: str, rng: random.Random) -> str:
    """With tags around the paragraph and around some words."""
    pieces = tokens(text, name)
    for place in rng.sample(range(1, len(pieces), 2), len(pieces) // 30):
        pieces[place] = f"<b>{pieces[place]}</b>"
    return f"<p>{''.join(pieces)}</p>"


def footnoted(text: str, name: str, rng: random.Random) -> str:
    """With the mark of a note after some words."""
    pieces = tokens(text, name)
    for number, place in enumerate(sorted(rng.sample(range(1, len(pieces), 2), len(pieces) // 50)), 1):
        pieces[place] += f"[{number}]"
    return "".join(pieces)


def invisible(text: str, name: str, rng: random.Random) -> str:
    """With soft hyphens or spaces without width inside words."""
    return re.sub(r"(?<=\w)(?=\w)", lambda _: rng.choice(["", "", "", "\xad", "\u200b"]), text)


def run_together(share: float) -> Change:
    """Without some of the spaces."""
    return lambda text, name, rng: re.sub(" ", lambda _: "" if rng.random() < share else " ", text)


def broken_up(share: float) -> Change:
    """With a space inside some of the words."""
    return lambda text, name, rng: re.sub(r"\B(?=\w\w)", lambda _: " " if rng.random() < share / 4 else "", text)


def in_turn(*changes: Change) -> Change:
    """One change after the other."""

    def change(text: str, name: str, rng: random.Random) -> str:
        for one in changes:
            text = one(text, name, rng)
        return text

    return change


def unchanged(text: str, name: str, rng: random.Random) -> str:
    return text


#: Ways in which a whole article is copied, by the name of their mode.
CHANGES: dict[str, Change] = {
    "exact": unchanged,
    **{f"edits_{percent}": edited(percent / 100) for percent in (1, 3, 5, 10, 20)},
    **{f"{kind}_10": edited(0.1, (kind,)) for kind in KINDS},
    "reworded_10": reworded(0.1),
    **{f"ocr_{percent}": misread(percent / 100) for percent in (1, 3, 5, 10)},
    "upper": upper,
    "punctuation": punctuated,
    "entities": entities,
    "nfd": decomposed,
    "wrapped": wrapped,
    "hyphenated": hyphenated,
    "quoted": quoted,
    "spaced": spaced,
    "sentence_a_line": line_by_line,
    "numbered_lines": numbered,
    "markup": marked_up,
    "footnotes": footnoted,
    "invisible": invisible,
    "run_together_5": run_together(0.05),
    "broken_up_5": broken_up(0.05),
    "mixed": in_turn(edited(0.04), misread(0.01), punctuated, wrapped),
}
