"""How many words of a copy may be changed until it is no longer found, by the length of the block."""

from __future__ import annotations

import random
from typing import NamedTuple

import dedup
from benchmarks.quality.articles import language
from benchmarks.quality.changes import edited
from benchmarks.quality.pages import Case, Stretch
from benchmarks.quality.score import GOOD, score_of

SHARES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)  #: of the words changed; in Chinese, of the pairs of signs
LENGTHS = (60, 120, 250, 500, 1000, 3000)  #: letters of the block
IDENTITIES = (0.8, 0.6, 0.9)
WEIGHT = {"zh": 3}  #: letters a sign counts for; 1 elsewhere


class Curves(NamedTuple):
    """The chance that a copy is found in one language at one identity."""

    language: str
    identity: float
    lengths: tuple[int, ...]
    chances: tuple[tuple[float, ...], ...]  #: for each of `SHARES` and each length


def all_curves(samples: int) -> list[Curves]:
    return [
        measured(name, identity, lengths, samples)
        for name, lengths in (("en", LENGTHS), ("zh", LENGTHS[:-1]))  # there is not enough Chinese for the longest
        for identity in IDENTITIES
    ]


def measured(name: str, identity: float, lengths: tuple[int, ...], samples: int) -> Curves:
    """The share of `samples` copies found, for each share of words changed and each length."""

    def chance(share: float, letters: int) -> float:
        texts = (case(name, letters, share, number) for number in range(samples))
        return sum(is_found(text, identity) for text in texts) / samples

    chances = tuple(tuple(chance(share, letters) for letters in lengths) for share in SHARES)
    return Curves(name, identity, lengths, chances)


def is_found(text: Case, identity: float) -> bool:
    removals = dedup.collapse(text.text, identity=identity).removals
    return score_of(text, (removal.removed for removal in removals)).recall >= GOOD


def case(name: str, letters: int, share: float, number: int) -> Case:
    """A block of so many letters, a paragraph of something else, and the block with a share of its words changed."""
    rng = random.Random(f"{name} {letters} {number}")
    paragraphs = rng.sample(language(name).paragraphs, len(language(name).paragraphs))
    between, block = paragraphs.pop(), paragraphs_of(paragraphs, letters // WEIGHT.get(name, 1))
    copy = [edited(share)(paragraph, name, rng) for paragraph in block]
    text = "\n\n".join([*block, between, *copy])
    size, copy_size = len("\n\n".join(block)), len("\n\n".join(copy))
    return Case("curve", name, text, ((Stretch(0, size), Stretch(len(text) - copy_size, len(text))),))


def paragraphs_of(paragraphs: list[str], letters: int) -> list[str]:
    """The first paragraphs, the last of them cut to end with a full stop after so many letters in all."""
    taken: list[str] = []
    for paragraph in paragraphs:
        counts = [place for place, sign in enumerate(paragraph) if sign.isalpha()]
        if len(counts) < letters:
            taken.append(paragraph)
            letters -= len(counts)
            continue
        end = counts[letters - 1] + 1
        while end < len(paragraph) and " " in paragraph and paragraph[end].isalnum():
            end += 1
        return [*taken, paragraph[:end] + ("." if " " in paragraph else "。")]
    raise ValueError(f"{letters} letters more than there are paragraphs for")
