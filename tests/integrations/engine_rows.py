"""Rows for Ray and Spark, and what the functions say of them on one machine."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pyarrow.parquet as pq

import dedup
from dedup.results.documents import Stats
from tests.corpus.made_up import exchanged, mixture, recased
from tests.corpus.pages import site

Row = dict[str, Any]

#: A paragraph that a page may hold twice.
STORY = (
    "The council met on Monday to vote on the new bridge, which the county has wanted since the flood of ten years "
    "ago. It will open to traffic in the spring, and the ferry will then be sold. The old bridge is to be taken down "
    "before the end of the year, and its stones are to be used for the wall along the river.\n\n"
    "Nobody spoke against it. The mayor thanked the engineers, who had found a crack in the second pillar in March."
)


@cache
def pages() -> tuple[Row, ...]:
    """Pages of three sites with menus and footers; some hold a story twice, one has no text."""
    rows: list[Row] = []
    for number, name in enumerate(("north", "south", None)):
        for page in site(number, 6):
            rows.append({"id": len(rows), "text": page, "site": name, "tags": {"number": number}})
    rows[4]["text"] += f"\n\n{STORY}\n\nAdvertisement\n\n{STORY}"
    rows[7]["text"] = f"{STORY}\n\n{rows[7]['text']}\n\n{recased(Random(1), STORY)}"
    rows.append({"id": len(rows), "text": None, "site": "north", "tags": None})
    return tuple(rows)


@cache
def documents(name: type = int) -> tuple[Row, ...]:
    """Documents in families of every kind, and a group of a hundred; ids of 1 to 3 digits, as numbers or strings."""
    rng = Random(7)
    texts = mixture(7, families=6)
    longest = max(texts, key=len)
    texts += [exchanged(rng, longest, 1) if number % 3 else longest for number in range(100)]
    return tuple({"id": name(number), "text": text, "n": number / 4} for number, text in enumerate(texts))


def shuffled(rows: Sequence[Row], seed: int = 1) -> list[Row]:
    return Random(seed).sample(rows, len(rows))


def collapsed(row: Row, **options: Any) -> Row:
    """A row as `collapse` should leave it."""
    if row["text"] is None:
        return {**row, "removals": []}
    c = dedup.collapse(row["text"], **options)
    return {**row, "text": c.text, "removals": [spread(removal) for removal in c.removals]}


def without_blocks(rows: Sequence[Row], by: str | None, **options: Any) -> list[Row]:
    """Rows as `deduplicate_blocks` should leave them, in the order of their ids."""
    groups: dict[Any, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["id"]):
        groups.setdefault(by and row[by], []).append(row)
    left = []
    for group in groups.values():
        b = dedup.deduplicate_blocks([(row["id"], row["text"]) for row in group], missing="keep", **options)
        for row in group:
            removals = [{"kept_id": r.kept_id, **spread(r)} for r in b.removals if r.id == row["id"]]
            text = row["text"] and b.text_of(row["id"], row["text"])
            left.append({**row, "text": text, "removals": removals})
    return sorted(left, key=lambda row: row["id"])


def spread(removal: Any) -> Row:
    """A removal as the added column holds it."""
    kept = removal.kept or (None, None)
    spans = {"start": removal.removed[0], "stop": removal.removed[1], "kept_start": kept[0], "kept_stop": kept[1]}
    others = ("kind", "partial", "identity", "rule", "text")
    return {**spans, **{name: getattr(removal, name) for name in others}}


class Outcome(NamedTuple):
    """All that `deduplicate` says, as rows in the order of their ids."""

    kept: list[Row]
    removals: list[Row]
    spared: list[Row]
    groups: list[Row]
    stats: Stats


def expected(rows: Sequence[Row], **options: Any) -> Outcome:
    """What it says on one machine."""
    d = dedup.deduplicate([(row["id"], row["text"]) for row in rows], **options)
    kept = {*d.kept_ids}
    return Outcome(
        kept=in_order([row for row in rows if row["id"] in kept]),
        removals=in_order([removal.to_dict() for removal in d.removals]),
        spared=in_order([spared.to_dict() for spared in d.spared]),
        groups=in_order([{"kept_id": group[0], "ids": sorted(group[1:])} for group in d.groups], "kept_id"),
        stats=d.stats,
    )


def outcome_in_files(d: Any) -> Outcome:
    """The same as the stages wrote it, with the rows that stay as Parquet or as lines."""
    kept = lines_of(d.folder / "kept") if d.kept is None else pq.read_table(d.folder / "kept").to_pylist()
    removals, spared = (
        [{name: value for name, value in row.items() if "sha256" not in name} for row in lines_of(d.folder / folder)]
        for folder in ("removals", "spared")
    )
    groups: dict[Any, list[Any]] = {}
    for row in removals:
        groups.setdefault(row["kept_id"], []).append(row["id"])
    grouped = [{"kept_id": kept_id, "ids": sorted(ids)} for kept_id, ids in groups.items()]
    return Outcome(in_order(kept), removals, spared, in_order(grouped, "kept_id"), d.stats)


def in_order(rows: Iterable[Row], by: str = "id") -> list[Row]:
    return sorted(rows, key=lambda row: row[by])


def write_lines(path: Path, rows: Iterable[Row]) -> None:
    """Writes rows as lines of JSON."""
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def lines_of(folder: Path) -> list[Row]:
    """The rows of all files of lines in a folder."""
    return in_order(json.loads(line) for path in folder.iterdir() for line in path.read_text("utf-8").splitlines())


def run_examples(engine: str, **names: object) -> None:
    """Runs what the guide shows for an engine, in a copy of the examples in the current directory."""
    root = Path(__file__).parents[2]
    shutil.copytree(root / "examples", "examples")
    guide = (root / "docs" / "guide" / "beyond-one-machine.md").read_text("utf-8")
    shown = re.findall(r"^```py\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    code = "".join(block for block in shown if f"dedup.integrations.{engine}" in block)
    assert code
    exec(compile(code, "beyond-one-machine.md", "exec"), dict(names))
