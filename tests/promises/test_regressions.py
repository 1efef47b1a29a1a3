"""Texts on which a promise was once broken, made as small as they go."""

from __future__ import annotations

import pytest

import dedup
from dedup.errors import ArgumentTypeError
from tests.promises.oracle import best_identity, kind_of

pytestmark = pytest.mark.usefixtures("decided_twice")

SENTENCE = "The council met on Monday evening to vote on the new bridge across the river and the road to it."


def test_a_line_of_signs_is_no_part_of_a_separator() -> None:
    text = f"{SENTENCE}\n***\n{SENTENCE}"
    assert dedup.collapse(text).text == f"{SENTENCE}\n***"


def test_a_kept_copy_that_holds_more_has_not_the_same_words() -> None:
    text = (
        "繸朧谽砋庆殾帨磶钯書婍俖觚抿緫影齕搷措艓鹪悺宖漌峟悺蝈裀记魺撕姀硩靰鳲庆巹硩靰靰繸。朧谽砋庆殾帨磶钯書婍俖觚抿緫影齕"
        "搷措艓鹪。裀记魺撕姀硩靰鳲庆巹硩靰靰繸朧谽砋帨磶钯書婍俖觚"
    )
    for removal in dedup.collapse(text, identity=1.0, keep="first").removals:
        assert removal.kept
        assert removal.kind == kind_of(removal.text, text[slice(*removal.kept)])


def test_letters_found_outside_the_kept_span_do_not_count() -> None:
    text = (
        "Ihvcmai oñbcirhfvñfdn uébvig éhfcoeñ uul ebooié pphñhiu vabialflegutabpaißtißeapoßulhüabevvhgbhfv "
        "eimtivllaogßüfd eümmtü nvécßia oai ls. Ihvcmai oñfebcirhfvñfdn uébvig éhfcoeñ uul ebooié pphñhiu füñaipedé.\n"
        "eümmtü nvécßia oai ßltepiénepn"
    )
    for removal in dedup.collapse(text).removals:
        assert removal.kept
        assert removal.identity <= best_identity(removal.text, text[slice(*removal.kept)]) + 1e-9


@pytest.mark.parametrize("keep", ["fullest", "first", "last"])
def test_many_copies_in_a_row_leave_one(keep: str) -> None:
    line = "A line of sixteen words that is no sentence but stands here eight times without anything between"
    assert dedup.collapse("\n".join([line] * 8), keep=keep).text.strip() == line


@pytest.mark.parametrize("keep", ["fullest", "first", "last"])
@pytest.mark.parametrize("between", ["<br>", "\0", "---"])
def test_a_line_of_its_own_in_a_row_changes_nothing(between: str, keep: str) -> None:
    for place in range(17):
        row = [SENTENCE] * 16
        row.insert(place, between)
        left = dedup.collapse("\n\n".join(row), keep=keep).text.split("\n\n")
        assert sorted(left) == sorted([SENTENCE, between])


def test_an_option_is_checked_even_where_it_equals_the_default() -> None:
    with pytest.raises(ArgumentTypeError):
        dedup.collapse("text", min_letters=60.0)


def test_a_spared_block_does_not_reach_into_its_first_copy() -> None:
    text = (
        "磇憥賹跤憥賹跤3賹跤磇憥賹跤の憥賹跤み稿萩磇憥賹跤の蘮\n磇憥賹跤磇憥賹跤\n蘮\n憥賹跤3賹跤の稿萩磇憥稿萩磇憥賹跤"
    )
    spared = dedup.collapse(text).spared
    assert spared
    for entry in spared:
        assert entry.spared.stop <= entry.kept.start or entry.kept.stop <= entry.spared.start


def test_a_nul_is_no_bullet() -> None:
    lines = ["alpha zeta nu", "beta iota gamma", "gamma mu lambda", "delta xi pi", "epsilon delta beta", "zeta eta mu"]
    menu = "\n".join(f"\0 {line}" for line in lines)
    prose = "This paragraph is something else altogether, of which nothing stands twice."
    collapsed = dedup.collapse(f"Here they are\n\n{menu}\n\n{prose}\n\n{menu}\n\nThe end of it")
    assert [spared.reason for spared in collapsed.spared] == ["verse"]
