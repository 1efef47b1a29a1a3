"""The page in a real browser: what it shows, hides, finds and refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.html.hostile import NAMES, TEXT
from tests.report.html.pages import ARABIC, OTHER_CASE, OTHER_NUMBER, OTHER_WORD, STORY, write_page
from tools.browser import Browser, browser, program

pytestmark = pytest.mark.slow

TEXTS = {
    "equal.txt": STORY + "\n" + STORY,
    "number.txt": STORY + "\n" + OTHER_NUMBER,
    "word.txt": STORY + "\n" + OTHER_WORD,
    "case.txt": STORY + "\n" + OTHER_CASE,
    "arabic.txt": 2 * ARABIC,
}

#: The kinds of the entries that are shown.
SHOWN = "[...document.querySelectorAll('.entry')].filter(e => e.checkVisibility()).map(e => e.classList[1])"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if program() is None:
        pytest.skip("no Chromium")
    with browser() as page:
        yield page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(tmp_path_factory.mktemp("page") / "report.html", TEXTS)


def test_it_shows_all_and_asks_for_nothing(chromium: Browser, page: Path) -> None:
    chromium.open(page)
    assert chromium.evaluate(SHOWN) == ["exact", "near", "near", "same_words", "exact"]
    assert [event["request"]["url"] for event in chromium.told("Network.requestWillBeSent")] == [page.as_uri()]
    assert chromium.told("Log.entryAdded") == []
    assert chromium.told("Runtime.exceptionThrown") == []
    lead = chromium.evaluate("document.querySelector('.lead').innerText")
    assert lead.startswith("5 copies removed from 5 of 5 files: ")
    assert "1 removal is worth a look" in lead


@pytest.mark.parametrize("script", [True, False])
def test_filters_work_with_and_without_the_script(chromium: Browser, page: Path, script: bool) -> None:
    chromium.open(page, script=script)
    chromium.click("#k-exact")
    assert chromium.evaluate(SHOWN) == ["near", "near", "same_words"]
    chromium.click("#only-care")
    assert chromium.evaluate(SHOWN) == ["near"]
    assert chromium.evaluate("[...document.querySelectorAll('h3')].filter(h => h.checkVisibility()).length") == 1
    chromium.click("#k-exact")
    chromium.click("#only-care")
    assert len(chromium.evaluate(SHOWN)) == 5


def test_the_count_follows_the_filters(chromium: Browser, page: Path) -> None:
    chromium.open(page)
    assert chromium.evaluate("count.textContent") == "5 of 5 shown"
    chromium.click("#k-near")
    assert chromium.evaluate("count.textContent") == "3 of 5 shown"


@pytest.mark.parametrize("script", [True, False])
def test_an_entry_unfolds_and_marks_the_words_that_differ(chromium: Browser, page: Path, script: bool) -> None:
    chromium.open(page, script=script)
    assert not chromium.evaluate("document.querySelector('#r2 .two').checkVisibility()")
    chromium.click("#r2 summary")
    assert chromium.evaluate("document.querySelector('#r2 .two').checkVisibility()")
    assert chromium.evaluate("[...document.querySelectorAll('#r2 ins')].map(e => e.innerText)") == ["Monday", "eleven"]
    assert chromium.evaluate("[...document.querySelectorAll('#r2 del')].map(e => e.innerText)") == ["Tuesday", "12"]
    assert chromium.evaluate("document.querySelector('#r2 .flag').innerText") == "⚑ a number and a name"
    assert "equal characters" in chromium.evaluate("document.querySelector('#r2 .fold').innerText")


def test_a_link_in_the_strip_opens_its_entry(chromium: Browser, page: Path) -> None:
    chromium.open(page)
    chromium.click(".strip a[href='#r4'] .removed")
    chromium.evaluate("new Promise(done => setTimeout(done))")
    assert chromium.evaluate("document.querySelector('#r4 details').open")
    assert chromium.evaluate("[...document.querySelectorAll('#r4 u')].map(e => e.innerText)") == [
        "The",
        "mayor",
        "THE",
        "MAYOR",
    ]
    chromium.open(page, fragment="#r3")
    assert chromium.evaluate("document.querySelector('#r3 details').open")


def test_keys_go_through_the_entries_that_are_shown(chromium: Browser, page: Path) -> None:
    focused = "document.activeElement.closest('.entry')?.id"
    chromium.open(page)
    chromium.click("#k-near")
    visited = []
    for key in "jjjjkk":
        chromium.press(key)
        visited.append(chromium.evaluate(focused))
    assert visited == ["r1", "r4", "r5", "r5", "r4", "r1"]
    chromium.press("/")
    assert chromium.evaluate("document.activeElement.id") == "find"
    for key in "jam":
        chromium.press(key)
    assert chromium.evaluate("find.value") == "jam"


def test_words_are_found_in_texts_and_names(chromium: Browser, page: Path) -> None:
    chromium.open(page)
    for words, found in [("tuesday", ["near"]), ("CASE.TXT", ["same_words"]), ("no such words", []), ("", 5)]:
        chromium.evaluate(f"find.value = {words!r}; find.dispatchEvent(new Event('input'))")
        assert chromium.evaluate(SHOWN) == found or len(chromium.evaluate(SHOWN)) == found


def test_entries_can_be_sorted(chromium: Browser, tmp_path: Path) -> None:
    once = "\n\n".join([STORY, OTHER_WORD, "Something else stands between the two.", ARABIC, ARABIC])
    chromium.open(write_page(tmp_path / "report.html", {"page.txt": once}))
    order = "[...document.querySelectorAll('.entry')].map(e => e.id)"
    assert chromium.evaluate(order) == ["r1", "r2"]
    for value, wanted in [("size", ["r1", "r2"]), ("like", ["r1", "r2"]), ("place", ["r1", "r2"])]:
        chromium.evaluate(f"sort.value = {value!r}; sort.dispatchEvent(new Event('change'))")
        assert chromium.evaluate(order) == wanted


def test_text_from_right_to_left_starts_at_the_right(chromium: Browser, page: Path) -> None:
    chromium.open(page, fragment="#r5")
    direction = "getComputedStyle(document.querySelector('#r5 [dir=auto]')).direction"
    assert chromium.evaluate(direction) == "rtl"
    assert chromium.evaluate(direction.replace("#r5", "#r1")) == "ltr"


def test_it_is_light_or_dark_as_the_reader_prefers(chromium: Browser, page: Path) -> None:
    lightness = []
    for theme in ("light", "dark"):
        chromium.prefer(theme)
        chromium.open(page)
        color = chromium.evaluate("getComputedStyle(document.body).backgroundColor")
        lightness.append(sum(map(int, color.removeprefix("rgb(").removesuffix(")").split(","))))
    assert lightness[0] > 600 > 150 > lightness[1]


@pytest.mark.parametrize("width", [320, 420, 1280])
def test_nothing_is_wider_than_the_window(chromium: Browser, page: Path, width: int) -> None:
    chromium.resize(width, 900)
    chromium.open(page, fragment="#r2")
    assert chromium.evaluate("document.documentElement.scrollWidth") == width
    chromium.resize(1280, 900)


def test_hostile_texts_and_names_are_only_shown(chromium: Browser, tmp_path: Path) -> None:
    page = write_page(tmp_path / "report.html", dict.fromkeys(NAMES, TEXT + "\n" + TEXT))
    chromium.open(page)
    chromium.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert chromium.evaluate("document.title").startswith("dedup collapse: ")
    assert [event["request"]["url"] for event in chromium.told("Network.requestWillBeSent")] == [page.as_uri()]
    assert chromium.told("Log.entryAdded") == []
    assert chromium.evaluate("document.scripts.length") == 1
    assert (
        chromium.evaluate("document.querySelectorAll('img, main a:not(.strip a), [onerror], [onmouseover]').length")
        == 0
    )
    assert len(chromium.evaluate(SHOWN)) >= len(NAMES)
    shown = chromium.evaluate("document.body.innerText")
    for text in ("<script>document.title", "U+202E", "U+0000", "U+D83D", "U+DCE9", "U+001B", "{{ 7 * 7 }}"):
        assert text in shown
    assert "\u202e" not in chromium.evaluate("document.documentElement.outerHTML")


def test_the_policy_refuses_what_gets_in_all_the_same(chromium: Browser, page: Path) -> None:
    chromium.open(page)
    refused = """new Promise(done => {
        addEventListener("securitypolicyviolation", event => done(event.effectiveDirective));
        document.body.insertAdjacentHTML("beforeend", %r);
    })"""
    assert chromium.evaluate(refused % '<img src="https://example.org/pixel.png">') == "img-src"
    assert chromium.evaluate(refused % "<p style='color: red'>") == "style-src-attr"
    assert chromium.evaluate(refused % "<style>p { color: red }</style>") == "style-src-elem"
    assert chromium.evaluate(refused % "<button onclick='1'>") == "script-src-attr"
    asked = [event["requestId"] for event in chromium.told("Network.requestWillBeSent")][1:]
    refusals = {event["requestId"]: event["blockedReason"] for event in chromium.told("Network.loadingFailed")}
    assert [refusals[number] for number in asked] == ["csp"]
