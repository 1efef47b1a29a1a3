"""Promise 3: what a removed copy repeats stands in the text that stays, in one piece."""

from __future__ import annotations

import pytest
from hypothesis import given

import dedup
from dedup.options import collapse_options
from dedup.repeats.find import find_repeats
from tests.oracle.decision.candidates import Piece
from tests.promises.planted import Planted, planted


@pytest.mark.parametrize("keep", ["fullest", "first", "last"])
@given(document=planted())
def test_every_kept_span_stays(keep: str, document: Planted) -> None:
    collapsed = dedup.collapse(document.text, keep=keep)
    for removal in collapsed.removals:
        assert removal.kept is not None
        start, stop = removal.kept
        assert 0 <= start < stop <= len(document.text)
        assert all(stop <= other.removed.start or other.removed.stop <= start for other in collapsed.removals)
        assert document.text[start:stop] in collapsed.text


@pytest.mark.parametrize(
    ("keep", "linked"),
    [
        ("first", "[bridge council mayor mayor council bridge council mayor stone council](/a)"),
        ("last", "[mayor red stone council bridge bridge mayor red stone bridge bridge](/a) red"),
    ],
)
def test_a_copy_that_touches_the_other_does_not_take_it_along(keep: str, linked: str) -> None:
    """No cut is allowed in a link, not even where one copy ends and the other begins."""
    repeats = find_repeats(linked, collapse_options(0.3, 15, keep, ()))
    pieces = [piece for match in range(len(repeats)) for piece in repeats.pieces(match, Piece)]
    assert pieces
    assert not [piece for piece in pieces if piece.start <= piece.kept_start and piece.kept_stop <= piece.stop]
