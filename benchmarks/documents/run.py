"""`python -m benchmarks run documents`: `collapse` document by document, by kind of text."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import dedup
from benchmarks.baselines import drop_lines, dropped_lines
from benchmarks.collapsing import broken_promise
from benchmarks.documents.extraction import Extractor
from benchmarks.documents.kinds import WEB, Kind, kinds, pages
from benchmarks.documents.timing import (
    Figures,
    nanoseconds_a_byte,
    seconds_of_each,
    share,
    times_as_fast,
    total_seconds,
)
from benchmarks.inside.answers import answer, fault
from benchmarks.peers.environments import environments
from benchmarks.processes import alternated
from benchmarks.record import write_record
from benchmarks.tables import aligned
from dedup.kernel import _kernel

HEADING = ("kind of text", "documents", "MB", "pages/CPU s", "GB/h", "ns/byte", "median", "99th", "x lines", "median",
           "1st", "% extraction")  # fmt: skip


class Accuracy(NamedTuple):
    """How good the answers are, in letters."""

    recall: float
    precision: float
    lines_recall: float  #: of the loop over hashed lines
    lines_precision: float


class Row(NamedTuple):
    """What became of a kind of text."""

    kind: str
    documents: int
    size: int  #: bytes
    pages_a_second: float  #: of CPU time
    gigabytes_an_hour: float  #: on one core
    ns_a_byte: Figures
    times_lines: Figures  #: how many times as fast as the loop over hashed lines
    accuracy: Accuracy | None  #: where it is known what should go
    extractor: str = ""
    share: float | None = None  #: CPU time of `collapse` / that of the extractor on the same pages


def main(arguments: Sequence[str]) -> int:
    """Measures every kind of text; 1 when an answer was wrong."""
    asked = parser().parse_args(arguments)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as scratch:
        extractor, absent = extractor_of(asked.corpus, asked.peers, asked.most, Path(scratch))
        try:
            if extractor:
                rows.append(measured(Kind(WEB, extractor.texts), asked.rounds, asked.repeats, extractor))
            rows += (measured(kind, asked.rounds, asked.repeats) for kind in kinds(asked.corpus, asked.most))
        except ValueError as error:
            print(f"WRONG: {error}")
            return 1
    print(*aligned([HEADING, *map(cells, rows)]), *accuracies(rows), sep="\n")
    for name, reason in absent.items():
        print(f"Absent: {name}: {reason}")
    if asked.record:
        rows_recorded = list(map(as_dict, rows))
        content = {"simd": _kernel.simd_level(), "repeats": asked.repeats, "documents": rows_recorded, "absent": absent}
        print("written:", write_record(asked.record, "documents", content))
    return 0


def parser() -> argparse.ArgumentParser:
    """What may be asked for."""
    parser = argparse.ArgumentParser("python -m benchmarks run documents", description=__doc__)
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="what `python -m benchmarks packages` wrote")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="environments of peers, made where missing")
    parser.add_argument("--most", type=int, default=1000, metavar="N", help="documents of each kind: 1,000")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each, in turn")
    parser.add_argument("--repeats", type=int, default=1, metavar="N", help="of a document in a row, for a warm run")
    parser.add_argument("--record", type=Path, metavar="DIR", help="also write the results there as JSON")
    return parser


def extractor_of(
    corpus: Path | None, peers: Path | None, most: int, scratch: Path
) -> tuple[Extractor | None, dict[str, str]]:
    """The extractor with the pages of the corpus, or None and why."""
    found, absent = environments("extraction", peers)
    if corpus is None:
        return None, {WEB: "they come with --corpus", **absent}
    if not found:
        return None, absent or {WEB: "they come with --peers"}
    ((peer, python),) = found
    print(f"{peer.label} ...", file=sys.stderr)
    extractor = Extractor(peer, python, pages(corpus, most), scratch)
    return (extractor, absent) if extractor.texts else (None, {WEB: "the corpus has none"})


def measured(kind: Kind, rounds: int, repeats: int, extractor: Extractor | None = None) -> Row:
    """The figures of a kind of text; `ValueError` when an answer is wrong."""
    name, texts, _ = kind
    print(f"{name}, {len(texts):,} documents ...", file=sys.stderr)
    accuracy = checked(kind)
    works: dict[str, Callable[[], list[float]]] = {
        "collapse": lambda: seconds_of_each(texts, dedup.collapse, repeats),
        "lines": lambda: seconds_of_each(texts, drop_lines, repeats),
    }
    if extractor:
        works["extraction"] = extractor.seconds
    seconds_of_each(texts, dedup.collapse)  # warms up what is made once
    taken = alternated(list(works), rounds, lambda work: works[work]())
    own = taken["collapse"]
    sizes = [len(text.encode("utf-8", "surrogatepass")) for text in texts]
    row = Row(
        name,
        len(texts),
        sum(sizes),
        len(texts) / total_seconds(own),
        sum(sizes) / total_seconds(own) * 3600 / 1e9,
        nanoseconds_a_byte(sizes, own),
        times_as_fast(own, taken["lines"]),
        accuracy,
    )
    return row._replace(extractor=extractor.label, share=share(own, taken["extraction"])) if extractor else row


def checked(kind: Kind) -> Accuracy | None:
    """How good the answers are, where that is known; `ValueError` when one breaks a promise or is not good enough."""
    for text in kind.texts:
        broken = broken_promise(text, lambda _: "")
        if broken:
            raise ValueError(f"{kind.name}: {broken}: {text[:60]!r}")
    if not kind.cases:
        return None
    own = answer(
        kind.cases, [[list(removal.removed) for removal in dedup.collapse(text).removals] for text in kind.texts]
    )
    if fault(own):
        raise ValueError(f"{kind.name}: {fault(own)}")
    lines = answer(kind.cases, [list(map(list, dropped_lines(text))) for text in kind.texts])
    return Accuracy(own.recall, own.precision, lines.recall, lines.precision)


def cells(row: Row) -> list[str]:
    """The cells of a kind of text."""
    return [
        row.kind,
        f"{row.documents:,}",
        f"{row.size / 1e6:.1f}",
        f"{row.pages_a_second:,.0f}",
        f"{row.gigabytes_an_hour:,.0f}",
        *(f"{figure:.3g}" for figure in (*row.ns_a_byte, *row.times_lines)),
        "" if row.share is None else f"{row.share:.2%}",
    ]


def accuracies(rows: Sequence[Row]) -> Iterator[str]:
    """The lines about recall, below the table."""
    for row in rows:
        if row.accuracy:
            found = row.accuracy
            yield f"{row.kind}: recall {found.recall:.4f}, precision {found.precision:.4f}"
            yield f"  the loop over hashed lines: {found.lines_recall:.4f}, {found.lines_precision:.4f}"


def as_dict(row: Row) -> dict[str, Any]:
    """A row as it is recorded."""
    nested = {"ns_a_byte": row.ns_a_byte._asdict(), "times_lines": row.times_lines._asdict()}
    return {**row._asdict(), **nested, "accuracy": row.accuracy._asdict() if row.accuracy else None}
