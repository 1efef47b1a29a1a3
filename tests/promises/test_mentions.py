"""Promise 9: what a page shows stays before a copy that only names it, and goes for one that says it."""

from __future__ import annotations

import pytest

import dedup

pytestmark = pytest.mark.usefixtures("decided_twice")

HEADLINE = "Divers of the river police find a deep crack in one of the pillars of the old bridge at Lund harbour"
BODY = (
    "The council closed the bridge on Monday. Engineers from the ministry want to see how deep it is before they let "
    "anybody cross, and nobody in the town hall knows how long that will take."
)
CAPTION = "A diver of the river police climbs out of the water below the second pillar of the bridge."
WEATHER = "Tomorrow will be dry and cold in the whole of the country, says the service."


def goes(shown: str, *page: str) -> bool:
    """Does `shown`, a line of the page, go?"""
    left = dedup.collapse("\n\n".join(page)).text.split("\n\n")
    return left.count(shown) < page.count(shown)


@pytest.mark.parametrize("named", [
    f"{HEADLINE} | The Daily Ferry",
    f"{HEADLINE} - The Daily Ferry",
    f"{HEADLINE} — The Daily Ferry",
    f"The Daily Ferry News {HEADLINE}",
    f"Home > News > {HEADLINE}",
    f"More on this: {HEADLINE}",
    f"- {HEADLINE}",
    f"* {HEADLINE}",
    f"[Send it to a friend](mailto:?subject={HEADLINE})",
    f"![{HEADLINE}](/bridge.jpg)",
    f"[![{HEADLINE}](/bridge.jpg)](/news/7)",
    f"Nobody knew on Tuesday evening that {HEADLINE}, as the paper had it, until the mayor herself rang.",
])  # fmt: skip
def test_a_headline_stays_before_what_names_it(named: str) -> None:
    assert not goes(HEADLINE, "Read on", named, WEATHER, HEADLINE, BODY)


@pytest.mark.parametrize("said", [
    HEADLINE,
    f"# {HEADLINE}",
    f"{HEADLINE}, which has carried carts and cattle across the river since the days of the last king of the land.",
])  # fmt: skip
def test_a_headline_goes_for_what_says_it(said: str) -> None:
    assert goes(HEADLINE, "Read on", said, WEATHER, HEADLINE, BODY)


def test_a_title_without_a_sign_is_told_by_its_place() -> None:
    title = f"{HEADLINE} The Daily Ferry"
    assert not goes(HEADLINE, title, WEATHER, HEADLINE, BODY)


def test_a_caption_stays_before_an_alternative_text() -> None:
    assert not goes(CAPTION, BODY, f"![{CAPTION}](/diver.jpg)", CAPTION, WEATHER)
    assert not goes(CAPTION, BODY, f"![{CAPTION}](/diver.jpg)", WEATHER, CAPTION)
    assert goes(CAPTION, BODY, CAPTION, WEATHER, CAPTION)


def test_an_image_goes_for_the_same_image() -> None:
    image = f"![{CAPTION}](/diver.jpg)"
    assert goes(image, BODY, image, WEATHER, image)


def test_what_is_shown_stays_before_its_markup() -> None:
    markup = f"<div><h3>Bridges</h3> <p>{CAPTION}</p> <p>{WEATHER}</p></div>"
    assert not goes(CAPTION, markup, BODY, CAPTION)


@pytest.mark.parametrize("sentence", [f"{HEADLINE}.", f"“{HEADLINE}”", f"> {HEADLINE}"])
def test_a_sentence_and_a_quotation_are_no_headlines(sentence: str) -> None:
    article = f"Nobody knew it before. {HEADLINE}. {BODY}"
    assert goes(sentence, article, WEATHER, sentence)
    assert not goes(HEADLINE, article, WEATHER, HEADLINE)


@pytest.mark.parametrize(
    ("fence", "left"),
    [("---", False), ("***", True)],  # what is no front matter only says what the page is called
)
def test_a_heading_goes_for_the_title_in_the_front_matter(fence: str, left: bool) -> None:
    matter = f"{fence}\nTitle: {HEADLINE}\nlayout: post\n{fence}"
    text = f"{matter}\n\n# {HEADLINE}\n\n{BODY}"
    assert (f"# {HEADLINE}" in dedup.collapse(text).text) == left
