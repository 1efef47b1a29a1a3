"""`python -m benchmarks slowest`: searches for the texts that cost the kernel most work a word; too much fails.

Nobody thinks of every hostile text.  A recipe says how a text repeats itself.  Recipes are drawn at random, and the
costliest are changed a little in the hope of costlier ones.  Cost is counted, not timed, so a seed finds the same
texts on every machine: `make slowest` always uses one seed, a run by hand a new one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest
from itertools import accumulate, count, cycle
from typing import Any, NamedTuple

import dedup
from benchmarks.hostile import filled
from dedup.kernel import _kernel

#: What is promised: work of 1,000 a word and 10,000.
PROMISED_A_WORD, PROMISED = 1000, 10_000

#: Work a word that fails: a quarter more than the costliest text found so far.
TOO_MUCH = 220

#: Characters of a text.
SIZE = 60_000

#: The costliest recipes are kept and changed; of the others some are new, or the search ends on the first hill.
KEPT, NEW = 12, 0.35


class Recipe(NamedTuple):
    """How a text repeats itself: units of words, one after another, each as it was or changed."""

    seed: int
    order: str  #: in which units follow one another: a name out of ORDERS
    unit: int  #: words of a unit
    units: int  #: different ones, or words that may follow a word
    vocabulary: int  #: different words
    letters: int  #: of a word at most
    alphabet: str
    edits: float  #: share of the words that are exchanged or misspelt ...
    every: int  #: ... in every so-manieth copy
    misspelt: bool
    stop: str  #: what ends a unit
    line: int  #: words of a line, 0: as the units have it
    min_letters: int  #: the option


LATIN = "abcdefghijklmnopqrstuvwxyz"
UNSPACED = ("漢字仮名交文", "かなカナ", "กขคงจฉ")

CHOICES: dict[str, Sequence[Any]] = {
    "seed": range(1_000_000),
    "order": ("copies", "copies", "drifting", "shuffled", "followers", "fibonacci", "leads", "nested"),
    "unit": (1, 2, 3, 5, 8, 12, 20, 40, 80, 200, 600, 2000),
    "units": (2, 3, 5, 10, 40),
    "vocabulary": (1, 2, 3, 5, 10, 40, 200, 1000, 5000),
    "letters": (1, 2, 4, 6, 10, 30),
    "alphabet": (LATIN, LATIN, "ab", "0123456789", *UNSPACED),
    "edits": (0.0, 0.01, 0.03, 0.08, 0.15, 0.2, 0.3, 0.5),
    "every": (1, 2, 3, 10),
    "misspelt": (False, True),
    "stop": ("\n", "\n\n", " ", ". ", ".\n", "。", ""),
    "line": (0, 0, 3, 6, 12, 50),
    "min_letters": (60, 60, 60, 1, 20, 200),
}

Unit = list[str]


def drawn(rng: random.Random) -> Recipe:
    """Any recipe."""
    return Recipe(**{field: rng.choice(choices) for field, choices in CHOICES.items()})


def changed(rng: random.Random, recipe: Recipe) -> Recipe:
    """A recipe with one or two fields drawn anew."""
    fields = rng.sample(list(CHOICES), rng.choice((1, 1, 2)))
    return recipe._replace(**{field: rng.choice(CHOICES[field]) for field in fields})


def text_of(recipe: Recipe, size: int = SIZE) -> str:
    """The text of a recipe, of so many characters."""
    rng = random.Random(recipe.seed)
    words = ["".join(rng.choices(recipe.alphabet, k=rng.randint(1, recipe.letters))) for _ in range(recipe.vocabulary)]
    units = ORDERS[recipe.order](recipe, words, rng)
    text = filled(size, (written(unit, recipe) for unit in edited(units, recipe, words, rng)), "")
    return in_lines(text.split(), recipe.line) if recipe.line else text


def in_lines(words: Unit, count: int) -> str:
    """The words, so many on a line."""
    return "\n".join(" ".join(words[start : start + count]) for start in range(0, len(words), count))


def written(unit: Unit, recipe: Recipe) -> str:
    """A unit as text, with its end."""
    return ("" if recipe.alphabet in UNSPACED else " ").join(unit) + recipe.stop


def edited(units: Iterator[Unit], recipe: Recipe, words: Unit, rng: random.Random) -> Iterator[Unit]:
    """The units, each of `every` of them with a share of its words changed."""

    def change(word: str) -> str:
        if rng.random() >= recipe.edits:
            return word
        if not recipe.misspelt:
            return rng.choice(words)
        place = rng.randrange(len(word))
        return word[:place] + rng.choice(recipe.alphabet) + word[place + 1 :]

    for number, unit in enumerate(units, 1):
        yield list(map(change, unit)) if number % recipe.every == 0 else unit


# -- orders ------------------------------------------------------------------------------------------------------------


def made(recipe: Recipe, words: Unit, rng: random.Random) -> Unit:
    """A unit of words drawn at random."""
    return rng.choices(words, k=recipe.unit)


def copies(recipe: Recipe, words: Unit, rng: random.Random) -> Iterator[Unit]:
    """One unit, or a few in turn."""
    return cycle([made(recipe, words, rng) for _ in range(recipe.units % 5 or 1)])


def drifting(recipe: Recipe, words: Unit, rng: random.Random) -> Iterator[Unit]:
    """One unit that changes by a word from copy to copy."""
    unit = made(recipe, words, rng)
    while True:
        yield list(unit)
        unit[rng.randrange(len(unit))] = rng.choice(words)


def shuffled(recipe: Recipe, words: Unit, rng: random.Random) -> Iterator[Unit]:
    """A few units in random order."""
    units = [made(recipe, words, rng) for _ in range(recipe.units)]
    return (rng.choice(units) for _ in count())


def followers(recipe: Recipe, words: Unit, rng: random.Random) -> Iterator[Unit]:
    """Words of which each is followed by one of a few."""
    after = {word: rng.choices(words, k=recipe.units) for word in words}
    word = words[0]
    while True:
        unit = []
        for _ in range(recipe.unit):
            word = rng.choice(after[word])
            unit.append(word)
        yield unit


def fibonacci(recipe: Recipe, words: Unit, rng: random.Random) -> Iterator[Unit]:
    """Two units in the order of the Fibonacci word, in which everything recurs and nothing is periodic."""
    first, second = made(recipe, words, rng), made(recipe, words, rng)
    last, word = "a", "ab"
    while len(word) < SIZE:
        last, word = word, word + last
    return (first if letter == "a" else second for letter in cycle(word))


def leads(recipe: Recipe, words: Unit, rng: random.Random) -> Iterator[Unit]:
    """A unit, and again and again some of its beginning, as a teaser has it."""
    unit = made(recipe, words, rng)
    yield unit
    while True:
        yield unit[: rng.randint(1, len(unit))]


def nested(recipe: Recipe, words: Unit, rng: random.Random) -> Iterator[Unit]:
    """A unit, then that and another, then those and another, and so on."""
    parts = (made(recipe, words, rng) for _ in count())
    return accumulate(parts, lambda all_before, part: [*all_before, *part])


ORDERS: dict[str, Callable[[Recipe, Unit, random.Random], Iterator[Unit]]] = {
    order.__name__: order for order in (copies, drifting, shuffled, followers, fibonacci, leads, nested)
}


# -- the search --------------------------------------------------------------------------------------------------------


class Found(NamedTuple):
    """What a text costs."""

    cost: float
    recipe: Recipe
    broken: bool = False  #: it takes more work than is promised


def work_a_word(recipe: Recipe) -> Found:
    """The kernel's work; what comes after the kernel is not in it."""
    words, work = _kernel.work(text_of(recipe), recipe.min_letters)
    return Found(work / max(1, words), recipe, work > PROMISED_A_WORD * words + PROMISED)


def nanoseconds_a_byte(recipe: Recipe) -> Found:
    """CPU time of the whole of `collapse`: no two runs agree, so there is no bound on it."""
    text = text_of(recipe)
    began = time.process_time()
    dedup.collapse(text, min_letters=recipe.min_letters)
    return Found(1e9 * (time.process_time() - began) / len(text.encode()), recipe)


def climb(rng: random.Random, texts: int, cost: Callable[[Recipe], Found]) -> list[Found]:
    """The costliest of so many texts, the costliest first."""
    best: list[Found] = []
    for _ in range(texts):
        anew = len(best) < KEPT or rng.random() < NEW
        found = cost(drawn(rng) if anew else changed(rng, rng.choice(best).recipe))
        best = nlargest(KEPT, {one.cost: one for one in [*best, found]}.values(), key=lambda one: one.cost)
    return best


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks slowest", description="Searches for the slowest text.")
    parser.add_argument("--texts", type=int, default=1000, help="how many are tried")
    parser.add_argument("--seed", type=int, default=random.randrange(10**9), help="of the search; without, any")
    parser.add_argument("--by-time", action="store_true", help="climb on CPU time a byte: without a bound")
    parser.add_argument("--show", type=int, default=3, help="how many recipes are printed")
    chosen = parser.parse_args(arguments)
    unit = "ns a byte" if chosen.by_time else "work a word"
    print(f"seed {chosen.seed}, {chosen.texts} texts of {SIZE} characters, by {unit}")
    best = climb(random.Random(chosen.seed), chosen.texts, nanoseconds_a_byte if chosen.by_time else work_a_word)
    for found in best[: chosen.show]:
        print(f"{found.cost:8.1f} {unit}, {nanoseconds_a_byte(found.recipe).cost:8.1f} ns a byte: {found.recipe}")
    faults = [] if chosen.by_time else [found for found in best if found.broken or found.cost > TOO_MUCH]
    for found in faults:
        print(f"TOO MUCH: {found.cost:.1f} {unit}, at most {TOO_MUCH} may be: {found.recipe}", file=sys.stderr)
    return 1 if faults else 0
