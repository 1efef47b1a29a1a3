"""Passages side by side: what is the same, what differs, in columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.report.side_by_side import side_by_side
from dedup.results.comparison import Comparison, Passage
from dedup.results.span import Span
from tests.strategies import texts


def shown(a: str, b: str, width: int = 60, colour: bool = False) -> list[str]:
    """The rows of two texts as one passage."""
    passage = Passage(Span(0, len(a)), Span(0, len(b)), 0.9, "near")
    return side_by_side(a, b, Comparison(0, 0, 0, [passage]), width, colour).splitlines()[1:]


def test_a_row_says_whether_it_differs() -> None:
    a = "All of us met on the bridge at noon today because it was the first day of spring."
    b = "All of us met on the bridge at noon on Friday because it was the first day of spring."
    assert shown(a, b, 67) == [
        "All of us met on the bridge at     All of us met on the bridge at",
        "noon [-today-] because it        | noon {+on Friday+} because it",
        "was the first day of spring.       was the first day of spring.",
    ]


def test_what_only_one_text_has_stands_alone() -> None:
    same = "The council voted on the bridge."
    rows = shown(f"{same} {'Much more was said about it by everyone.'} {same}", f"{same} {same}")
    assert any(" <" in row for row in rows)
    assert not any(" > " in row for row in rows)


def test_wide_signs_take_two_columns() -> None:
    rows = shown("市政府周一晚上召开会议就跨河新桥进行表决", "市政府周一晚上召开会议就跨河新桥进行表决", 43)
    assert all(len(row.split()[0]) <= 10 for row in rows)


def test_colours_only_where_asked_for() -> None:
    a, b = "We met on the bridge at noon", "We met on the bridge at one"
    assert "\x1b" not in "".join(shown(a, b))
    assert "\x1b[31m[-noon-]\x1b[m" in "".join(shown(a, b, colour=True))


def test_no_passages_no_lines() -> None:
    assert side_by_side("a", "b", dedup.compare("a", "b")) == ""


@given(texts(), texts(), st.integers(1, 200))
def test_any_text_can_be_shown(a: str, b: str, width: int) -> None:
    for row in shown(a + b, b + a, width):
        assert row.isprintable()
