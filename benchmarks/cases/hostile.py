"""`collapse` of texts made to be slow, byte for byte against an ordinary text as long."""

from __future__ import annotations

from benchmarks.collapsing import collapsing
from benchmarks.corpora import Corpora
from benchmarks.hostile import HOSTILE, Hostile
from benchmarks.runner import Case, Work
from dedup import Collapsed


def cases(corpora: Corpora, long: int) -> list[Case]:
    def ordinary() -> Work:
        return collapsing("an ordinary text", [corpora.ordinary(long)])

    def case(name: str, hostile: Hostile) -> Case:
        return Case(f"hostile/{name}", lambda: work(hostile, corpora, long), ordinary, "time", 3, 2)

    return [case(name, hostile) for name, hostile in HOSTILE.items()]


def work(hostile: Hostile, corpora: Corpora, size: int) -> Work:
    text = hostile.make(size, corpora)

    def answer(c: Collapsed) -> str:
        left = len(c.text) / len(text)
        if left < hostile.least:
            return f"{left:.1%} left, at least {hostile.least:.0%} must be"
        if left > hostile.most and not c.truncated:
            return f"{left:.1%} left, at most {hostile.most:.0%} may be"
        return ""

    return collapsing("collapse", [text], answer)
