"""`python -m benchmarks run quality [MODE...]`: the modes and kinds whose names begin so, or all and the curves."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import dedup
from benchmarks.quality import copies, kinds, natural, report
from benchmarks.quality.articles import LANGUAGES
from benchmarks.quality.curves import all_curves
from benchmarks.quality.pages import Case
from benchmarks.quality.score import Score, scored
from benchmarks.tables import aligned

GROUPS = {"English": LANGUAGES[:2], "other": LANGUAGES[2:]}
KIND_GROUPS = {"English": LANGUAGES[:1], "other": LANGUAGES[2:]}


def main(arguments: Sequence[str]) -> int:
    """Scores the modes asked for and prints tables."""
    asked = parser().parse_args(arguments)
    beginnings = tuple(asked.modes) or ""
    with_copies = {mode: {group: summed((copies.case(mode, name, number) for name in names
                                         for number in range(asked.cases)), asked.failures)
                          for group, names in GROUPS.items()}
                   for mode in copies.LAYOUTS if mode.startswith(beginnings)}  # fmt: skip
    without = {mode: summed((natural.case(mode, number) for number in range(2 * asked.cases)), asked.failures)
               for mode in natural.NATURAL if mode.startswith(beginnings)}  # fmt: skip
    of_kinds = {kind: {group: summed((kinds.case(kind, name, number) for name in names
                                      for number in range(asked.cases)), asked.failures)
                       for group, names in KIND_GROUPS.items()}
                for kind in kinds.KINDS if kind.startswith(beginnings)}  # fmt: skip
    if with_copies:
        print(*aligned(report.copies_table(with_copies)), "", sep="\n")
    if without:
        print(*aligned(report.natural_table(without)), "", sep="\n")
    if of_kinds:
        print(*aligned(report.kinds_table(of_kinds)), "", sep="\n")
    if asked.modes:
        return 0 if with_copies or without or of_kinds else 2
    curves = all_curves(2 * asked.cases)
    for curve in curves:
        print(report.caption(curve), *aligned(report.curves_table(curve)), "", sep="\n")
    if asked.record:
        print("written:", *report.write_records(asked.record, with_copies, without, of_kinds, curves))
    return 0


def summed(cases: Iterable[Case], failures: bool) -> Score:
    """The score of some cases together."""
    together = Score()
    for case in cases:
        score = scored(case)
        together = together.plus(score)
        if failures and (score.harmful or not score.good):
            show(case)
    return together


def show(case: Case) -> None:
    """Prints what went and what was spared in a case, and what should have gone."""
    collapsed = dedup.collapse(case.text)
    print(f"--- {case.mode}, {case.language}: {[[tuple(copy) for copy in block] for block in case.blocks]}")
    for removal in collapsed.removals:
        print(f"  went {tuple(removal.removed)} {removal.identity:.2f} {removal.text[:90]!r}")
    for spared in collapsed.spared:
        text = case.text[slice(*spared.spared)]
        print(f"  {spared.reason} {tuple(spared.spared)} {spared.identity:.2f} {text[:90]!r}")


def parser() -> argparse.ArgumentParser:
    """What may be asked for."""
    parser = argparse.ArgumentParser("python -m benchmarks run quality", description=__doc__)
    parser.add_argument("modes", nargs="*", metavar="MODE", help="a mode or kind, or the beginning of several")
    parser.add_argument("--cases", type=int, default=20, metavar="N", help="of each mode in each language (20)")
    parser.add_argument("--failures", action="store_true", help="show the cases that are not good")
    parser.add_argument("--record", type=Path, metavar="DIR", help="also write the results there as JSON and Markdown")
    return parser
