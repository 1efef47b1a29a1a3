"""A loop over lines with Python's difflib, as its `get_close_matches` goes about it."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from spans import Span, each, lines_of, words_of

ALIKE = 0.9


def repeated(text: str) -> Iterator[Span]:
    """The lines that are alike to an earlier one that stays."""
    kept: list[str] = []
    matcher = SequenceMatcher(autojunk=False)  # or frequent letters would count for nothing in long lines
    for start, stop in lines_of(text):
        line = words_of(text[start:stop])
        matcher.set_seq2(line)
        if any(alike(matcher, other) for other in kept):
            yield start, stop
        else:
            kept.append(line)


def alike(matcher: SequenceMatcher[str], other: str) -> bool:
    """Is another line alike to the one that the matcher has?  What is quick to know is asked first."""
    matcher.set_seq1(other)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


if __name__ == "__main__":
    each(repeated)
