"""Searches, chooses and removes in rounds, until nothing more is removed."""

from __future__ import annotations

from dedup.kernel import _kernel
from dedup.kernel._kernel import Repeats
from dedup.options import CollapseOptions
from dedup.repeats.choice import choose, spare_all
from dedup.repeats.find import find_if_any, find_repeats
from dedup.repeats.remaining import Remaining
from dedup.results.collapsed import Collapsed
from dedup.results.span import Span

#: Of a result, in the order of `unchanged`.
FIELDS = ("_gaps", "removals", "spared", "text", "truncated", "unlisted")

#: How often something may be put back before the run gives up ...
MOST_RETURNS = 64

#: ... and the share of the text that may be put back in all that time; a real text needs less.
MOST_PUT_BACK = 0.5

#: How many runs on what is left may be tried, those in such runs included, to see that nothing more is removed.
MOST_TRIALS = 32


class TooManyTrialsError(Exception):
    """More runs would have to be tried."""


class Trials:
    """Runs on what other runs have left."""

    def __init__(self, options: CollapseOptions) -> None:
        self._options = options
        self._results: dict[str, Collapsed] = {}
        self._count = 0

    def run(self, text: str) -> Collapsed:
        """The result for a text; raises `TooManyTrialsError` if there have been too many."""
        if self._count == MOST_TRIALS:
            raise TooManyTrialsError
        self._count += 1  # known results count, too: a run may come back to a text again and again
        if text not in self._results:
            repeats = find_repeats(text, self._options)
            self._results[text] = collapse_in_rounds(text, repeats, self._options, self)
        return self._results[text]


def collapse_with(text: str, options: CollapseOptions) -> Collapsed:
    """Collapses a text with checked options."""
    repeats = find_if_any(text, options)
    if repeats is None:
        return unchanged(text, truncated=False)  # the usual case
    return collapse_repeats(text, repeats, options)


def unchanged(text: str, truncated: bool) -> Collapsed:
    """`Collapsed(text, truncated=truncated)`, but faster: for a short text, making it took longest."""
    collapsed: Collapsed = object.__new__(Collapsed)
    _kernel.fill(collapsed, FIELDS, (None, (), (), text, truncated, 0))
    return collapsed


def collapse_repeats(text: str, repeats: Repeats, options: CollapseOptions) -> Collapsed:
    """Collapses a text whose repeats have been found."""
    try:
        return collapse_in_rounds(text, repeats, options, Trials(options))
    except TooManyTrialsError:
        return without_choice(Remaining(text, options, repeats), options)


def collapse_in_rounds(text: str, repeats: Repeats, options: CollapseOptions, trials: Trials) -> Collapsed:
    """Collapses a text; what is left is tried again where it must be.

    It terminates: each round that removes something leaves less text, and text is put back a bounded number of times.
    """
    if not repeats:
        return Collapsed(text, truncated=repeats.truncated)
    remaining = Remaining(text, options, repeats)
    returned: set[tuple[Span, ...]] = set()
    while True:
        chosen, spared = choose(remaining.text, repeats, options, remaining.frozen())
        if chosen:
            remaining.remove(chosen)
        elif remaining.settle():
            if remaining.frozen():
                return tried_again(remaining, options, trials)
            return remaining.result(spared, repeats.truncated)
        elif wavers(remaining, len(returned)):
            return give_up(remaining, options)
        elif remaining.removed() in returned:
            remaining.freeze()
        else:
            returned.add(remaining.removed())
        repeats = find_repeats(remaining.text, options, repeats)


def wavers(remaining: Remaining, times: int) -> bool:
    """Whether too much was put back, or too often."""
    return times == MOST_RETURNS or remaining.put_back > MOST_PUT_BACK * len(remaining.source)


def tried_again(remaining: Remaining, options: CollapseOptions, trials: Trials) -> Collapsed:
    """The result for a text of which a part was frozen, because it was removed and put back again and again.

    A second run, which knows nothing of that, must remove nothing. So one is tried, exactly as it would be. What it
    removes is removed here, too; if some of it has lost its kept copy here, all that overlaps the two stays. If there
    are too many trials, nothing is removed at all, and every further run is the same as this one.
    """
    while remaining.text != remaining.source:
        again = trials.run(remaining.text)
        if not again.removals:
            break
        clashes = remaining.remove_as(again)
        if remaining.text == again.text:
            break
        remaining.give_way(clashes)
    return without_choice(remaining, options)


def give_up(remaining: Remaining, options: CollapseOptions) -> Collapsed:
    """The result for a text in which half is removed and put back again and again: all of that stays.

    If a second run would still remove something, nothing is removed at all.
    """
    remaining.give_way(remaining.returned())
    repeats = find_repeats(remaining.text, options)
    if choose(remaining.text, repeats, options)[0]:
        remaining.give_back()
    return without_choice(remaining, options)


def without_choice(remaining: Remaining, options: CollapseOptions) -> Collapsed:
    """The result for a text of which nothing more can be removed; every repeat in it is spared."""
    repeats = find_repeats(remaining.text, options)
    return remaining.result(spare_all(repeats, options), repeats.truncated)
