"""Words: kernel and reference agree on every text, at every SIMD level, and both do what is promised."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from types import ModuleType

import pytest
import unicodedata2
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dedup.kernel import _kernel
from tests.oracle import folding, reference
from tests.oracle.entities import units
from tests.strategies import PIECES, texts
from tools import make_fold_table

DIGIT, CAPITAL, ALLCAPS = 1, 2, 16
GOLDEN = json.loads(Path(__file__).with_name("golden_words.json").read_text())
LEVELS = _kernel.simd_levels()


def everything(twin: ModuleType, text: str) -> tuple[object, ...]:
    return twin.words(text), twin.word_letters(text), twin.shingles(text, 2)


def assert_twins_agree(text: str) -> None:
    expected = everything(reference, text)
    for level in LEVELS:
        _kernel.set_simd(level)
        assert everything(_kernel, text) == expected


def assert_levels_agree(text: str) -> None:
    _kernel.set_simd(LEVELS[0])
    expected = everything(_kernel, text)
    for level in LEVELS[1:]:
        _kernel.set_simd(level)
        assert everything(_kernel, text) == expected


# -- kernel and reference ----------------------------------------------------------------------------------------------


@given(texts())
@example("a" * 64 + "\u00e9")
@example("a" * 63 + "-\nb")
def test_kernel_equals_reference(text: str) -> None:
    assert_twins_agree(text)


@pytest.mark.parametrize(
    "text",
    [
        "что\u2010\nто что\u2010то что-\nто что-то, что-",
        "Ёлка ЁЛКА ё Й «Йод» 12й №5",
        "قال\u0640\u0640 آمَنَ مدرسة، إلى",
        "क\u093c\u094d क\u094d\u093c क\u094d\u094d क्षेत्र।",
        "नु" * 40 + " " + "Й" * 8 + " " + "Й" * 9 + " й" * 3,
        "ﬁre Straße œuvre 한국어 각 각",
        "ที่นี่ 漢字のテスト\u3099 ёж",
        "слово\u00adслово слово&shy;слово слово&nbsp;слово",
        "слово\U00010428слово \ud800слово слово",
    ],
    ids=ascii,
)
def test_words_of_other_scripts(text: str) -> None:
    """Wherever they stand between words of ASCII, and up to the end of the text."""
    for place in (0, 1, 15, 16):
        assert_twins_agree("q" * place + text)
        assert_twins_agree(text + "q" * place)


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_at_every_place_of_a_line(piece: str) -> None:
    for place in range(66):
        agree = assert_levels_agree if place % 32 else assert_twins_agree  # the reference takes a hundred times as long
        agree("q" * place + piece + "tail of ASCII words, 16 bytes and more")
        agree(" " * place + piece + "q" * 16)


@pytest.mark.slow
def test_words_of_every_length() -> None:
    for length in range(1, 140):
        for number, char in enumerate("aZ7"):
            agree = assert_levels_agree if (length + number) % 3 else assert_twins_agree
            agree(f"{char * length} b {char * length}")


@pytest.mark.slow
def test_every_code_point() -> None:
    """All of Unicode, but samples of what is large and uniform: Han, Hangul, private use and unassigned."""
    sampled = {"Cn": 97, "Co": 997, "Cs": 97}
    for first in range(0, 0x110000, 0x400):
        chars = []
        for code in range(first, first + 0x400):
            char = chr(code)
            name = unicodedata2.name(char, "")
            rare = name.startswith(
                ("CJK UNIFIED", "HANGUL SYL", "TANGUT IDEO", "SMALL SEAL", "CUNEIFORM", "EGYPTIAN", "ANATOLIAN")
            )
            if code % (31 if rare else sampled.get(unicodedata2.category(char), 1)) == 0:
                chars.append(char)
        text = "".join(f"a{char}b {char}\u6f22{char}" for char in chars)
        expected = reference.words(text)
        assert _kernel.words(text) == expected
        assert _kernel.word_letters(text) == reference.word_letters(text)
        assert _kernel.letters_of(text) == sum(word[3] for word in expected)


@pytest.mark.slow
def test_all_of_unicode_is_read(level: str) -> None:
    text = "".join(map(chr, range(0x110000)))
    places = [place for start, stop, *_ in _kernel.words(text) for place in (start, stop)]
    assert places == sorted(places)
    assert places[-1] <= len(text)


@pytest.mark.slow
def test_the_table_is_the_one_the_script_writes() -> None:
    assert make_fold_table.TABLE.read_text() == make_fold_table.fold_table()


def test_the_kernel_says_which_table_it_has() -> None:
    assert unicodedata2.unidata_version == _kernel.UNICODE_VERSION
    assert f"= 0x{_kernel.FOLD_FINGERPRINT:08X};" in make_fold_table.TABLE.read_text()


def test_a_table_that_differs_in_one_fold_has_another_fingerprint() -> None:
    folds: list[int] = []
    rows = [make_fold_table.row(ord(char), folds) for char in "Aß½"]
    others = [rows[0]._replace(fold=33), *rows[1:]], [rows[0], rows[1]._replace(fold=rows[2].fold), rows[2]]
    numbers = {make_fold_table.fingerprint(table, folds) for table in (rows, *others)}
    assert len(numbers) == 3


@pytest.mark.parametrize("twin", [_kernel, reference])
@pytest.mark.parametrize("function", ["words", "word_letters", "shingles"])
@pytest.mark.parametrize("wrong", [b"bytes", None, 3])
def test_only_str_is_text(twin: ModuleType, function: str, wrong: object) -> None:
    with pytest.raises(TypeError, match=f"^text must be a str, not {type(wrong).__name__}$"):
        getattr(twin, function)(wrong)


def test_any_bytes_are_safe(level: str) -> None:
    """What is not UTF-8 gives some words or none; under a sanitizer this finds accesses outside the bytes."""
    source = random.Random(7)
    bytes_of_interest = bytes([*range(0x7F, 0x100, 3), *b"ab-\n&#x1;", 0xC3, 0xAD, 0xE6, 0xBC, 0xA2, 0xF0, 0x9F])
    for size in range(200):
        samples = [bytes(source.choices(bytes_of_interest, k=size)), source.randbytes(size)]
        assert _kernel.time_words(samples, 1, 3) >= 0


# -- definitions by example --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folds"),
    [
        ("", []),
        ("Hello, WORLD", ["hello", "world"]),
        ("ﬁre ﬃ Straße ﬅ", ["fire", "ffi", "strasse", "st"]),
        ("Ünïcödé Ελλάς ёлка Й", ["unicode", "ελλασ", "елка", "и"]),
        ("ΣΊΣΥΦΟΣ ᾳ ᾼ α\u0345", ["σισυφοσ", "α", "α", "α"]),
        ("עִבְרִית שׁ", ["עברית", "ש"]),
        ("العَرَبِيّة مـدرسـة ـ ﷼", ["العربيه", "مدرسه", "ريال"]),
        ("أإآٱ ؤئء هٰذا ۀ ﻷ", ["اااا", "ويء", "هذا", "\u06d5", "لا"]),
        ("علی على کتاب كتاب", ["علي", "علي", "كتاب", "كتاب"]),
        ("१२ ١٢ ۱۲", ["१२", "١٢", "۱۲"]),
        ("हिन्दी தமிழ்", ["हिन्दी", "தமிழ்"]),  # marks of other scripts stay
        ("國国 發发 髮", ["国", "国", "发", "发", "髮"]),  # partners; 髮 is 发 too, but not the first
        ("後后 乾干 萬万", ["後", "后", "乾", "干", "萬", "万"]),  # 后, 干 and 万 are Traditional signs as well
        ("１２ ½ x² Ⅷ", ["12", "1⁄2", "x2", "viii"]),
        ("co\u00adop\u200dera\ufeffte", ["cooperate"]),
        ("漢字かな", ["汉", "字", "か", "な"]),
        ("ｶﾞ がﾊﾟ", ["カ\u3099", "か\u3099", "ハ\u309a"]),
        ("ไทย กำ", ["ไ", "ท", "ย", "ก\u0e4dา"]),
        ("abc漢2字x", ["abc", "汉", "2", "字", "x"]),
        ("한국", [unicodedata2.normalize("NFD", "한국")]),
        ("\u0301a b\u0301\u0323", ["a", "b"]),
        ("a\ud800b \ue000c\x00d\ufdd0e\uffff", ["a", "b", "c", "d", "e"]),
        # newer scripts, and what is not assigned yet
        ("\U00010d50\U00010d71 \U0001e4d0\U0001e4d1", ["\U00010d70\U00010d71", "\U0001e4d0\U0001e4d1"]),
        ("\U00011f04\U00011f05 ꦲꦏꦺ", ["\U00011f04", "\U00011f05", "ꦲ", "ꦏꦺ"]),
        ("\U000313b0\U0002ebf0", ["\U000313b0", "\U0002ebf0"]),
        ("a\u0378b \ufff0c\U000e0080d", ["a\u0378b", "cd"]),
        ("a\U0001ffc0b\U0003ff00\U000c0000", ["a", "\U0001ffc0", "b", "\U0003ff00", "\U000c0000"]),
        # broken lines
        ("exam-\nple exam\u2010\r\n  ple exam- \t\r> > ple exam\u00ad\nple", ["example"] * 4),
        ("Jean-\nPaul COVID-\n19", ["jean", "paul", "covid", "19"]),
        ("a--\nb c-\n\nd e- f 3-\ng", ["a", "b", "c", "d", "e", "f", "3", "g"]),
        ("漢-\n字 a-\n漢", ["汉", "字", "a", "汉"]),
        # entities
        ("na&iuml;ve na&#239;ve na&#xEF;ve na&#XEF;ve", ["naive"] * 4),
        ("a&nbsp;b&amp;c&shy;d&#156;", ["a", "b", "cdœ"]),
        ("&bogus; &eacute &#x; &#12345678; &", ["bogus", "eacute", "x", "12345678"]),
        ("a&#0;b&#55296;c&#x110000;d", ["a", "b", "c", "d"]),
        ("caf&amp;eacute;s d&amp;amp;#x27;Orsay, AT&amp;amp;T", ["cafes", "d", "orsay", "at", "t"]),  # escaped again
        ("&amp;amp;amp;eacute; &amp;bogus; AT&T", ["eacute", "bogus", "at", "t"]),
    ],
)
def test_folds(text: str, folds: list[str]) -> None:
    assert _kernel.word_letters(text) == folds == reference.word_letters(text)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("word", 0),
        ("Word", CAPITAL),
        ("WORD", CAPITAL | ALLCAPS),
        ("W", CAPITAL),
        ("B2B", CAPITAL | ALLCAPS | DIGIT),
        ("3D", DIGIT),
        ("3DX", DIGIT | ALLCAPS),
        ("1984", DIGIT),
        ("ÉTÉ", CAPITAL | ALLCAPS),
        ("E\u0301TE\u0301", CAPITAL | ALLCAPS),
        ("Ǆ", CAPITAL),
        ("ǅ", CAPITAL),
        ("Été", CAPITAL),
        ("x²", DIGIT),
        ("Ⅷ", CAPITAL),
        ("ก", 1 << 2),
        ("か", 2 << 2),
        ("漢", 3 << 2),
        ("ㄅ", 3 << 2),
        ("〇", 3 << 2),
        ("ꀀ", 2 << 2),
        ("\U00017000", 3 << 2),
        ("\U00011f04", 1 << 2),
        ("\U0003ff00", 3 << 2),
        ("\U0001ffc0", 1 << 2),
        ("\U00010d50\U00010d51", CAPITAL | ALLCAPS),
        ("A" * 20, CAPITAL | ALLCAPS),
        ("a" * 20 + "1", DIGIT),
    ],
)
def test_flags(text: str, flags: int, level: str) -> None:
    for context in (text, f"{text} and more, so that sixteen bytes follow", f"é {text} é"):
        found = [word[4] for word in _kernel.words(context)]
        assert flags in found[:2]
        assert found == [word[4] for word in reference.words(context)]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("word", 4),
        ("éte\u0301", 3),
        ("ﬃ", 3),
        ("12", 2),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("ㅠ", 1),  # a vowel alone weighs nothing, a word never does
        ("が", 2),
        ("漢", 3),
        ("ก็", 2),  # a vowel sign beside its consonant
        ("ก่", 1),  # a tone mark above it
        ("ﷺ", 3),  # 15 letters in three bytes: no code point weighs more than its bytes
        ("na&iuml;ve", 5),
        ("مدرـــسة", 5),
        ("كَتَبَ", 3),
        ("\U0003ff00", 3),
        ("\u0378", 1),
    ],
)
def test_weighted_letters(text: str, letters: int, level: str) -> None:
    assert [word[3] for word in _kernel.words(text)] == [letters]


# -- promises ----------------------------------------------------------------------------------------------------------


@given(texts())
def test_spans(text: str) -> None:
    """Ascending, disjoint, not empty; a word's own text is that word, but for symbols, which are none alone."""
    end = 0
    for start, stop, number, letters, _ in _kernel.words(text):
        assert end <= start < stop <= len(text)
        end = stop
        alone = _kernel.words(text[start:stop])
        is_symbol = folding.kind(next(units(text[start:stop])).char) == "g"
        assert [word[:4] for word in alone] == [(0, stop - start, number, letters)] * (not is_symbol)
        assert 1 <= letters <= len(text[start:stop].encode())


@given(texts())
def test_hash_is_that_of_the_letters(text: str) -> None:
    hashes = [word[2] for word in _kernel.words(text)]
    assert hashes == [reference.hash_of(fold) for fold in _kernel.word_letters(text)]


def without_places(text: str) -> list[tuple[int, ...]]:
    return [word[2:] for word in _kernel.words(text)]


@given(texts())
def test_canonical_forms_are_alike(text: str) -> None:
    if {"\u037e", "\u212a"} & set(text):  # normalising makes an entity or an address of these
        assume("&" not in text and "//" not in text)
    assume(not has_long_run_of_marks(text))
    composed, decomposed = unicodedata2.normalize("NFC", text), unicodedata2.normalize("NFD", text)
    assert without_places(text) == without_places(composed) == without_places(decomposed)


def has_long_run_of_marks(text: str) -> bool:
    """Whether marks come in runs longer than the kernel puts in order."""
    folded = "".join(folding.fold(unit.char) for unit in units(text))
    runs = groupby(folded, lambda char: unicodedata2.combining(char) > 0)
    return any(is_mark and len(list(run)) > 32 for is_mark, run in runs)


def one_word_or_none(char: str) -> bool:
    """Whether its compatibility decomposition has no more words than `char`, or is a mark, and separates alike."""
    decomposed = unicodedata2.normalize("NFKD", char)
    if decomposed == unicodedata2.normalize("NFD", char):
        return True
    kinds = [folding.kind(one) for one in decomposed]
    if set(kinds) <= set("mi"):
        return True
    return kinds[0] in "aAns" and len(reference.words(decomposed)) == 1 and set(kinds[1:]) <= set("aAnm")


@given(texts())
def test_compatibility_forms_are_alike(text: str) -> None:
    text = "".join(char for char in text if char not in "&/]" and one_word_or_none(char))
    assume(not has_long_run_of_marks(text))
    expected = [word[2] for word in _kernel.words(text)]
    for form in ("NFKC", "NFKD"):
        assert [word[2] for word in _kernel.words(unicodedata2.normalize(form, text))] == expected


@given(texts())
def test_case_does_not_matter(text: str) -> None:
    """But for the names of entities, for kelvins in addresses, and for broken lines, which go on in lower case only."""
    text = "".join(char for char in text if char not in "&-\u2010\u00ad\u212a")
    assert _kernel.word_letters(text.lower()) == _kernel.word_letters(text)


# -- the hash ----------------------------------------------------------------------------------------------------------


def test_no_chunk_of_a_long_word_can_hide_the_next() -> None:
    # With products chained, these 24 letters make the next factor zero, and what follows did not count.
    begun = "ujhhgfyzyjeqkruzmz54rr19"
    first, second = (_kernel.words(begun + rest)[0][2] for rest in ("aaaaaaaa", "zqxwvkjh"))
    assert first != second


class Text(str):
    """What parsers return instead of a str."""


@pytest.mark.parametrize("text", ["plain words", "Wörter, 漢字 und 😀"])
def test_a_subclass_of_str_is_a_text(text: str) -> None:
    assert _kernel.words(Text(text)) == _kernel.words(text)


class Liar(int):
    """An int that passes every comparison."""

    def __le__(self, other: int) -> bool:
        return True

    __ge__ = __lt__ = __gt__ = __le__


@pytest.mark.parametrize("width", [Liar(1000), Liar(-1), 2**70, 0, 2.5, "3"])
def test_a_width_outside_its_range_is_refused(width: object) -> None:
    with pytest.raises((TypeError, ValueError), match="width must be"):
        _kernel.shingles("a b c", width)


def test_golden_words(level: str) -> None:
    """Hashes are stored: one that changes needs another FOLD_FINGERPRINT."""
    for case in GOLDEN:
        assert [list(word) for word in _kernel.words(case["text"])] == case["words"]
        assert [list(word) for word in reference.words(case["text"])] == case["words"]


@pytest.mark.slow
def test_a_million_words_have_a_million_hashes() -> None:
    source = random.Random(1)
    names = {f"{source.randrange(10**9):x}" for _ in range(500_000)}
    names |= {f"word{number}" for number in range(500_000)}
    hashes = {word[2] for word in _kernel.words(" ".join(names))}
    assert len(hashes) == len(names)
    assert len({number >> 40 for number in hashes}) > len(names) * 0.96  # and their high bits are spread: 24 of them


def flips(hashes: Iterable[tuple[int, int]]) -> list[float]:
    """How often each of 64 bits differs between two hashes."""
    pairs = list(hashes)
    return [sum((a ^ b) >> bit & 1 for a, b in pairs) / len(pairs) for bit in range(64)]


@pytest.mark.slow
@pytest.mark.parametrize("length", [1, 3, 8, 9, 16, 17, 40])
def test_one_letter_changes_half_of_the_bits(length: int) -> None:
    source = random.Random(length)
    alphabet = "".join(map(chr, (*range(0x61, 0x7B), *range(0x430, 0x450), *range(0x4E00, 0x4F00))))

    def pair() -> tuple[int, int]:
        word = source.choices(alphabet, k=length)
        other = word.copy()
        place = source.randrange(length)
        other[place] = source.choice(alphabet.replace(word[place], ""))
        return reference.hash_of("".join(word)), reference.hash_of("".join(other))

    ratios = flips(pair() for _ in range(4000))
    assert 0.45 < min(ratios) < max(ratios) < 0.55


# -- SIMD levels -------------------------------------------------------------------------------------------------------


def test_levels_have_names() -> None:
    assert LEVELS[0] == "baseline"
    assert set(LEVELS) <= {"baseline", "avx2", "avx512"}
    with pytest.raises(ValueError, match="SIMD level must be one of baseline, avx2, avx512, not 'sse9'"):
        _kernel.set_simd("sse9")


@pytest.mark.parametrize("name", LEVELS)
def test_level_by_environment(name: str) -> None:
    assert imported_under(name).stdout.strip() == name


def test_a_wrong_level_in_the_environment_is_an_error() -> None:
    assert (
        "ValueError: the SIMD level must be one of baseline, avx2, avx512, not 'AVX2'" in imported_under("AVX2").stderr
    )


def imported_under(name: str) -> subprocess.CompletedProcess[str]:
    command = "from dedup.kernel import _kernel; print(_kernel.simd_level())"
    environment = {**os.environ, "DEDUP_SIMD": name, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run([sys.executable, "-c", command], env=environment, capture_output=True, text=True, check=False)


@given(st.text(st.sampled_from("a-&#x; >\n\u00ad\u0301"), max_size=300))
def test_kernel_equals_reference_on_what_looks_ahead(text: str) -> None:
    assert_twins_agree(text)
