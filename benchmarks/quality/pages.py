"""Pages as scraped, and where in them the copies stand."""

from __future__ import annotations

import random
from collections import defaultdict
from functools import cached_property
from itertools import cycle
from typing import NamedTuple

from benchmarks.quality.articles import Article, language


class Stretch(NamedTuple):
    """Characters [start, stop) of a text."""

    start: int
    stop: int


#: The copies of one block, in order; all but one of them may go.
Block = tuple[Stretch, ...]


class Case(NamedTuple):
    """A text, and what of it stands there more than once."""

    mode: str
    language: str
    text: str
    blocks: tuple[Block, ...] = ()  #: none where nothing may go
    stays: tuple[Stretch, ...] = ()  #: where it matters which copy stays: that one stands in here


class Page:
    """A text that grows block by block.  Blocks added under one key are copies of one another."""

    def __init__(self, name: str, rng: random.Random) -> None:
        self.language = name
        self.text = ""
        self._blocks: dict[object, list[Stretch]] = defaultdict(list)
        self._stays: list[Stretch] = []
        self._rng = rng
        menu, *others = language(name).furniture
        self._furniture = cycle(rng.sample(others, len(others)))
        self.add(menu)

    def add(self, text: str, key: object = None, joint: str = "\n\n") -> Stretch:
        """Joins a block to what stands there, and says where it stands."""
        self.text += joint + text if self.text else text
        added = Stretch(len(self.text) - len(text), len(self.text))
        if key is not None:
            self.mark(key, added)
        return added

    def mark(self, key: object, stretch: Stretch) -> None:
        """Counts characters that stand already among the copies of a block."""
        self._blocks[key].append(stretch)

    def add_article(self, article: Article) -> list[Stretch]:
        """An article whose paragraphs have their numbers as keys."""
        self.add(article.title)
        self.add(article.dateline, joint="\n")
        return [self.add(paragraph, key) for key, paragraph in enumerate(article.paragraphs)]

    def furnish(self, lines: int = 1, joint: str = "\n\n") -> None:
        """Adds lines that stand around articles: advertising, links."""
        for _ in range(lines):
            self.add(next(self._furniture), joint=joint)

    def clear(self) -> None:
        """Takes away what stands there: nothing is on the page but what follows."""
        self.text = ""
        self._blocks.clear()

    def keep(self, stretch: Stretch) -> None:
        """Says that of the copies of a block the one in this stretch stays."""
        self._stays.append(stretch)

    def unused(self, paragraphs: int = 1) -> list[str]:
        """So many paragraphs, none of them twice on one page."""
        return [self._paragraphs.pop() for _ in range(paragraphs)]

    def titles(self, count: int) -> list[str]:
        """So many titles, none of them twice on one page."""
        return [self._titles.pop() for _ in range(count)]

    # Drawn when they are asked for: a page that asks for none draws the rest as it always did.
    @cached_property
    def _paragraphs(self) -> list[str]:
        return self._shuffled(language(self.language).paragraphs)

    @cached_property
    def _titles(self) -> list[str]:
        return self._shuffled(language(self.language).titles)

    def _shuffled(self, some: list[str]) -> list[str]:
        return self._rng.sample(some, len(some))

    def case(self, mode: str) -> Case:
        """What stands on the page now."""
        blocks = tuple(tuple(copies) for copies in self._blocks.values() if len(copies) > 1)
        return Case(mode, self.language, self.text, blocks, tuple(self._stays))
