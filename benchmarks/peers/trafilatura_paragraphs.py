"""trafilatura: `extract` with a cache of its own for each text, every line of which is a paragraph of HTML.

It does not say what it drops.  So its output is held against the lines: one that is missing, and stood there before,
was dropped as a repeat; other lines that it drops do not count.
"""

from collections.abc import Iterator
from copy import deepcopy
from html import escape

from spans import Span, each
from trafilatura import extract
from trafilatura.deduplication import LRUCache
from trafilatura.settings import DEFAULT_CONFIG

CONFIG = deepcopy(DEFAULT_CONFIG)
CONFIG["DEFAULT"]["MAX_REPETITIONS"] = "0"


def repeated(text: str) -> Iterator[Span]:
    """The lines that are no longer there, of those that stood there before."""
    lines = text.split("\n")
    body = "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())
    page = f"<html><body><article>{body}</article></body></html>"
    found = extract(page, fast=True, include_comments=False, deduplicate=LRUCache(maxsize=4096), config=CONFIG)
    left = iter((found or "").split("\n"))
    expected = next(left, None)
    seen: set[str] = set()
    start = 0
    for line in lines:
        plain = " ".join(line.split())
        if plain and plain == expected:
            expected = next(left, None)
        elif plain in seen:
            yield start, start + len(line)
        if plain:
            seen.add(plain)
        start += len(line) + 1


if __name__ == "__main__":
    each(repeated)
