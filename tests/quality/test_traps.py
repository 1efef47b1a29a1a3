"""What `collapse` does where copies and natural repetition are hard to tell apart, limits included."""

from __future__ import annotations

import random

import pytest

import dedup
from benchmarks.quality import copies, natural
from benchmarks.quality.articles import language
from benchmarks.quality.changes import edited
from benchmarks.quality.score import scored

ARTICLE = language("en").paragraphs[:4]


def reasons(collapsed: dedup.Collapsed) -> set[str]:
    return {spared.reason for spared in collapsed.spared}


def page(*articles: list[str]) -> str:
    return "\n\n".join("\n\n".join(article) for article in articles)


@pytest.mark.parametrize("copies_", [3, 5])
def test_copies_that_all_differ_leave_one(copies_: int) -> None:
    body = language("en").paragraphs[4:10]  # of more than three hundred words: they stand further apart than fillings
    rng = random.Random(copies_)
    text = page(*([edited(0.07)(paragraph, "en", rng) for paragraph in body] for _ in range(copies_)))
    assert len(dedup.collapse(text).text) <= 1.1 * len(page(body))


def test_of_a_copy_with_another_number_that_sentence_is_spared() -> None:
    changed = [paragraph.replace("340,000", "290,000") for paragraph in ARTICLE]
    collapsed = dedup.collapse(page(ARTICLE, changed))
    assert "290,000" in collapsed.text
    assert "340,000" in collapsed.text
    assert "numbers" in reasons(collapsed)
    assert collapsed.text.count("Ingrid Solheim") == 1


def test_one_not_in_a_long_copy_is_spared() -> None:
    denied = [paragraph.replace("will return to service", "will not return to service") for paragraph in ARTICLE]
    collapsed = dedup.collapse(page(ARTICLE, denied))
    assert collapsed.text.count("will not return to service") == 1
    assert "template" in reasons(collapsed)
    assert collapsed.text.count("Ingrid Solheim") == 1


def test_names_exchanged_in_a_paragraph() -> None:
    assert scored(natural.case("swapped_names", 0)).good


def test_nearly_equal_output_of_a_command() -> None:
    case = natural.case("command_output", 0)
    collapsed = dedup.collapse(case.text)
    assert collapsed.text == case.text
    assert reasons(collapsed)


def test_advertising_joined_to_a_copy_without_a_break() -> None:
    """It stays where it is a sentence of its own, and goes with the copy where it is a word or two."""
    offer = "Up to half off all garden chairs and tables of our house brand until Sunday evening, in every branch."
    joined = [f"{paragraph} {offer}" if number == 1 else paragraph for number, paragraph in enumerate(ARTICLE)]
    assert dedup.collapse(page(ARTICLE, joined)).text.count(offer) == 1
    glued = [ARTICLE[0] + " Advertisement", *ARTICLE[1:]]
    assert len(dedup.collapse(page(ARTICLE, glued)).text) <= len(page(ARTICLE)) + len(" Advertisement\n\n")


@pytest.mark.parametrize("mode", [mode for mode in natural.NATURAL if mode != "plain"])
def test_natural_repetition_stays(mode: str) -> None:
    assert all(scored(natural.case(mode, number)).good for number in range(4))


@pytest.mark.parametrize("mode", ["exact", "edits_10", "ocr_5", "wrapped", "interleaved", "reversed", "mixed"])
def test_planted_copies_go(mode: str) -> None:
    assert all(scored(copies.case(mode, name, 1)).good for name in ("en", "ru", "hi", "ko"))
