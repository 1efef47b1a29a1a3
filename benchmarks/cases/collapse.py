"""`collapse` as it is called: one article, real documents, texts by length and by script, and long ordinary ones."""

from __future__ import annotations

import dedup
from benchmarks.baselines import line_hashing, splitting
from benchmarks.collapsing import collapsing
from benchmarks.corpora import LENGTHS, SCRIPTS, Corpora
from benchmarks.runner import Case, Maker, Work
from dedup import Collapsed

BODY = 3468, 6687  #: where the article stands a second time
FOUND = 0.8  #: share of the planted copies, a word in twenty changed, that must go; some look like templates


def cases(corpora: Corpora, long: int) -> list[Case]:
    def short() -> Work:
        return ordinary(corpora, long // 10)

    def english() -> Work:
        return collapsing("collapse", corpora.pages)

    def cut_to(length: int) -> Maker:
        return lambda: collapsing("collapse", corpora.texts_of(length))

    def lines_of(length: int) -> Maker:
        return lambda: line_hashing(corpora.texts_of(length))

    def written_in(script: str) -> Maker:
        return lambda: collapsing("collapse", corpora.pages_in(script))

    return [
        Case("collapse/article", lambda: article(corpora), lambda: splitting([corpora.article]), "time", 2.5, 1),
        Case("collapse/documents", lambda: documents(corpora), lambda: line_hashing(corpora.documents), "speed", 8, 15),
        *(
            Case(f"collapse/{name}-lines", cut_to(length), lines_of(length), "speed")
            for name, length in LENGTHS.items()
        ),
        *(Case(f"collapse/{script}-english", written_in(script), english) for script in SCRIPTS),
        Case("collapse/short-split", short, lambda: splitting([corpora.ordinary(long // 10)])),
        Case("collapse/long-short", lambda: ordinary(corpora, long), short, "time", 3, 2.2),
        Case("collapse/copies", lambda: copies(corpora, long // 10), short),
    ]


def article(corpora: Corpora) -> Work:
    def answer(c: Collapsed) -> str:
        spans = [tuple(removal.removed) for removal in c.removals]
        return "" if spans == [BODY] else f"removed {spans}, not {BODY}"

    return collapsing("collapse", [corpora.article], answer)


def documents(corpora: Corpora) -> Work:
    return collapsing("collapse", corpora.documents)


def ordinary(corpora: Corpora, size: int) -> Work:
    return collapsing(f"collapse of {size / 1e6:g} MB", [corpora.ordinary(size)])


def copies(corpora: Corpora, size: int) -> Work:
    """Paragraphs with edited copies of some of them, which must go besides what goes without them."""
    paragraphs, text = corpora.with_copies(size, size // 25_000)

    def answer(c: Collapsed) -> str:
        left = len(c.text) - len(dedup.collapse(paragraphs).text)
        gone = 1 - left / (len(text) - len(paragraphs))
        return "" if gone >= FOUND else f"{gone:.1%} of the planted characters removed"

    return collapsing("collapse", [text], answer)
