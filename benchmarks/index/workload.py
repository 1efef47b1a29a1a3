"""Pages of 3 KB to fill an index with, and questions: edited copies of some of them, and as many new pages."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import Corpora, edited, edition
from benchmarks.corpus.grown import EDITS, pairs_of

#: Characters of a page, and questions of each kind.
PAGE = 3072
ASKED = 1000


class Question(NamedTuple):
    """A text that an index is asked for."""

    text: str
    original: int | None  #: the page that it is a near copy of; None: it is new


def pages(corpora: Corpora) -> Iterator[str]:
    """Pages without end, each with its own words: editions of real documents, cut to size."""
    source = "\n\n".join(corpora.documents)
    for number in count():
        text = edition(source, number)
        for start in range(0, len(text) - PAGE + 1, PAGE):
            yield text[start : start + PAGE]


def write_workload(corpora: Corpora, size: int, rows: Path, asked: Path, questions: int = ASKED) -> list[Question]:
    """Writes so many pages, and the questions, as rows with `id` and `text`; returns the questions."""
    rng = random.Random(size)
    copied = {*rng.sample(range(size), min(questions, size))}
    made: list[Question] = []
    stream = pages(corpora)
    with rows.open("w", encoding="utf-8") as file:
        for place, page in enumerate(islice(stream, size)):
            file.write(json.dumps({"id": place, "text": page}) + "\n")
            if place in copied:
                copy = edited(page, rng.choice(EDITS), rng)
                if len(pairs_of([page, copy])):  # others are no copies by definition
                    made.append(Question(copy, place))
    made += (Question(page, None) for page in islice(stream, len(made)))
    rng.shuffle(made)
    with asked.open("w", encoding="utf-8") as file:
        for place, question in enumerate(made):
            file.write(json.dumps({"id": place, "text": question.text}) + "\n")
    return made
