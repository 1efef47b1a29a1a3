"""Promise 9: what repeats on purpose is left, and every repeat that is left is listed with a reason."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given

import dedup
from dedup.results.collapsed import REASONS
from dedup.results.span import Span
from tests.oracle import reference
from tests.promises.planted import SAME_WORDS, Planted, exact, plant, planted, reordered, tandem
from tests.promises.scripts import SCRIPTS

pytestmark = pytest.mark.usefixtures("decided_twice")

MIN_LETTERS = 60


def overlaps(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def letters_of(text: str, span: tuple[int, int]) -> int:
    return sum(word[3] for word in reference.words(text[slice(*span)]))


@pytest.mark.parametrize("keep", ["fullest", "first", "last"])
@example(document=plant(839739, SCRIPTS[0], tandem, exact, "\n\n", ("\0", "<br>")))
@example(document=plant(209, SCRIPTS[0], reordered, exact, "\n\n", ("\0", "a" * 70)))
@given(document=planted(SAME_WORDS))
def test_every_repeated_block_is_removed_or_spared(keep: str, document: Planted) -> None:
    collapsed = dedup.collapse(document.text, keep=keep)
    accounted = [removal.removed for removal in collapsed.removals] + [spared.spared for spared in collapsed.spared]
    for spans in document.repeats:
        # A block of fewer words than make two shingles gives the search nothing to go by.
        found = len(reference.words(document.text[slice(*spans[0])])) > 3
        if found and letters_of(document.text, spans[0]) >= MIN_LETTERS:
            unaccounted = [span for span in spans if not any(overlaps(span, other) for other in accounted)]
            assert len(unaccounted) <= 1


@pytest.mark.parametrize("keep", ["fullest", "first", "last"])
@pytest.mark.parametrize("joints", [("0000", "0000"), ("0000", "0000", ""), ("One more", "One more")])
def test_each_copy_of_a_row_that_ends_inside_its_unit_is_removed_or_spared(keep: str, joints: Sequence[str]) -> None:
    block = (
        "Divers found a crack in the second pillar on Monday, and nobody in the town hall knows how deep it is. "
        "Engineers from the capital will look at it next week, and what they find will be read out in the council."
    )
    text = f"The bridge stays closed until the summer.\n\n0\n\n{block}"
    starts = [text.index(block)]
    for joint in joints:
        text += f"\n\n{joint}\n\n" if joint else "\n\n"
        starts.append(len(text))
        text += block
    collapsed = dedup.collapse(text, keep=keep)
    accounted = [removal.removed for removal in collapsed.removals] + [spared.spared for spared in collapsed.spared]
    copies = [(start, start + len(block)) for start in starts]
    assert sum(not any(overlaps(copy, other) for other in accounted) for copy in copies) <= 1


@pytest.mark.parametrize("keep", ["fullest", "first"])
def test_what_stands_in_the_gaps_of_a_longer_repeat_is_listed_by_itself(keep: str) -> None:
    lamps = "| Lamp | copper and oak | from the works at the weir | 40 |\n| Chair | ash and leather | folds flat | 85 |"
    tables = "| Table | walnut | seats eight guests in comfort | 310 |"
    tables += "\n| Bench | larch and rope | for gardens and halls | 120 |"
    shelves = "| Shelf | cherry with glass doors | locks with one key | 95 |"
    shelves += "\n| Stool | pine | can be stacked up to ten high | 30 |"
    cart = "Whoever orders before the end of the month pays nothing for the cart that brings it across the river."
    wood = "All of our wood grew less than a day from here, and we can tell you in whose forest each tree stood."
    page = [lamps, tables, shelves, "Our letter comes every Sunday.", wood, "Closed on Mondays.", cart, "Today:"]
    text = "\n\n".join([*page, lamps, cart, tables, wood, shelves])
    collapsed = dedup.collapse(text, keep=keep)
    assert collapsed.text == text
    listed = {text[slice(*entry.spared)]: entry.reason for entry in collapsed.spared}
    assert listed[cart] == listed[wood] == "form"
    unprotected = dedup.collapse(text, keep=keep, protect=dedup.PROTECT - {"form"})
    assert [removal.text.strip() for removal in unprotected.removals] == [cart, wood]


def test_what_overlaps_a_stretch_that_must_stay_may_still_go() -> None:
    question = "Why is the old bridge across the river closed, and who decided that?"
    crack = (
        "Divers found a crack in the second pillar on Monday, and nobody in the town hall knows how deep it is or how "
        "long it has been there. Engineers from the capital will look at it next week, and what they find will be read "
        "out in the council. The two lighthouses beside it are not in danger. Nobody has dared to say in public what a "
        "new pillar would cost, or who will pay. Can it be mended?"
    )
    ferries = (
        "Until the summer the ferries take people to the other bank every ten minutes, free of charge, from six in the "
        "morning to midnight. Whoever wants to carry a bicycle across waits for the second boat of the hour, which has "
        "room for twelve of them, and nobody has been left behind so far on either of the two banks. Is that enough?"
    )
    shops = (
        "Shopkeepers on the far bank lose a third of their trade, and have asked the council for help with the rent. "
        "Will they get it?"
    )
    # The first two paragraphs would go for the last two, but answer the question; the middle ones overlap them.
    text = "\n\n".join([question, crack, ferries, shops, "One.", ferries, shops, "Two.", crack, ferries])
    collapsed = dedup.collapse(text, keep="last")
    assert collapsed.text == "\n\n".join([question, "One.", shops, "Two.", crack, ferries])
    assert not collapsed.spared


@given(planted())
def test_spared_blocks_stand_in_the_text_with_a_reason(document: Planted) -> None:
    collapsed = dedup.collapse(document.text)
    for spared in collapsed.spared:
        assert spared.reason in REASONS
        assert 0 < spared.identity <= 1
        assert letters_of(document.text, spared.spared) >= MIN_LETTERS
        for span in (spared.spared, spared.kept):
            assert 0 <= span.start < span.stop <= len(document.text)
            assert all(collapsed.from_source(place) is not None for place in (span.start, span.stop - 1))
        assert not overlaps(spared.spared, spared.kept)
        assert not any(overlaps(spared.spared, removal.removed) for removal in collapsed.removals)
    assert len({spared.spared for spared in collapsed.spared}) == len(collapsed.spared)


@given(planted())
def test_the_option_of_a_spared_block_removes_it_or_leaves_another_reason(document: Planted) -> None:
    collapsed = dedup.collapse(document.text)
    for spared in collapsed.spared:
        assert spared.option or spared.reason not in dedup.PROTECT
        if spared.option:
            again = eval(f"dedup.collapse(text, {spared.option})", {"dedup": dedup, "text": document.text})
            same = [other for other in again.spared if (other.spared, other.reason) == (spared.spared, spared.reason)]
            assert not same


def test_at_most_a_thousand_are_listed_and_more_are_admitted() -> None:
    rows = "\n".join(
        f"| the value of the measurement that was taken at the place | {n} | in millimetres |" for n in range(1500)
    )
    collapsed = dedup.collapse(rows)
    assert collapsed.text == rows
    assert len(collapsed.spared) == 1000
    assert collapsed.unlisted > 0
    assert not collapsed.truncated
    assert dedup.Collapsed.from_dict(collapsed.to_dict()) == collapsed


def test_a_lone_sentence_that_stands_twice_goes_and_three_times_stays() -> None:
    sentence = "The committee will publish its full findings before the end of the year, he said."
    others = ["It met in March.", "No member voted against it.", "The minister declined to comment."]
    twice = f"{others[0]}\n\n{sentence}\n\n{others[1]}\n\n{sentence}\n\n{others[2]}"
    assert dedup.collapse(twice).text.count(sentence) == 1
    thrice = f"{twice}\n\n{sentence}"
    collapsed = dedup.collapse(thrice)
    assert collapsed.text == thrice
    assert {spared.reason for spared in collapsed.spared} == {"single"}


def test_a_spared_block_is_listed_against_its_first_copy() -> None:
    line = "A line of rather many words that is no sentence at all but stands here often"
    text = f"{line}\n\nOne.\n\n{line}\n\nTwo.\n\n{line}"
    first = Span(0, len(line))
    spared = dedup.collapse(text).spared
    assert sorted(entry.spared.start for entry in spared) == [text.index(line, 1), text.rindex(line)]
    assert all(entry.kept == first for entry in spared)
