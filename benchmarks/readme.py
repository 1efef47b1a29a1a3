"""`python -m benchmarks readme` fills in the marked parts of README.md and of docs from the newest records."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benchmarks.blocks.run import row_of as block_row
from benchmarks.blocks.run import table as block_table
from benchmarks.corpora import SCRIPTS, UNSPACED
from benchmarks.engines.compared import row_of as compared_row
from benchmarks.engines.compared import table as compared_table
from benchmarks.engines.run import row_of as engine_row
from benchmarks.engines.run import table as engine_table
from benchmarks.glance import glance
from benchmarks.index.run import Row as IndexRow
from benchmarks.index.run import table as index_table
from benchmarks.quality.kinds import IN_WORDS
from benchmarks.recorded import (
    PLOTS,
    ROOT,
    Row,
    cases_of,
    collections_of,
    comparable,
    figures,
    is_own,
    is_timed,
    newest,
    origin,
    plot_path,
    plots_of,
    score_of,
    size_in_words,
    speed_of,
)
from benchmarks.signatures import Measured
from benchmarks.signatures import table as signature_table
from benchmarks.sites import Row as SiteRow
from benchmarks.sites import table as site_table
from benchmarks.tables import markdown

DOCUMENTS = (
    ROOT / "README.md",
    ROOT / "docs" / "benchmarks.md",
    ROOT / "docs" / "guide" / "beyond-one-machine.md",
    ROOT / "docs" / "what-is-a-copy.md",
)

#: A case, and what is compared in it.
CASES = {
    "words/english-split": "words, with offsets and hashes, against `str.split`",
    "collapse/article": "`collapse` of the article, the whole call, against `str.split` of it",
    "collapse/documents": "`collapse` of 700 documents against a loop that drops equal lines",
    "commands/import": "`import dedup` against `python -c pass`",
    "commands/import-collapse": "`from dedup import collapse` against `python -c pass`",
    "commands/version": "`dedup --version` against `python -c pass`",
    "commands/collapse-article": "`dedup collapse examples/article.txt` against `python -c pass`",
}

HEADING = "| what | MB | MB/CPU s | CPU time, times ours | peak MB | recall | precision |"
DOCUMENTS_HEADING = (
    "| kind of text | documents | a CPU second | GB an hour | ns a byte: median | 99th percentile "
    "| times as fast as the loop: median | 1st percentile | all bytes |"
)


def speed() -> Iterator[str]:
    """The cases named above, as a table."""
    found = newest("results")
    if not found:
        return
    record, results = found[1], cases_of(found[1])
    yield f"Medians of alternated rounds, CPU seconds; {origin(record)}."
    yield ""
    yield "| what | measured |"
    yield "|---|---|"
    for case, words in CASES.items():
        if case in results:
            ratio, measure = results[case]["ratio"][1], results[case]["measure"]
            yield f"| {words} | {ratio:.1f} times {'as fast' if measure == 'speed' else 'the time'} |"
    hostile = [result for case, result in results.items() if case.startswith("hostile/")]
    if hostile:
        worst = max(hostile, key=lambda result: result["ratio"][1])
        name, ratio = worst["case"].removeprefix("hostile/"), worst["ratio"][1]
        yield (
            f"| the worst of {len(hostile)} hostile texts of 10 MB, `{name}`, against an ordinary one "
            f"| {ratio:.1f} times the time |"
        )


def scripts() -> Iterator[str]:
    """Words in each script, as a table."""
    found = newest("results")
    results = cases_of(found[1]) if found else {}
    timed = {script: results[f"words/{script}-split"] for script in SCRIPTS if f"words/{script}-split" in results}
    if not found or not timed:
        return
    yield f"Medians of alternated rounds, CPU seconds; {origin(found[1])}."
    yield ""
    yield "| script | ns a byte | `str.split`, ns a byte | time, times that of `str.split` |"
    yield "|---|---:|---:|---:|"
    for script, result in timed.items():
        own, split = (
            1e9 * result[seconds][1] / result[size]
            for seconds, size in (("seconds", "size"), ("against_seconds", "against_size"))
        )
        name = f"{script.capitalize()}, no spaces" if script in UNSPACED else script.capitalize()
        yield f"| {name} | {figures(own)} | {figures(split)} | {figures(result['ratio'][1])} |"


def lengths() -> Iterator[str]:
    """What a byte takes by the length of the text, as a table."""
    found = newest("lengths")
    if not found:
        return
    yield f"Medians of alternated rounds, CPU seconds; {origin(found[1])}."
    yield ""
    yield "| length | `collapse`, ns a byte | times that at 3 KB | loop over lines, ns a byte |"
    yield "|---|---:|---:|---:|"
    for row in found[1]["lengths"]:
        cells = (row["ns_a_byte"], row["times_short"], row["lines_ns_a_byte"])
        yield f"| {size_in_words(row['characters'])} | {' | '.join(map(figures, cells))} |"


def documents() -> Iterator[str]:
    """`collapse` by kind of text, as a table, and what it finds and what it adds to extraction."""
    found = newest("documents")
    if not found:
        return
    rows = found[1]["documents"]
    yield f"Medians; {origin(found[1])}."
    yield ""
    yield DOCUMENTS_HEADING
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        cells = (
            row["kind"],
            f"{row['documents']:,}",
            *(figures(row[measure]) for measure in ("pages_a_second", "gigabytes_an_hour")),
            *(figures(row["ns_a_byte"][measure]) for measure in ("median", "worst")),
            *(figures(row["times_lines"][measure]) for measure in ("median", "worst", "all")),
        )
        yield f"| {' | '.join(cells)} |"
    for row in rows:
        if row["share"]:
            yield ""
            yield f"For {row['kind']}, `collapse` adds {row['share']:.1%} to the CPU time of {row['extractor']}."
        if row["accuracy"]:
            accuracy = row["accuracy"]
            yield ""
            yield (
                f"On {row['kind']}, recall is {accuracy['recall']:.4f} and precision {accuracy['precision']:.4f}. "
                f"The loop over lines reaches {accuracy['lines_recall']:.4f} and {accuracy['lines_precision']:.4f}."
            )


def corpus() -> Iterator[str]:
    """Near copies among documents, as a table of all that ran one size."""
    found = newest("corpus")
    if found:
        rows = comparable(found[1]["corpus"])
        yield f"{rows[0]['documents']:,} documents, {rows[0]['megabytes']:g} MB; medians; {origin(found[1])}."
        yield ""
        yield from table(rows)


def sites() -> Iterator[str]:
    """Pages of made sites, by what is protected."""
    found = newest("sites")
    if found:
        yield from markdown(site_table([SiteRow(**row) for row in found[1]["sites"]]))


def blocks() -> Iterator[str]:
    """Blocks that the pages of made sites share, by engine."""
    found = newest("blocks")
    if found:
        rows = [block_row(row) for row in found[1]["blocks"]]
        yield f"{rows[0].pages:,} pages, {rows[0].megabytes:.1f} MB; medians; {origin(found[1])}."
        yield ""
        yield from markdown(block_table(rows))


def engines() -> Iterator[str]:
    """Documents in number, on one machine, over shards and on engines."""
    found = newest("engines")
    if found:
        rows = [engine_row(row) for row in found[1]["engines"]]
        yield f"Simulated documents, one run of each, two workers of one machine; {origin(found[1])}."
        yield "*A core* is documents a CPU second, against one process without shards. On an engine, *moved* lacks what"
        yield "its workers read and write: as much as over shards alone."
        yield ""
        yield from engine_table(rows)


def compared() -> Iterator[str]:
    """Shards and engines, beside other tools that scale."""
    found = newest("compared")
    if found:
        yield f"Documents grown from real ones, two cores of one machine; {origin(found[1])}."
        yield ""
        yield from compared_table([compared_row(row) for row in found[1]["compared"]])


def index() -> Iterator[str]:
    """An index of texts seen before, while it grows."""
    found = newest("index")
    if found:
        yield f"One run of each; {origin(found[1])}."
        yield ""
        yield from index_table([IndexRow(**row) for row in found[1]["index"]])


def signatures() -> Iterator[str]:
    """Two kinds of signatures in datasketch's index."""
    found = newest("signatures")
    if found:
        record, collection = found[1], found[1]["collection"]
        yield f"{collection['documents']:,} documents, {collection['megabytes']:g} MB; medians; {origin(record)}."
        yield ""
        yield from markdown(signature_table([Measured(**row) for row in record["signatures"]]), left=(0, 1))


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


#: What stands between two marks, by what is in them.
PARTS: dict[str, Callable[[], Iterator[str]]] = {
    part.__name__: part
    for part in (
        glance,
        documents,
        lengths,
        scripts,
        speed,
        corpus,
        signatures,
        blocks,
        sites,
        index,
        engines,
        compared,
        inside,
        kinds,
        plots,
    )
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
