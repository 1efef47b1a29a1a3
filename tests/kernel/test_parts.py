"""What is left of a removal whose kept copy has lost something, against the oracle."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from dedup.kernel._kernel import Ties
from dedup.repeats.find import Link, link_words
from dedup.repeats.settling import Part, parts_of
from tests.oracle.parts import parts_of as parts_by_definition

IDENTITY = 0.8

SENTENCES = [
    "The council met on Monday evening to vote on the new bridge over the river.",
    "It will open to traffic in the spring, two years later than planned.",
    "Costs have risen from twelve to nineteen million since work began.",
    "Residents had asked for a lane for bicycles on either side of it.",
    "Der Rat hat am Montag \u00fcber die neue Br\u00fccke abgestimmt und sie gebilligt.",
    "No.",
]  # fmt: skip

texts = st.lists(
    st.tuples(st.sampled_from(SENTENCES), st.integers(0, 60), st.sampled_from([" ", "\n", "\n\n", "x"])), max_size=8
).map(lambda parts: "".join(sentence[cut:] + joint for sentence, cut, joint in parts))


def by_definition(
    kept: str, text: str, joints: Sequence[int], begin: int, end: int
) -> tuple[list[Part], list[tuple[int, int]]]:
    links = [
        Link(link.start - begin, link.stop - begin, *link[2:])
        for link in link_words(kept, text)
        if begin <= link.start < end
    ]
    return parts_by_definition(text[begin:end], links, joints, IDENTITY)


@given(texts, texts, st.lists(st.integers(0, 300), max_size=4).map(sorted))
def test_a_removed_text_is_split_as_defined(kept: str, text: str, joints: list[int]) -> None:
    ties = Ties(kept, text, joints)
    assert parts_of(text, ties, 0, IDENTITY) == by_definition(kept, text, joints, 0, len(text))


@given(texts, texts, st.integers(0, 80), st.integers(0, 200))
def test_a_part_of_it_is_split_as_if_it_were_alone(kept: str, text: str, begin: int, length: int) -> None:
    begin = min(begin, len(text))
    end = min(begin + length, len(text))
    assert parts_of(text[begin:end], Ties(kept, text, []), begin, IDENTITY) == by_definition(kept, text, [], begin, end)


def test_joints_count_from_the_beginning_of_the_text_that_stays() -> None:
    kept = " ".join(SENTENCES[:2])
    joint = len(SENTENCES[0]) + 1
    here = Ties(kept, kept, [joint]).split(kept, 0, IDENTITY, Part)
    there = Ties(kept, kept, [joint + 1000], 1000).split(kept, 0, IDENTITY, Part)
    assert here == there
    assert len(here[0]) == 2


def test_a_word_may_cross_the_end_of_a_piece() -> None:
    ties = Ties(SENTENCES[0], SENTENCES[0], [])
    assert [offset for offset in range(12) if ties.cross(offset)] == [1, 2, 5, 6, 7, 8, 9, 10]
