"""Texts made to be slow: every kind of repetition that a search for repeats may trip over, of any size."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from itertools import count, cycle
from typing import NamedTuple

from benchmarks.corpora import Corpora, edited

Maker = Callable[[int, Corpora], str]


class Hostile(NamedTuple):
    """A text, and what must be left of it."""

    make: Maker
    most: float = 1.0  #: the largest share that may be left
    least: float = 0.0  #: the smallest


def filled(size: int, pieces: Iterator[str], joint: str = " ") -> str:
    """The pieces, joined, as far as `size` characters reach."""
    taken: list[str] = []
    length = 0
    while length < size:
        taken.append(next(pieces))
        length += len(taken[-1]) + len(joint)
    return joint.join(taken)[:size]


def made_words(number: int, seed: int = 0) -> list[str]:
    """So many words of five letters, all different."""
    rng = random.Random(seed)
    words: dict[str, None] = {}
    while len(words) < number:
        words["".join(rng.choices(string.ascii_lowercase, k=5))] = None
    return list(words)


def period(words: int) -> Maker:
    """A run of different words, again and again."""
    return lambda size, _: filled(size, cycle(made_words(words)))


def random_order(pieces: list[str], joint: str = " ") -> Maker:
    """A few pieces in random order."""

    def make(size: int, _: Corpora) -> str:
        rng = random.Random(0)
        return filled(size, (rng.choice(pieces) for _ in count()), joint)

    return make


def fibonacci(size: int, _: Corpora) -> str:
    """The Fibonacci word, in which everything recurs and nothing is periodic."""
    last, word = "a", "ab"
    while 2 * len(word) < size:
        last, word = word, word + last
    return " ".join(word)[:size]


def de_bruijn(size: int, _: Corpora) -> str:
    """All runs of four words out of an alphabet, each once: so every shingle of three recurs, and never goes on alike.

    A run of Lyndon words, by Duval's method.
    """
    order = 4
    alphabet = next(letters for letters in count(2) if 6 * letters**order >= size)
    words = made_words(alphabet)

    def ring() -> Iterator[str]:
        lyndon = [-1]
        while lyndon:
            lyndon[-1] += 1
            if order % len(lyndon) == 0:
                yield from (words[letter] for letter in lyndon)
            repeat = len(lyndon)
            while len(lyndon) < order:
                lyndon.append(lyndon[-repeat])
            while lyndon and lyndon[-1] == alphabet - 1:
                lyndon.pop()

    return " ".join(ring())[:size]


def sentences(number: int, words: int = 15) -> list[str]:
    """So many different sentences."""
    rng = random.Random(1)
    vocabulary = made_words(2000)
    return [" ".join(rng.choices(vocabulary, k=words)).capitalize() + "." for _ in range(number)]


def header_on_every_page(size: int, corpora: Corpora) -> str:
    """Pages of an ordinary text below one header."""
    header = "\n\n" + " ".join(sentences(3)) + "\n\n"
    text = corpora.ordinary(size)
    return header.join(text[start : start + 3000] for start in range(0, size, 3000))[:size]


def abab(size: int, corpora: Corpora) -> str:
    """Two passages in turn, twice, then two others."""
    text = corpora.ordinary(size // 2)
    pairs = (text[start : start + 1000] + "\n\n" + text[start + 1000 : start + 2000] for start in count(0, 2000))
    return filled(size, (f"{pair}\n\n{pair}" for pair in pairs), "\n\n")


def nested(size: int, _: Corpora) -> str:
    """A passage twice, that twice, and so on, with a line of its own between every two halves."""
    text = "\n".join(sentences(5))
    for line in map(str.upper, sentences(100)[5:]):
        if len(text) >= size:
            break
        text = f"{text}\n{line}\n{text}"
    return text[:size]


def doubled(size: int, corpora: Corpora) -> str:
    """An ordinary text twice."""
    half = corpora.ordinary(size // 2 - 1)
    return f"{half}\n\n{half}"


def doubled_and_edited(size: int, corpora: Corpora) -> str:
    """An ordinary text, and again with one word in twenty changed."""
    half = corpora.ordinary(size // 2)
    return f"{half}\n\n{edited(half, 0.05, random.Random(0))}"[:size]


def noise_on_every_line(size: int, _: Corpora) -> str:
    """One line, each time with another word changed."""
    line = sentences(1)[0].split()
    rng = random.Random(0)
    vocabulary = made_words(5000)

    def lines() -> Iterator[str]:
        while True:
            place = rng.randrange(len(line))
            yield " ".join([*line[:place], rng.choice(vocabulary), *line[place + 1 :]])

    return filled(size, lines(), "\n")


def unit_of_two_words(size: int, _: Corpora) -> str:
    """Eighty words, again and again, that are two words at random: every shingle recurs within the eighty."""
    return filled(size, cycle(random.Random(0).choices(["so", "on"], k=80)))


def lookalikes(size: int, _: Corpora) -> str:
    """Three long words of two letters in random order, now and then misspelt: what differs is always worth aligning."""
    rng = random.Random(0)
    words = ["".join(rng.choices("ab", k=length)) for length in (15, 20, 25)]

    def misspelt() -> Iterator[str]:
        while True:
            word = rng.choice(words)
            place = rng.randrange(20 * len(word))
            yield word if place >= len(word) else word[:place] + "c" + word[place + 1 :]

    return filled(size, misspelt())


def leads(size: int, _: Corpora) -> str:
    """A passage of lookalikes, and its beginning, now shorter, now longer, with every third word exchanged."""
    rng = random.Random(0)
    words = ["".join(rng.choices("ab", k=length)) for length in (8, 13, 18, 23, 28)]
    passage = rng.choices(words, k=80)

    def lead() -> Iterator[str]:
        while True:
            yield from (rng.choice((word, word, words[0])) for word in passage[: rng.randint(1, 80)])

    return filled(size, lead())


def table(size: int, _: Corpora) -> str:
    """Rows that differ in a number or two."""
    rng = random.Random(0)
    rows = (f"| item {row:07} | {rng.randrange(100)}.{rng.randrange(10)} | open | in stock |" for row in count())
    return filled(size, rows, "\n")


def log(size: int, _: Corpora) -> str:
    """One message at every second, about ever other things."""
    rng = random.Random(0)
    lines = (
        f"2024-05-{1 + second // 86_400 % 28:02} {second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02} INFO "
        f"worker-{rng.randrange(64)} finished request {rng.randrange(16**8):08x} in {rng.randrange(900)} ms"
        for second in count()
    )
    return filled(size, lines, "\n")


def of(sign: str) -> Maker:
    """One run of signs, again and again."""
    return lambda size, _: (sign * (size // len(sign) + 1))[:size]


HOSTILE: dict[str, Hostile] = {
    "one-letter-words": Hostile(of("a "), most=0.01),
    "one-long-word": Hostile(of("a"), least=1.0),
    "period-2": Hostile(period(2), most=0.01),
    "period-7": Hostile(period(7), most=0.01),
    "period-100": Hostile(period(100), most=0.01),
    "period-10000": Hostile(period(10_000), most=0.15),
    "fibonacci": Hostile(fibonacci),
    "de-bruijn": Hostile(de_bruijn),
    "one-paragraph": Hostile(lambda size, _: filled(size, cycle(sentences(1, 16)), "\n\n"), most=0.01),
    "header-on-every-page": Hostile(header_on_every_page),
    "abab": Hostile(abab, most=0.6),
    "nested": Hostile(nested, most=0.1),
    "doubled": Hostile(doubled, most=0.51),
    "doubled-and-edited": Hostile(doubled_and_edited, most=0.6),
    "50-lines": Hostile(random_order(sentences(50), "\n")),
    "noise-on-every-line": Hostile(noise_on_every_line),
    "unit-of-two-words": Hostile(unit_of_two_words, most=0.05),
    "lookalikes": Hostile(lookalikes),
    "leads": Hostile(leads),
    "table": Hostile(table, least=1.0),
    "log": Hostile(log, least=1.0),
    "one-line": Hostile(lambda size, corpora: corpora.ordinary(size).replace("\n", " ")),
    "three-words": Hostile(random_order(["red", "green", "blue"])),
    "spaces": Hostile(lambda size, _: filled(size, cycle(["word", " " * 1000]))),
    "line-ends": Hostile(lambda size, _: filled(size, cycle(["word", "\n" * 1000]))),
    "hyphens": Hostile(of("word-\n")),
    "ampersands": Hostile(of("&")),
    "quote-marks": Hostile(of("> > > word\n")),
    "combining-marks": Hostile(of("a" + "\u0301" * 99)),
}
