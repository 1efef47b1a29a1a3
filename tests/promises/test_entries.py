"""Promise 9: no headline goes out of a list of headlines because another list, or the article, has it too."""

from __future__ import annotations

from itertools import zip_longest

import pytest

import dedup
from tests.oracle import reference

pytestmark = pytest.mark.usefixtures("decided_twice")

STORY = "Divers who went down on Monday found a deep crack in the second pillar of the old bridge at Amberfold"
OTHERS = [
    "Shopkeepers on the far bank ask for help with the rent",
    "A second ferry comes from the lakes before the summer",
    "Nobody knows who built the lighthouse, says a new book",
    "Why the mayor wants to hear nothing of a toll",
]
BODY = "The council met on Monday evening and voted on the road to the harbour, says a letter to residents."
END = "Readers can write to the editor at any time."
DATES = ["3 May", "12 May", "1 June", "30 June", "2 July"]
TEASERS = [
    "The engineers from the capital will look at it next week and report to the council.",
    "A third of their trade has gone, and the summer has not even begun.",
    "It is to carry forty people and ten bicycles to the other side.",
    "The author has read every letter that the old keeper wrote.",
    "An election comes first, and a budget after it.",
]


def left(above: list[str], story: str, below: list[str], gap: str = "\n", keep: str = "fullest") -> int:
    """How often a story is left that stands below the article once and in a list of others."""
    listed = gap.join(["Most read", *above, story, *below])
    page = f"{BODY}\n\n{story}\n\n{END}\n\n{listed}\n\nContact\n\nImprint"
    return dedup.collapse(page, keep=keep).text.count(story)


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n"])
@pytest.mark.parametrize(
    ("above", "below", "times"),
    [(0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 1, 2), (2, 0, 2), (0, 2, 2), (2, 2, 2)],
)
def test_three_headlines_are_a_list(gap: str, above: int, below: int, times: int) -> None:
    assert left(OTHERS[:above], STORY, OTHERS[2 : 2 + below], gap) == times


def test_a_list_may_begin_or_end_the_text() -> None:
    listed = "\n".join([*OTHERS, STORY])
    assert dedup.collapse(f"{BODY}\n\n{STORY}\n\n{END}\n\n{listed}").text.count(STORY) == 2
    listed = "\n".join([STORY, *OTHERS])
    assert dedup.collapse(f"{listed}\n\n{BODY}\n\n{STORY}\n\n{END}", keep="last").text.count(STORY) == 2


def letters(line: str) -> int:
    return sum(word[3] for word in reference.words(line))


def of_letters(words: str, count: int) -> str:
    """Words over and over, up to so many letters."""
    line = ""
    while letters(line) < count:
        line += words[len(line) % len(words)]
    return line


@pytest.mark.parametrize(
    ("count", "times"),
    [(24, 1), (25, 2), (200, 2), (201, 1)],  # an entry of a menu, two headlines, a paragraph
)
def test_a_headline_is_neither_short_nor_a_paragraph(count: int, times: int) -> None:
    others = [
        of_letters(words, count) for words in ("No toll before the vote of May ", "Two more boats for our lakes ")
    ]
    assert list(map(letters, others)) == [count, count]
    assert left(others[:1], STORY, others[1:]) == times


@pytest.mark.parametrize(
    ("ending", "times"), [("", 2), ("?", 2), ("!", 2), (".", 1), ("…", 2), (":", 2), ("。", 1)]
)  # fmt: skip
def test_a_sentence_is_no_headline(ending: str, times: int) -> None:
    assert left([OTHERS[0] + ending], STORY, [OTHERS[1] + ending]) == times  # what follows a colon is a value


def test_a_line_that_continues_a_sentence_is_no_headline() -> None:
    page = f"{BODY}\n\n{STORY}\n\n{END}\n\n{{}}\n\n{STORY}\n\n{{}}\n\nContact"
    assert dedup.collapse(page.format(*OTHERS)).text.count(STORY) == 2
    assert dedup.collapse(page.format(OTHERS[0], OTHERS[1].lower())).text.count(STORY) == 1


def test_a_teaser_between_headlines_is_a_lead() -> None:
    lead = f"{BODY.removesuffix(' residents.')}…"
    page = f"{OTHERS[0]}\n\n{lead}\n\n{OTHERS[1]}\n\n{BODY} {END}\n\nContact"
    assert dedup.collapse(page).text.count("The council met") == 1


def test_a_quotation_is_no_headline() -> None:
    assert left([f"> {OTHERS[0]}"], STORY, [f"> {OTHERS[1]}"]) == 1


@pytest.mark.parametrize(
    "story",
    [
        "北岸的潜水员在第二根桥墩上发现一道很深的裂缝老桥因此关闭到夏天",
        "Водолазы нашли глубокую трещину во второй опоре моста через реку в Амберфолде сегодня утром",
    ],
)
def test_headlines_are_so_in_every_script(story: str) -> None:
    others = ["市长不想听到收过桥费的事情", "第二艘渡船将在夏天之前到来"]
    assert left(others[:1], story, others[1:], keep="first") == 2
    assert left(others[:1], story, [], keep="first") == 1


@pytest.mark.parametrize(
    "form", ["{story}\n{date}", "{date}\n{story}", "{story}\n{teaser}", "{date}\n{story}\n{teaser}"]
)
def test_a_headline_has_its_date_and_its_teaser(form: str) -> None:
    entries = [
        form.format(story=story, date=date, teaser=teaser)
        for story, date, teaser in zip([STORY, *OTHERS], DATES, TEASERS, strict=True)
    ]
    assert left(entries[1:3], entries[0], entries[3:]) == 2
    assert left(entries[1:2], entries[0], entries[3:4]) == 2
    assert left([], entries[0], entries[3:4]) == 1  # two are no list


@pytest.mark.parametrize("label", ["Most read", "One day\nThree days\nA week"])
@pytest.mark.parametrize(("others", "times"), [(0, 1), (1, 1), (2, 2)])
def test_the_label_of_a_list_stays_with_its_headlines(label: str, others: int, times: int) -> None:
    listed = f"{label}\n{STORY}"
    page = [BODY, listed, END, *OTHERS[2:], "\n".join([listed, *OTHERS[:others]]), "Contact"]
    assert dedup.collapse("\n\n".join(page)).text.count(STORY) == times


def test_several_entries_stay_together() -> None:
    stories = f"{STORY}\nThe council hears the engineers and then the shopkeepers on Thursday evening"
    assert left([], stories, OTHERS[:1]) == 2
    assert left([], stories, []) == 1  # nothing of a list would stay


@pytest.mark.parametrize(("below", "times"), [(2, 2), (0, 1)])
def test_a_long_stretch_goes_unless_entries_are_on_both_sides(below: int, times: int) -> None:
    stories = "\n".join(f"{STORY}, and the {day} after it was hardly any better" for day in DATES)
    assert letters(stories) >= 350
    assert left(OTHERS[:2], stories, OTHERS[2 : 2 + below]) == times


STORIES = [
    STORY,
    "Engineers from the capital want to know how much salt the rails of the northern line can bear",
    "Farmers in the hills above the town expect the best harvest of apples for eleven years",
    "A museum of clocks opens in the old post office, and every one of them shows another hour",
    "Three schools share one teacher of music, who goes from each to the next by rowing boat",
]


PARAGRAPHS = [
    "Nobody had dived there for a year, since the last boat that was fit for it lies on the slip.",
    "Brine drips from the goods wagons in every winter, and a bolt of the signal box broke in February.",
    "The blossom was late but dense, and the bees of the monastery were carried from tree to tree on two lorries.",
    "Its founder repaired the works of church towers for forty years, and never owned a watch that was right.",
    "He brings a cello, a bag of recorders and dry socks, and says that children who wait for a boat sing much better.",
]


@pytest.mark.parametrize(("between", "times"), [([], 1), (PARAGRAPHS, 2)])
def test_a_list_that_is_gathered_from_several_places_stays(between: list[str], times: int) -> None:
    article = [line for lines in zip_longest(STORIES, between, between and TEASERS) for line in lines if line]
    page = [BODY, *article, END, "Most read", *OTHERS[:2], *STORIES, "Contact", "Imprint"]
    text = dedup.collapse("\n\n".join(page)).text
    assert [text.count(story) for story in STORIES] == [times] * len(STORIES)


def test_without_protection_of_lists_an_entry_goes() -> None:
    text = f"{BODY}\n\n{STORY}\n\n{END}\n\n{OTHERS[0]}\n{STORY}\n{OTHERS[1]}"
    assert dedup.collapse(text).spared[0].reason == "list"
    assert dedup.collapse(text, protect=dedup.PROTECT - {"list"}).text.count(STORY) == 1


def test_an_entry_goes_for_the_one_beside_it() -> None:
    assert left(OTHERS[:2], f"{STORY}\n{STORY}", OTHERS[2:]) < 4


@pytest.mark.parametrize(
    ("notes", "below", "times"),
    [
        ((1, 3, 2), True, 2),
        ((6, 1, 4), True, 2),
        ((7, 1, 4), True, 1),  # so many lines are no notes of a headline
        ((0, 3, 2), True, 1),  # nor are there any above
        ((1, 3, 0), False, 1),  # the last one
    ],
)
def test_entries_with_more_notes_or_fewer(notes: tuple[int, int, int], below: bool, times: int) -> None:
    places = [
        "Lakes",
        "Amber",
        "Hills",
        "North",
        "Coast",
        "Ferry",
        "Mills",
        "Farms",
        "Downs",
        "Banks",
        "Woods",
        "Fells",
    ]
    above, own, under = (places[: notes[0]], places[2 : 2 + notes[1]], places[5 : 5 + notes[2]])
    listed = [OTHERS[0], *above, STORY, *own, *([OTHERS[2], *under] if below else [])]
    article = "\n".join([STORY, *own])
    page = "\n\n".join([BODY, article, END, "Most read", "\n".join(listed), TEASERS[0]])
    assert dedup.collapse(page, keep="first").text.count(STORY) == times


@pytest.mark.parametrize(
    ("labels", "times"),
    [
        (["News", "", "Sport", "", "Region", ""], 2),  # a label above each headline
        (["News", "12 May", "Sport", "1 June", "Region", "2 July"], 2),  # and a date below it
        (["News", "", "Sport", "", "And so the council of the lakes, which met on Monday, voted for it.", ""], 1),
        (["News", "", "", "", "Region", ""], 1),
        (["", "12 May", "", "12 May", "", "12 May"], 2),  # what is repeated may begin with the date of the card above
    ],
)
def test_entries_below_labels(labels: list[str], times: int) -> None:
    cards = [
        line
        for place, story in enumerate([OTHERS[0], STORY, OTHERS[2]])
        for line in (labels[2 * place], story, labels[2 * place + 1])
        if line
    ]
    article = "\n".join([labels[1], STORY, labels[3]]).strip()
    page = "\n\n".join([BODY, article, END, "Most read", "\n".join(cards), TEASERS[0]])
    assert dedup.collapse(page, keep="first").text.count(STORY) == times


@pytest.mark.parametrize(
    ("mark", "note", "times"),
    [
        ("* ", "  + Culture council", 2),
        ("* ", "* Culture council", 1),  # an item of the same list
        ("", "  + Culture council", 1),
        ("* ", "  Culture council of the lakes, which met on Monday, voted for it.", 1),
    ],
)
def test_a_headline_stays_above_the_items_that_are_indented_below_it(mark: str, note: str, times: int) -> None:
    page = f"{BODY}\n\n{STORY}\n\n{END}\n\nMore news\n\n{mark}{STORY}\n{note}\n\n{TEASERS[0]}"
    assert dedup.collapse(page, keep="first").text.count(STORY) == times


@pytest.mark.parametrize(
    ("above", "below", "times"),
    [
        ("→", "→", 2),
        ("•", "•", 2),
        ("→", "→→", 1),
        ("→→", "→→", 1),
        ("→", "•", 1),
        ("→", "", 1),
        (">", ">", 1),  # empty lines of a quotation
    ],
)
def test_an_item_stays_between_marks_that_stand_alone_in_their_lines(above: str, below: str, times: int) -> None:
    item = f"{STORY}.\nThe council has not decided anything yet."
    page = f"{BODY}\n\n{item}\n\n{END}\n\nMore news\n{above}\n{item}\n{below}\n{BODY[:40]}\n{above}\n{TEASERS[0]}"
    assert dedup.collapse(page, keep="first").text.count(STORY) == times


def test_a_headline_stays_in_a_list_that_repeats_each_line() -> None:
    contents = "\n".join(line for line in [OTHERS[0], OTHERS[1], STORY, OTHERS[2], OTHERS[3]] for _ in range(2))
    text = f"{STORY}\n{BODY}\n\n{END}\n\nContents\n{contents}\n\n{TEASERS[0]}"
    assert dedup.collapse(text).text == text
