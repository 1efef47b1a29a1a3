"""Searches, chooses and removes in rounds, until nothing more is removed."""

from __future__ import annotations

from dedup.options import CollapseOptions
from dedup.repeats.choice import choose, spare_all
from dedup.repeats.find import find_repeats
from dedup.repeats.remaining import Remaining
from dedup.results.collapsed import Collapsed
from dedup.results.span import Span

#: How often something may be put back before the run gives way.
MOST_RETURNS = 16


def collapse_with(text: str, options: CollapseOptions) -> Collapsed:
    """Collapses a text with checked options.

    It terminates: each round that removes something leaves less text, and text is put back a bounded number of times.
    """
    repeats = find_repeats(text, options)
    if not len(repeats):
        return Collapsed(text, truncated=repeats.truncated)  # the usual case
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
    """The result for a text in which the same text is removed and put back again and again: all of that stays.

    A second run must not remove it either, so one is tried. If it removes something, nothing is removed at all, so that
    every further run is the same as this one.
    """
    remaining.give_way()
    if remaining.text != remaining.source and collapse_with(remaining.text, options).removals:
        remaining.give_back()
    repeats = find_repeats(remaining.text, options)
    return remaining.result(spare_all(repeats, options), repeats.truncated)
