"""Searches, chooses and removes in rounds, until nothing more is removed."""

from __future__ import annotations

from dedup.kernel import _kernel
from dedup.kernel._kernel import Holding, Repeats
from dedup.options import CollapseOptions
from dedup.repeats.choice import choose, spare_all
from dedup.repeats.find import find_if_any, find_repeats
from dedup.repeats.remaining import Remaining
from dedup.results.collapsed import Collapsed

#: The slots of a result, in the order of `unchanged`.
SLOTS = tuple(Collapsed.__dict__[name] for name in ("_gaps", "removals", "spared", "text", "truncated", "unlisted"))

#: A text and its rest are at odds if less than this share of what a run on the rest removes can be removed from it.
LEAST_FOLLOWED = 0.25

#: The share of what was removed before that must stay removed then.
LEAST_LEFT = 0.9

#: The most runs on a rest; a real text needs one or two.
MOST_RUNS = 12

#: The share of the text that may be put back in all of them; a real text needs less.
MOST_PUT_BACK = 0.5


def collapse_with(text: str, options: CollapseOptions) -> Collapsed:
    """Collapses a text with checked options."""
    repeats = find_if_any(text, options)
    if repeats is None:
        return unchanged(text, truncated=False)  # the usual case
    return collapse_repeats(text, repeats, options)


def unchanged(text: str, truncated: bool) -> Collapsed:
    """`Collapsed(text, truncated=truncated)`, but faster: for a short text, making it took longest."""
    return _kernel.make(Collapsed, SLOTS, (None, (), (), text, truncated, 0))


def collapse_repeats(text: str, repeats: Repeats, options: CollapseOptions) -> Collapsed:
    """Collapses a text whose repeats have been found."""
    if not repeats:
        return Collapsed(text, truncated=repeats.truncated)
    with Holding():
        run = Run(text, repeats, options)
        if not run.put_back:
            return run.result()
        try:
            return Runs(options, len(text)).result(run)
        except WaversError:
            return run.all_spared()


class Run:
    """One run on a text: rounds until nothing more is chosen; then what has lost its kept copy is put back."""

    def __init__(self, text: str, repeats: Repeats, options: CollapseOptions) -> None:
        self.text = text
        self.repeats = repeats
        self.remaining = Remaining(text, options, repeats)
        self._options = options
        while True:
            chosen, self._spared = choose(self.remaining.text, repeats, options)
            if not chosen:
                break
            self.remaining.remove(chosen)
            repeats = find_repeats(self.remaining.text, options, repeats)
        self.last = repeats  #: of the text that is left
        self.truncated = repeats.truncated
        self.put_back = self.remaining.settle_all()  #: characters; if none, a second run would remove nothing

    def result(self, whole: Remaining | None = None) -> Collapsed:
        """The result if this is the last run; `whole`: the text of which its own is what was left."""
        return (whole or self.remaining).result(self._spared, self.truncated)

    def all_spared(self, whole: Remaining | None = None) -> Collapsed:
        """The same without what this run removes: every repeat in its text is spared."""
        whole = whole or Remaining(self.text, self._options, self.repeats)
        return whole.result(spare_all(self.repeats, self._options), self.truncated)


class WaversError(Exception):
    """Too much is removed and put back."""


class Runs:
    """Runs on a text and on what is left of it, until a further one removes nothing."""

    def __init__(self, options: CollapseOptions, characters: int) -> None:
        self._options = options
        self._runs_left = MOST_RUNS
        self._may_be_put_back = MOST_PUT_BACK * characters

    def result(self, first: Run) -> Collapsed:
        """The result for the text of a run.

        If something was put back, a second run, which knows nothing of that, might remove it. So a further run is made
        on what is left, exactly as a second run would be, and what it removes is removed here, too. Less is left each
        time, until a run removes nothing. Then a second run removes nothing, either.

        The whole text cannot always follow, because it may have to keep what the further run removes. If so, the two
        are at odds, and what has to stay is put back with all that overlaps it. A second run would come to the same
        point, so from then on, the result for what is left is followed, and not a single run.

        Raises `WaversError`.
        """
        if not first.put_back:
            return first.result()
        run, whole = first, first.remaining
        at_odds = False
        while whole.text != first.text:
            before = len(first.text) - len(whole.text)
            run = self._further(whole.text, run)
            last = self.result(run) if at_odds else None
            removals, text = (last.removals, last.text) if last else (run.remaining.removals(), run.remaining.text)
            if not removals:
                return run.all_spared(whole) if run.put_back else run.result(whole)
            stayed = whole.remove_as(removals)
            if whole.text == text:
                if last:
                    return self._further(text, run).all_spared(whole)
                if not run.put_back:
                    return run.result(whole)
            elif len(run.text) - len(whole.text) < LEAST_FOLLOWED * (len(run.text) - len(text)):
                whole.give_way(stayed)
                if len(first.text) - len(whole.text) < LEAST_LEFT * before or (at_odds and whole.text == run.text):
                    break
                at_odds = True
        return first.all_spared()

    def _further(self, text: str, before: Run) -> Run:
        """A run on what is left; raises `WaversError`."""
        self._may_be_put_back -= before.put_back
        self._runs_left -= 1
        if self._runs_left < 0 or self._may_be_put_back < 0:
            raise WaversError
        run = Run(text, find_repeats(text, self._options, before.last), self._options)
        # A second run would not share the limit of work with those before it.
        return Run(text, find_repeats(text, self._options), self._options) if run.truncated else run
