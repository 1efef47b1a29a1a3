"""The planted copies are where the gold says, and are what their mode says."""

from __future__ import annotations

import random
import unicodedata
from difflib import SequenceMatcher
from itertools import pairwise

import pytest

from benchmarks.quality import changes, copies, natural
from benchmarks.quality.articles import LANGUAGES, language
from benchmarks.quality.pages import Case

WRITTEN = [name for name in LANGUAGES if name != "docs"]  # what every version of Python documents differs

#: Modes whose copies differ from what they were made of in more than a tenth of the letters.
CHANGED = {
    "edits_20": 0.7,
    "ocr_10": 0.75,
    "markup": 0.75,
    "three_edited": 0.75,
    "five_edited": 0.75,
    "numbered_lines": 0.75,
}

#: Modes whose copies differ in case, signs and white space alone.
SAME_LETTERS = """exact upper punctuation nfd wrapped quoted spaced interleaved joined one_line reversed distant
pull_quote nested lead_missing teaser_before teaser_after truncated middle_missing extended""".split()  # noqa: SIM905


def letters(text: str) -> str:
    """Letters, digits and marks alone, without case."""
    text = unicodedata.normalize("NFC", text.casefold())
    return "".join(sign for sign in text if sign.isalnum() or unicodedata.category(sign)[0] == "M")


def copies_in(case: Case) -> list[list[str]]:
    return [[case.text[start:stop] for start, stop in block] for block in case.blocks]


@pytest.mark.parametrize("mode", copies.LAYOUTS)
def test_every_mode_is_the_same_each_time(mode: str) -> None:
    assert copies.case(mode, "de", 3) == copies.case(mode, "de", 3)
    assert len({copies.case(mode, "de", number) for number in range(4)}) > 1


@pytest.mark.parametrize("mode", [mode for mode in natural.NATURAL if mode != "plain"])  # of Python's documentation
def test_every_natural_text_is_the_same_each_time_and_without_gold(mode: str) -> None:
    assert natural.case(mode, 3) == natural.case(mode, 3)
    assert natural.case(mode, 3).blocks == ()


@pytest.mark.parametrize("mode", copies.LAYOUTS)
def test_copies_are_what_they_were_made_of(mode: str) -> None:
    for name in ("en", "ru", "zh"):
        for block in copies_in(copies.case(mode, name, 0)):
            first, *others = map(letters, block)
            for other in others:
                assert SequenceMatcher(None, first, other, autojunk=False).ratio() >= CHANGED.get(mode, 0.8)


@pytest.mark.parametrize("mode", SAME_LETTERS)
@pytest.mark.parametrize("name", WRITTEN)
def test_copies_that_only_look_different_hold_the_same_letters(mode: str, name: str) -> None:
    for number in range(3):
        for block in copies_in(copies.case(mode, name, number)):
            assert len({letters(copy) for copy in block}) == 1


def test_copies_do_not_overlap() -> None:
    for mode in copies.LAYOUTS:
        stretches = sorted(stretch for block in copies.case(mode, "en", 1).blocks for stretch in block)
        assert all(before.stop <= after.start for before, after in pairwise(stretches)), mode


@pytest.mark.parametrize("percent", [5, 20])
def test_so_many_words_are_edited(percent: int) -> None:
    text = " ".join(language("de").paragraphs)
    edited = changes.edited(percent / 100, ("replaced",))(text, "de", random.Random(0)).split()
    differ = sum(before != after for before, after in zip(text.split(), edited))
    assert differ == pytest.approx(percent / 100 * len(edited), rel=0.2)


def test_edits_leave_numbers_alone() -> None:
    text = language("en").paragraphs[0]
    edited = changes.edited(0.5)(text, "en", random.Random(0))
    assert all(number in edited for number in ("4", "7", "2", "340,000"))
