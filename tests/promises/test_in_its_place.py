"""Promise 9: what a stretch is part of decides, too: its line, its label, the section it stands in."""

from __future__ import annotations

import re
import textwrap

import pytest

import dedup
from tests.oracle import reference

pytestmark = pytest.mark.usefixtures("decided_twice")

BRIDGE = "The council closed the old bridge on Monday after divers found a crack in one of its pillars."
DEPTH = "Engineers from the ministry want to see how deep the crack is before they let anybody cross."
FERRY = "The ferry runs every ten minutes until the end of May and costs nothing for those who live here."
SAID = "The county has no other choice, says a letter to all residents that the council sent out on Tuesday evening."
PRICE = "A berth with water and light costs nine crowns a night, and twelve in the week of the fair on the lakes."
WEATHER = "Tomorrow will be dry and cold in the whole of the country, says the service."
END = "Readers can write to the editor at any time."
STORIES = {
    "English": (BRIDGE, "Nobody had asked the shopkeepers.", "The mayor says that she regrets it."),
    "Russian": (
        "Мост через реку закрыли в понедельник, после того как водолазы нашли трещину в одной из его опор.",
        "Никто не спросил торговцев.",
        "Мэр говорит, что очень сожалеет.",
    ),
    "Chinese": (
        "老桥在五月底之前将继续关闭，潜水员周一在第二根桥墩上发现了一道裂缝，工程师们想知道它有多深。",
        "北岸的商人说没有人问过他们的意见。",
        "市长在周二的会上对此表示遗憾。",
    ),
}
#: Half a page of prose, so that what stands below it is in another section; nothing of it stands twice.
NUMBERED = " ".join(
    f"On day {n} the count at gate {n * 7} came to {n * n + 11} carts and {n * 13} riders." for n in range(150)
)


def times_left(sentence: str, text: str, **options: str) -> int:
    return dedup.collapse(text, **options).text.count(sentence)


# -- in a line that says more ------------------------------------------------------------------------------------------

#: Sentences with numbers, which stay when these differ, and others.
COUNTED = (
    "The bridge was closed on the night of 12 May by order of the council in Amberfold.",
    "It had carried 340 carts on an ordinary day of the week, and 90 on a Sunday in winter.",
)
PLAIN = (
    "Divers who went down on Monday found a deep crack in the second pillar, and nobody knows how old it is.",
    "Engineers from the capital will look at it next week and tell the council whether carts may cross.",
    "Until then the ferries take people to the other bank, every ten minutes and free of charge.",
    "Shopkeepers on the far bank expect to lose a third of their trade before the summer begins.",
    "Whoever wants to carry a bicycle across is asked to wait for the second boat of the hour.",
    "A second ferry comes from the lakes in June, with room for forty people and a small cart.",
    "Nobody has asked the keeper of the lighthouse what he thinks of the lights on the new quay.",
    "The owner of the mill wants to know who will pay for the flour that he can no longer sell.",
)


def misread(sentence: str) -> str:
    """The sentence with some letters misread."""
    return re.sub(r"\b(\w+)e(\w+)\b", r"\1c\2", sentence, count=4)


def recounted(sentence: str) -> str:
    """The sentence with other numbers."""
    return re.sub(r"\d+", lambda number: f"{int(number[0]) + 3}", sentence)


@pytest.mark.parametrize(
    ("counted", "plain", "width", "goes"),
    [
        (1, 4, None, False),  # fewer than 350 letters
        (1, 5, None, True),
        (2, 7, None, False),  # more than a quarter of its letters is beside it
        (2, 8, None, True),
        (1, 5, 90, False),  # what is beside it in its line is not what is beside it in its paragraph
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n"])
def test_the_rest_of_a_changed_body_goes_if_it_is_nearly_all(
    counted: int, plain: int, width: int | None, goes: bool, gap: str
) -> None:
    body = " ".join([*COUNTED[:counted], *PLAIN[:2]]) + gap + " ".join(PLAIN[2:plain])
    again = " ".join([*map(recounted, COUNTED[:counted]), *map(misread, PLAIN[:2])])
    again += gap + " ".join(map(misread, PLAIN[2:plain]))
    page = [body, "Weather", again, "Letters"]
    text = dedup.collapse("\n\n".join(textwrap.fill(block, width) if width else block for block in page)).text
    assert (misread(PLAIN[2]) not in text.replace("\n", " ")) == goes
    assert recounted(COUNTED[0]) in text.replace("\n", " ")


@pytest.mark.parametrize("script", STORIES)
@pytest.mark.parametrize(("before", "after"), [(True, False), (False, True), (True, True)])
def test_a_sentence_stays_in_the_line_it_belongs_to(script: str, before: bool, after: bool) -> None:
    sentence, first, second = STORIES[script]
    line = f"{first if before else ''} {sentence} {second if after else ''}".strip()
    other = f"{WEATHER} {sentence} {DEPTH}"
    assert times_left(sentence, f"{other}\n\n{FERRY}\n\n{line}\n\n{END}") == 2
    assert times_left(sentence, f"{other}\n\n{FERRY}\n\n{sentence}\n\n{END}") == 1  # by itself it goes


@pytest.mark.parametrize(
    ("beside", "letters", "goes"), [("Readers are not amused.", 19, True), ("Readers all were amused.", 20, False)]
)
def test_from_20_letters_on_a_line_says_more(beside: str, letters: int, goes: bool) -> None:
    assert sum(word[3] for word in reference.words(beside)) == letters
    text = f"{BRIDGE} {DEPTH}\n\n{WEATHER}\n\n{BRIDGE} {beside}\n\n{END}"
    assert times_left(BRIDGE, text, keep="first") == (1 if goes else 2)


def test_a_row_in_one_line_is_no_part_of_it() -> None:
    assert times_left(BRIDGE, f"{FERRY} {BRIDGE} {BRIDGE} {DEPTH}") == 1


def test_what_goes_too_is_not_what_a_line_says() -> None:
    line = f"{BRIDGE} {DEPTH} {FERRY}"
    assert dedup.collapse(f"{line}\n\n{WEATHER}\n\n{line}\n\n{END}").text.count(BRIDGE) == 1


# -- a label and what it says ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ("--dry-run\n    {}", "--check\n    {}", 2),  # both options say what they do
        ("dry run\n\n        {}", "check\n\n        {}", 2),
        ("{}", "--check\n    {}\n    " + DEPTH, 1),  # not all that it says
        ("--dry-run\n\n    {}", "--check\n\n{}", 1),  # not below a label: a line like others
        ("    --dry-run\n\n    {}", "    --check\n\n    {}", 1),
    ],
)
def test_what_is_indented_below_a_label_stays_with_it(first: str, second: str, left: int) -> None:
    text = f"{WEATHER}\n\n{first.format(BRIDGE)}\n\n{second.format(BRIDGE)}\n\n{END}"
    assert times_left(BRIDGE, text) == left


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ("May I bring my dog?\n{}", "Can I pay by card?\n{}", 2),  # two questions, the same answer
        ("May I bring my dog?\n{}", "May I bring my dog?\n{}", 1),  # once more the same
        ("May I bring my dog?\n\n{}", "Can I pay by card?\n\n{}", 1),  # paragraphs of their own
        ("{}", "Can I pay by card?\n{}", 1),  # no other item
        ("May I bring my dog?\n{}", "Can I pay by card?\n{}\n" + DEPTH, 1),  # not all that it says
        ("02\n{}\n2 min read", "{}\n3 min read", 2),  # the number of a ranking
        ("2002\n{}\n2 min read", "{}\n3 min read", 1),
    ],
)
def test_what_a_line_above_asks_or_counts_stays_with_it(first: str, second: str, left: int) -> None:
    text = f"{WEATHER}\n\n{first.format(BRIDGE)}\n\n{FERRY}\n\n{second.format(BRIDGE)}\n\n{END}"
    assert times_left(BRIDGE, text, keep="last" if left == 2 and first.startswith("02") else "first") == left


# -- lines of one width ------------------------------------------------------------------------------------------------

WRAPPED = """\
(2) The Minister for Bridges and Ferries is empowered, in agreement
with the Minister of Finance and the other authorities named in the
Annex to this Act, to lay down by ordinance how a toll is collected."""

OTHER = """\
(5) Ferries that carry no more than twelve persons are exempted, where
that has been settled with the Minister of Finance and the other authorities named in the
Annex to this Act, to lay down by ordinance how a toll is collected."""


def test_a_line_of_wrapped_prose_is_no_sentence() -> None:
    assert dedup.collapse(f"{WRAPPED}\n\n{WEATHER}\n\n{OTHER}\n\n{END}").removals == ()


@pytest.mark.parametrize(
    ("before", "above", "left"),
    [
        ("In the harbour ", "Down in the harbour", 2),  # the sentence begins in the line above, in both
        ("In the harbour ", "Advertisement", 1),
        ("In the harbour ", "Down in the harbour.", 1),
        ("In the harbour. ", "Down in the harbour", 1),
        ("", "Down in the harbour", 1),
    ],
)
def test_a_sentence_whose_first_word_is_a_link_is_not_torn(before: str, above: str, left: int) -> None:
    sentence = FERRY.replace("The ferry", "Amberfold's ferry")
    text = f"{before}{sentence} {BRIDGE}\n\n{WEATHER}\n\n{END}\n\n{above}\n{sentence}\n{DEPTH}"
    assert times_left(sentence, text, keep="first") == left


@pytest.mark.parametrize(("above", "left"), [("Fair on the lakes in\nAmberfold\n,", 2), ("Fair on the lakes", 1)])
def test_a_line_that_ends_in_a_comma_keeps_what_continues_it(above: str, left: int) -> None:
    block = f"North of the river\n{FERRY}"
    text = f"Fair in\nStonebeck\n,\n \n{block}\n\n{WEATHER}\n\n{END}\n\n{above}\n \n{block}\n\n{DEPTH}"
    assert times_left(FERRY, text, keep="first") == left


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        ("Berths for boats of class E", "Berths for boats of class F", 2),
        ("Berths for boats of class E", "Berths for boats of class E", 1),
        ("Berths for boats of class E", "Berths for boats of class", 1),  # a word less names nothing else
        ("Berths for large boats", "Berths for larqe boats", 1),  # misread
    ],
)
def test_a_heading_that_names_something_else_stays(one: str, other: str, left: int) -> None:
    above, below = NUMBERED[:400], f"{BRIDGE} {DEPTH} {FERRY} {SAID} {PRICE}"
    text = f"{above}\n\n{one}\n\n{below}\n\n{WEATHER}\n\n{above}\n\n{other}\n\n{below}\n\n{END}"
    assert dedup.collapse(text).text.count("Berths for") == left


def test_lines_of_many_widths_are_blocks_of_their_own() -> None:
    headlines = [
        "The old bridge stays closed until the end of May after divers found a deep crack in a pillar",
        "Ferry is free",
        "Shops on the far bank fear for their trade",
    ]
    list_of_them = "\n".join(headlines)
    text = f"{list_of_them}\n\n{WEATHER}\n\n{headlines[0]}\nToll is back\n{DEPTH}\n\n{END}"
    assert times_left(headlines[0], text, min_letters=40) == 1


# -- sections ----------------------------------------------------------------------------------------------------------

OLD = "The function takes the name of a gauge and returns the level of the river, in centimetres above zero."
NEW = (
    "The function takes the name of a gauge and of a day and returns the level of the river, in centimetres above zero."
)
#: Words of `raises` and `lowers` live elsewhere, in other company.
LIVING = "Whoever raises the gate lowers the river; the keeper raises it at dawn and lowers it at dusk."
RAISES = (
    "It raises the gate of a lock by so many centimetres, and returns to the caller as soon as the keeper on the bank "
    "has seen it, or when a minute is over."
)
LOWERS = (
    "It lowers the gate of a lock by so many centimetres, and returns to the caller as soon as the keeper on the bank "
    "has seen it, or when a minute is over."
)


@pytest.mark.parametrize(("between", "left"), [(WEATHER, 2), (NUMBERED, 1)])
def test_an_old_version_is_known_by_its_distance(between: str, left: int) -> None:
    # Words were put in: near by, that is too much for so short a block.
    text = f"{OLD}\n\n{between}\n\n{NEW}\n\n{END}"
    assert dedup.collapse(text, keep="first").text.count("The function takes") == left


@pytest.mark.parametrize(("between", "left"), [(WEATHER, 2), (NUMBERED, 1)])
def test_siblings_stand_in_one_section(between: str, left: int) -> None:
    text = f"{LIVING}\n\n{RAISES}\n\n{between}\n\n{LOWERS}\n\n{END}"
    assert dedup.collapse(text).text.count("the gate of a lock") == left


@pytest.mark.parametrize(("one", "other", "left"), [("Post #2 of 7", "Post #5 of 7", 2), ("A post", "A post", 1)])
def test_a_numbered_record_keeps_its_content(one: str, other: str, left: int) -> None:
    text = f"{one}\n{BRIDGE} {DEPTH}\n{FERRY}\n\n{WEATHER}\n\n{other}\n{BRIDGE} {DEPTH}\n{END}"
    assert times_left(BRIDGE, text) == left
