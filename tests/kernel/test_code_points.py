"""Places in a text are code points outside the kernel and bytes inside."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dedup.kernel import _kernel


def letters_of_words(text: str, start: int, stop: int) -> int:
    return sum(word[3] for word in _kernel.words(text) if start <= word[0] < stop)


def texts() -> st.SearchStrategy[str]:
    """Words of one to four bytes a character, of some hundred bytes: more than the kernel keeps one mark for."""
    words = st.text("aé漢😀 ", min_size=1, max_size=9)
    return st.builds(lambda word, times, end: word * times + end, words, st.integers(0, 60), words)


@given(texts(), st.integers(0, 600), st.integers(0, 600))
def test_words_are_found_by_code_points(text: str, start: int, stop: int) -> None:
    start, stop = sorted((min(start, len(text)), min(stop, len(text))))
    repeats = _kernel.Repeats(text, _kernel.Wanted(_kernel.LATER, 60, 0.8, 0))
    assert repeats.letters(start, stop) == letters_of_words(text, start, stop)
