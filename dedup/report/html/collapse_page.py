"""The page about what repeats inside one text or many files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import BinaryIO, NamedTuple

from dedup.report.html.body import Body, encoded
from dedup.report.html.charts import Likenesses, strip_of
from dedup.report.html.entries import LABELS, removed_entry, spared_entry
from dedup.report.html.page import render
from dedup.report.summary import Tally, counted, tally_of
from dedup.results.collapsed import Collapsed
from dedup.results.lines import line_starts
from dedup.results.span import Span

#: The most removals and spared repeats that a page shows; all are counted.
MOST_REMOVED, MOST_SPARED = 5000, 1000

#: The most files listed that could not be read or written.
MOST_FAILURES = 1000

#: The threshold of `collapse`, from which on copies are counted by likeness.
_LOWEST = 0.8


class KindRow(NamedTuple):
    """How much there is of one kind."""

    kind: str
    label: str
    copies: int
    characters: int
    share: int  #: of the largest kind, in hundredths


class CollapsePage:
    """Takes results one by one, and then writes the page."""

    def __init__(self, command: str = "") -> None:
        """`command`: the command line, to be shown."""
        self._command = command
        self._removed = Body("r", MOST_REMOVED)
        self._spared = Body("s", MOST_SPARED)
        self._likenesses = Likenesses()
        self._total = Tally()
        self._changed = 0
        self._name = ""
        self._copies: Counter[str] = Counter()
        self._characters: Counter[str] = Counter()
        self._failures: list[tuple[str, str]] = []
        self._failed = 0

    def add(self, name: str, source: str, collapsed: Collapsed) -> None:
        """Adds the result for a text."""
        tally = tally_of(collapsed)
        self._total = self._total.plus(tally)
        self._changed += collapsed.changed
        self._name = self._name or name
        for removal in collapsed.removals:
            self._count(removal.kind, removal.removed)
            if removal.kind == "near":
                self._likenesses.add(removal.kind, removal.identity)
        for spared in collapsed.spared:
            self._count("spared", spared.spared)
        starts = line_starts(source)
        self._show_removed(name, source, collapsed, starts)
        self._show_spared(name, source, collapsed, starts)

    def fail(self, name: str, reason: str) -> None:
        """Notes a file that could not be read or written."""
        self._failed += 1
        if len(self._failures) < MOST_FAILURES:
            self._failures.append((name, reason))

    def _count(self, kind: str, span: Span) -> None:
        self._copies[kind] += 1
        self._characters[kind] += span.stop - span.start

    def _show_removed(self, name: str, source: str, collapsed: Collapsed, starts: Sequence[int]) -> None:
        body, removals = self._removed, collapsed.removals[: self._removed.left]
        if not removals:
            return
        tally = tally_of(collapsed)
        size = f"{tally.removed:,} of {counted(tally.characters, 'character')}"
        body.open(
            title=name,
            note=f"{counted(tally.copies, 'copy', 'copies')}, {size}",
            kinds={removal.kind for removal in removals},
            arcs=strip_of(removals, len(source), body.entries + 1),
        )
        for removal in removals:
            body.add(removed_entry(removal, source, starts, body.room), is_open=body.entries == 0)
        body.close()

    def _show_spared(self, name: str, source: str, collapsed: Collapsed, starts: Sequence[int]) -> None:
        body, spared = self._spared, collapsed.spared[: self._spared.left]
        if not spared:
            return
        body.open(name, f"{len(collapsed.spared) + collapsed.unlisted:,} left in place", {"spared"})
        for one in spared:
            body.add(spared_entry(one, source, starts, body.room))
        body.close()

    def write(self, file: BinaryIO, outcome: str) -> None:
        """Writes the page; `outcome` says what became of the copies: "removed" or "found"."""
        total, removed, spared = self._total, self._removed, self._spared
        values = {
            "verb": "collapse",
            "title": f"{counted(total.copies, 'copy', 'copies')} in {counted(total.files, 'file')}",
            "command": self._command,
            "outcome": outcome,
            "total": total,
            "changed": self._changed,
            "name": self._name,
            "share": f"{total.removed / max(1, total.characters):.0%}",
            "care": removed.care,
            "has_spared": spared.entries > 0,
            "failures": self._failures,
            "failed": self._failed,
            "likeness": self._likenesses.chart(_LOWEST),
            "by_kind": self._by_kind(),
            "kinds": [(kind, label) for kind, label in LABELS.items() if kind in removed.kinds | spared.kinds],
        }
        file.write(encoded(render("collapse.html", **values)))
        removed.write(file, "Copies", total.copies)
        spared.write(file, "Left in place", total.spared)
        file.write(encoded(render("bottom.html")))

    def _by_kind(self) -> list[KindRow]:
        most = max(self._characters.values(), default=1)
        return [
            KindRow(kind, label, self._copies[kind], self._characters[kind], -(-100 * self._characters[kind] // most))
            for kind, label in LABELS.items()
            if self._copies[kind]
        ]
