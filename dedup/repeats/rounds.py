"""`collapse`: repeats inside one text, and the text with one copy of each left."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from dedup.errors import ArgumentTypeError
from dedup.options import IDENTITY, KEEP, MIN_LETTERS, PROTECT, CollapseOptions, collapse_options
from dedup.repeats.choice import choose, spare_all
from dedup.repeats.find import find_repeats
from dedup.repeats.remaining import Remaining
from dedup.results.collapsed import Collapsed, Span

#: So many times something is put back, at most, before the run gives way.
MOST_RETURNS = 16


def collapse(
    text: str,
    identity: float = IDENTITY,
    min_letters: int = MIN_LETTERS,
    keep: str | Callable[[str], Any] = KEEP,
    protect: Collection[str] = PROTECT,
) -> Collapsed:
    r"""The text with one copy left of each block that repeats, exact or slightly changed, and what went.

    text: any `str`.
    identity: the least share, in (0, 1], of a removed copy's letters that must stand in the kept copy.
    min_letters: the shortest lone block that may go, in letters (a Han sign counts 3, Kana and Hangul 2).
    keep: "fullest" keeps the earliest copy unless a later one holds more; "first" and "last" mean just that; a
        function of a copy's text is a sort key, and the smallest stays.
    protect: names of the kinds of natural repetition to leave alone, out of `dedup.PROTECT`.

    Raises `DedupError`s that are also `TypeError` or `ValueError`, naming parameter, value and range.

    >>> import dedup
    >>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
    >>> c = dedup.collapse(story + "\n\nAdvertisement\n\n" + story.upper())
    >>> c.text == story + "\n\nAdvertisement"
    True
    >>> [(removal.kind, removal.kept) for removal in c.removals]
    [('same_words', Span(start=0, stop=91))]
    """
    if not isinstance(text, str):
        raise ArgumentTypeError("text", text, "a str")
    return collapse_with(text, collapse_options(identity, min_letters, keep, protect))


def collapse_with(text: str, options: CollapseOptions) -> Collapsed:
    """`collapse` with its options checked.

    It ends: each round that removes something leaves less text, and what is put back is put back a bounded number of
    times.
    """
    repeats = find_repeats(text, options)
    if not len(repeats):
        return Collapsed(text, truncated=repeats.truncated)  # as of most texts
    remaining = Remaining(text, options, repeats)
    returned: set[tuple[Span, ...]] = set()
    while True:
        chosen, spared = choose(remaining.text, repeats, options)
        if chosen:
            remaining.remove(chosen)
        elif remaining.settle():
            return remaining.result(spared, repeats.truncated)
        elif remaining.removed() in returned or len(returned) == MOST_RETURNS:
            return give_way(remaining, options)
        else:
            returned.add(remaining.removed())
        repeats = find_repeats(remaining.text, options, repeats)


def give_way(remaining: Remaining, options: CollapseOptions) -> Collapsed:
    """The result where what goes is put back and goes again: all that takes part in it stays.

    A second run must not remove it, so one is asked.  Should it remove something, nothing goes at all: then the second
    run is this one once more.
    """
    remaining.give_way()
    if remaining.text != remaining.source and collapse_with(remaining.text, options).removals:
        remaining.give_back()
    repeats = find_repeats(remaining.text, options)
    return remaining.result(spare_all(repeats, options), repeats.truncated)
