"""What the promises mean, computed anew from their definitions: slow, and sharing no code with the search."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

import numpy as np

from dedup.results.collapsed import Collapsed, Removal
from tests.oracle import reference

LINE_BREAK = re.compile("[\n\r\v\f\x85\u2028\u2029]")
CLOSERS = "[\"')\\]}»’”›」』】〕＂）］]*"
#: A terminator ends a sentence before white space; those of scripts that write none there end it anywhere.
SENTENCE_END = re.compile(f"[.!?…]{CLOSERS}\\s|[。！？．｡؟۔։।॥።။។៕།‼⁇⁈⁉]{CLOSERS}")
#: Tags at which a text breaks, of those that the tests write.
BLOCK_TAG = re.compile(r"[<\[]/?(?:br|hr|p|div|ul|ol|li|tr|td|blockquote|quote|list)\b[^<>\[\]]*[>\]]", re.IGNORECASE)


# -- identity ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 12)
def best_identity(removed: str, kept: str) -> float:
    """The largest share of the letters of `removed` that any alignment with `kept` finds there.

    A word counts for its letters found, in order, if they are at least 60 % of it; one that holds a digit only if
    it stands there as a word. What has no words is compared by its characters.
    """
    there = reference.word_letters(kept)
    letters = np.array(list("".join(there)) or [""])
    stops = np.cumsum([len(word) for word in there], dtype=int)
    best = np.zeros(len(letters) + 1)  # best[j]: the most found so far in the first j letters
    everything = 0
    for word, (*_, weight, flags) in zip(reference.word_letters(removed), reference.words(removed), strict=True):
        everything += weight
        found = best.copy()
        if flags & reference.DIGIT:
            for other, stop in zip(there, stops, strict=True):
                if other == word:
                    found[stop] = max(found[stop], best[stop - len(word)] + weight)
        else:
            for equal, ways in enumerate(in_order(word, letters, best)):
                if equal * 5 >= len(word) * 3:
                    found = np.maximum(found, ways + weight * equal / len(word))
        best = np.maximum.accumulate(found)
    return float(best[-1]) / everything if everything else float(removed.strip() == kept.strip())


def in_order(word: str, letters: np.ndarray, before: np.ndarray) -> list[np.ndarray]:
    """For each n the best of `before` from which n letters of `word` are then found, by the letters used up."""
    ways = [before] + [np.full(len(before), -np.inf) for _ in word]
    for letter in word:
        for n in range(len(word), 0, -1):
            step = np.append(-np.inf, np.where(letters == letter, ways[n - 1][:-1], -np.inf))
            ways[n] = np.maximum(ways[n], np.maximum.accumulate(step))
    return ways


def kind_of(removed: str, kept: str) -> str:
    if removed.strip() == kept.strip():
        return "exact"
    return "same_words" if reference.word_letters(removed) == reference.word_letters(kept) else "near"


# -- cuts --------------------------------------------------------------------------------------------------------------


def removed_runs(collapsed: Collapsed) -> list[list[Removal]]:
    """Removals that touch one another, together."""
    runs: list[list[Removal]] = []
    for removal in collapsed.removals:
        if runs and runs[-1][-1].removed.stop == removal.removed.start:
            runs[-1].append(removal)
        else:
            runs.append([removal])
    return runs


class Cuts:
    """Where a text may be cut, by the words and signs around a place."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = reference.words(text)
        self.starts = [word[0] for word in words]
        self.stops = [word[1] for word in words]
        self.flags = [word[4] for word in words]

    def is_inside_a_word(self, place: int) -> bool:
        before = bisect_right(self.starts, place) - 1
        return before >= 0 and self.starts[before] < place < self.stops[before]

    def is_inside_a_grapheme(self, place: int) -> bool:
        if not 0 < place < len(self.text):
            return False
        before, after = self.text[place - 1], self.text[place]
        if before == "\r" and after == "\n":
            return True
        extends = unicodedata.category(after) in ("Mn", "Me", "Mc") or after == "\u200d"
        return (extends and unicodedata.category(before) not in ("Cc", "Zl", "Zp")) or (
            before == "\u200d" and unicodedata.category(after) not in ("Cc", "Zl", "Zp")
        )

    def is_clean(self, place: int) -> bool:
        """Does a paragraph, a line or a sentence end between the words on either side, or a tag begin or end there?"""
        word = bisect_right(self.stops, place)  # the first that ends after `place`
        if word in (0, len(self.stops)):
            return True
        between = self.text[self.stops[word - 1] : self.starts[word]]
        if LINE_BREAK.search(between) or SENTENCE_END.search(between):
            return True
        if any(place in found.span() for found in BLOCK_TAG.finditer(self.text, max(0, place - 100), place + 100)):
            return True
        are_thai = all(self.flags[i] >> reference.WIDTH_SHIFT & 3 == 1 for i in (word - 1, word))
        return are_thai and any(char.isspace() for char in between)

    def has_words(self, start: int, stop: int) -> bool:
        return bisect_right(self.stops, start) < bisect_right(self.starts, stop - 1)


def is_at_a_joint(cuts: Cuts, run: list[Removal]) -> bool:
    """Do removed and kept copies touch? Then what follows one copy follows the other, wherever that is cut."""
    start, stop = run[0].removed.start, run[-1].removed.stop
    return any(
        not cuts.has_words(*gap)
        for removal in run
        if removal.kept
        for gap in [(removal.kept.stop, start), (stop, removal.kept.start)]
        if gap[0] <= gap[1]
    )
