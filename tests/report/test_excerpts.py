"""Excerpts: each place where two documents differ, with a few words around it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from dedup.report.excerpts import AROUND, SHOWN, excerpts
from tests.strategies import texts

FILLER = "and so the meeting went on for a while with nothing of note being said by anyone "


@pytest.mark.parametrize(
    ("own", "kept", "lines"),
    [
        ("We met at noon.", "We met at noon.", []),
        ("We met at noon.", "WE MET, at noon!", []),
        ("We met at noon.", "We met at one.", ["We met at [-noon-]{+one+}."]),
        ("We met at noon today.", "We met at noon.", ["We met at noon [-today-]."]),
        ("We met at noon.", "We met at high noon.", ["We met at {+high+} noon."]),
        (
            "We met on Monday at noon.",
            "We met on Friday at one.",
            ["We met on [-Monday-]{+Friday+} at [-noon-]{+one+}."],
        ),
        ("One\nline at\tnoon.", "One\nline at\tone.", ["One line at [-noon-]{+one+}."]),
    ],
)
def test_one_place(own: str, kept: str, lines: list[str]) -> None:
    assert excerpts(own, kept, 3) == (lines, 0)


def test_places_far_apart_have_a_line_each() -> None:
    own, kept = f"At noon {FILLER}until dark.", f"At one {FILLER}until dawn."
    first, second = excerpts(own, kept, 3).lines
    assert first.startswith("At [-noon-]{+one+} and so the")
    assert first.endswith(" …")
    assert second.startswith("… ")
    assert second.endswith("until [-dark-]{+dawn+}.")


def test_what_would_be_lost_comes_before_what_is_only_kept() -> None:
    own = f"Here {FILLER}and there {FILLER}at dusk {FILLER}"
    kept = f"Here it was {FILLER}and there it is {FILLER}at dawn {FILLER}"
    shown = excerpts(own, kept, 1)
    assert "[-dusk-]{+dawn+}" in shown.lines[0]
    assert shown.more == 2


def test_the_same_words_exchanged_are_shown_once() -> None:
    sentences = (
        "The ferry sails at dusk from the pier beside the old mill.",
        "Whoever misses it at dusk must wait for the boat of the next morning.",
        "In high water nothing sails at dusk, and a red lantern hangs from the mast.",
    )
    own = "\n".join(sentences)
    assert excerpts(own, own.replace("dusk", "dawn"), 3) == (
        ["The ferry sails at [-dusk-]{+dawn+} from the pier beside the old … (3 times)"],
        0,
    )


def test_long_differences_are_cut_in_the_middle() -> None:
    own = "It began. " + "More was said by all of those who had come to the hall. " * 20 + "It ended."
    [line] = excerpts(own, "It began. It ended.", 3).lines
    assert len(line) < SHOWN + 2 * AROUND + 20
    assert " … " in line


def test_colors_are_around_the_marks() -> None:
    assert excerpts("We met at noon.", "We met at one.", 3, color=True).lines == [
        "We met at \x1b[31m[-noon-]\x1b[m\x1b[32m{+one+}\x1b[m."
    ]


@given(texts(), texts())
def test_every_line_has_a_mark_and_nothing_that_a_terminal_obeys(own: str, kept: str) -> None:
    shown = excerpts(own, kept, 3)
    assert len(shown.lines) <= 3
    assert shown.more == 0 or len(shown.lines) == 3
    for line in shown.lines:
        assert re.search(r"\[-.*-\]|\{\+.*\+\}", line)
        assert line.isprintable()
