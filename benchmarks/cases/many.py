"""`sketch` and `deduplicate` as calls: by length of text, by script, with two threads, and as collections grow."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import dedup
from benchmarks.baselines import hashing, size_of, splitting
from benchmarks.corpora import SCRIPTS, Corpora, lengths
from benchmarks.corpus.grown import documents, pairs_of
from benchmarks.runner import Case, Maker, Work, cpu_seconds
from tests.oracle import reference

CHECKED = 3  #: texts compared with the reference, which is slow

#: Pairs of near copies that must be found.
RECALL = 0.99


def cases(corpora: Corpora, long: int) -> list[Case]:
    def signed(length: int) -> Maker:
        return lambda: signing(corpora.texts_of(length))

    def split(length: int) -> Maker:
        return lambda: splitting(corpora.texts_of(length))

    def english() -> Work:
        return signing(corpora.pages)

    def written_in(script: str) -> Maker:
        return lambda: signing(corpora.pages_in(script))

    small = memoised(lambda: removing(list(documents(corpora, long // 5))))
    return [
        Case("sketch/split", english, lambda: splitting(corpora.pages), "speed", 3, 4),
        Case("sketch/xxh3", english, lambda: hashing(corpora.pages), "speed"),
        *(Case(f"sketch/{name}-split", signed(size), split(size), "speed") for name, size in lengths(long).items()),
        *(Case(f"sketch/{script}-english", written_in(script), english) for script in SCRIPTS),
        Case("sketch/two-threads", lambda: threading(corpora), lambda: control(corpora), "speed", 0.85, 0.95),
        Case("deduplicate/split", small, lambda: splitting(list(documents(corpora, long // 5))), "speed"),
        Case("deduplicate/growth", lambda: removing(list(documents(corpora, long))), small, "time", 2, 1.5),
    ]


def memoised(make: Maker) -> Maker:
    """The same work each time, so that two cases can share it."""
    made: list[Work] = []

    def once() -> Work:
        if not made:
            made.append(make())
        return made[0]

    return once


def signing(texts: Sequence[str]) -> Work:
    """The signatures of texts."""
    texts = list(texts)

    def fault() -> str:
        signatures = dedup.sketch(texts[:CHECKED])
        right = [reference.signature_of(text) for text in texts[:CHECKED] if len(text) < 100_000]
        return "" if signatures[: len(right)].tolist() == right else "not the signatures of the reference"

    return Work("sketch", size_of(texts), cpu_seconds(lambda: dedup.sketch(texts)), fault)


def removing(texts: Sequence[str]) -> Work:
    """Near copies removed, from texts to an account of what went."""
    pairs = pairs_of(texts)

    def fault() -> str:
        gone = {removal.id for removal in dedup.deduplicate(texts, protect=()).removals}
        missed = sum(a not in gone and b not in gone for a, b in pairs.tolist())
        return "" if missed <= (1 - RECALL) * len(pairs) else f"{missed} of {len(pairs)} pairs of near copies stay"

    return Work("deduplicate", size_of(texts), cpu_seconds(lambda: dedup.deduplicate(texts)), fault)


def threading(corpora: Corpora) -> Work:
    """How long two threads take for the batches that one takes a second for."""
    pages = list(corpora.pages)
    return two_threads("sketch", lambda: dedup.sketch(pages))


def control(corpora: Corpora) -> Work:
    """The same of a function that needs nothing of the interpreter: what the machine allows."""
    data = "".join(corpora.pages).encode()
    return two_threads("SHA-256", lambda: hashlib.sha256(data))


def two_threads(name: str, batch: Callable[[], object], batches: int = 16) -> Work:
    """Wall seconds of some batches in two threads / in one."""

    def seconds(times: int) -> float:
        return sum(wall(2) / wall(1) for _ in range(times))

    def wall(threads: int) -> float:
        began = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda _: batch(), range(batches)))
        return time.perf_counter() - began

    return Work(name, 1, seconds)
