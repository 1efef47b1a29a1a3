"""Writes fold_table.c and unicode14.py, the kernel's view of Unicode, from the standard library's `unicodedata`.

Run it as a script under Python 3.11, whose Unicode is 14.0, then commit what it wrote.
The tables are pinned because hashes are stored: a table that moved with the Python version would make an old index
miss what it has seen. Code points that Unicode 14.0 does not assign are separators for the same reason.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from html.entities import name2codepoint
from pathlib import Path
from typing import NamedTuple

UNICODE = "14.0.0"
ROOT = Path(__file__).parents[1]
PAGE = 128

#: Kinds and traits, as in fold_table.h and words.h.
SEPARATOR, LETTER, NUMBER, MARK, IGNORABLE = range(5)
DIGIT, CAPITAL, SMALL, ENDS_IN_LETTER = 1, 2, 32, 64
SYLLABLE = 255
HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)

#: Marks that say how a Latin, Greek or Cyrillic letter is accented; the fold drops them.
ACCENTS = (
    range(0x0300, 0x0370),
    range(0x0483, 0x0488),
    range(0x1AB0, 0x1B00),
    range(0x1DC0, 0x1E00),
    range(0x20D0, 0x2100),
    range(0xFE20, 0xFE30),
)

#: Default_Ignorable_Code_Point of DerivedCoreProperties.txt, which `unicodedata` does not offer.
IGNORABLES = (
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

#: Blocks of scripts without spaces, by the width field of a word's flags: 1 Thai, Lao, Myanmar, Khmer; 2 Kana; 3 Han.
SIGNS = {
    1: (
        range(0x0E00, 0x0F00),
        range(0x1000, 0x10A0),
        range(0x1780, 0x1800),
        range(0xA9E0, 0xAA00),
        range(0xAA60, 0xAA80),
    ),
    2: (
        range(0x3031, 0x3036),
        range(0x303C, 0x303D),
        range(0x3040, 0x3100),
        range(0x31F0, 0x3200),
        range(0x1AFF0, 0x1B170),
    ),
    3: (
        range(0x3005, 0x3008),
        range(0x303B, 0x303C),
        range(0x3100, 0x3130),
        range(0x31A0, 0x31C0),
        range(0x3400, 0x4DC0),
        range(0x4E00, 0xA000),
        range(0xF900, 0xFB00),
        range(0x20000, 0x40000),
    ),
}
IDEOGRAPHIC_ZERO = 0x3007  # a number to Unicode, a Han sign to its readers

LEADING_JAMO = (range(0x1100, 0x1160), range(0xA960, 0xA980))
OTHER_JAMO = (range(0x1160, 0x1200), range(0xD7B0, 0xD800))


class Row(NamedTuple):
    """One row of `dedup_fold_rows`: the fields of the C struct, in its order."""

    fold: int
    length: int
    kind: int
    letters: int
    order: int
    traits: int


def within(code: int, ranges: Iterable[range]) -> bool:
    """Whether one of the ranges holds `code`."""
    return any(code in one for one in ranges)


def category(code: int) -> str:
    """The general category's first letter; the ideographic zero counts as a letter."""
    return "L" if code == IDEOGRAPHIC_ZERO else unicodedata.category(chr(code))[0]


def without_accents(text: str) -> str:
    """`text` without accents and what is ignored."""
    return "".join(char for char in text if not within(ord(char), (*ACCENTS, *IGNORABLES)))


def fold(code: int) -> str:
    """The letters by which `code` is compared: compatibility forms, case and accents undone.

    Accents go before the case is folded, or the iota subscript U+0345 would become a letter.
    """
    text, before = without_accents(unicodedata.normalize("NFKD", chr(code))), ""
    while text != before:
        before = text
        text = without_accents(unicodedata.normalize("NFKD", text.casefold()))
    return text


def width(code: int) -> int:
    """The width field of a sign of a script without spaces; 0 for everything else."""
    if category(code) != "L":
        return 0
    return next((number for number, blocks in SIGNS.items() if within(code, blocks)), 0)


def weight(code: int) -> int:
    """Weighted letters of one folded code point.

    A mark of combining class 0 stands beside its letter and cannot be left out: the vowel signs of India and Thailand.
    """
    if category(code) == "M" and not unicodedata.combining(chr(code)):
        return 1
    if category(code) not in "LN" or within(code, OTHER_JAMO):
        return 0
    if within(code, LEADING_JAMO):
        return 2
    return width(code) or 1


def row(code: int, folds: list[int]) -> Row:
    """The row of `code`; a fold of several code points is appended to `folds`."""
    own = unicodedata.category(chr(code))
    folded = "" if own in ("Cn", "Cs", "Co") else fold(code)
    if not folded:
        if own == "Cn":
            kind = SEPARATOR
        elif within(code, IGNORABLES):
            kind = IGNORABLE
        else:
            kind = MARK if own[0] == "M" else SEPARATOR
        return Row(0, 0, kind, 0, 0, 0)

    codes = [ord(char) for char in folded]
    kind = {"L": LETTER, "N": NUMBER, "M": MARK}.get(category(codes[0]), SEPARATOR)
    if kind == SEPARATOR:
        return Row(0, 0, SEPARATOR, 0, 0, 0)

    traits = width(codes[0]) << 2
    traits |= DIGIT * any(category(one) == "N" for one in codes)
    # Case is read off the compatibility decomposition, so that every normal form of a text has the same flags.
    case = unicodedata.category(unicodedata.normalize("NFKD", chr(code))[0])
    traits |= CAPITAL * (case in ("Lu", "Lt")) | SMALL * (case == "Ll")
    bases = [category(one) for one in codes if category(one) != "M"]
    traits |= ENDS_IN_LETTER * (bases[-1:] == ["L"])
    # No code point weighs more than its bytes, so the letters of a text never outgrow its size.
    letters = min(sum(map(weight, codes)), len(chr(code).encode()))
    if code in HANGUL_SYLLABLES:
        return Row(0, SYLLABLE, kind, letters, 0, traits)
    if len(codes) == 1:
        return Row(codes[0] - code, 1, kind, letters, unicodedata.combining(folded), traits)
    folds.extend(codes)
    return Row(len(folds) - len(codes), len(codes), kind, letters, 0, traits)


def lines(numbers: Iterable[object]) -> Iterator[str]:
    """The numbers, comma-separated, in lines of at most 120 characters."""
    line = "   "
    for number in numbers:
        if len(line) + len(str(number)) + 2 > 120:
            yield line
            line = "   "
        line += f" {number},"
    yield line


def fold_table() -> str:
    """The text of fold_table.c."""
    rows: dict[Row, int] = {}
    pages: dict[tuple[int, ...], int] = {}
    folds: list[int] = []
    places = []
    for first in range(0, 0x110000, PAGE):
        page = tuple(rows.setdefault(row(code, folds), len(rows)) for code in range(first, first + PAGE))
        places.append(pages.setdefault(page, len(pages)))
    entities = sorted((int.from_bytes(name.encode().ljust(8, b"\0")), code) for name, code in name2codepoint.items())
    windows = [ord(bytes([byte]).decode("cp1252", "ignore") or "\ufffd") for byte in range(128, 160)]

    def array(declaration: str, body: Iterable[str]) -> str:
        return "\n".join((f"const {declaration} = {{", *body, "};", ""))

    return "\n".join(
        (
            f"/* Generated by make_fold_table.py from Unicode {UNICODE}; do not edit. */",
            '#include "fold_table.h"',
            "",
            array("uint8_t dedup_fold_index[0x110000 >> DEDUP_FOLD_PAGE_BITS]", lines(places)),
            array(
                "uint16_t dedup_fold_pages[][1 << DEDUP_FOLD_PAGE_BITS]",
                (line for page in pages for line in ("    {", *lines(page), "    },")),
            ),
            array("dedup_fold dedup_fold_rows[]", lines("{" + ", ".join(map(str, one)) + "}" for one in rows)),
            array("uint32_t dedup_fold_runs[]", lines(f"0x{code:X}" for code in folds)),
            array("uint64_t dedup_entity_names[DEDUP_ENTITIES]", lines(f"0x{name:016X}" for name, _ in entities)),
            array("uint16_t dedup_entity_codes[DEDUP_ENTITIES]", lines(code for _, code in entities)),
            array("uint16_t dedup_windows_1252[32]", lines(windows)),
        )
    )


def assigned() -> str:
    """The text of unicode14.py."""
    known = [unicodedata.category(chr(code)) != "Cn" for code in range(0x110000)]
    edges = [code for code in range(1, 0x110000) if known[code] != known[code - 1]]
    return "\n".join(
        (
            f'"""The code points Unicode {UNICODE} assigns. Generated by make_fold_table.py; do not edit."""',
            "",
            'CODES = """',
            *(line.replace(",", "") for line in lines(f"{code:X}" for code in edges)),
            '"""',
            "",
            "#: Code points at which assignment ends or begins, in turn; U+0000 is assigned.",
            "EDGES = tuple(int(code, 16) for code in CODES.split())",
            "",
        )
    )


def main() -> None:
    """Writes both files."""
    if unicodedata.unidata_version != UNICODE:
        sys.exit(
            f"make_fold_table needs Unicode {UNICODE} (Python 3.11); this Python has {unicodedata.unidata_version}"
        )
    (ROOT / "dedup" / "kernel" / "fold_table.c").write_text(fold_table())
    (ROOT / "tests" / "oracle" / "unicode14.py").write_text(assigned())


if __name__ == "__main__":
    main()
