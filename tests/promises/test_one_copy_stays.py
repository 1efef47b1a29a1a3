"""Promise 3: what a removed copy repeats stands in the text that stays, in one piece."""

from __future__ import annotations

import pytest
from hypothesis import given

import dedup
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
