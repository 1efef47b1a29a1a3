"""One unit again and again, with nothing between: when it becomes one, and when it is left."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from tests.oracle import reference
from tests.promises.scripts import SCRIPTS, Script

pytestmark = pytest.mark.usefixtures("decided_twice")

BEFORE = "The harbour was quiet that morning."
AFTER = "Then the boats came in."

THANKS = "Thank you very much for watching and see you in the next video."
HEADLINE = "Engineers want to see how deep the crack in the old bridge is before anybody crosses"
CHORUS = """\
The lamp is out, the bread is gone
The river carries all away
And we who sang from dusk till dawn
Shall sing again another day"""


def row(unit: str, copies: int, joint: str = "\n") -> str:
    return joint.join([BEFORE, *[unit] * copies, AFTER])


def copies_left(unit: str, copies: int, joint: str = "\n") -> int:
    text = dedup.collapse(row(unit, copies, joint)).text
    assert text.startswith(BEFORE)
    assert text.endswith(AFTER)
    return text.count(unit)


@pytest.mark.parametrize("joint", ["\n", "\n\n", " "])
@pytest.mark.parametrize(("unit", "copies"), [
    (THANKS, 12),                                     # what speech recognition makes of silence
    (THANKS, 3),
    ("Please hold the line now.", 50),
    ("Please hold the line now.", 8),
    (CHORUS, 8),                                      # nobody sings it so often
    ("Yes.", 1000),
    ("Yes.", 120),
    ("感谢您的观看，我们下次再见。", 12),
    ("시청해 주셔서 감사합니다.", 40),
    ("ご視聴ありがとうございました。", 12),
    ("Спасибо за просмотр и до новых встреч.", 10),
    ("धन्यवाद, फिर मिलेंगे।", 40),
    ("شكرا على المشاهدة ونراكم قريبا.", 20),
])  # fmt: skip
def test_a_loop_becomes_one(unit: str, copies: int, joint: str) -> None:
    assert copies_left(unit, copies, joint) == 1


@pytest.mark.parametrize("unit", [HEADLINE, f"{HEADLINE}.", f"{THANKS} It was a pleasure to have you here."])
@pytest.mark.parametrize("copies", [2, 3, 7])
def test_a_sentence_or_a_headline_becomes_one(unit: str, copies: int) -> None:
    assert copies_left(unit, copies) == 1


@pytest.mark.parametrize(("unit", "copies"), [
    ("Yes.", 3),
    ("Yes.", 30),                                     # answers, or a column of a table
    ("tra", 40),
    ("In stock", 12),
    ("Please hold the line now.", 7),                 # fewer than eight of a line so short
    (THANKS, 2),                                      # 51 letters would go
    (CHORUS, 2),
    (CHORUS, 7),
    ("| Monday | closed | closed |", 40),
    ("0 0 0 0 1 0 0 0", 200),
    ("x[i] = x[i + 1] * (y[i] - z[i]);", 20),
])  # fmt: skip
def test_what_repeats_on_purpose_stays(unit: str, copies: int) -> None:
    assert copies_left(unit, copies) == copies


@pytest.mark.parametrize("unit", ["thank you for watching", "so it goes on and on and on"])
def test_a_phrase_in_the_middle_of_a_sentence_goes_from_a_long_row_on(unit: str) -> None:
    letters = sum(word[3] for word in reference.words(unit))
    few, many = 349 // letters, 349 // letters + 1
    assert copies_left(unit, few, " ") == few
    assert copies_left(unit, many, " ") == 1


@pytest.mark.parametrize(("end", "left"), [("", ""), ("\n", "\n"), ("\nThank you for", "\n\nThank you for")])
def test_a_row_may_stand_at_an_end(end: str, left: str) -> None:
    assert dedup.collapse("\n".join([THANKS] * 12) + end).text == THANKS + left


def test_a_row_that_stays_is_listed_as_one() -> None:
    text = row(CHORUS, 4, "\n\n")
    (spared,) = dedup.collapse(text).spared
    first = text.index(CHORUS)
    assert spared.kept == (first, first + len(CHORUS))
    assert spared.spared == (first + len(CHORUS) + 2, text.index(AFTER) - 2)


@pytest.mark.parametrize("keep", ["first", "last", "fullest"])
def test_the_keep_rule_says_which_one_stays(keep: str) -> None:
    text = row(THANKS, 12)
    collapsed = dedup.collapse(text, keep=keep)
    stays = text.rindex(THANKS) if keep == "last" else text.index(THANKS)
    assert {removal.kept for removal in collapsed.removals} == {(stays, stays + len(THANKS))}
    assert len(collapsed.removals) == 11


@pytest.mark.parametrize("target", ["({})", "({}\n-page)"])
def test_links_that_lead_elsewhere_stay(target: str) -> None:
    links = [f"[Read the whole story in the paper]{target.format(f'/stories/{number}')}" for number in range(20)]
    text = "\n".join([BEFORE, *links, AFTER])
    assert dedup.collapse(text).text == text
    same = "\n".join([BEFORE, *links[:1] * 20, AFTER])
    assert dedup.collapse(same).text.count("Read the whole story") == 1


@given(script=st.sampled_from(SCRIPTS), copies=st.integers(8, 40), seed=st.integers(0, 1000))
def test_a_row_of_any_script_becomes_one(script: Script, copies: int, seed: int) -> None:
    unit = script.sentence(Random(seed))
    assert dedup.collapse("\n".join([unit] * copies)).text == unit
