"""The entries of a page, rendered one by one and kept on disk: totals, which stand above them, are known at the end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import BinaryIO

from dedup.corpus.source.spool import Spool
from dedup.report.html.charts import Arc
from dedup.report.html.entries import IN_BRIEF, IN_FULL, Entry
from dedup.report.html.page import render

#: Bytes of entries up to which copies are shown in full, and in brief; after that, only their beginnings.
FULL_UNTIL, BRIEF_UNTIL = 3_000_000, 9_000_000


class Body:
    """Some sections of a page, each with its entries."""

    def __init__(self, prefix: str, most: int) -> None:
        """`prefix`: what the names of entries begin with; `most`: the most entries."""
        self._spool = Spool()
        self._bytes = 0
        self.prefix, self._most = prefix, most
        self.entries = 0  #: so far
        self.care = 0  #: of these, removals that are worth a look
        self.kinds: set[str] = set()  #: those that there are

    @property
    def left(self) -> int:
        """How many entries there is room for."""
        return self._most - self.entries

    @property
    def room(self) -> int:
        """How many characters of two copies the next entry may show."""
        return IN_FULL if self._bytes < FULL_UNTIL else IN_BRIEF if self._bytes < BRIEF_UNTIL else 0

    def open(self, title: str, note: str, kinds: Collection[str], arcs: Sequence[Arc] = ()) -> None:
        """Begins a section.

        Args:
            title: Its heading.
            note: What follows the heading.
            kinds: The kinds of its entries.
            arcs: Those of its strip.
        """
        only = next(iter(kinds)) if len(kinds) == 1 else ""
        self._add(render("section.html", title=title, note=note, only=only, arcs=arcs, prefix=self.prefix))

    def add(self, entry: Entry, is_open: bool = False) -> None:
        """Adds an entry, folded unless `is_open`."""
        self.entries += 1
        self.kinds.add(entry.kind)
        self.care += bool(entry.care)
        self._add(render("entry.html", entry=entry, number=self.entries, prefix=self.prefix, is_open=is_open))

    def close(self) -> None:
        """Ends a section."""
        self._add("</ol></section>\n")

    def _add(self, text: str) -> None:
        self._bytes += len(text.encode("utf-8", "surrogatepass"))
        self._spool.add(text)

    def write(self, file: BinaryIO, title: str, total: int, note: str = "") -> None:
        """Writes the sections under a heading, if there are any.

        Args:
            file: The page.
            title: The heading.
            total: How many entries there would be if all were shown.
            note: What follows the heading.
        """
        if not self.entries:
            return
        if total > self.entries:
            note = f"{note} {self.entries:,} of {total:,} are shown".strip()
        file.write(encoded(render("part.html", anchor=f"part-{self.prefix}", title=title, note=note)))
        for number in range(len(self._spool)):
            file.write(encoded(self._spool[number]))


def encoded(text: str) -> bytes:
    """A part of a page as UTF-8."""
    return text.encode("utf-8", "backslashreplace")
