"""`python -m benchmarks run inside`: speed, memory, recall and precision of removing repeats inside one text."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.inside.answers import Answer, answer, fault, read
from benchmarks.inside.engines import CODEC, OWN, Engine, engines
from benchmarks.inside.pages import COLLECTIONS, MODES, sample, write_rows
from benchmarks.processes import MEGABYTE, Usage, alternated, mean, medians, parser, ratio, run
from benchmarks.quality.pages import Case
from benchmarks.record import write_record
from benchmarks.tables import Rows, markdown

SIZES = (1, 10)
LEAST_SECONDS, MOST_RUNS = 1, 10  #: in a round a quick program runs until it took so long, or so often
QUICKEST = 0.02  #: seconds beyond those to start that can be told from none, if they are a tenth of those at least
FIRST = 1  #: texts of a collection: what a program takes for those alone, it takes to start


class Timing(NamedTuple):
    """What an engine took in each round."""

    starts: list[Usage]  #: with the first text alone
    taken: list[Usage]
    first: int  #: bytes of the first text
    size: int  #: bytes of all

    def seconds_a_byte(self) -> list[float]:
        """CPU seconds a byte in each round, without those that the program takes to start."""
        size = max(1, self.size - self.first)
        return [(whole.cpu - start.cpu) / size for start, whole in zip(self.starts, self.taken, strict=True)]


class Row(NamedTuple):
    """What became of an engine on a collection: medians over rounds."""

    collection: str
    megabytes: float  #: less than the collection for a slow peer
    texts: int
    engine: str
    usage: Usage
    start: Usage  #: with the first text alone
    speed: float | None  #: MB a CPU second, those to start left out; None when it was too quick to tell
    slower: float | None  #: CPU seconds a byte / those of this library, round by round
    answer: Answer | None  #: None for what looks for nothing, and for documents


def main(arguments: Sequence[str]) -> int:
    """Runs every engine on every collection and prints tables; 1 when an answer was wrong."""
    asked = parser("run inside", __doc__, float, SIZES, "twice the largest").parse_args(arguments)
    found, absent = engines(asked.peers, asked.only)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
        for megabytes in asked.sizes:
            for name, languages in COLLECTIONS.items():
                texts = sample(languages, int(megabytes * MEGABYTE))
                try:
                    measured = run_all(name, texts, found, asked.rounds, Path(scratch))
                except ValueError as error:
                    print(f"WRONG: {name}, {megabytes:g} MB: {error}")
                    return 1
                print(*markdown(table(measured)), "", *recalls(measured), sep="\n", flush=True)
                rows += measured
    for name, reason in absent.items():
        print(f"Absent: {name}: {reason}")
    if asked.record:
        print("written:", write_record(asked.record, "inside", {"inside": list(map(as_dict, rows)), "absent": absent}))
    return 0


def run_all(collection: str, texts: list[Case], running: list[Engine], rounds: int, scratch: Path) -> list[Row]:
    """The engines in turn on one collection; `ValueError` when an answer is wrong."""
    print(f"{collection}, {len(texts)} texts ...", file=sys.stderr)
    output = scratch / "removed.jsonl"
    given = {engine.name: as_many(texts, engine.largest) for engine in running}
    files = {count: scratch / f"{count}.jsonl" for count in (FIRST, *given.values())}
    sizes = {count: write_rows(path, texts[:count]) for count, path in files.items()}
    by_name = {engine.name: engine for engine in running}
    answers: dict[str, Answer | None] = {}
    repeats: dict[str, int] = {}
    for engine in running:  # once before it counts: no time without a right answer
        count = given[engine.name]
        seconds = run(engine.command(files[count], output)).cpu
        answers[engine.name] = checked(engine, texts[:count], output)
        repeats[engine.name] = max(1, min(MOST_RUNS, round(LEAST_SECONDS / seconds)))

    def once(key: tuple[str, Path]) -> Usage:
        """What one of the runs of a round took."""
        name, source = key
        return mean([run(by_name[name].command(source, output)) for _ in range(repeats[name])])

    taken = alternated([(name, files[count]) for name in by_name for count in (FIRST, given[name])], rounds, once)
    timings = {
        name: Timing(taken[name, files[FIRST]], taken[name, files[count]], sizes[FIRST], sizes[count])
        for name, count in given.items()
    }
    own = timings[OWN].seconds_a_byte()
    return [row_of(collection, name, given[name], timing, own, answers[name]) for name, timing in timings.items()]


def row_of(collection: str, name: str, texts: int, timing: Timing, own: list[float], found: Answer | None) -> Row:
    """What became of an engine; `own`: the CPU seconds of this library for a byte."""
    rates = timing.seconds_a_byte()
    usage, start = medians(timing.taken), medians(timing.starts)
    measured = usage.cpu - start.cpu >= max(QUICKEST, start.cpu / 10) and min(*own, *rates) > 0
    speed = 1 / MEGABYTE / statistics.median(rates) if measured else None
    slower = ratio(rates, own) if measured else None
    return Row(collection, timing.size / MEGABYTE, texts, name, usage, start, speed, slower, found)


def as_many(texts: Sequence[Case], largest: float) -> int:
    """How many of the texts, from the first on, are no more bytes than that."""
    done = 0
    for count, case in enumerate(texts):
        done += len(case.text.encode())
        if done > largest:
            return count
    return len(texts)


def checked(engine: Engine, texts: Sequence[Case], output: Path) -> Answer | None:
    """How good an engine's answer is, where that is known; `ValueError` when it is none, or this library's too bad."""
    try:
        spans = read(output, texts)
    except ValueError as error:
        raise ValueError(f"{engine.name}: {error}") from error
    if engine.name == CODEC or not any(case.blocks for case in texts):
        return None
    found = answer(texts, spans)
    reason = fault(found) if engine.name == OWN else ""
    if reason:
        raise ValueError(f"{engine.name}: {reason}")
    return found


def table(rows: Sequence[Row]) -> Rows:
    """What each took, and how good its answer is."""
    heading = ["what", "texts", "MB", "CPU s", "to start", "wall s", "peak MB", "MB/CPU s", "x dedup", "recall",
               "precision", "touched"]  # fmt: skip
    return [heading, *map(cells, rows)]


def cells(row: Row) -> list[str]:
    """The cells of one engine."""
    found = row.answer
    return [
        row.engine,
        f"{row.texts:,} {row.collection}",
        f"{row.megabytes:.1f}",
        f"{row.usage.cpu:.2f}",
        f"{row.start.cpu:.2f}",
        f"{row.usage.wall:.2f}",
        f"{row.usage.peak:.0f}",
        "" if row.speed is None else f"{row.speed:.3g}",
        "" if row.slower is None else f"{row.slower:.3g}",
        *((f"{found.recall:.3f}", f"{found.precision:.3f}", f"{found.touched}/{found.natural}") if found else [""] * 3),
    ]


def recalls(rows: Sequence[Row]) -> Iterator[str]:
    """A table of the recall by the way in which copies came about; nothing for documents."""
    found = [(row.engine, row.answer) for row in rows if row.answer]
    if found:
        yield from markdown([["recall", *MODES], *([name, *by_mode(answer)] for name, answer in found)])
        yield ""


def by_mode(found: Answer) -> Iterator[str]:
    """A cell for each mode, empty where a sample was too small for it."""
    return (f"{found.modes[mode]:.2f}" if mode in found.modes else "" for mode in MODES)


def as_dict(row: Row) -> dict[str, object]:
    """A row as it is recorded."""
    found = row.answer._asdict() if row.answer else None
    return {**row._asdict(), "usage": row.usage._asdict(), "start": row.start._asdict(), "answer": found}
