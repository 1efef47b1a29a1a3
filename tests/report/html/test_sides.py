"""A removed copy beside the kept one."""

from __future__ import annotations

import pytest
from hypothesis import given

from dedup.kernel import _kernel
from dedup.report.html.attention import worth_a_look
from dedup.report.html.sides import Fold, Piece, Row, Sides, aligned_rows, side_by_side
from dedup.report.word_pairs import differing_spans
from tests.report.html.pages import OTHER_CASE, OTHER_NUMBER, OTHER_WORD, STORY
from tests.strategies import texts


def sides_of(own: str, kept: str, most: int = 10_000) -> Sides:
    return side_by_side(own, kept, differing_spans(own, kept), most)


def marked(pieces: list[Piece]) -> str:
    signs = {"": "{}", "word": "[{}]", "form": "({})", "cut": "<{}>"}
    return "".join(signs[piece.mark].format(piece.text) for piece in pieces)


@given(texts(), texts())
def test_the_rows_make_up_both_copies(own: str, kept: str) -> None:
    rows = [*aligned_rows(own, kept, differing_spans(own, kept))]
    assert "".join(piece.text for row in rows for piece in row.own) == own
    assert "".join(piece.text for row in rows for piece in row.kept) == kept


@given(texts(), texts())
def test_what_is_not_marked_has_the_same_words(own: str, kept: str) -> None:
    for row in aligned_rows(own, kept, differing_spans(own, kept)):
        if not row.has(("word",)):
            sides = ["".join(piece.text for piece in pieces) for pieces in (row.own, row.kept)]
            assert len(_kernel.words(sides[0])) == len(_kernel.words(sides[1]))


@given(texts())
def test_a_copy_does_not_differ_from_itself(text: str) -> None:
    assert not any(row.has(("word", "form")) for row in aligned_rows(text, text, differing_spans(text, text)))


def test_words_that_differ_are_marked_and_equal_lines_are_folded() -> None:
    first, second, third, rest = sides_of(OTHER_NUMBER, STORY).rows
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert marked(first.own) == "The council met on [Tuesday] evening to vote on the new bridge across the river."
    assert marked(first.kept) == "The council met on [Monday] evening to vote on the new bridge across the river."
    assert marked(second.own) == "After two hours of argument [12] members were in favour and four against it."
    assert isinstance(third, Row)
    assert not third.has(("word", "form"))
    assert isinstance(rest, Fold)
    assert rest.characters == len("".join(STORY.splitlines(keepends=True)[3:]).strip())


def test_where_no_word_differs_its_form_is_marked() -> None:
    rows = [row for row in sides_of(OTHER_CASE, STORY).rows if isinstance(row, Row) and row.has(("form",))]
    assert [marked(row.own) for row in rows] == [
        "(THE) (MAYOR) said that no house would have to make way for the road to the bridge."
    ]


def test_rows_beyond_the_room_are_counted() -> None:
    own = "".join(f"Line {n} of the text that is long enough for this.\n" for n in range(100, 200))
    kept = own.replace("text", "book")
    sides = sides_of(own, kept, 1000)
    assert 5 < len(sides.rows) < 20
    assert len(sides.rows) + sides.more == 100


def test_long_differences_are_cut_in_the_middle() -> None:
    own = STORY.replace("argument", "argument " + "and again more argument " * 200)
    [row] = [row for row in sides_of(own, STORY).rows if isinstance(row, Row) and row.has(("word",))]
    assert [piece.mark for piece in row.own] == ["", "word", "cut", "word", ""]
    assert sum(len(piece.text) for piece in row.own) < 800


def test_a_long_line_is_shown_by_sentences() -> None:
    line = " ".join(STORY.split("\n")) * 5
    rows = sides_of(line, line.replace("spring", "summer", 1)).rows
    assert len(rows) > 2


@pytest.mark.parametrize(
    ("kept", "own", "held"),
    [
        ("They met at noon.", "They met at dusk.", ()),
        ("They met at noon.", "They met at 12.", ("a number",)),
        ("They paid five crowns.", "They paid nine crowns.", ("a number",)),
        ("They paid a crown.", "They paid one crown.", ()),
        ("It is open.", "It is not open.", ("a negation",)),
        ("Er ging, und sie kam mit viel Geld.", "Er ging, und sie kam ohne viel Geld.", ("a negation",)),
        ("They met with her.", "They met with Ann.", ("a name",)),
        ("They met. Later it rained.", "They met. Then it rained.", ()),
        ("They met.\nLater it rained.", "They met.\n“Then it rained.", ()),
        ("Они пришли туда.", "Они не пришли туда.", ("a negation",)),
        ("会议在周一举行。", "会议在周五举行。", ("a number",)),
    ],
)
def test_what_makes_a_copy_worth_a_look(kept: str, own: str, held: tuple[str, ...]) -> None:
    assert worth_a_look(own, kept, differing_spans(own, kept)) == held
    assert worth_a_look(kept, own, differing_spans(kept, own)) == held


def test_an_edited_word_is_not_worth_a_look() -> None:
    assert worth_a_look(OTHER_WORD, STORY, differing_spans(OTHER_WORD, STORY)) == ()
