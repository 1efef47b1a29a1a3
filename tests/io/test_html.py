"""HTML is no text: what is recognised, and what that looks a little like it is not."""

from __future__ import annotations

import pytest

from dedup.io.html import is_html, text_of

PROSE = "The council met on Monday evening to vote on the new bridge across the river.\n\n"
BADGES = '<p align="center"><a href="https://example.com"><img src="logo.png" width="120" alt="Logo"></a></p>\n\n'

PAGES = {
    "a whole page": "<!DOCTYPE html>\n<html><body><p>Short.</p></body></html>",
    "a page without a doctype": "\n <HTML lang=en><p>Short.",
    "a page after a declaration and a comment": '<?xml version="1.0"?><!-- saved --><html>text</html>',
    "a part of a page on one line": "<div><p>" + PROSE.strip() + "</p><p>It was late.</p></div>",
    "paragraphs that are not in anything": f"<p>{PROSE.strip()}</p>\n\n" * 3,
    "a table": "<table><tr><td>1</td><td>212</td></tr></table>",
    "lines inside elements": "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n",
    "few tags, and long paragraphs in them": f"<div>{5 * PROSE.strip()}</div>" * 9,
    "elements that are never closed": "<div><p>one<p>two<p>three</div>",
}
TEXTS = {
    "nothing": "",
    "prose": PROSE,
    "signs": "a < b and b > c </3 " * 20,
    "prose with a few tags": (PROSE + "It was <b>late</b>.\n\n") * 3,
    "prose with line breaks": PROSE.strip() + "<br /><br />" + PROSE.strip() + "<br /><br />Late.",
    "Markdown under a logo": BADGES + "# Bridges\n\n" + PROSE * 3,
    "Markdown inside an element": '<div dir="rtl" markdown="1">\n\n'
    + PROSE * 4
    + "<kbd>A</kbd><kbd>B</kbd>\n\n</div>\n",
    "a tutorial": "Write a list:\n<ul>\n<li>one</li>\n</ul>\nThen close it. " + PROSE.strip() + "\nThat is all.",
    "names in angle brackets": "<ana@example.com> wrote to List<String> and <T> of </T>\n" * 5,
    "a header that is no head": "<headline>" + PROSE,
    "other markup": "<doc><verse>" + PROSE + "</verse></doc>",
}


@pytest.mark.parametrize("kind", PAGES)
def test_html_is_recognised(kind: str) -> None:
    assert is_html(PAGES[kind])


@pytest.mark.parametrize("kind", TEXTS)
def test_text_is_not(kind: str) -> None:
    assert not is_html(TEXTS[kind])


@pytest.mark.parametrize("part", ["<", "</", "<a ", "<!--", "<!-->", "<p>", "<p></b>", "<b></b>\n\n", "\n \n", "<a x"])
def test_hostile_text_is_answered(part: str) -> None:
    is_html(part * 200_000)  # in less than a second; anything quadratic would take an hour


def test_the_text_of_a_page_is_found_in_its_encoding() -> None:
    sentence = "Le pont sera fermé dès l'été, a déclaré la mairie à tous les élèves réunis. " * 4
    page = f'<html><head><meta charset="latin-1"></head><body><article><p>{sentence}</p></article></body></html>'
    assert text_of(page.encode("latin-1")).split() == sentence.split()
