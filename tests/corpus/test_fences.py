"""Which parts of a text are blocks of code between two fences."""

from __future__ import annotations

import pytest

from dedup.corpus.blocks.fences import Fences, fenced_blocks
from dedup.results.span import Span

CODE = "b = 1\n\nc = 2"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (f"a\n\n```\n{CODE}\n```\n\nd", [f"```\n{CODE}\n```"]),
        (f"~~~ sql\n{CODE}\n~~~\r\nd", [f"~~~ sql\n{CODE}\n~~~"]),
        (f"- a\n\n  ```yaml\n{CODE}\n  ```  \n", [f"```yaml\n{CODE}\n  ```"]),
        (f"````\n```\n{CODE}\n```\n````", [f"````\n```\n{CODE}\n```\n````"]),  # fences inside of fences
        (f"```\na\n```py\n{CODE}\n```", [f"```py\n{CODE}\n```"]),  # nothing closes the first one
        (f"```\n{CODE}\n~~~", []),
        (f"```a``` b\n\n{CODE}\n\n```a``` b", []),  # code in a line
        (f"Title\n~~~~~\n\n{CODE}\n\nOther\n~~~~~\n", []),  # headings
        ("```", []),
        ("", []),
    ],
)
def test_a_fenced_block_is_between_two_fences(text: str, blocks: list[str]) -> None:
    assert [text[start:stop] for start, stop in fenced_blocks(text)] == blocks


@pytest.mark.parametrize(
    ("span", "whole"),
    [
        ("ab```cd```ef", "ab```cd```ef"),
        ("```cd```", "```cd```"),
        ("d```ef", "ef"),
        ("ab```c", "ab"),
        ("d```ef```g", "ef"),
        ("cd", ""),
        ("```c", ""),
        ("ef", "ef"),
    ],
)
def test_a_span_has_no_part_of_a_fenced_block(span: str, whole: str) -> None:
    text, marked = (before.replace("```", "\n```\n") for before in ("ab```cd```ef```gh```", span))
    start = text.index(marked)
    begin, end = Fences(text).without_parts(Span(start, start + len(marked)))
    assert text[begin:end].strip() == whole.replace("```", "\n```\n").strip()
