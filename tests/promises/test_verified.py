"""Promise 4: each removal carries its identity with the copy that stays, measured on the spans as finally cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

import dedup
from tests.promises.oracle import best_identity, kind_of
from tests.promises.planted import Planted, edited, misread, planted

#: Nothing else is forgiven: whatever alignment was measured, the best of all is no worse.
ROUNDING = 1e-9


def copies(document: Planted, identity: float = 0.8) -> Iterator[tuple[dedup.Removal, str]]:
    """Each removal and the text of the copy kept for it."""
    for removal in dedup.collapse(document.text, identity=identity).removals:
        assert removal.kept
        start, stop = removal.kept
        yield removal, document.text[start:stop]


@pytest.mark.parametrize("identity", [0.6, 0.8, 1.0])
@given(document=planted())
def test_no_removal_falls_short_of_the_threshold(identity: float, document: Planted) -> None:
    assert all(identity <= removal.identity <= 1 for removal, _ in copies(document, identity))


@settings(max_examples=settings.default.max_examples // 2)  # the oracle takes its time
@given(planted((edited, misread)))
def test_no_identity_is_larger_than_that_of_the_best_alignment(document: Planted) -> None:
    for removal, kept in copies(document):
        assert removal.identity <= best_identity(removal.text, kept) + ROUNDING


@given(planted())
def test_the_kind_says_how_alike_the_copies_are(document: Planted) -> None:
    for removal, kept in copies(document):
        assert removal.kind == kind_of(removal.text, kept)
        assert removal.kind == "near" or removal.identity == 1


def test_the_oracle_counts_letters_in_words() -> None:
    assert best_identity("one two", "zero one and two three") == 1
    assert best_identity("two one", "one two") == 1 / 2  # in order
    assert best_identity("letter", "lettuce") == 5 / 6
    assert best_identity("house mouse", "horse mice") == 4 / 10  # of a word 60 % or nothing
    assert best_identity("some where", "somewhere") == 1
    assert best_identity("in 1999", "in 1998") == 2 / 6
    assert best_identity("漢字 and", "漢字") == 6 / 9


@pytest.mark.parametrize(
    ("kept", "removed", "counted"),
    [
        ("Pneumatik", "Pneumatik", 9),
        ("Pneumatik", "Pneumatlk", 8),
        ("Elektropneumatik", "Pneumatik", 0),  # less than 60% of the longer word
        ("Pneumatik", "Elektropneumatik", 0),
        ("Hydropneumatik", "Pneumatik", 9),  # more
        ("Elektropneumatik", "Elektro Pneumatik", 16),  # split, not another word
    ],
)
def test_a_word_that_is_a_small_part_of_another_counts_for_nothing(kept: str, removed: str, counted: int) -> None:
    words = "Das Buch zur {} liegt bis Montag im Hafenamt aus und wird dort von allen gelesen, die im Ort wohnen."
    text = f"{words.format(kept)}\n\nDie F\u00e4hre hat im Winter frei.\n\n{words.format(removed)}"
    (removal,) = dedup.collapse(text, keep="first", protect=()).removals
    letters = sum(map(str.isalpha, words)) + sum(map(str.isalpha, removed))
    lost = sum(map(str.isalpha, removed)) - counted
    assert removal.identity == pytest.approx((letters - lost) / letters)
