"""docs/what-is-a-copy.md with its two tables: each rule and each reason in the words of `dedup explain`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dedup.repeats.sparing import option_against
from dedup.report.reasons import REASONS, RULES

PAGE = Path(__file__).parents[1] / "docs" / "what-is-a-copy.md"


def with_rule_tables() -> str:
    """The page, with the tables as they should be."""
    page = PAGE.read_text("utf-8")
    for name, rows in (("rules", _rules()), ("reasons", _reasons())):
        mark = f"<!-- made: {name} -->"
        before, _, after = page.split(mark)
        page = "\n".join([before + mark, *rows, mark + after])
    return page


def _rules() -> Iterator[str]:
    yield "| rule | why the copy was removed |"
    yield "|---|---|"
    yield from (f"| `{rule}` | {sentence} |" for rule, sentence in RULES.items())


def _reasons() -> Iterator[str]:
    yield "| reason | why the block was left in place | what lifts it |"
    yield "|---|---|---|"
    for reason, sentence in REASONS.items():
        option = option_against(reason, 0.75)
        lifted_by = {"protect": f"`protect` without `{reason}`", "identity": "a lower `identity`", "": "nothing"}
        yield f"| `{reason}` | {sentence} | {lifted_by[option.partition('=')[0]]} |"
