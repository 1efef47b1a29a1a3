"""Offsets in the text and in its source: each way is the inverse of the other."""

from __future__ import annotations

import pytest
from hypothesis import given

import dedup
from dedup.results.span import Span
from tests.promises.planted import Planted, planted

REMOVAL = dedup.Removal(Span(2, 5), Span(0, 1), "exact", False, 1.0, "", "XYZ")
SMALL = dedup.Collapsed("abc", [REMOVAL])  # of the source "abXYZc"


@given(planted())
def test_every_character_of_the_text_is_found_in_the_source_and_back(document: Planted) -> None:
    collapsed = dedup.collapse(document.text)
    places = [collapsed.to_source(i) for i in range(len(collapsed.text))]
    assert "".join(document.text[place] for place in places) == collapsed.text
    assert [collapsed.from_source(place) for place in places] == list(range(len(places)))


@given(planted())
def test_removed_characters_and_no_others_have_no_place(document: Planted) -> None:
    collapsed = dedup.collapse(document.text)
    gone = {place for removal in collapsed.removals for place in range(*removal.removed)}
    assert gone == {place for place in range(len(document.text)) if collapsed.from_source(place) is None}


@given(planted())
def test_ends_go_with_ends(document: Planted) -> None:
    collapsed = dedup.collapse(document.text)
    assert collapsed.to_source(len(collapsed.text)) == len(document.text)
    assert collapsed.from_source(len(document.text)) == len(collapsed.text)


@given(planted())
def test_a_span_comes_from_pieces_that_make_it_up(document: Planted) -> None:
    collapsed = dedup.collapse(document.text)
    for start, stop in [(0, len(collapsed.text)), (len(collapsed.text) // 3, len(collapsed.text) // 2)]:
        pieces = collapsed.to_source_spans(start, stop)
        assert "".join(document.text[slice(*piece)] for piece in pieces) == collapsed.text[start:stop]
        assert all(piece.start < piece.stop for piece in pieces)


def test_a_span_across_a_removal_has_two_pieces() -> None:
    assert SMALL.to_source_spans(0, 3) == [(0, 2), (5, 6)]
    assert SMALL.to_source_spans(0, 2) == [(0, 2)]
    assert SMALL.to_source_spans(2, 3) == [(5, 6)]
    assert SMALL.to_source_spans(2, 2) == []
    assert [SMALL.to_source(i) for i in range(4)] == [0, 1, 5, 6]
    assert [SMALL.from_source(i) for i in range(7)] == [0, 1, None, None, None, 2, 3]


def test_offsets_outside_are_refused() -> None:
    for offset in (-1, 4):
        with pytest.raises(IndexError, match="outside the text: 0 to 3"):
            SMALL.to_source(offset)
    for offset in (-1, 7):
        with pytest.raises(IndexError, match="outside the source: 0 to 6"):
            SMALL.from_source(offset)
    for span in [(-1, 2), (2, 1), (0, 4)]:
        with pytest.raises(IndexError, match="not a span of the text: 0 to 3"):
            SMALL.to_source_spans(*span)
