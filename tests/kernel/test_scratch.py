"""Memory of a text is kept for the next one; that of a large text only as long as it is searched again."""

from __future__ import annotations

import pytest

from dedup.kernel._kernel import Holding, kept_bytes, words

#: The arrays for its words take twice as much as is kept for good.
LARGE = "word " * 1_000_000


@pytest.fixture
def kept() -> int:
    """The bytes that are kept before a large text."""
    return kept_bytes()


def test_memory_of_a_large_text_is_freed_at_once(kept: int) -> None:
    words(LARGE)
    assert kept_bytes() <= kept


def test_it_is_kept_as_long_as_it_is_held(kept: int) -> None:
    with Holding():
        with Holding():
            words(LARGE)
        assert kept_bytes() > kept
    assert kept_bytes() <= kept


def test_it_is_freed_after_an_error(kept: int) -> None:
    with pytest.raises(AttributeError), Holding():
        words(LARGE).fail()  # type: ignore[attr-defined]
    assert kept_bytes() <= kept


def test_memory_of_a_small_text_is_kept() -> None:
    words("a few words")
    assert kept_bytes() > 0
