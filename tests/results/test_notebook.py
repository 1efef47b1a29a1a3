"""Results as notebooks show them."""

from __future__ import annotations

import subprocess
import sys

import pytest

import dedup
from tests.report.html.hostile import TEXT
from tests.report.html.pages import OTHER_NUMBER, STORY

DOCS = {"<i>a</i>": STORY * 2, "b": STORY * 2, "c": OTHER_NUMBER}
RESULTS = [
    (dedup.collapse(STORY + STORY), "1 copy removed <small>388 of 776 characters"),
    (dedup.collapse(STORY), "0 copies removed"),
    (dedup.collapse(TEXT + TEXT), "copy removed"),
    (dedup.compare(STORY, OTHER_NUMBER), "Jaccard index 0."),
    (dedup.compare("", ""), "Jaccard index 0.000"),
    (dedup.deduplicate(DOCS), "2 of 3 documents kept"),
    (dedup.deduplicate([]), "0 of 0 documents kept"),
    (dedup.deduplicate_blocks(DOCS), "of 3 documents kept"),
    (dedup.Deduplicated.from_dict(dedup.deduplicate(DOCS).to_dict()), "2 of 3 documents kept"),
]


@pytest.mark.parametrize(("result", "shown"), RESULTS, ids=[type(result).__name__ for result, _ in RESULTS])
def test_a_notebook_shows_the_result(result: dedup.Collapsed, shown: str) -> None:
    html = result._repr_html_()
    assert html
    assert shown in html
    assert html.startswith('<div class="dedup piece"><style>')
    assert "<script" not in html
    assert "<i>a</i>" not in html


def test_a_style_holds_for_the_result_alone() -> None:
    html = dedup.collapse(STORY)._repr_html_()
    assert html
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert style.startswith(".dedup {")
    depth = 0
    for place, character in enumerate(style.rstrip()):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth > 0 or place < len(".dedup {") or place == len(style.rstrip()) - 1


def test_without_jinja2_a_notebook_shows_the_repr() -> None:
    program = "import sys; sys.modules['jinja2'] = None; import dedup; print(dedup.collapse('')._repr_html_())"
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "None\n"
