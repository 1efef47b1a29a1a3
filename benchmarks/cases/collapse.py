"""`collapse` as it is called: one article, real documents, texts by length and by script, and long ordinary ones."""

from __future__ import annotations

import dedup
from benchmarks.baselines import line_hashing, splitting
from benchmarks.collapsing import collapsing
from benchmarks.corpora import LENGTHS, SCRIPTS, Corpora, lengths
from benchmarks.growth import SHORT
from benchmarks.runner import Case, Maker, Work
from dedup import Collapsed

BODY = 3468, 6687  #: where the article stands a second time
FOUND = 0.8  #: share of the planted copies, a word in twenty changed, that must go; some look like templates


def cases(corpora: Corpora, long: int) -> list[Case]:
    def ordinary() -> Work:
        return collapsing("an ordinary text", [corpora.ordinary(long // 10)])

    def english() -> Work:
        return collapsing("collapse", corpora.pages)

    def cut_to(length: int) -> Maker:
        return lambda: collapsing(f"collapse of {length / 1000:g} KB", corpora.texts_of(length))

    def lines_of(length: int) -> Maker:
        return lambda: line_hashing(corpora.texts_of(length))

    def written_in(script: str) -> Maker:
        return lambda: collapsing("collapse", corpora.pages_in(script))

    cut = {name: cut_to(length) for name, length in lengths(long).items()}
    longer = [name for name in cut if LENGTHS[name] > LENGTHS[SHORT]]
    return [
        Case("collapse/article", lambda: article(corpora), lambda: splitting([corpora.article]), "time", 1.5, 1),
        Case("collapse/documents", lambda: documents(corpora), lambda: line_hashing(corpora.documents), "speed", 4, 8),
        *(
            Case(f"collapse/{name}-lines", cut[name], lines_of(length), "speed")
            for name, length in lengths(long).items()
        ),
        *(Case(f"collapse/{name}-{SHORT}", cut[name], cut[SHORT], "time", 4, 2) for name in longer),
        *(Case(f"collapse/{script}-english", written_in(script), english) for script in SCRIPTS),
        Case("collapse/copies", lambda: copies(corpora, long // 10), ordinary),
    ]


def article(corpora: Corpora) -> Work:
    def answer(c: Collapsed) -> str:
        spans = [tuple(removal.removed) for removal in c.removals]
        return "" if spans == [BODY] else f"removed {spans}, not {BODY}"

    return collapsing("collapse", [corpora.article], answer)


def documents(corpora: Corpora) -> Work:
    return collapsing("collapse", corpora.documents)


def copies(corpora: Corpora, size: int) -> Work:
    """Paragraphs with edited copies of some of them, which must go besides what goes without them."""
    paragraphs, text = corpora.with_copies(size, size // 25_000)

    def answer(c: Collapsed) -> str:
        left = len(c.text) - len(dedup.collapse(paragraphs).text)
        gone = 1 - left / (len(text) - len(paragraphs))
        return "" if gone >= FOUND else f"{gone:.1%} of the planted characters removed"

    return collapsing("collapse", [text], answer)
