"""The bytes the kernel reads, against those that Python makes of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.kernel import _kernel
from tests.strategies import texts


def stretches() -> st.SearchStrategy[str]:
    """Runs of characters of one to four bytes, of lengths about those at which the kernel changes its step."""
    characters = st.sampled_from(("a", "\x00", "\x7f", "\x80", "é", "\u07ff", "\u0800", "漢", "\ud800", "\uffff", "😀"))
    lengths = st.sampled_from((1, 2, 3, 15, 16, 17, 31, 47, 63, 64, 65, 129))
    runs = st.builds(lambda character, length: character * length, characters, lengths)
    return st.lists(runs, max_size=8).map("".join)


@given(st.one_of(stretches(), st.text(), texts()))
def test_a_text_becomes_the_bytes_that_python_makes_of_it(text: str) -> None:
    assert _kernel.utf8(text) == text.encode("utf-8", "surrogatepass")


def test_only_a_str_is_a_text() -> None:
    with pytest.raises(TypeError):
        _kernel.utf8(b"bytes")
