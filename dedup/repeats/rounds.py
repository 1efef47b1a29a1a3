"""Search, choose, remove, and again on what is left, until nothing more goes."""

from __future__ import annotations

from dedup.options import CollapseOptions
from dedup.repeats.choice import choose, spare_all
from dedup.repeats.find import find_repeats
from dedup.repeats.remaining import Remaining
from dedup.results.collapsed import Collapsed
from dedup.results.span import Span

#: So many times something is put back, at most, before the run gives way.
MOST_RETURNS = 16


def collapse_with(text: str, options: CollapseOptions) -> Collapsed:
    """The text with one copy left of each block that repeats, and what went.

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
