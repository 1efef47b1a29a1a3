"""What the rules ask of characters, by the Unicode of the kernel, which is newer than that of some versions of Python.

What Unicode may assign one day is a letter. White space is Python's, without the four ASCII separators.
"""

from __future__ import annotations

import re

from dedup.repeats.candidates import WHITE
from tests.oracle import folding

LINE_BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")


def first_category(char: str) -> str:
    """L, N or something else for what a character folds to; "" if it is ignored or only a mark."""
    folded = "" if folding.IGNORABLE.match(char) else folding.fold(char)
    return folding.category(folded[0]) if folded else ""


def is_alphabetic(char: str) -> bool:
    """Whether a character is a letter."""
    return first_category(char) == "L"


def is_alphanumeric(char: str) -> bool:
    """Whether a character is a letter or a number."""
    return first_category(char) in ("L", "N")


def is_capital(char: str) -> bool:
    """Whether a letter or number is written as a capital."""
    return is_alphanumeric(char) and folding.case(char) in ("Lu", "Lt")


def is_small(char: str) -> bool:
    """Whether a letter or number is written in lower case."""
    return is_alphanumeric(char) and folding.case(char) == "Ll"


def is_title(name: str) -> bool:
    """Whether a name is written in title case: capitals only where no letter with case comes before."""
    after_cased = cased = False
    for char in name:
        if (is_capital(char) and after_cased) or (is_small(char) and not after_cased):
            return False
        after_cased = is_capital(char) or is_small(char)
        cased |= after_cased
    return cased


def digit_of(char: str) -> int | None:
    """The value of a digit: ten of a script come in a row, zero first."""
    folded = "" if folding.IGNORABLE.match(char) else folding.fold(char)
    if len(folded) != 1 or first_category(char) != "N":
        return None
    if folded.isascii():
        return int(folded)
    value = 0
    while value < 10 and first_category(chr(ord(folded) - value - 1)) == "N":
        value += 1
    return value if value < 10 else None


def words_in(text: str) -> list[str]:
    """What stands between white space."""
    return [word for word in re.split(f"[{WHITE}]+", text) if word]


def lines_in(text: str) -> list[str]:
    """The lines of a text, without their breaks."""
    lines = LINE_BREAK.split(text)
    return lines if lines[-1] else lines[:-1]
