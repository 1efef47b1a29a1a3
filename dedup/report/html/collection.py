"""What the pages about many documents have in common: tiles, sources, groups, and the parts below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from dedup.report.html.body import Body, encoded
from dedup.report.html.charts import AtThreshold, Chart, curve_of, sizes_chart
from dedup.report.html.entries import LABELS
from dedup.report.html.page import render
from dedup.report.html.texts import ReadAgain
from dedup.report.sources import SourceCount
from dedup.results.blocks import BlockStats
from dedup.results.documents import Stats

if TYPE_CHECKING:
    from dedup.corpus.documents.removals import Described

#: The most entries of each part, sources, groups, and members of a group that a page shows.
MOST_REMOVED, MOST_SPARED, MOST_NEAREST = 5000, 1000, 12
MOST_SOURCES, MOST_GROUPS, MOST_MEMBERS = 15, 10, 20


class Setting(NamedTuple):
    """Where the documents of a page come from, and what it says about the run."""

    read_again: ReadAgain
    sources: Sequence[SourceCount]  #: those that lose most first
    threshold: float
    name: str  #: of the command: "corpus", "blocks" or "tune"
    outcome: str = "removed"  #: or "would be removed"
    command_line: str = ""
    curve: Sequence[AtThreshold] = ()  #: what other thresholds would remove, if it is known
    below: Sequence[Described] = ()  #: pairs of documents that are not quite alike enough, if they are known


class Tile(NamedTuple):
    """A number and what it counts."""

    number: int
    label: str


class Member(NamedTuple):
    """One of a group."""

    name: str
    label: str  #: how it repeats the one that stays
    measure: str


class Group(NamedTuple):
    """What repeats one document or block that stays."""

    size: int  #: with the one that stays
    name: str  #: of the document that stays
    head: str
    members: list[Member]


def kind_tiles(stats: Stats | BlockStats) -> list[Tile]:
    """The tiles of the kinds that there are."""
    labels = {**LABELS, "near": "changed"}
    return [Tile(number, labels[kind]) for kind in LABELS if (number := getattr(stats, kind, 0)) and kind != "spared"]


class Part(NamedTuple):
    """Entries under a heading."""

    body: Body
    title: str
    total: int = 0  #: how many there would be if all were shown
    note: str = ""


class Summary(NamedTuple):
    """What stands above the entries."""

    unit: str  #: what repeats: "document" or "block"
    title: str  #: how many of them
    share: str  #: of all
    affected: int
    spared: int
    unresolved: int
    tiles: Sequence[Tile]
    measure: str  #: of likeness
    likeness: Chart | None
    sizes: Sequence[int]  #: of the groups
    groups: Sequence[Group]  #: the largest
    more_spared: bool = False  #: whether more was spared than is counted
    characters: tuple[int, int] | None = None  #: removed, and in all


def write_collection(file: BinaryIO, setting: Setting, summary: Summary, parts: Sequence[Part]) -> None:
    """Writes a page."""
    shown = set().union(*(part.body.kinds for part in parts))
    values = {
        **summary._asdict(),
        "verb": setting.name,
        "command": setting.command_line,
        "outcome": setting.outcome,
        "threshold": setting.threshold,
        "curve": curve_of(setting.curve, setting.threshold),
        "sizes": sizes_chart(summary.sizes),
        "sources": setting.sources[:MOST_SOURCES] if len(setting.sources) > 1 else [],
        "more_sources": max(0, len(setting.sources) - MOST_SOURCES),
        "loses_most": any(source.loses_most for source in setting.sources),
        "care": sum(part.body.care for part in parts),
        "kinds": [(kind, label) for kind, label in LABELS.items() if kind in shown],
    }
    file.write(encoded(render("collection.html", **values)))
    for body, title, total, note in parts:
        body.write(file, title, total, note)
    file.write(encoded(render("bottom.html")))
