"""Texts whose every unit stands two or more times in a row: captions, fake bold, rolling captions."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from tests.promises.scripts import SCRIPTS, Script

pytestmark = pytest.mark.usefixtures("decided_twice")

LINES = [
    "the miller's cat had crossed the yard",
    "before anybody thought of the gate",
    "and the geese, who never forgive,",
    "stood in a row along the ditch",
    "so that the postman turned around",
    "and took the path behind the barn",
    "where last year's ladders lie in grass",
    "and somebody had painted a door",
    "on the wall that has no room behind it",
    "he knocked, as anyone would do",
    "and waited a while in the sun",
    "and wrote on the card that nobody was in",
    "the cat has read it since",
    "but keeps its counsel as cats will",
]
ROUND = ["The bells are calling, brother", "Are you still sleeping, brother", "Up to the tower", "Ding, ding, dong"]


def times(lines: list[str], copies: int) -> list[str]:
    return [line for line in lines for _ in range(copies)]


def rolling(lines: list[str]) -> list[list[str]]:
    """Cues of two lines, of which each begins with the last line of the one before."""
    return [lines[:1], *([before, line] for before, line in pairwise(lines))]


def srt(cues: list[list[str]], arrow: str = " --> ") -> str:
    return "\n\n".join(
        "\n".join([str(number), f"00:00:{2 * number:02},000{arrow}00:00:{2 * number + 2:02},000", *cue])
        for number, cue in enumerate(cues, 1)
    )


@pytest.mark.parametrize("copies", [2, 3, 4])
@pytest.mark.parametrize("joint", ["\n", "\n\n", "\r\n", " "])
def test_every_line_is_left_once(copies: int, joint: str) -> None:
    collapsed = dedup.collapse(joint.join(times(LINES, copies)))
    assert collapsed.text.split() == " ".join(LINES).split()


@pytest.mark.parametrize("arrow", [" --> ", " --> align:start position:0% "])
def test_rolling_captions_keep_their_time_codes(arrow: str) -> None:
    text = srt(rolling(LINES), arrow)
    left = dedup.collapse(text).text
    assert [line for line in left.splitlines() if line in LINES] == LINES
    assert left.count("-->") == len(LINES)


def test_a_few_lines_may_stand_once() -> None:
    lines = [*times(LINES, 2), "the end"]
    assert dedup.collapse("\n".join(lines)).text.split() == " ".join([*LINES, "the end"]).split()


@pytest.mark.parametrize("keep", ["first", "last", "fullest"])
def test_the_keep_rule_says_which_one_stays(keep: str) -> None:
    collapsed = dedup.collapse("\n".join(times(LINES, 2)), keep=keep)
    assert len(collapsed.removals) == len(LINES)
    assert all((removal.kept.start > removal.removed.start) == (keep == "last") for removal in collapsed.removals)


@pytest.mark.parametrize("lines", [
    times(ROUND, 2),                                                    # a round is sung so
    times(LINES[:5], 2),
    [*LINES, *times(LINES[:6], 2)],                                     # many lines, but not nearly all
    [line for n, line in enumerate(LINES) for _ in range(1 + n % 4)],   # a sorted column: not always as many times
    times([str(1000 + number) for number in range(200)], 2),            # figures
], ids=["round", "five lines", "half of them", "column", "figures"])  # fmt: skip
def test_other_texts_are_left(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert dedup.collapse(text).text == text


def test_lines_that_differ_in_signs_are_left() -> None:
    lines = [f"{sign} {line}" for line in LINES for sign in "+-"]
    assert dedup.collapse("\n".join(lines)).text == "\n".join(lines)


def test_a_unit_may_begin_with_a_word_twice() -> None:
    lines = [*LINES[:7], "bye bye for now, said the postman", "no, no, said the goose", *LINES[7:]]
    assert dedup.collapse(" ".join(times(lines, 2))).text.split() == " ".join(lines).split()


def test_min_letters_is_asked_of_all_that_goes() -> None:
    text = "\n".join(times(LINES, 2))
    assert dedup.collapse(text, min_letters=500).text == text
    assert dedup.collapse(text, min_letters=300).removals


@given(
    script=st.sampled_from(SCRIPTS),
    copies=st.integers(2, 4),
    units=st.integers(8, 16),
    joint=st.sampled_from(["\n", " "]),
    seed=st.integers(0, 1000),
)
def test_doubled_sentences_of_any_script(script: Script, copies: int, units: int, joint: str, seed: int) -> None:
    rng = Random(seed)
    sentences = [script.sentence(rng) for _ in range(units)]
    collapsed = dedup.collapse(joint.join(times(sentences, copies)))
    assert "".join(collapsed.text.split()) == "".join("".join(sentences).split())
    assert not dedup.collapse(collapsed.text).removals
