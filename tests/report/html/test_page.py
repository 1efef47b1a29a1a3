"""The page as a file: what is in it, how large it gets, and that nothing is left unescaped."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given

import dedup
from dedup.report.html import body, collapse_page
from dedup.report.html.charts import AtThreshold, Likenesses, curve_of, sizes_chart
from dedup.report.html.controls import parts_of
from dedup.results.collapsed import Collapsed, Removal
from dedup.results.span import Span
from tests.report.html.hostile import NAMES, TEXT
from tests.report.html.pages import OTHER_NUMBER, STORY, write_page
from tests.strategies import texts

#: All elements and attributes that a page is made of.
ELEMENTS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "script",
        "body",
        "header",
        "main",
        "nav",
        "section",
        "div",
        "p",
        "span",
    ),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "small",
        "a",
        "b",
        "i",
        "u",
        "bdi",
        "code",
        "kbd",
        "mark",
        "del",
        "ins",
        "ol",
        "ul",
        "li",
    ),
    *("details", "summary", "figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td"),
    *("fieldset", "legend", "label", "input", "select", "option", "output"),
    *("svg", "g", "rect", "path", "text", "line", "polygon", "circle"),
}
ATTRIBUTES = {
    *(
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "class",
        "id",
        "href",
        "dir",
        "open",
        "role",
        "scope",
        "colspan",
    ),
    *("aria-label", "aria-hidden", "data-like", "data-size", "type", "checked", "placeholder", "value"),
    *("viewbox", "preserveaspectratio", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "d", "points"),
    *("width", "height"),
}


class Parts(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str | None] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value for name, value in attrs if name in ("href", "src")}


def written(tmp_path: Path, texts: dict[str, str]) -> str:
    return write_page(tmp_path / "report.html", texts).read_text("utf-8")


def test_hostile_texts_add_no_element_and_no_attribute(tmp_path: Path) -> None:
    parts = Parts(written(tmp_path, dict.fromkeys(NAMES, TEXT + "\n" + TEXT + STORY + OTHER_NUMBER)))
    assert parts.elements <= ELEMENTS
    assert parts.attributes <= ATTRIBUTES
    assert all(link and re.fullmatch("#[a-z]+-?[0-9]*[a-z]?", link) for link in parts.links)


@given(texts())
def test_no_text_adds_an_element(text: str) -> None:
    piece = dedup.collapse(f"{text}\n\n{STORY}\n{text}\n\n{STORY}", protect=())._repr_html_()
    assert piece
    assert Parts(piece).elements <= ELEMENTS


def test_the_policy_names_the_one_style_and_the_one_script(tmp_path: Path) -> None:
    html = written(tmp_path, {"a.txt": STORY + STORY})
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    for name in ("style", "script"):
        [asset] = re.findall(rf"<{name}>(.*?)</{name}>", html, re.DOTALL)
        digest = b64encode(sha256(asset.encode()).digest()).decode()
        assert f"{name}-src &#39;sha256-{digest}&#39;" in policy
    assert policy.startswith("default-src &#39;none&#39;; ")


@given(texts())
def test_parts_of_a_text_have_no_control_characters(text: str) -> None:
    parts = [*parts_of(text)]
    shown = "".join(part.text for part in parts)
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    whole = "".join(part.text or chr(int(part.name.removeprefix("U+"), 16)) for part in parts)
    assert whole == text


def many_results(count: int) -> tuple[str, Collapsed]:
    """A text with so many changed copies of one sentence, and what would be removed of it."""
    line = "The council met on Monday evening to vote on the new bridge across the river, and so it went on number "
    lines = [f"{line}{n} of the {n * 7} rivers.\n" for n in range(count + 1)]
    ends = [len("".join(lines[:1]))]
    for one in lines[1:]:
        ends.append(ends[-1] + len(one))
    removals = [
        Removal(Span(ends[n - 1], ends[n]), Span(0, ends[0] - 1), "near", False, 0.9, "long run", lines[n])
        for n in range(1, count + 1)
    ]
    return "".join(lines), Collapsed(lines[0], removals)


def test_a_large_page_shows_less_of_each_copy_and_counts_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, collapsed = many_results(300)
    monkeypatch.setattr(collapse_page, "MOST_REMOVED", 200)
    monkeypatch.setattr(body, "FULL_UNTIL", 50_000)
    monkeypatch.setattr(body, "BRIEF_UNTIL", 100_000)
    page = collapse_page.CollapsePage()
    page.add("a.txt", source, collapsed)
    with open(tmp_path / "report.html", "wb") as file:
        page.write(file, "removed")
    html = (tmp_path / "report.html").read_text("utf-8")
    assert html.count('<li class="entry') == 200
    assert 50 < html.count('<div class="two">') < 200
    assert "300 copies" in html
    assert "200 of 300 are shown" in html
    assert len(html) < 400_000


def test_all_hold_so_much_together_that_five_thousand_fit_into_fifteen_megabytes() -> None:
    heads = 700  #: bytes of an entry of which only the beginning and the end are shown
    assert body.BRIEF_UNTIL + collapse_page.MOST_REMOVED * heads + collapse_page.MOST_SPARED * heads < 15_000_000


def test_likenesses_are_counted_by_hundredths() -> None:
    likenesses = Likenesses()
    assert likenesses.chart(0.8) is None
    for likeness in (0.8, 0.803, 0.95, 1.0):
        likenesses.add("near", likeness)
    chart = likenesses.chart(0.8)
    assert chart
    assert chart.threshold is None
    assert {bar.title: bar.height for bar in chart.bars if bar.height} == {
        "80% to 81%": 2,
        "95% to 96%": 1,
        "99% to 100%": 1,
    }


def test_a_threshold_stands_where_less_alike_ones_are_shown_too() -> None:
    likenesses = Likenesses()
    likenesses.add("spared", 0.6)
    likenesses.add("near", 0.9)
    chart = likenesses.chart(0.8)
    assert chart
    assert chart.threshold == pytest.approx(560 / 2)


def test_groups_are_counted_by_size() -> None:
    chart = sizes_chart([2, 2, 3, 5, 70])
    assert chart
    assert [(bar.label, bar.height) for bar in chart.bars] == [
        *[("2", 2), ("3", 1), ("4–5", 1), ("6–9", 0), ("10–19", 0), ("20–49", 0), ("50+", 1)]
    ]
    assert sizes_chart([]) is None


def test_a_curve_falls_to_the_right_and_has_an_area_for_each_kind() -> None:
    points = [AtThreshold(1.0, 5, 1, 0), AtThreshold(0.5, 5, 1, 14), AtThreshold(0.8, 5, 1, 4)]
    curve = curve_of(points, 0.8)
    assert curve
    assert [(dot.label, dot.removed, dot.x, dot.y) for dot in curve.dots] == [
        *[("0.5", 20, 0.0, 0.0), ("0.8", 10, 336.0, 75.0), ("1", 6, 560.0, 105.0)]
    ]
    assert [kind for kind, _ in curve.areas] == ["exact", "same_words", "near"]
    assert curve.now == 336.0
    assert curve_of(points[:1], 0.8) is None
