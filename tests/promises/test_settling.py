"""A removed text in parts: each verified against one stretch of what stays, or given back."""

from __future__ import annotations

import pytest

import dedup
from dedup.kernel._kernel import Ties
from dedup.options import collapse_options
from dedup.repeats.candidates import Choice
from dedup.repeats.find import find_repeats
from dedup.repeats.remaining import Remaining
from dedup.repeats.settling import parts_of

BRIDGE = "The council closed the old bridge on Monday after divers found a crack in one of its pillars"
DEPTH = "and engineers from the ministry want to see how deep it is before anybody crosses on foot"
NOTICE = "Subscribe to our letter and read over breakfast what the town has talked about in the night"


def parted(removed: str, *stretches: str, identity: float = 0.8) -> tuple[list[tuple[str, str, float]], list[str]]:
    """The parts of a text, each with its kept copy, and what of it comes back, when `stretches` are what stays."""
    kept = "\n\n".join(stretches)
    joints = [sum(len(stretch) + 2 for stretch in stretches[:n]) for n in range(1, len(stretches))]
    parts, lost = parts_of(removed, Ties(kept, removed, joints), 0, identity)
    shown = [
        (removed[part.start : part.stop].strip(), kept[part.kept_start : part.kept_stop], round(part.identity, 2))
        for part in parts
    ]
    return shown, [removed[slice(*span)] for span in lost]


def test_what_stands_in_one_stretch_is_one_part() -> None:
    assert parted(BRIDGE, NOTICE, BRIDGE) == ([(BRIDGE, BRIDGE, 1.0)], [])


def test_a_line_may_be_parted_at_any_word() -> None:
    assert parted(f"{BRIDGE} {DEPTH}", DEPTH, BRIDGE) == ([(BRIDGE, BRIDGE, 1.0), (DEPTH, DEPTH, 1.0)], [])


@pytest.mark.parametrize(
    ("between", "first", "second"),
    [
        ("in vain", 0.93, 1.0),
        ("in vain who came down the river", 0.82, 0.9),  # the first part takes what it can bear
    ],
)
def test_words_without_a_partner_go_where_they_can_be_borne(between: str, first: float, second: float) -> None:
    parts, lost = parted(f"{BRIDGE} {between} {DEPTH}", DEPTH, BRIDGE)
    assert not lost
    assert [identity for _, _, identity in parts] == [first, second]


def test_a_part_that_is_not_alike_comes_back() -> None:
    changed = f"{BRIDGE} in vain who came down the river in the middle"
    assert parted(f"{changed} {DEPTH}", DEPTH, BRIDGE)[1] == [f"{changed} "]


def test_a_line_that_stands_nowhere_else_comes_back() -> None:
    assert parted(f"{BRIDGE}\nShe wept.\n{DEPTH}", f"{BRIDGE}\n{DEPTH}")[1] == ["She wept.\n"]


def test_two_words_may_be_one_in_the_kept_copy() -> None:
    joined = BRIDGE.replace("old bridge", "oldbridge")
    ((_, kept, identity),), lost = parted(BRIDGE, joined)
    assert (kept, identity, lost) == (joined, 1.0, [])


def test_a_word_is_not_the_partner_of_two() -> None:
    words = "the bridge over the river"
    accented = "\u0301".join(words) + "\u0301"  # an accent after each letter
    parts, _ = parts_of(f"{words} {words}", Ties(accented, f"{words} {words}", []), 0, 0.5)
    assert [part.identity for part in parts] in ([0.5], [1.0, 1.0])


@pytest.mark.parametrize("keep", ["fullest", "last"])
def test_a_copy_is_kept_in_two_parts_when_something_goes_inside(keep: str) -> None:
    first, second = f"{BRIDGE}.", f"And {DEPTH}, as the mayor asked of them."
    text = f"{first} {second}\n\nOne.\n\n{first} {NOTICE}.\n{NOTICE}. {second}\n\nTwo."
    collapsed = dedup.collapse(text, keep=keep)
    assert [text[slice(*removal.kept)] for removal in collapsed.removals if removal.kept] == [
        first[:-1],
        second[:-1],
        f"{NOTICE}.",
    ]
    assert not collapsed.truncated
    assert not dedup.collapse(collapsed.text, keep=keep).removals


def test_a_part_of_a_stretch_is_not_as_alike_as_the_whole() -> None:
    body = f"{BRIDGE}. {DEPTH.capitalize()}, as the mayor asked of them."
    source = f"She wept.\n\n{NOTICE}\n\n{body}\n\nOne.\n\n{NOTICE}\n\n{body}"
    options = collapse_options(0.8, 60, "fullest", dedup.PROTECT)
    remaining = Remaining(source, options, find_repeats(source, options))
    for start, stop, kept in ((NOTICE, body, NOTICE), ("She wept.", "One.", body)):
        text = remaining.text
        span = text.index(start), text.index(stop), text.rindex(kept), text.rindex(kept) + len(kept)
        remaining.remove([Choice(*span, "near", False, 0.95, "long run")])
    assert not remaining.settle()
    assert remaining.text == f"She wept.\n\nOne.\n\n{NOTICE}\n\n{body}"
