"""The documents by kind of text: what every Python brings along, generated pages, and those of a corpus of packages."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from benchmarks.corpora import Corpora
from benchmarks.inside.pages import COLLECTIONS, sample
from benchmarks.packages import LEAST
from benchmarks.processes import MEGABYTE
from benchmarks.quality.pages import Case

#: What a kind of `benchmarks.packages` is called here.  Its HTML comes in through an extractor.
NAMES = {"man": "man pages", "plain": "plain text and Markdown"}
WEB = "web pages"

Item = TypeVar("Item")


class Kind(NamedTuple):
    """Documents of a kind."""

    name: str
    texts: list[str]
    cases: Sequence[Case] = ()  #: the same, where it is known what should go


class Page(NamedTuple):
    """A page of HTML."""

    id: str
    html: str


def kinds(corpus: Path | None, most: int) -> Iterator[Kind]:
    """At most so many documents of each kind, always the same; those of packages only where there is a corpus."""
    planted = sample(COLLECTIONS["English"], MEGABYTE)
    yield Kind("pages with planted copies", [case.text for case in planted], planted)
    yield Kind("Python's documentation", some([text for text in Corpora().documents if len(text) >= LEAST], most))
    if corpus:
        rows = list(rows_of(corpus / "documents.jsonl"))
        for kind, name in NAMES.items():
            texts = [row["text"] for row in rows if row["kind"] == kind]
            if texts:
                yield Kind(name, some(texts, most))


def pages(corpus: Path, most: int) -> list[Page]:
    """At most so many pages of HTML."""
    return some((Page(row["id"], row["text"]) for row in rows_of(corpus / "pages.jsonl")), most)


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a file."""
    with path.open(encoding="utf-8") as rows:
        yield from map(json.loads, rows)


def some(items: Iterable[Item], most: int) -> list[Item]:
    """At most so many of the items, drawn at random and always the same, in an order as random."""
    items = list(items)
    return random.Random(0).sample(items, min(most, len(items)))
