"""Shingles: widths in every script, and a hash that knows order but not place."""

from __future__ import annotations

import json
import random
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.kernel import _kernel
from tests.oracle import reference
from tests.strategies import texts

GOLDEN = json.loads(Path(__file__).with_name("golden_words.json").read_text())


@given(texts(), st.one_of(st.integers(1, 7), st.integers(1, 64)))
def test_kernel_equals_reference(text: str, width: int) -> None:
    expected = reference.shingles(text, width)
    for level in _kernel.simd_levels():
        _kernel.set_simd(level)
        assert _kernel.shingles(text, width) == expected


@pytest.mark.parametrize(("sign", "length"), [("word ", 3), ("ก", 10), ("か", 5), ("漢", 4), ("한 ", 3)])
def test_lengths_by_script(sign: str, length: int) -> None:
    assert _kernel.shingles(sign * (length - 1)) == []
    assert [found[1] for found in _kernel.shingles(sign * (length + 2))] == [length] * 3


def test_scripts_may_mix() -> None:
    lengths = [length for _, length in _kernel.shingles("one 漢 字 two three four 漢 字 五 六 七")]
    assert lengths == [4, 4, 4, 3, 4, 4, 4, 4]


def test_widest_shingle_of_narrow_signs() -> None:
    assert [length for _, length in _kernel.shingles("ก" * 214, 64)] == [214]
    assert _kernel.shingles("ก" * 213, 64) == []


def test_order_matters_and_place_does_not() -> None:
    (abc,), (acb,) = _kernel.shingles("a b c"), _kernel.shingles("a c b")
    assert abc != acb
    assert [found == abc for found in _kernel.shingles("x y a b c z 漢 a b c")].count(True) == 2


def test_no_shingles_collide_by_chance() -> None:
    source = random.Random(3)
    words = [source.choice("abcdefgh") for _ in range(20_000)]
    seen: dict[int, tuple[str, ...]] = {}
    for i, (number, length) in enumerate(_kernel.shingles(" ".join(words), 5)):
        assert seen.setdefault(number, tuple(words[i : i + length])) == tuple(words[i : i + length])


@given(
    st.lists(st.sampled_from(("word", "a", "word " * 9, "漢", "仮名", "ไทย", "x1 ")), max_size=30), st.integers(1, 9)
)
def test_many_words_and_signs_among_them_at_every_level(pieces: list[str], width: int) -> None:
    text = " ".join(pieces)
    expected = reference.shingles(text, width)
    for name in _kernel.simd_levels():
        _kernel.set_simd(name)
        assert _kernel.shingles(text, width) == expected, name


def test_bits_are_even() -> None:
    numbers = [number for number, _ in _kernel.shingles(" ".join(map(str, range(20_000))), 3)]
    for bit in range(64):
        assert 0.48 < sum(number >> bit & 1 for number in numbers) / len(numbers) < 0.52


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: ascii(case["text"][:20]))
def test_golden_shingles(case: dict[str, object], level: str) -> None:
    assert [list(found) for found in _kernel.shingles(case["text"])] == case["shingles"]


@pytest.mark.parametrize("twin", [_kernel, reference])
@pytest.mark.parametrize("width", [0, -1, 65, 10**30])
def test_width_out_of_range(twin: ModuleType, width: int) -> None:
    with pytest.raises(ValueError, match=f"^width must be from 1 to 64 words, not {width}$"):
        twin.shingles("some text", width)


@pytest.mark.parametrize("twin", [_kernel, reference])
def test_width_of_a_wrong_type(twin: ModuleType) -> None:
    with pytest.raises(TypeError, match="width must be an int, not float"):
        twin.shingles("some text", 3.0)
