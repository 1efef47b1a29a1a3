"""Promise 1: the text is the source without the removed spans, and nothing else is changed."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

import dedup
from tests.promises.planted import Planted, planted


@given(planted())
def test_removed_spans_are_sorted_disjoint_and_within_the_text(document: Planted) -> None:
    spans = [removal.removed for removal in dedup.collapse(document.text).removals]
    assert all(0 <= span.start < span.stop <= len(document.text) for span in spans)
    assert all(one.stop <= other.start for one, other in pairwise(spans))


@given(planted())
def test_the_text_is_the_source_without_them(document: Planted) -> None:
    collapsed = dedup.collapse(document.text)
    rest = document.text
    for removal in reversed(collapsed.removals):
        start, stop = removal.removed
        assert removal.text == document.text[start:stop]
        rest = rest[:start] + rest[stop:]
    assert collapsed.text == rest


@given(planted())
def test_a_text_without_removals_is_the_same_object(document: Planted) -> None:
    collapsed = dedup.collapse(document.text)
    assert collapsed.removals or collapsed.text is document.text
