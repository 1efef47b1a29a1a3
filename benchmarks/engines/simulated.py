"""Simulated documents: short ones of made-up words, of which one in ten repeats another from anywhere before it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

#: Words of a document, and different ones in all.
WORDS = 24
VOCABULARY = 50_000

#: One document in so many is a copy; of every second of these, a word is exchanged.
COPIES = 10

#: Documents that are made at a time.
BLOCK = 100_000

#: Digits of an id.
DIGITS = 10

HEAD, MIDDLE, TAIL = b'{"id": "', b'", "text": "', b'"}\n'

Bytes = NDArray[np.uint8]


def simulate(path: Path, documents: int) -> None:
    """Writes so many documents as lines of JSON, all of one length: 100 million in minutes."""
    words = _vocabulary()
    with path.open("wb") as file:
        for block in range(-(-documents // BLOCK)):
            first = block * BLOCK
            number = np.arange(first, min(first + BLOCK, documents))
            text = words[_document_words(block)[: len(number)]].reshape(len(number), -1)[:, :-1]
            digits = number[:, np.newaxis] // 10 ** np.arange(DIGITS)[::-1] % 10 + ord("0")
            parts = (_same(HEAD, number), digits.astype(np.uint8), _same(MIDDLE, number), text, _same(TAIL, number))
            file.write(np.concatenate(parts, axis=1).data)


def _document_words(block: int) -> NDArray[np.int64]:
    """The words of the documents of a block, by their numbers."""
    chosen = _originals(block)
    rng = np.random.default_rng((2, block))
    copies = np.flatnonzero(rng.integers(0, COPIES, BLOCK) == 0)
    chosen[copies] = _originals(int(rng.integers(0, block + 1)))[rng.integers(0, BLOCK, len(copies))]
    chosen[copies[::2], -1] = rng.integers(0, VOCABULARY, len(copies[::2]))
    return chosen


def _originals(block: int) -> NDArray[np.int64]:
    return np.random.default_rng((1, block)).integers(0, VOCABULARY, (BLOCK, WORDS))


def _vocabulary() -> Bytes:
    """Words of three syllables, each with a space after it."""
    consonants, vowels = (np.frombuffer(letters, np.uint8) for letters in (b"bcdfghjklmnprstvwxyz", b"aeiou"))
    syllable = np.arange(VOCABULARY)[:, np.newaxis] * 7919 // 100 ** np.arange(3) % 100
    letters = np.stack((consonants[syllable // 5], vowels[syllable % 5]), axis=2).reshape(VOCABULARY, -1)
    return np.concatenate((letters, _same(b" ", letters)), axis=1)


def _same(data: bytes, rows: NDArray[np.generic]) -> Bytes:
    """The same bytes for each row."""
    return np.tile(np.frombuffer(data, np.uint8), (len(rows), 1))
