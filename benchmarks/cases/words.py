"""Words with their hashes and offsets, and shingles: the kernel alone, against a split and a hash of the same texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from benchmarks.baselines import hashing, splitting
from benchmarks.corpora import SCRIPTS, UNSPACED, Corpora
from benchmarks.runner import Case, Maker, Work
from dedup.kernel import _kernel
from tests.oracle import reference

SHINGLE = 3  #: words, as `collapse` takes them
CHECKED = 5  #: pages compared with the reference, which is slow


def cases(corpora: Corpora, _: int) -> list[Case]:
    def english() -> Work:
        return finding_words(corpora.pages)

    def shingled() -> Work:
        return finding_words(corpora.pages, width=SHINGLE)

    def at(level: str) -> Maker:
        return lambda: finding_words(corpora.pages, level=level)

    def written_in(script: str) -> Maker:
        return lambda: finding_words(corpora.pages_in(script))

    def split_in(script: str) -> Maker:
        return lambda: splitting(corpora.pages_in(script))

    def script_case(script: str) -> Case:
        """Split finds next to no words where no spaces are: no goal there."""
        floor, aim = (None, None) if script in UNSPACED else (0.9, 0.6)
        return Case(f"words/{script}-split", written_in(script), split_in(script), "time", floor, aim)

    def split() -> Work:
        return splitting(corpora.pages)

    def xxh3() -> Work:
        return hashing(corpora.pages)

    return [
        Case("words/english-xxh3", english, xxh3, "speed", 0.05, 0.08),
        Case("words/english-split", english, split, "speed", 5, 7),
        Case("words/shingles-xxh3", shingled, xxh3, "speed"),
        Case("words/shingles-split", shingled, split, "speed"),
        *(Case(f"words/{level}-split", at(level), split, "speed") for level in _kernel.simd_levels()),
        *map(script_case, SCRIPTS),
    ]


def finding_words(pages: Sequence[str], width: int = 0, level: str = _kernel.simd_level()) -> Work:
    """The kernel's words of the pages, and shingles when a width is given, at an instruction level."""
    data = [page.encode() for page in pages]

    def seconds(times: int) -> float:
        with simd(level):
            return _kernel.time_words(data, times, width)

    def fault() -> str:
        with simd(level):
            for page in pages[:CHECKED]:
                if _kernel.words(page) != reference.words(page):
                    return "not the words of the reference"
                if width and _kernel.shingles(page, width) != reference.shingles(page, width):
                    return "not the shingles of the reference"
        return ""

    return Work("words", sum(map(len, data)), seconds, fault)


@contextmanager
def simd(level: str) -> Iterator[None]:
    """Sets the kernel to an instruction level for a while."""
    usual = _kernel.simd_level()
    _kernel.set_simd(level)
    try:
        yield
    finally:
        _kernel.set_simd(usual)
