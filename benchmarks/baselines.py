"""What the library is held against: a split at spaces, a hash of the bytes, the usual way to drop repeated lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha1

from benchmarks.runner import Work, cpu_seconds

_DIGIT = re.compile(r"\d")
_PUNCTUATION = re.compile(r"[^\w\s]")


def size_of(texts: Sequence[str]) -> int:
    """Bytes of all texts as UTF-8."""
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)


def splitting(texts: Sequence[str]) -> Work:
    """`str.split` of every text."""

    def run() -> None:
        for text in texts:
            text.split()

    return Work("str.split", size_of(texts), cpu_seconds(run))


def hashing(texts: Sequence[str]) -> Work:
    """XXH3 of every text."""
    from xxhash import xxh3_64_intdigest

    data = [text.encode("utf-8", "surrogatepass") for text in texts]

    def run() -> None:
        for text in data:
            xxh3_64_intdigest(text)

    return Work("XXH3", size_of(texts), cpu_seconds(run))


def line_hashing(texts: Sequence[str]) -> Work:
    """Every line of a text dropped whose like stood there before."""

    def run() -> None:
        for text in texts:
            drop_lines(text)

    return Work("hashes of lines", size_of(texts), cpu_seconds(run))


def drop_lines(text: str) -> str:
    """A text without the lines whose like stood there before."""
    return "\n".join(unseen_lines(text))


def unseen_lines(text: str) -> Iterator[str]:
    """The lines that differ from all before in more than case, digits and punctuation, as CCNet compares them."""
    seen: set[bytes] = set()
    for line in text.split("\n"):
        plain = _PUNCTUATION.sub("", _DIGIT.sub("0", line.lower())).strip()
        key = sha1(plain.encode("utf-8", "surrogatepass")).digest()[:8]
        if not plain or key not in seen:
            seen.add(key)
            yield line


def dropped_lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines stand that are dropped; a line is never dropped before its like is kept."""
    kept = unseen_lines(text)
    expected = next(kept, None)
    start = 0
    for line in text.split("\n"):
        if line == expected:
            expected = next(kept, None)
        else:
            yield start, start + len(line)
        start += len(line) + 1
