"""The one table of README: at most eight rows, what `dedup` does and what that is to be compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.recorded import (
    Row,
    cases_of,
    collections_of,
    comparable,
    figures,
    is_own,
    is_timed,
    newest,
    origin,
    score_of,
    size_in_words,
    speed_of,
)

WEB = "web pages"  #: the kind of text that is shown
LONG = 1_000_000  #: characters of the long text that is shown

#: Engines that are there already, or whose score is not comparable.
NOT_SHOWN = (", 2 threads", ", sampled", " across texts")

Cells = tuple[str, str, str]


def glance() -> Iterator[str]:
    """The table, with a row for whatever the records have."""
    shown = {
        part: (record, list(rows(record)))
        for part, rows in (
            ("documents", web_pages),
            ("inside", copies_inside),
            ("corpus", near_documents),
            ("lengths", long_text),
            ("results", cases),
        )
        if (record := newest_record(part))
    }
    if not shown:
        return
    yield "| what | `dedup` | compared with |"
    yield "|---|---|---|"
    for _, rows in shown.values():
        yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
    yield f"Medians, CPU time; {'; '.join(sorted({origin(record) for record, rows in shown.values() if rows}))}."


def newest_record(part: str) -> dict[str, Any] | None:
    """The newest record that has this part."""
    found = newest(part)
    return found[1] if found else None


def web_pages(record: dict[str, Any]) -> Iterator[Cells]:
    """What `collapse` adds to a page, how much it gets through, and the page in the middle and the worst."""
    known = next((row["accuracy"] for row in record["documents"] if row["accuracy"]), None)
    recall = f"; recall {known['recall']:.4f} against {known['lines_recall']:.4f} on generated pages" if known else ""
    for row in record["documents"]:
        if row["kind"] == WEB:
            each = f"{1e3 / row['pages_a_second']:.2g} ms"
            yield "the text of a web page", each, f"{row['share']:.1%} of what {row['extractor']} takes to extract it"
            own, lines = row["ns_a_byte"], row["times_lines"]
            yield (
                "web pages, on one core",
                f"{figures(row['pages_a_second'])} a second, {figures(row['gigabytes_an_hour'])} GB an hour",
                f"{figures(lines['all'])} times as fast as a loop that drops repeated lines{recall}",
            )
            yield (
                "the median page; 99 of 100 pages",
                f"{figures(own['median'])}; at most {figures(own['worst'])} ns a byte",
                f"{figures(lines['median'])}; at least {figures(lines['worst'])} times as fast as that loop",
            )


def copies_inside(record: dict[str, Any]) -> Iterator[Cells]:
    """Copies inside the pages of the first collection, beside the fastest of the other tools."""
    name, rows = next(iter(collections_of(record["inside"]).items()))
    shown = comparable(rows)
    yield (f"copies inside {name} pages, {shown[0]['megabytes']:.0f} MB", *beside_the_fastest(shown))


def near_documents(record: dict[str, Any]) -> Iterator[Cells]:
    """Near copies among documents, beside the fastest of the other tools."""
    shown = comparable(record["corpus"])
    yield (f"near-duplicate documents, {shown[0]['megabytes']:.0f} MB", *beside_the_fastest(shown))


def beside_the_fastest(rows: Sequence[Row]) -> tuple[str, str]:
    """What this library did, and the fastest of the others that were timed and scored."""
    shown = [row for row in rows if score_of(row) and is_timed(row) and not row["engine"].endswith(NOT_SHOWN)]
    own = next(row for row in shown if is_own(row))
    other = next(row for row in shown if not is_own(row))
    return in_words(own), f"{other['engine']}: {in_words(other)}"


def in_words(row: Row) -> str:
    """Speed, memory and recall of an engine."""
    recall = (score_of(row) or {})["recall"]
    return f"{figures(speed_of(row))} MB/s, {figures(row['usage']['peak'])} MB of memory, recall {recall:.4f}"


def long_text(record: dict[str, Any]) -> Iterator[Cells]:
    """A long text, byte for byte against short ones."""
    for row in record["lengths"]:
        if row["characters"] == LONG:
            took = f"{figures(row['ns_a_byte'])} ns a byte"
            yield f"a text of {size_in_words(LONG)}", took, f"{figures(row['times_short'])} times texts of 3 KB"


def cases(record: dict[str, Any]) -> Iterator[Cells]:
    """The article, as a call and as a command."""
    results = cases_of(record)
    for case, words, unit, name in (
        ("collapse/article", "the article, `dedup.collapse(page)`", 1e-6, "µs"),
        ("commands/collapse-article", "the article, `dedup collapse article.txt`", 1e-3, "ms"),
    ):
        if case in results:
            result = results[case]
            took = f"{result['seconds'][1] / unit:.0f} {name}"
            yield words, took, f"{figures(result['ratio'][1])} times `{result['against']}`"
