"""Generates documents that cost about as much as real ones: words of usual lengths, some frequent, most rare."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate
from random import Random

#: Words of the vocabulary, and sentences that all documents are made of.
WORDS = 30_000
SENTENCES = 20_000

#: One document in so many is an exact copy of another, and as many are changed copies: of 150 MB of English pages and
#: articles, such a sample has as large a share in files of candidates.
COPIES = 20

#: In a changed copy, one word in so many is exchanged.
CHANGED = 100

#: One word in so many is a number, is in quotation marks, or has an accent.
NUMBERS, QUOTED, ACCENTED = 60, 40, 50

#: How much the lengths of documents vary: most are short, and a few are many times as long.
SPREAD = 1.0

_CONSONANTS, _VOWELS = "bcdfghjklmnprstvwz", "aeiou"


def documents(number: int, size: int, seed: int = 1) -> Iterator[str]:
    """Yields so many documents of about `size` characters on average.

    >>> made = list(documents(200, 1000))
    >>> len(made), 900 < sum(map(len, made)) / 200 < 1100, len({*made})
    (200, True, 190)
    """
    random = Random(seed)
    words = _vocabulary(random)
    sentences = _sentences(words, random)
    text = ""
    for place in range(number):
        if place % COPIES == 1:
            pass
        elif place % COPIES == 2:
            text = _changed(text, words, random)
        else:
            text = _document(sentences, int(size * random.lognormvariate(-(SPREAD**2) / 2, SPREAD)), random)
        yield text


def json_lines(number: int, size: int) -> Iterator[str]:
    """Yields the same, each as a line of JSON."""
    for text in documents(number, size):
        yield json.dumps({"text": text}, ensure_ascii=False) + "\n"


def _vocabulary(random: Random) -> list[str]:
    """Distinct words, the shortest first."""
    words: set[str] = set()
    while len(words) < WORDS:
        syllables = [random.choice(_CONSONANTS) + random.choice(_VOWELS) for _ in range(random.randint(1, 5))]
        words.add("".join(syllables) + random.choice(("", "n", "r", "s", "t", "st", "ng")))
    return sorted(words, key=lambda word: (len(word), word))


def _sentences(words: list[str], random: Random) -> list[str]:
    """Sentences in which the n-th word is about 1/n times as frequent as the first, as in natural text (Zipf)."""
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(words))))
    sentences = []
    for _ in range(SENTENCES):
        chosen = random.choices(words, cum_weights=weights, k=random.randint(6, 24))
        sentences.append(" ".join(_written(word, random) for word in chosen).capitalize() + ".")
    return sentences


def _written(word: str, random: Random) -> str:
    """A word, now and then with what real text has beside plain letters."""
    if random.randrange(NUMBERS) == 0:
        return str(random.randrange(10_000))
    if random.randrange(QUOTED) == 0:
        return f'"{word}"'
    return word.replace("e", "é") if random.randrange(ACCENTED) == 0 else word


def _document(sentences: list[str], size: int, random: Random) -> str:
    """A document of `size` characters, in paragraphs."""
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(random.choice(sentences) + ("\n\n" if len(parts) % 4 == 3 else " "))
        length += len(parts[-1])
    return "".join(parts)[:size].strip()


def _changed(text: str, words: list[str], random: Random) -> str:
    parts = text.split(" ")
    for _ in range(len(parts) // CHANGED + 1):
        parts[random.randrange(len(parts))] = random.choice(words)
    return " ".join(parts)
