r"""Words, shingles, signatures and seeds once more in plain Python, from their definitions: the kernel's oracle.

Slow, and used by tests only. Where this file and the C files disagree, one of them is wrong.

**Units.** The text is read as code points, an HTML entity standing for the one it names: `&name;` of HTML 4, `&#123;`
or `&#x7B;` of at most seven digits. 128 to 159 mean windows-1252, as in browsers; what no text can hold means U+FFFD.

**Fold.** What a code point folds to, and what it is to a word, stands in folding.py. The fold of a word is that of its
code points one after another, marks in canonical order, so that all normal forms of a text fold alike. (Runs of marks
are ordered in pieces of 32, which bounds the work on hostile text.)

**Words.** The first code point of the fold says what a code point is: letter, number, mark or separator. A word is a
run of letters, numbers, marks and ignorables that begins with a letter or number and does not end with an ignorable. In
scripts without spaces each letter, with the marks after it, is a word of its own: a *sign*. Marks with nothing before
them are separators. A hyphen or soft hyphen after a letter, at the end of a line, joins the word to the next line, if
that begins (after spaces, tabs and the `>` of quotes) with a letter that is not upper case.

**Symbols.** In a line that holds no part of a word, each symbol is one, with the marks after it; but a row of the same
symbol, whatever else stands between, is one together. Of such a line there are ten words at least, or none.

**Addresses.** A link is two to sixteen ASCII letters, `://`, and all visible ASCII then but for `"<>[]\^{|}` and the
backtick, up to a closing parenthesis that it did not open. A target stands in parentheses right behind a `]`, as the
address of a Markdown link does: no brackets and no white space, but for a line end behind a hyphen or before two;
parentheses that balance; what follows a backslash is a character like any other. A title in quotation marks may come
after it. Between these there is white space without an empty line; in a title there is neither an empty line nor `](`.
All of it has 4,096 bytes of UTF-8 at most. A word that an address overlaps is none; nor is one, unless it is a sign,
that begins where a link ends, for in another normal form its first letter may be ASCII.

**Normal forms.** NFC and NFD of a text have words of the same hashes, letters and flags unless more than 32 marks that
stay follow one letter, a target is about 4,096 bytes long, or normalising makes an entity or an address: U+037E becomes
its semicolon, U+212A the K of its name. NFKC and NFKD have the same hashes if, besides, the text holds no entities, no
addresses, no compatibility separators, and no code points that decompose into more than one word (`½`, `㍿`) or into a
mark and a letter (Thai `ำ`).

**Signature.** 128 slots, each with a total order of its own over all hashes, hold what their order begins with among
the hashes of a set. Of three rounds each throws a hash into one slot; there it comes before all hashes of later rounds,
and before those of its own round that have a larger value. What no round throws into a slot is last there, by a hash
function of the slot's own.

**Seeds.** Of each so many shingles in a row the one with the least hash, of equals the last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import unicodedata2

from tests.oracle.addresses import find_addresses
from tests.oracle.entities import Unit, units
from tests.oracle.folding import case, category, fold, kind, weight, width

DIGIT, CAPITAL, ALLCAPS = 1, 2, 16
WIDTH_SHIFT = 2
MAX_WIDTH = 64
TENTHS = (10, 3, 6, 9)


class Word(NamedTuple):
    """A word as the kernel gives it, and its folded letters."""

    start: int
    stop: int
    fold: str
    letters: int
    flags: int


#: The 7th and the 9th 64 bits of pi's fraction: each holds a byte that UTF-8 has nowhere, so no first factor is zero.
Key = tuple[int, int]
PUBLIC_KEY = KEY_A, KEY_B = 0xC0AC29B7C97C50DD, 0x9216D5D98979FB1B


# -- words -------------------------------------------------------------------------------------------------------------

#: Over the kinds of units: a, A a letter, lower and upper case; n a number; b, B a letter (㎢), N a number (㏠), whose
#: fold ends in the other kind; s a sign; m a mark; i ignorable; y the soft hyphen; g a symbol.
JOINED = r"[miy]*[-y] *(?:\r\n|\r|\n)[ >]*(?=[ab])"
WORD = re.compile(rf"(?:[aAN](?:{JOINED}|[miy]*)|[nbB][miy]*)+|s[miy]*")


LEAST_SYMBOLS = 10


def in_canonical_order(folded: str) -> str:
    """`folded` with each run of marks sorted by combining class."""
    ordered: list[str] = []
    for is_mark, run in groupby(folded, lambda char: unicodedata2.combining(char) > 0):
        chars = list(run)
        if is_mark:
            pieces = (chars[at : at + 32] for at in range(0, len(chars), 32))
            chars = [char for piece in pieces for char in sorted(piece, key=unicodedata2.combining)]
        ordered += chars
    return "".join(ordered)


def find_words(text: str) -> list[Word]:
    """The words of `text` that no address holds, with their folds."""
    addresses = list(find_addresses(text))
    starts = [address.start for address in addresses]

    def is_said(word: Word) -> bool:
        last = bisect_left(starts, word.stop) - 1
        if last < 0:
            return True
        _, stop, is_link = addresses[last]
        return word.start >= stop + (is_link and not word.flags >> WIDTH_SHIFT & 3)

    return list(filter(is_said, all_words(text)))


def all_words(text: str) -> Iterator[Word]:
    """The words of `text`, those in addresses too."""
    read = list(units(text))
    kinds = "".join(kind(unit.char) for unit in read)
    return iter(sorted((*words_of_letters(read, kinds), *words_of_symbols(read, kinds))))


def words_of_symbols(read: list[Unit], kinds: str) -> Iterator[Word]:
    """The words of lines that have no letters or numbers."""
    said = {at for match in WORD.finditer(kinds) for at in range(*match.span())}
    for line in re.finditer(r"[^\r\n]+", kinds):
        if not said.isdisjoint(range(*line.span())):
            continue
        symbols = (at for at in range(*line.span()) if kinds[at] == "g")
        runs = [list(run) for _, run in groupby(symbols, lambda at: fold(read[at].char)[0])]
        for run in runs if len(runs) >= LEAST_SYMBOLS else []:
            marks = re.compile("[miy]*").match(kinds, run[-1] + 1, line.end())
            stop = run[-1] + 1 + len(marks[0].rstrip("iy") if marks else "")
            folded = "".join(fold(unit.char) for unit in read[run[0] : stop] if kind(unit.char) in "gm")
            symbol = fold(read[run[0]].char)[0]
            flags = width(symbol) << WIDTH_SHIFT
            yield Word(read[run[0]].start, read[stop - 1].stop, in_canonical_order(folded), weight(symbol), flags)


def words_of_letters(read: list[Unit], kinds: str) -> Iterator[Word]:
    """The words of letters and numbers, and the signs."""
    for match in WORD.finditer(kinds):
        stop = match.start() + len(match[0].rstrip("iy"))
        chars = [unit.char for unit in read[match.start() : stop] if kind(unit.char) in "aAbBnNsm"]
        folds = [fold(char) for char in chars]
        letters = sum(
            min(sum(map(weight, folded)), len(char.encode())) for char, folded in zip(chars, folds, strict=True)
        )

        folded = in_canonical_order("".join(folds))
        flags = width(folded[0]) << WIDTH_SHIFT
        flags |= DIGIT * any(category(char) == "N" for char in folded)
        flags |= CAPITAL * (case(chars[0]) in ("Lu", "Lt"))
        cases = [case(char) for char in chars if kind(char) in "aAbBs"]
        flags |= ALLCAPS * (len(cases) > 1 and "Ll" not in cases and not {"Lu", "Lt"}.isdisjoint(cases))
        yield Word(read[match.start()].start, read[stop - 1].stop, folded, max(1, letters), flags)


def words(text: str, key: Key = PUBLIC_KEY) -> list[tuple[int, int, int, int, int]]:
    """(start, stop, hash, letters, flags) of each word; offsets are code points."""
    check_text(text)
    return [(word.start, word.stop, hash_of(word.fold, key), word.letters, word.flags) for word in find_words(text)]


def word_letters(text: str) -> list[str]:
    """The folded letters of each word."""
    check_text(text)
    return [word.fold for word in find_words(text)]


def check_text(text: str) -> None:
    """Raises TypeError as the kernel does."""
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")


# -- hashes ------------------------------------------------------------------------------------------------------------

MASK = (1 << 64) - 1
#: The 11th and the 12th.
KEY_C, KEY_D = 0x2FFD72DBD01ADFB7, 0xB8E1AFED6A267E96
#: The golden ratio's fraction.
FACTOR = 0x9E3779B97F4A7C15


def multiply(a: int, b: int) -> int:
    """The two halves of a 128-bit product, xored."""
    product = a * b
    return product & MASK ^ product >> 64


def polynomial(start: int, pairs: Iterable[tuple[int, int]], key: Key) -> int:
    """A hash of chunks of text in their order: a polynomial in FACTOR over their products."""
    result = start
    for first, second in pairs:
        result = (result * FACTOR + multiply(first ^ key[0], second ^ key[1])) & MASK
    return result


def chain(start: int, pairs: Iterable[tuple[int, int]], key: int = KEY_A, other_key: int = KEY_B) -> int:
    """A hash of pairs of numbers in their order: each is multiplied, with what came before it on the first."""
    result = start
    for first, second in pairs:
        result = multiply(first ^ key ^ result, second ^ other_key)
    return result


def chunks(data: bytes) -> Iterator[tuple[int, int]]:
    """Each 16 bytes as two numbers, the last ones padded with zeros."""
    for at in range(0, len(data), 16):
        chunk = data[at : at + 16].ljust(16, b"\0")
        yield int.from_bytes(chunk[:8], "little"), int.from_bytes(chunk[8:], "little")


def hash_of(folded: str, key: Key = PUBLIC_KEY) -> int:
    """64 bits for a folded word."""
    return polynomial(0, chunks(folded.encode()), key)


def shingle_hash(hashes: list[int]) -> int:
    """A polynomial in FACTOR over the hashes of words, mixed."""
    total = 0
    for number in hashes:
        total = (total * FACTOR + number) & MASK
    total = (total ^ total >> 27) * 0x3C79AC492BA7B653 & MASK
    total = (total ^ total >> 33) * 0x1C69B3F74AC4AE35 & MASK
    return total ^ total >> 27


def shingles(text: str, width: int = 3) -> list[tuple[int, int]]:
    """(hash, length) of the shingle at each word: the fewest words from there that are `width` words wide."""
    if not isinstance(width, int):
        raise TypeError(f"width must be an int, not {type(width).__name__}")
    if not 1 <= width <= MAX_WIDTH:
        raise ValueError(f"width must be from 1 to {MAX_WIDTH} words, not {width}")
    found = words(text)
    result = []
    for first in range(len(found)):
        tenths, stop = 0, first
        while tenths < 10 * width and stop < len(found):
            tenths += TENTHS[found[stop][4] >> WIDTH_SHIFT & 3]
            stop += 1
        if tenths < 10 * width:
            break
        result.append((shingle_hash([word[2] for word in found[first:stop]]), stop - first))
    return result


def shingles_of(text: str, width: int) -> list[int]:
    """The hashes of the shingles of a text; too few words for a shingle are one together."""
    found = [number for number, _ in shingles(text, width)]
    hashes = [word[2] for word in words(text)]
    return found or [shingle_hash(hashes)] * bool(hashes)


# -- signatures --------------------------------------------------------------------------------------------------------

SLOTS, ROUNDS, VALUE_BITS = 128, 3, 30
EMPTY = (1 << 32) - 1


def splitmix(place: int) -> int:
    """The 64 bits at that place of Sebastiano Vigna's generator, begun at 0."""
    z = (place + 1) * FACTOR & MASK
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


#: What each slot multiplies the high half of a hash by, and adds to it, in the hash function of its own.
OWN = [(bits >> 32 | 1, bits & EMPTY) for bits in map(splitmix, range(SLOTS))]


def ranks(number: int) -> list[int]:
    """Where `number` stands in the order of each slot: the round in the two high bits, a value in the 30 below."""
    result = [ROUNDS << VALUE_BITS | (factor * (number >> 32) + summand & EMPTY) >> 2 for factor, summand in OWN]
    throws = [number, multiply(number ^ KEY_C, KEY_B), multiply(number ^ KEY_D, KEY_B)]
    for played in reversed(range(ROUNDS)):  # of two throws into one slot the earlier counts
        thrown = throws[played]
        result[thrown >> 57] = played << VALUE_BITS | (thrown & EMPTY) >> 2
    return result


def signature(hashes: Iterable[int]) -> list[int]:
    """In each slot the least rank of any of the hashes; of no hashes, all bits set."""
    return [min(slot) for slot in zip(*map(ranks, hashes), strict=True)] or [EMPTY] * SLOTS


def signature_of(text: str) -> list[int]:
    """The signature of the shingles of a text, 5 words wide."""
    return signature(shingles_of(text, 5))


# -- seeds and digests -------------------------------------------------------------------------------------------------


def seeds(hashes: list[int], window: int) -> list[int]:
    """The positions of the seeds among the hashes of shingles; fewer of these than a window have one."""
    windows = [range(first, first + window) for first in range(len(hashes) - window + 1)] or [range(len(hashes))]
    return sorted({min(places, key=lambda at: (hashes[at], -at)) for places in windows if places})


def digest_words(text: str, key: Key = PUBLIC_KEY) -> tuple[int, int]:
    """Two chains over the hashes of the words by twos, begun with their number and its complement."""
    hashes = [word[2] for word in words(text, key)]
    pairs = list(zip(hashes[::2], hashes[1::2] + [0] * (len(hashes) % 2), strict=True))
    return chain(len(hashes), pairs), chain(len(hashes) ^ MASK, pairs, KEY_C, KEY_D)


def digest_signs(text: str, key: Key = PUBLIC_KEY) -> int:
    """A hash of the UTF-8, begun with its size, for a text may itself end in the zeros that the last chunk has."""
    data = text.encode("utf-8", "surrogatepass")
    return polynomial(len(data), chunks(data), key)
