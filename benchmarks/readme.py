"""`python -m benchmarks.readme` writes the speed table of README.md from the newest record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "benchmarks" / "record"
README = ROOT / "README.md"
MARK = "<!-- speed -->"

#: A case, and what is compared in it.
ROWS = {
    "words/english-split": "words, with offsets and hashes, against `str.split`",
    "collapse/article": "`collapse` of the article, the whole call, against `str.split` of it",
    "collapse/documents": "`collapse` of 700 documents against a loop that drops equal lines",
    "commands/version": "`dedup --version` against `python -c pass`",
    "commands/collapse-article": "`dedup collapse examples/article.txt` against `python -c pass`",
}


def newest() -> dict[str, Any]:
    """The newest record of speed."""
    records = [json.loads(path.read_text("utf-8")) for path in sorted(RECORD.glob("*.json"))]
    return next(record for record in reversed(records) if "simd" in record)


def table(record: dict[str, Any]) -> Iterator[str]:
    """The lines of the table."""
    results = {result["case"]: result for result in record["results"] if "ratio" in result}
    yield f"Medians of alternated rounds, CPU seconds; {record['machine']}, {record['date']}."
    yield ""
    yield "| what | measured |"
    yield "|---|---|"
    for case, words in ROWS.items():
        ratio, measure = results[case]["ratio"][1], results[case]["measure"]
        yield f"| {words} | {ratio:.1f} times {'as fast' if measure == 'speed' else 'the time'} |"
    worst = max((r for c, r in results.items() if c.startswith("hostile/")), key=lambda result: result["ratio"][1])
    name, ratio = worst["case"].removeprefix("hostile/"), worst["ratio"][1]
    yield f"| the worst of 26 hostile texts of 10 MB, `{name}`, against an ordinary one | {ratio:.1f} times the time |"


def speed() -> str:
    """What stands between the marks."""
    return "\n".join((MARK, *table(newest()), MARK))


if __name__ == "__main__":
    before, _, rest = README.read_text("utf-8").partition(MARK)
    after = rest.partition(MARK)[2] if MARK in rest else rest
    README.write_text(before + speed() + after, "utf-8")
