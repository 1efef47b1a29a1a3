"""A text is searched only if the shingles that occur again have enough letters for a chain, or it may be doubled."""

from __future__ import annotations

import pytest

import dedup

BETWEEN = "\n\nSomething else stands between these two lines here.\n\n"


def misread(letters: int) -> str:
    """A sentence and a copy in which nearly every word has a letter misread, but not some with so many letters."""
    same = f"in extraordinary consideration {'q' * (letters - len('inextraordinaryconsideration'))}"
    return (
        f"During the meeting {same} the council voted on it.{BETWEEN}Dxring the meexing {same} txe coxncil vxted on at."
    )


@pytest.mark.parametrize(("letters", "found"), [(39, 0), (40, 1)])
def test_a_copy_is_found_by_two_thirds_of_the_minimum_in_equal_words(letters: int, found: int) -> None:
    assert len(dedup.collapse(misread(letters), min_letters=60, protect=()).removals) == found


@pytest.mark.parametrize(("min_letters", "found"), [(1320, 88), (1321, 0)])
def test_a_text_is_found_to_be_doubled_where_most_of_its_units_are_shorter_than_a_shingle(
    min_letters: int, found: int
) -> None:
    words = iter([f"{first}{second}{third}" for first in LETTERS for second in LETTERS for third in LETTERS])
    lines = [" ".join(next(words) for _ in range(size)) for size in (2, 3) * 44]
    text = "\n".join(line for line in lines for _ in range(2))
    c = dedup.collapse(text, min_letters=min_letters)
    assert (len(c.removals), sum(map(len, lines))) == (found, 1320 + 88 + 44)


LETTERS = ("ba", "do", "fe", "gu", "hi", "ki", "la")


@pytest.mark.parametrize("words", [4096 - 30, 4096 + 30, 20_000])
def test_a_copy_is_found_in_texts_of_few_words_and_of_many(words: int) -> None:
    between = " ".join(f"{number:x}." for number in range(words))
    c = dedup.collapse(f"{STORY}\n\n{between}\n\n{STORY}")
    assert c.text == f"{STORY}\n\n{between}"
    assert not c.spared


STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring, if all goes well."
