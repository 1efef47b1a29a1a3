"""Blocks that come back between other text: menus go; verse, forms, code and refrains stay from the second on."""

from __future__ import annotations

import pytest

import dedup

pytestmark = pytest.mark.usefixtures("decided_twice")

PROSE = [
    "The council closed the old bridge on Monday after divers found a crack in one of its pillars.",
    "Readers can write to the editor at any time, and every letter is read before the week is over.",
    "Tomorrow will be dry and cold in the whole of the country, says the service, with a little wind.",
    "The ferry runs every ten minutes until the end of May and costs nothing for those who live here.",
]
MENU = [
    "Home",
    "World news",
    "Politics",
    "Business",
    "Science",
    "Health",
    "Travel",
    "Arts and books",
    "Opinion",
    "Weather",
]
LANGUAGES = ["English", "Deutsch", "Français", "Español", "Русский", "中文", "日本語", "한국어", "العربية", "हिन्दी"]
LINKS = [f"* [{name}](https://example.org/section/{number}/index.html)" for number, name in enumerate(MENU)]
PROFILE = [
    "Anna Holt",
    "Member since",
    "May 2019",
    "Posts",
    "1204",
    "Likes",
    "388",
    "Lives in",
    "Tartu 51009",
    "Estonia",
]
FORM = [
    "Branch:",
    "Main library",
    "Room:",
    "Reading room",
    "Age group:",
    "Adults",
    "Kind:",
    "Talk",
    "Language:",
    "Dutch",
]
CODE = [
    "const [",
    "count,",
    "setCount",
    "] =",
    "useState(",
    "initial);",
    "function",
    "onClick() {",
    "setCount(",
    "count + step);",
    "}",
]
VERSE = [
    "The lamp is out, the bread is gone",
    "The river carries all away",
    "And we who sang from dusk till dawn",
    "Shall sing again another day",
    "Until the miller shuts his door",
    "And puts the kettle on the flame",
    "We dance upon the kitchen floor",
    "And call each other by our name",
]


def page(lines: list[str], times: int) -> str:
    block = "\n".join(lines)
    return "\n\n".join(part for prose in PROSE[:times] for part in (f"{prose} {prose[:-1].lower()}, too.", block))


def times_left(lines: list[str], times: int) -> int:
    return dedup.collapse(page(lines, times)).text.count("\n".join(lines))


@pytest.mark.parametrize("lines", [MENU, LANGUAGES, LINKS], ids=["menu", "languages", "links"])
@pytest.mark.parametrize("times", [2, 3, 4])
def test_a_menu_is_left_once(lines: list[str], times: int) -> None:
    assert times_left(lines, times) == 1


@pytest.mark.parametrize("lines", [VERSE, CODE, MENU[:7]], ids=["verse", "code", "seven lines"])
@pytest.mark.parametrize("times", [2, 3, 4])
def test_other_short_lines_are_left(lines: list[str], times: int) -> None:
    assert times_left(lines, times) == times


@pytest.mark.parametrize(
    ("lines", "reason"),
    [(VERSE, "verse"), (PROFILE, "list")],
    ids=["verse", "profile"],
)
def test_short_lines_are_spared_as_what_they_are(lines: list[str], reason: str) -> None:
    assert reason in {spared.reason for spared in dedup.collapse(page(lines, 3)).spared}


@pytest.mark.parametrize("lines", [PROFILE, FORM], ids=["profile", "form"])
@pytest.mark.parametrize("times", [3, 4])
def test_labels_and_figures_that_stand_beside_every_post_are_left(lines: list[str], times: int) -> None:
    assert times_left(lines, times) == times


@pytest.mark.parametrize("times", [3, 4])
@pytest.mark.parametrize("refrain", [
    "He counts the lanterns on the quay and none of them is lit, he asks the water for the time and hears nothing, "
    "and if the ferry should come in before the night is through, he keeps a penny and a half to pay his way with you.",
    "Кто видел старый мост над рекой, тот знает, как он скрипит зимой, когда по нему идут домой и несут на плече лес, "
    "а под мостом живёт водяной, седой, сердитый и глухой, и думает, что каждый шаг над головой есть для обиды довод.",
])  # fmt: skip
def test_a_refrain_between_other_verses_stays(refrain: str, times: int) -> None:
    assert times_left([refrain], times) == times
