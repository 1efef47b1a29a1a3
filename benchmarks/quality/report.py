"""Scores and curves as tables and as a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import dedup
from benchmarks.quality.curves import SHARES, Curves
from benchmarks.quality.score import Score
from benchmarks.record import write_record
from benchmarks.tables import Rows, markdown

#: For each mode the scores of some groups of languages.
Scores = Mapping[str, Mapping[str, Score]]

INTRODUCTION = """\
Written by `python -m benchmarks run quality --record`; what is measured stands in `benchmarks/README.md`.
"""


def copies_table(scores: Scores) -> Rows:
    """A line for each mode with copies, and one for all."""
    groups = list(next(iter(scores.values())))
    rows: Rows = [["mode", *(f"{group} {what}" for group in groups for what in
                             ("cases", "recall", "precision", "good", "ends", "left"))]]  # fmt: skip
    for mode, by_group in (*scores.items(), ("all", {group: total(scores, group) for group in groups})):
        rows.append([mode, *(cell for group in groups for cell in copies_cells(by_group[group]))])
    return rows


def copies_cells(score: Score) -> list[str]:
    figures = score.recall, score.precision, score.good / max(1, score.cases)
    ends, left = score.beside / max(1, score.copies), score.left / max(1, score.blocks)
    return [str(score.cases), *(f"{figure:.3f}" for figure in figures), f"{ends:.2f}", f"{left:.2f}"]


def natural_table(scores: Mapping[str, Score]) -> Rows:
    """A line for each mode without copies."""
    rows: Rows = [["must stay", "cases", "touched", "spared for"]]
    for mode, score in scores.items():
        reasons = ", ".join(f"{reason} {count}" for reason, count in Counter(score.spared).most_common(3))
        rows.append([mode, str(score.cases), str(score.cases - score.good), reasons])
    cases, good = sum(score.cases for score in scores.values()), sum(score.good for score in scores.values())
    return [*rows, ["all", str(cases), str(cases - good), ""]]


def kinds_table(scores: Scores) -> Rows:
    """A line for each kind of page; without a share where nothing was wanted, or nothing went."""
    groups = list(next(iter(scores.values())))
    rows: Rows = [["kind", *(f"{group} {what}" for group in groups for what in
                             ("cases", "recall", "precision", "removals", "harm", "harmed"))]]  # fmt: skip
    for kind, by_group in (*scores.items(), ("all", {group: total(scores, group) for group in groups})):
        rows.append([kind, *(cell for group in groups for cell in kind_cells(by_group[group]))])
    return rows


def kind_cells(score: Score) -> list[str]:
    def share(part: float, of: int) -> str:
        return f"{part / of:.3f}" if of else ""

    return [
        str(score.cases), share(score.right, score.wanted), share(score.right, score.right + score.wrong),
        str(score.removals), share(score.harmful, score.removals), share(score.harmed, score.cases),
    ]  # fmt: skip


def curves_table(curves: Curves) -> Rows:
    """A line for each share of words changed."""
    rows: Rows = [["changed", *(f"{letters} letters" for letters in curves.lengths)]]
    rows += ([f"{share:.0%}", *(f"{chance:.2f}" for chance in line)] for share, line in zip(SHARES, curves.chances))
    return rows


def caption(curves: Curves) -> str:
    return f"Chance to be found, language {curves.language}, identity {curves.identity:g}"


def total(scores: Scores, group: str) -> Score:
    """All modes of a group of languages together."""
    together = Score()
    for by_group in scores.values():
        together = together.plus(by_group[group])
    return together


def write_records(
    directory: Path, copies: Scores, natural: Mapping[str, Score], kinds: Scores, curves: Sequence[Curves]
) -> tuple[Path, Path]:
    """Writes <directory>/<date>-quality.json and .md, and says where."""
    content: dict[str, Any] = {
        "copies": {mode: {group: s._asdict() for group, s in groups.items()} for mode, groups in copies.items()},
        "natural": {mode: score._asdict() for mode, score in natural.items()},
        "kinds": {kind: {group: s._asdict() for group, s in groups.items()} for kind, groups in kinds.items()},
        "curves": [{"shares": SHARES, **curve._asdict()} for curve in curves],
    }
    record = write_record(directory, "quality", content)
    pieces = [f"# Quality, {record.stem.removesuffix('-quality')}, dedup {dedup.__version__}", "", INTRODUCTION]
    pieces += [*markdown(copies_table(copies)), "", *markdown(natural_table(natural))]
    pieces += ["", *markdown(kinds_table(kinds))]
    for curve in curves:
        pieces += ["", f"## {caption(curve)}", "", *markdown(curves_table(curve))]
    page = record.with_suffix(".md")
    page.write_text("\n".join(pieces) + "\n", "utf-8")
    return record, page
