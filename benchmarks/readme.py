"""`python -m benchmarks readme` fills in the marked parts of README.md and of docs from the newest records."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.quality.kinds import IN_WORDS

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "benchmarks" / "record"
DOCS = ROOT / "docs"
DOCUMENTS = (ROOT / "README.md", DOCS / "benchmarks.md", DOCS / "what-is-a-copy.md")

Row = dict[str, Any]  #: of a record: an engine on a collection

#: A case, and what is compared in it.
CASES = {
    "words/english-split": "words, with offsets and hashes, against `str.split`",
    "collapse/article": "`collapse` of the article, the whole call, against `str.split` of it",
    "collapse/documents": "`collapse` of 700 documents against a loop that drops equal lines",
    "commands/version": "`dedup --version` against `python -c pass`",
    "commands/collapse-article": "`dedup collapse examples/article.txt` against `python -c pass`",
}

#: README shows so many engines of each kind, the fastest of those that were scored ...
SHOWN = 6

#: ... without those that are there already, or whose score is not comparable.
NOT_SHOWN = (", 2 threads", ", sampled", " across texts")

HEADING = "| what | MB | MB/CPU s | CPU time, times ours | peak MB | recall | precision |"


class Plot(NamedTuple):
    """A plot of a part of a record."""

    part: str
    shows: str
    sizes: int = 1  #: of collections that are needed at least


PLOTS = {
    "near-copies": Plot("corpus", "speed, recall and precision of the removal of near copies among documents"),
    "repeats": Plot("inside", "speed, recall and precision of the removal of repeats inside one text"),
    "growth": Plot("corpus", "CPU seconds and memory by the size of the collection", sizes=2),
    "stages": Plot("stages", "the speed of each stage as a share of its ceiling"),
}

#: Engines of which one may be too slow for a size.
MANY = 6


def newest(part: str) -> tuple[Path, dict[str, Any]] | None:
    """The newest record that has this part, and where it is."""
    for path in sorted(RECORD.glob("*.json"), reverse=True):
        record = json.loads(path.read_text("utf-8"))
        if record.get(part):
            return path, record
    return None


def is_own(row: Row) -> bool:
    """Is this library the engine?"""
    engine: str = row["engine"]
    return engine.partition(",")[0] == "dedup"


def score_of(row: Row) -> dict[str, Any] | None:
    """Recall and precision; None for what looks for nothing."""
    return row.get("score") or row.get("answer")


def speed_of(row: Row) -> float:
    """MB a CPU second; without the time to start, where that was measured."""
    speed: float = row.get("speed") or row["megabytes"] / row["usage"]["cpu"]
    return speed


def is_timed(row: Row) -> bool:
    """Was the engine slow enough for its speed to be told from its start?"""
    return "speed" not in row or row["speed"] is not None


def collections_of(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of each collection by its name, '' where there is but one."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.get("collection", ""), []).append(row)
    return found


def comparable(rows: Sequence[Row]) -> list[Row]:
    """The rows at the largest size that all engines ran, or all but one of many; the fastest first.

    Engines that were given less take part with the most that they were given.
    """
    sizes = Counter(row["megabytes"] for row in rows)
    most = max(sizes.values())
    size = max(size for size, engines in sizes.items() if engines >= most - (most > MANY))
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["megabytes"]):
        if row["megabytes"] <= size:
            found[row["engine"]] = row
    return sorted(found.values(), key=lambda row: (is_timed(row), speed_of(row)), reverse=True)


def speed() -> Iterator[str]:
    """The cases named above, as a table."""
    found = newest("results")
    if not found:
        return
    _, record = found
    results = {result["case"]: result for result in record["results"] if "ratio" in result}
    yield f"Medians of alternated rounds, CPU seconds; {origin(record)}."
    yield ""
    yield "| what | measured |"
    yield "|---|---|"
    for case, words in CASES.items():
        ratio, measure = results[case]["ratio"][1], results[case]["measure"]
        yield f"| {words} | {ratio:.1f} times {'as fast' if measure == 'speed' else 'the time'} |"
    hostile = [result for case, result in results.items() if case.startswith("hostile/")]
    worst = max(hostile, key=lambda result: result["ratio"][1])
    name, ratio = worst["case"].removeprefix("hostile/"), worst["ratio"][1]
    yield (
        f"| the worst of {len(hostile)} hostile texts of 10 MB, `{name}`, against an ordinary one "
        f"| {ratio:.1f} times the time |"
    )


def origin(record: dict[str, Any]) -> str:
    """Where and when a record was made."""
    return f"{record['machine']}, {record['date']}"


def glance() -> Iterator[str]:
    """The fastest engines for documents and for one text, as the one table of README."""
    documents, texts = newest("corpus"), newest("inside")
    if not documents or not texts:
        return
    near = comparable(documents[1]["corpus"])
    name, inside = next((name, comparable(rows)) for name, rows in collections_of(texts[1]["inside"]).items())
    yield "| | MB per CPU second | peak MB | recall | precision |"
    yield "|---|---:|---:|---:|---:|"
    yield f"| *near-duplicate documents, {near[0]['megabytes']:.0f} MB of JSON lines* | | | | |"
    yield from fastest(near)
    yield f"| *repeats inside one text, {inside[0]['megabytes']:.0f} MB of {name} pages* | | | | |"
    yield from fastest(inside)
    yield ""
    yield f"Medians; {origin(documents[1])}."


def fastest(rows: Sequence[Row]) -> Iterator[str]:
    """The fastest engines that were timed and scored, each once; with its size where one was given less."""
    most = max(row["megabytes"] for row in rows)
    scored = [row for row in rows if score_of(row) and is_timed(row) and not row["engine"].endswith(NOT_SHOWN)]
    for row in scored[:SHOWN]:
        score = score_of(row) or {}
        size = f" ({figures(row['megabytes'])} MB)" if row["megabytes"] < 0.9 * most else ""
        cells = (
            "**dedup**" if is_own(row) else row["engine"] + size,
            figures(speed_of(row)),
            figures(row["usage"]["peak"]),
            f"{score['recall']:.4f}",
            f"{score['precision']:.4f}",
        )
        yield f"| {' | '.join(cells)} |"


def corpus() -> Iterator[str]:
    """Near copies among documents, as a table of all that ran one size."""
    found = newest("corpus")
    if found:
        rows = comparable(found[1]["corpus"])
        yield f"{rows[0]['documents']:,} documents, {rows[0]['megabytes']:g} MB; medians; {origin(found[1])}."
        yield ""
        yield from table(rows)


def inside() -> Iterator[str]:
    """Repeats inside one text, as a table for each collection."""
    found = newest("inside")
    if not found:
        return
    for place, (name, rows) in enumerate(collections_of(found[1]["inside"]).items()):
        if place:
            yield ""
        yield f"{name or 'Texts'}; medians; {origin(found[1])}."
        yield ""
        yield from table(comparable(rows))


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Engines as a table in Markdown."""
    own = next((row for row in rows if is_own(row)), None)
    yield HEADING
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        score = score_of(row)
        cells = (
            f"**{row['engine']}**" if is_own(row) else row["engine"],
            figures(row["megabytes"]),
            figures(speed_of(row)) if is_timed(row) else "",
            figures(row.get("slower") or speed_of(own) / speed_of(row)) if own and is_timed(row) else "",
            figures(row["usage"]["peak"]),
            *((f"{score['recall']:.4f}", f"{score['precision']:.4f}") if score else ("", "")),
        )
        yield f"| {' | '.join(cells)} |"


def figures(number: float) -> str:
    """A number with two figures at least, and no more than it needs."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}" if number >= 1 else f"{number:.2g}"


def kinds() -> Iterator[str]:
    """What was found, and what was harmed, on pages on which a copy is hard to tell."""
    found = newest("kinds")
    if not found:
        return
    by_kind = found[1]["kinds"]
    groups = list(next(iter(by_kind.values())))
    heading = " | ".join(f"{group}: {what}" for group in groups for what in ("found", "harmed"))
    yield f"| on the page | {heading} |"
    yield f"|---|{'---:|---:|' * len(groups)}"
    for kind, scores in by_kind.items():
        cells = [cell for group in groups for cell in shares(scores[group])]
        yield f"| {IN_WORDS[kind]} | {' | '.join(cells)} |"


def shares(score: dict[str, Any]) -> tuple[str, str]:
    """The share of what should go that went, if anything should, and of the pages that lost something else."""
    found = f"{score['right'] / score['wanted']:.0%}" if score["wanted"] else ""
    return found, f"{score['harmed'] / score['cases']:.0%}"


def plots() -> Iterator[str]:
    """A link to each plot that there are rows for."""
    links = []
    for name, plot in PLOTS.items():
        found = newest(plot.part)
        if found and name in plots_of(found[1]):
            path = f"../{plot_path(found[0], name).relative_to(ROOT).as_posix()}"
            links += ["", f"![{plot.shows[0].upper()}{plot.shows[1:]}]({path})"]
    yield from links[1:]


def plots_of(record: dict[str, Any]) -> list[str]:
    """The names of the plots that a record has rows for."""

    def enough(plot: Plot) -> bool:
        rows = record.get(plot.part) or []
        return len({row.get("megabytes") for row in rows}) >= plot.sizes

    return [name for name, plot in PLOTS.items() if enough(plot)]


def plot_path(record: Path, name: str) -> Path:
    """Where a plot of a record is: beside it."""
    return record.with_name(f"{record.stem}-{name}.svg")


#: What stands between two marks, by what is in them.
PARTS: dict[str, Callable[[], Iterator[str]]] = {
    part.__name__: part for part in (glance, speed, corpus, inside, kinds, plots)
}


def mark(part: str) -> str:
    """What stands before and behind a part."""
    return f"<!-- {part} -->"


def filled(text: str) -> str:
    """`text` with every part that it has a mark of, or two, as the newest records have it."""
    for part, lines in PARTS.items():
        before, found, rest = text.partition(mark(part))
        if found:
            after = rest.partition(mark(part))[2] if mark(part) in rest else rest
            text = before + "\n".join((mark(part), *lines(), mark(part))) + after
    return text


def main(arguments: Sequence[str]) -> int:
    """Fills in the marked parts of all documents."""
    argparse.ArgumentParser("python -m benchmarks readme", description=__doc__).parse_args(arguments)
    for document in DOCUMENTS:
        document.write_text(filled(document.read_text("utf-8")), "utf-8")
    return 0
