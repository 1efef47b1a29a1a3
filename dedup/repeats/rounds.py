"""Searches, chooses and removes in rounds, until nothing more is removed."""

from __future__ import annotations

from dedup.options import CollapseOptions
from dedup.repeats.choice import choose, spare_all
from dedup.repeats.find import find_repeats
from dedup.repeats.remaining import Remaining
from dedup.results.collapsed import Collapsed
from dedup.results.span import Span

#: How often something may be put back before the run gives way ...
MOST_RETURNS = 16

#: ... and the share of the text that may be put back in all that time; a real text needs less.
MOST_PUT_BACK = 0.5


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
        elif remaining.removed() in returned or wavers(remaining, len(returned)):
            return give_way(remaining, options)
        else:
            returned.add(remaining.removed())
        repeats = find_repeats(remaining.text, options, repeats)


def wavers(remaining: Remaining, times: int) -> bool:
    """Whether too much was put back, or too often."""
    return times == MOST_RETURNS or remaining.put_back > MOST_PUT_BACK * len(remaining.source)


def give_way(remaining: Remaining, options: CollapseOptions) -> Collapsed:
    """The result for a text in which the same text is removed and put back again and again: all of that stays.

    If a second run would still remove something, nothing is removed at all, so that every further run is the same as
    this one.
    """
    remaining.give_way()
    repeats = find_repeats(remaining.text, options)
    if choose(remaining.text, repeats, options)[0] and remaining.text != remaining.source:
        remaining.give_back()
        repeats = find_repeats(remaining.text, options)
    return remaining.result(spare_all(repeats, options), repeats.truncated)
