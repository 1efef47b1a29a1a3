"""The texts: pages with planted copies, some that repeat themselves on purpose, of which nothing may go, and real ones.

What should go of real documents nobody knows: they show speed alone, and what becomes of it where texts are long.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import count, cycle, islice
from pathlib import Path

from benchmarks.corpora import Corpora
from benchmarks.corpus.grown import documents
from benchmarks.quality import copies, natural
from benchmarks.quality.articles import LANGUAGES
from benchmarks.quality.pages import Case

#: How the copies on a page come about.
MODES = ("exact", "edits_1", "edits_3", "edits_5", "edits_10", "ocr_3", "wrapped", "upper", "punctuation",
         "interleaved")  # fmt: skip

#: The languages of a collection, by its name; none for real documents.
COLLECTIONS = {"English": LANGUAGES[:2], "mixed": ("en", *LANGUAGES[2:]), "documents": ()}

NATURAL = 4  #: texts that must stay, for each language's pages


def sample(languages: Sequence[str], size: int) -> list[Case]:
    """Texts of `size` bytes together, or a little more; always the same."""
    found: list[Case] = []
    done = 0
    for case in cases(languages) if languages else real(size):
        found.append(case)
        done += len(case.text.encode())
        if done >= size:
            break
    return found


def real(size: int) -> Iterator[Case]:
    """Python's documentation, and where that does not suffice further editions of it."""
    return (Case("document", "docs", text) for text in documents(Corpora(), size))


def cases(languages: Sequence[str]) -> Iterator[Case]:
    """A page of each mode in one language after the other, and some texts that must stay after each; without end."""
    others = (natural.case(mode, number) for number in count() for mode in natural.NATURAL)
    for number, language in zip(count(), cycle(languages)):
        yield from (copies.case(mode, language, number // len(languages)) for mode in MODES)
        yield from islice(others, NATURAL)


def write_rows(path: Path, texts: Sequence[Case]) -> int:
    """Writes a row of JSON for each text, its id being its place; how many bytes their characters are."""
    with path.open("w", encoding="utf-8") as file:
        for place, case in enumerate(texts):
            file.write(json.dumps({"id": place, "text": case.text}, ensure_ascii=False) + "\n")
    return sum(len(case.text.encode()) for case in texts)
