"""What the kinds are made of in each language: statements with a gap, items, fields and menus out of texts/*.toml."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from benchmarks.quality.articles import TEXTS, UNSPACED, sentences
from benchmarks.quality.pages import Page


class Material(NamedTuple):
    """The lists of one file; texts/README.md says what each is."""

    more: str
    wrote: str
    names: list[str]
    materials: list[str]
    statements: list[str]
    opposites: list[tuple[str, str]]
    headings: list[tuple[str, str]]
    items: list[str]
    menu: list[str]
    fields: list[list[str]]


#: Fills a page, out of the lists of its language.
Kind = Callable[[Page, Material, random.Random], None]

ENOUGH = {"zh": 24, "ja": 36, "ko": 36}  #: signs of a sentence that is no label; 70 elsewhere


@cache
def material(name: str) -> Material:
    """That of one language."""
    return Material(**tomllib.loads((TEXTS / f"{name}.toml").read_text("utf-8")))


def add_paragraphs(page: Page, rng: random.Random, most: int = 2) -> None:
    """None, one or some paragraphs that nothing else on the page repeats."""
    for paragraph in page.unused(rng.randint(0, most)):
        page.add(paragraph)


def joined(page: Page, parts: Sequence[str]) -> str:
    """Sentences as one paragraph."""
    return ("" if page.language in UNSPACED - {"th"} else " ").join(parts)


def all_sentences(page: Page, least: int) -> list[str]:
    """At least so many sentences, in order, of paragraphs that stand nowhere else on the page."""
    found: list[str] = []
    while len(found) < least:
        found += (sentence.strip() for sentence in sentences(page.unused()[0], page.language))
    return found


def long_sentence(page: Page) -> str:
    """A sentence that says enough to be quoted."""
    while True:
        longest = max(all_sentences(page, 1), key=len)
        if len(longest) >= ENOUGH.get(page.language, 70):
            return longest
