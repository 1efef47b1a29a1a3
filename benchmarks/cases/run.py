"""`python -m benchmarks run cases [NAME...]`: the cases whose names begin so, or all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cases import GROUPS
from benchmarks.corpora import Corpora, documents_in
from benchmarks.record import write_record
from benchmarks.results import as_record, table
from benchmarks.runner import FULL, QUICK, Result, race

LONG, LONG_QUICK = 10_000_000, 1_000_000  #: characters of a long text


def main(arguments: Sequence[str]) -> int:
    """Runs the cases asked for; 1 when an answer was wrong."""
    asked = parser().parse_args(arguments)
    corpora = Corpora([document for path in asked.text for document in documents_in(path)])
    results: list[Result] = []
    for make_cases in GROUPS.values():
        cases = make_cases(corpora, LONG_QUICK if asked.quick else LONG)
        wanted = [case for case in cases if case.name.startswith(tuple(asked.names) or "")]
        if asked.list:
            print(*(case.name for case in wanted), sep="\n")
        elif wanted:
            print(f"{len(wanted)} cases ...", file=sys.stderr)
            results += race(wanted, QUICK if asked.quick else FULL)
            print(*table(results[-len(wanted) :]), "", sep="\n", flush=True)
    if not results and not asked.list:
        print("no case has such a name; --list shows all", file=sys.stderr)
        return 2
    if asked.record and results:
        content = as_record("quick" if asked.quick else "full", results)
        print("written:", write_record(asked.record, "cases", content))
    return 1 if any(result.fault for result in results) else 0


def parser() -> argparse.ArgumentParser:
    """What may be asked for."""
    parser = argparse.ArgumentParser("python -m benchmarks run cases", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="a case, or the beginning of the names of several")
    parser.add_argument("--list", action="store_true", help="only name the cases")
    parser.add_argument("--quick", action="store_true", help="long texts of 1 MB, fewer rounds: under a minute")
    parser.add_argument("--text", nargs="+", type=Path, default=[], metavar="FILE", help="documents or .jsonl instead")
    parser.add_argument("--record", type=Path, metavar="DIR", help="also write the results there as JSON")
    return parser
