"""Blocks of code between two fences, as in Markdown. They go as a whole: a part of one would be torn from the rest."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from dedup.results.span import Span

#: More than three tildes underline a heading in reStructuredText.
_FENCE = re.compile(r"^[^\S\n]*(?P<signs>`{3,}|~{3}(?!~))(?P<language>[^`\n]*)$", re.MULTILINE)


def fenced_blocks(text: str) -> list[Span]:
    r"""The blocks between two fences, with both, in order. A fence that nothing closes makes none.

    >>> text = "Text.\n```yaml\nAliases: wi\n```\nMore text."
    >>> [text[start:stop] for start, stop in fenced_blocks(text)]
    ['```yaml\nAliases: wi\n```']
    """
    blocks: list[Span] = []
    if "```" not in text and "~~~" not in text:
        return blocks
    opening: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opening is None or fence["language"].strip():
            opening = fence
        elif fence["signs"] == opening["signs"]:
            blocks.append(Span(opening.start("signs"), fence.end("signs")))
            opening = None
    return blocks


class Fences:
    """The fenced blocks of a text."""

    def __init__(self, text: str) -> None:
        self._blocks = fenced_blocks(text)

    def without_parts(self, span: Span) -> Span:
        """A span without the parts of fenced blocks at its ends; empty if it is inside of one."""
        first, last = self._around(span.start), self._around(span.stop)
        start = min(first.stop, span.stop) if first else span.start
        return Span(start, max(last.start, start) if last else span.stop)

    def _around(self, place: int) -> Span | None:
        """The block that a place is in, but at neither end."""
        before = bisect_left(self._blocks, place, key=attrgetter("start"))
        block = self._blocks[before - 1] if before else None
        return block if block and place < block.stop else None
