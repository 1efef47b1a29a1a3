"""Articles, put together of paragraphs that were written for this benchmark or stand in Python's documentation."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import is_prose, python_documents

TEXTS = Path(__file__).parent / "texts"

#: English first; `docs`, Python's documentation, is English too, but has neither names nor numbers and no end.
LANGUAGES = ("en", "docs", "de", "ru", "ar", "hi", "zh", "ja", "ko", "th")

#: Those that write no spaces between words.
UNSPACED = {"zh", "ja", "th"}

SHARED_WORDS = 5  #: so many words in a row in two paragraphs of the documentation, and one is left out


class Language(NamedTuple):
    """What articles in one language are made of."""

    name: str
    titles: list[str]
    paragraphs: list[str]
    furniture: list[str]  #: lines that stand around articles: a menu, advertising, links
    words: list[str]  #: those of the paragraphs, as often as they occur, without those that hold digits


class Article(NamedTuple):
    """What stands once on a page, before anything is repeated."""

    title: str
    dateline: str
    paragraphs: list[str]


@cache
def language(name: str) -> Language:
    """One of `LANGUAGES`, as texts/README.md describes its file; `docs` has the titles and furniture of English."""
    lines = (TEXTS / f"{'en' if name == 'docs' else name}.txt").read_text("utf-8").splitlines()
    titles = [line[2:] for line in lines if line.startswith("# ")]
    furniture = [line[2:] for line in lines if line.startswith("- ")]
    paragraphs = documentation() if name == "docs" else [line for line in lines if not line.startswith(("# ", "- "))]
    words = [word for paragraph in paragraphs for word in tokens(paragraph, name)[1::2] if word.isalpha()]
    return Language(name, titles, paragraphs, furniture, words)


def documentation() -> list[str]:
    """Paragraphs of Python's documentation, of which no two share many words in a row."""
    seen: set[str] = set()
    found: list[str] = []
    for document in python_documents():
        for block in document.split("\n\n"):
            paragraph = " ".join(block.split())
            words = re.findall(r"\w+", paragraph.lower())
            shingles = {" ".join(words[i : i + SHARED_WORDS]) for i in range(len(words))}
            if is_prose(paragraph) and paragraph[0].isupper() and len(paragraph) < 900 and not seen & shingles:
                seen |= shingles
                found.append(paragraph)
    return found


def tokens(text: str, name: str) -> list[str]:
    """The words of a text and what stands between them, in turn; where no spaces are written, two signs a word."""
    return re.split(r"(\w{1,2})" if name in UNSPACED else r"(\w+)", text)


def article(name: str, rng: random.Random, least: int = 3, most: int = 6) -> Article:
    """A title, a date and some paragraphs in random order."""
    source = language(name)
    dateline = f"{rng.randint(1, 28)}.{rng.randint(1, 12)}.{rng.randint(2001, 2024)} | {rng.randint(6, 23)}:15"
    return Article(rng.choice(source.titles), dateline, rng.sample(source.paragraphs, rng.randint(least, most)))


def sentences(text: str, name: str) -> list[str]:
    """The sentences of a paragraph, each with the white space after it; Thai marks their ends by spaces alone."""
    return re.findall(r"\S+\s*" if name == "th" else r".+?(?:[.!?][\"”]?\s+|。|।\s*|$)", text)
