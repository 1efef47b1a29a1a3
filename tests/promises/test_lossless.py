"""Promise 2: the source comes back from the text and the removals alone, also from a saved report."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given

import dedup
from dedup.errors import ReportError
from tests.promises.planted import Planted, planted


@given(planted())
def test_a_result_restores_its_source(document: Planted) -> None:
    assert dedup.collapse(document.text).restore() == document.text


@given(planted())
def test_a_saved_result_comes_back_equal(document: Planted) -> None:
    collapsed = dedup.collapse(document.text)
    loaded = dedup.Collapsed.from_dict(json.loads(json.dumps(collapsed.to_dict())))
    assert loaded == collapsed
    assert hash(loaded) == hash(collapsed)
    assert loaded.restore() == document.text


@given(planted())
def test_a_result_can_be_pickled_and_copied(document: Planted) -> None:
    collapsed = dedup.collapse(document.text)
    assert pickle.loads(pickle.dumps(collapsed)) == collapsed
    assert copy.deepcopy(collapsed) == collapsed


@pytest.mark.parametrize("saved", [{}, {"format": 2}, {"format": 1}, {"format": 1, "text": "", "removals": 3}])
def test_what_is_no_saved_result_is_refused(saved: dict[str, object]) -> None:
    with pytest.raises(ReportError):
        dedup.Collapsed.from_dict(saved)


def test_a_result_cannot_be_changed() -> None:
    collapsed = dedup.collapse("text")
    with pytest.raises(AttributeError, match="immutable"):
        collapsed.text = "other"
    with pytest.raises(AttributeError, match="immutable"):
        del collapsed.removals
    with pytest.raises(AttributeError):
        collapsed.note = "more"
