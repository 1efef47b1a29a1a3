"""`compare`: how alike two texts are, and which passages they share."""

from __future__ import annotations

from dedup.errors import ArgumentTypeError
from dedup.options import IDENTITY, MIN_LETTERS, compare_options
from dedup.repeats.passages import compare_texts
from dedup.results import Comparison


def compare(a: str, b: str, identity: float = IDENTITY, min_letters: int = MIN_LETTERS) -> Comparison:
    """How alike two texts are, and every passage that stands in both, exact or slightly changed.

    a, b: any `str`.  Exchanged, they give the same result with `a` and `b` exchanged.
    identity: the least share, in (0, 1], of a passage's letters, those of both texts together, that must be aligned to
        equal ones.
    min_letters: the shortest passage, in letters on either side (a Han sign counts 3, Kana and Hangul 2).

    Raises `DedupError`s that are also `TypeError` or `ValueError`, naming parameter, value and range.

    >>> import dedup
    >>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
    >>> m = dedup.compare("Local news. " + story, story + " More tomorrow.")
    >>> m.passages
    (Passage(a=Span(start=12, stop=103), b=Span(start=0, stop=91), identity=1.0, kind='exact'),)
    >>> m.jaccard, m.a_in_b, m.b_in_a
    (0.7894736842105263, 0.8823529411764706, 0.8823529411764706)
    """
    for name, text in (("a", a), ("b", b)):
        if not isinstance(text, str):
            raise ArgumentTypeError(name, text, "a str")
    return compare_texts(a, b, compare_options(identity, min_letters))
