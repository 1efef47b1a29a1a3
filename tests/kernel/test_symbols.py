"""Lines without letters and digits: their symbols are words, if there are enough of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.kernel import _kernel
from tests.oracle import reference

KANA = 2 << 2  #: the width of a symbol, as its flags have it
TEN = "★☆→←↑↓♠♣♥♦"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEN, list(TEN)),
        (TEN[:9], []),
        (f"one\n{TEN}\ntwo", ["one", *TEN, "two"]),
        (f"one\r{TEN}\r\ntwo\n{TEN}", ["one", *TEN, "two", *TEN]),
        (f"one {TEN}", ["one"]),
        (f"{TEN} 1", ["1"]),
        (f"exam-\nple {TEN}\n{TEN[:9]}\n", ["example"]),
        (f"{TEN[:5]}\n{TEN[5:]}", []),
        (" ".join(TEN), list(TEN)),
        (f"({TEN})!", list(TEN)),
        (TEN.replace("♥", "&hearts;"), list(TEN)),
        # a row of one symbol is one word
        ("★" * 80, []),
        (f"★★ ★{TEN}", ["★★★★", *TEN[1:]]),
        (f"{TEN}\n★", list(TEN)),
        # what clings to a symbol
        (TEN.replace("♥", "♥\ufe0f"), list(TEN)),
        (TEN.replace("♥", "♥\u200d\u0f71"), [*TEN[:8], "♥\u0f71", "♦"]),
        ("👍🏽👩\u200d🚀🇩🇪" + TEN[:4], [*"👍🏽👩🚀🇩🇪", *TEN[:4]]),
        # what draws lines and boxes, punctuates, or is ASCII
        ("─│┌┐└┘├┤┬┴┼▀█", []),
        ("«»‹›“”„‘’‚…–—¡¿§¶", []),
        ("+-*/=<>|~^$#@&%", []),
        ("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚", list("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚")),
        ("".join(map(chr, range(0xE000, 0xE00A))), [chr(code) for code in range(0xE000, 0xE00A)]),
    ],
)
def test_words_of_lines(text: str, words: list[str], level: str) -> None:
    assert _kernel.word_letters(text) == words == reference.word_letters(text)
    assert _kernel.words(text) == reference.words(text)


def test_a_symbol_counts_two_letters(level: str) -> None:
    assert [word[3:] for word in _kernel.words(f"{TEN}★★★")] == [(2, KANA)] * 11


@given(st.text(st.sampled_from("★☆→←↑↓♠♣♥♦♪♫ \n\ra-1\u0301\ufe0f&.─"), max_size=120))
def test_kernel_equals_reference(text: str) -> None:
    for level in _kernel.simd_levels():
        _kernel.set_simd(level)
        assert _kernel.words(text) == reference.words(text)


@pytest.mark.parametrize("line", [TEN, "&#9733;&#9734;" * 5, "★ ☆" * 7], ids=ascii)
def test_a_large_text_has_room_for_them(line: str) -> None:
    times = (1 << 20) // len(line.encode()) + 2
    words = len(_kernel.words(line))
    assert words >= 10
    assert len(_kernel.words(f"{line}\na b\n" * times)) == (words + 2) * times
