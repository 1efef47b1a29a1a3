"""Promise 7: the work grows no faster than the text, on hostile input too, and what is given up is said."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import pytest

import benchmarks.hostile
import dedup
import dedup.repeats.rounds
from benchmarks.corpora import Corpora
from benchmarks.slowest import Recipe, text_of
from dedup.kernel import _kernel
from dedup.kernel._kernel import Repeats
from dedup.options import IDENTITY, KEEP, MIN_LETTERS, PROTECT, collapse_options
from dedup.repeats.find import find_repeats
from tests.promises.planted import misread
from tests.promises.scripts import SCRIPTS

pytestmark = pytest.mark.slow

WORK_A_WORD, BASE = 1000, 10_000
OPTIONS = collapse_options(IDENTITY, MIN_LETTERS, KEEP, PROTECT)

LATIN, HAN = SCRIPTS[0], SCRIPTS[7]
RNG = Random(7)
PARAGRAPH = LATIN.paragraph(RNG)
PARAGRAPHS = [LATIN.paragraph(RNG) for _ in range(60)]
LINES = [LATIN.sentence(RNG) for _ in range(50)]


def fibonacci(length: int) -> str:
    """The word with no fourth power and a repeat everywhere."""
    one, other = "a", "ab"
    while len(other) < length:
        one, other = other, other + one
    return other[:length]


def de_bruijn(letters: str, n: int) -> str:
    """Every word of `n` letters once: the most repeats of n - 1."""
    sequence: list[int] = []
    a = [0] * len(letters) * n

    def extend(t: int, p: int) -> None:
        if t > n:
            if n % p == 0:
                sequence.extend(a[1 : p + 1])
            return
        for letter in range(a[t - p], len(letters)):
            a[t] = letter
            extend(t + 1, p if letter == a[t - p] else t)

    extend(1, 1)
    return "".join(letters[i] for i in sequence)


def noisy_lines(count: int) -> str:
    return "\n".join(misread(RNG, LATIN, LINES[0]) for _ in range(count))


HOSTILE: dict[str, Callable[[], str]] = {
    "one word": lambda: "a " * 60_000,
    "one letter": lambda: "a" * 300_000,
    "one Han sign": lambda: "一" * 30_000,
    "period 2": lambda: "so on " * 15_000,
    "period 7": lambda: "one two three four five six seven " * 6000,
    "period 100": lambda: " ".join(f"w{i}" for i in range(100)) * 300,
    "Fibonacci": lambda: " ".join(fibonacci(30_000)),
    "Fibonacci in Han": lambda: fibonacci(30_000).replace("a", "漢").replace("b", "字"),
    "de Bruijn": lambda: " ".join(de_bruijn("abcd", 7)),
    "two words at random": lambda: " ".join(RNG.choices(("yes", "no"), k=20_000)),
    "one paragraph": lambda: f"{PARAGRAPH}\n\n" * 1500,
    "one Han paragraph": lambda: HAN.paragraph(RNG) * 500,
    "a header on every page": lambda: "\n\n".join(f"{PARAGRAPH}\n\n{LATIN.paragraph(RNG)}" for _ in range(400)),
    "ABABAB": lambda: f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n" * 400,
    "(AA)(AA)": lambda: "\n\n".join((PARAGRAPHS * 2 + [PARAGRAPH]) * 4),
    "a copy inside a copy": lambda: "\n\n".join(PARAGRAPHS[i] for n in range(1, 40) for i in range(n)),
    "noise on every line": lambda: noisy_lines(1000),
    "rows that differ in a number": lambda: "\n".join(f"| {LINES[i % 3]} | {i} |" for i in range(1500)),
    "a log": lambda: "\n".join(
        f"2024-05-{i % 28 + 1:02} 12:{i % 60:02}:00 INFO worker {i % 7} took job {i} from the queue"
        for i in range(2000)
    ),
    "fifty lines in random order": lambda: "\n".join(RNG.choices(LINES, k=2000)),
    "every pair of words": lambda: " ".join(f"{a} {b}" for a, b in product(LATIN.words[:120], repeat=2)),
    "lookalikes": lambda: benchmarks.hostile.lookalikes(60_000, Corpora()),
    "leads": lambda: benchmarks.hostile.leads(60_000, Corpora()),
    "only signs": lambda: "-=*" * 30_000,
    "only line breaks": lambda: "\r\n" * 50_000,
    "only combining marks": lambda: "\u0301" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_work(name: str) -> None:
    text = HOSTILE[name]()
    words, work = _kernel.work(text, 60)
    assert work <= WORK_A_WORD * words + BASE
    collapsed = dedup.collapse(text)
    assert collapsed.restore() == text
    assert len(collapsed.text) + sum(len(removal.text) for removal in collapsed.removals) == len(text)


def test_all_searches_of_a_call_share_the_bound() -> None:
    text = "\n\n".join(PARAGRAPHS[i] for n in range(1, 10) for i in range(n))
    search, spent = None, 0
    while search is None or not search.truncated:
        search = find_repeats(text, OPTIONS, search)
        words, work = search.work
        if not search.truncated:
            assert work > 0
            spent += work
    assert spent <= WORK_A_WORD * words + BASE


def test_ordinary_text_needs_far_less() -> None:
    text = "\n\n".join(LATIN.paragraph(RNG) for _ in range(300))
    words, work = _kernel.work(text, 60)
    assert work <= 20 * words


def test_copies_of_a_unit_in_which_everything_recurs_take_little_work() -> None:
    unit = Random(0).choices(("so", "on"), k=200)
    text = " ".join(unit * 100)
    words, work = _kernel.work(text, 60)
    assert work <= 10 * words
    collapsed = dedup.collapse(text)
    assert not collapsed.truncated
    assert len(collapsed.text) <= 2 * len(" ".join(unit))


#: Lines of one Chinese word, of which every tenth has a few signs misspelt.
COMING_BACK = Recipe(
    seed=353344,
    order="copies",
    unit=8,
    units=3,
    vocabulary=1,
    letters=6,
    alphabet="\u6f22\u5b57\u4eee\u540d\u4ea4\u6587",
    edits=0.15,
    every=10,
    misspelt=True,
    stop="\n",
    line=6,
    min_letters=60,
)


@pytest.mark.parametrize(
    ("made", "most"),
    [(lambda: text_of(COMING_BACK), 10), (lambda: benchmarks.hostile.abab(3_000_000, Corpora()), 30)],
    ids=["units", "passages"],
)
def test_what_keeps_coming_back_takes_few_searches(
    made: Callable[[], str], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches = 0

    def counted(*arguments: Any) -> Repeats:
        nonlocal searches
        searches += 1
        return find_repeats(*arguments)

    monkeypatch.setattr(dedup.repeats.rounds, "find_repeats", counted)
    collapsed = dedup.collapse(made())
    assert searches <= most
    assert not dedup.collapse(collapsed.text).removals


@pytest.mark.parametrize("name", ["one paragraph", "ABABAB"])
def test_of_many_copies_one_is_left(name: str) -> None:
    text = HOSTILE[name]()
    collapsed = dedup.collapse(text)
    assert not collapsed.truncated
    assert text.startswith(collapsed.text.rstrip())
    assert len(collapsed.text) <= len(PARAGRAPHS[0]) + len(PARAGRAPHS[1]) + 4
