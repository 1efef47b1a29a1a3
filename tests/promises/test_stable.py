"""Promise 5: a second run removes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given

import dedup
from tests.promises.planted import Planted, planted


@pytest.mark.parametrize("keep", ["fullest", "first", "last"])
@given(document=planted())
def test_a_second_run_removes_nothing(keep: str, document: Planted) -> None:
    collapsed = dedup.collapse(document.text, keep=keep)
    again = dedup.collapse(collapsed.text, keep=keep)
    assert not again.removals
    assert again.text == collapsed.text
    assert not collapsed.truncated
