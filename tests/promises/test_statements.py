"""Promise 9: two statements made from one pattern stay; a text that was misread or edited goes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import dedup

pytestmark = pytest.mark.usefixtures("decided_twice")

WEATHER = "Tomorrow will be dry and cold in the whole of the country, says the service."
FORECAST = "On Sunday it will snow above a thousand metres, and strong winds are expected along the coast."
END = "Readers can write to the editor at any time."
#: Half a page of prose, so that what stands below it is in another section; nothing of it stands twice.
NUMBERED = " ".join(
    f"On day {n} the gate at {n * 7} counted {n * n + 11} carts and {n * 13} riders." for n in range(180)
)


def copies_left(first: str, second: str, between: str = WEATHER) -> int:
    text = f"{first}\n\n{between}\n\n{second}\n\n{END}"
    return 1 + (second in dedup.collapse(text, keep="first").text)


@pytest.mark.parametrize(
    ("pattern", "one", "other"),
    [
        (
            "The size of the file is {} by the quota of the user and the memory of the machine.",
            "limited",
            "not limited",
        ),
        ("The warnings to {} stand in a row, with commas between them and no spaces at all.", "enable", "disable"),
        ("Boats that reach the {} basin have to wait for the pilot in front of the first buoy.", "north", "south"),
        ("It sends the data of the transfer {} the server that is named in the address of it.", "to", "from"),
        (
            "Ein Benutzer darf das Dateisystem {} einbinden, auch wenn der Eintrag einem anderen gehört.",
            "damit",
            "nicht",
        ),
        ("Les navires entrent dans le bassin {} et attendent le pilote devant la première balise.", "nord", "sud"),
        ("Лодки, которые приходят ночью к {} берегу, ждут до рассвета и сообщают сторожу моста.", "левому", "правому"),
        ("还书的读者请到{}层的柜台办理手续，并把证件交给值班的管理员，再到窗口领取单据。", "上", "下"),
    ],
)
def test_one_word_makes_another_statement(pattern: str, one: str, other: str) -> None:
    assert copies_left(pattern.format(one), pattern.format(other)) == 2
    assert copies_left(pattern.format(other), pattern.format(one)) == 2


PATTERN = (
    "Late on Monday the {} of the old bridge was closed after divers had found a deep crack in one of its pillars, "
    "and nobody in the town hall knows when the people who live on the other bank can cross again."
)


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        ("roadway", "roadwsy", 1),  # misread
        ("roadway", "roadways", 1),
        ("roadway", "wide roadway", 1),  # a word more, which denies nothing
        ("roadway", "footpath", 2),
        ("roadway", "", 1),
    ],
)
def test_a_misread_word_or_one_more_is_no_other_statement(one: str, other: str, left: int) -> None:
    assert copies_left(PATTERN.format(one), PATTERN.format(other)) == left


def test_far_off_one_other_word_is_an_edit() -> None:
    first, second = PATTERN.format("roadway"), PATTERN.format("footpath")
    assert copies_left(first, second, NUMBERED) == 1


def edited(*pairs: tuple[str, str]) -> str:
    """The pattern, filled, with words exchanged for others."""
    text = PATTERN.format("roadway")
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


SHUT, SPOTTED, FOLK, GATE = ("closed", "shut"), ("found", "spotted"), ("people", "folk"), ("roadway", "gate")


@pytest.mark.parametrize(
    ("copy", "left"),
    [
        (edited(SHUT, SPOTTED, FOLK), 1),  # a tenth of it in three places: edited here and there
        (edited(GATE, SHUT, SPOTTED, FOLK, ("deep crack", "wide gap"), ("bank", "shore")), 2),  # too much
        (edited(("roadway", "footpath"), ("people", "travellers")), 2),  # both places say something else
        (edited(GATE, ("deep crack", "crack")), 1),
    ],
)
def test_changes_here_and_there_are_edits(copy: str, left: int) -> None:
    assert copies_left(PATTERN.format("roadway"), copy, f"{WEATHER} {FORECAST}") == left


@pytest.mark.parametrize(
    ("copy", "left"),
    [
        (edited(("roadway", "footpath"), ("people", "travellers")), 2),
        (edited(("roadway", "footpath"), ("deep crack", "crack")), 1),
        (edited(("roadway", "footpath"), ("people", "travellers"), SHUT), 1),
    ],
)
def test_far_off_two_other_words_are_another_statement_if_nothing_else_changed(copy: str, left: int) -> None:
    assert copies_left(PATTERN.format("roadway"), copy, NUMBERED) == left


PUBLISHER = (
    "is part of an old house of printers on the far bank of the river. Readers can write to the house at any time, and "
    "it keeps all rights in what it prints."
)


@pytest.mark.parametrize(("before", "left"), [("New Quay ", 2), ("", 1)])
@pytest.mark.parametrize("menu", ["* Prices\n* Terms", "* Old Harbour\n* Prices\n* Terms"])
def test_another_subject_makes_another_statement(before: str, left: int, menu: str) -> None:
    text = f"![lamp](lamp.png) Old Harbour {PUBLISHER}\n\n{menu}\n\n{before}{PUBLISHER}\n\n{END}"
    assert dedup.collapse(text).text.count(PUBLISHER) == left


@pytest.mark.parametrize(("between", "left"), [("", 2), ("Weather", 2), (WEATHER, 2), (f"{WEATHER} {FORECAST}", 1)])
def test_side_by_side_they_are_two_statements(between: str, left: int) -> None:
    assert copies_left(PATTERN.format("roadway"), edited(SHUT, SPOTTED, FOLK), between) == left


def test_what_other_statements_say_is_no_edit() -> None:
    # As above, but the words put in and those they replace are said elsewhere.
    living = "They found the doors shut. Nobody was closed in. A gull was spotted. Some people are folk like you."
    assert copies_left(PATTERN.format("roadway"), edited(SHUT, SPOTTED, FOLK), living) == 2


DESK = "{0}书的读者请到{1}层的柜台办理手续，并把证件交给值班的管理员，等待叫到自己的号码以后再到窗口领取单据和收条。"
FLOORS = "图书馆分为两个部分。上层用于借书，下层用于还书。借书需要证件，还书不需要证件。"


@pytest.mark.parametrize(
    ("between", "one", "other", "left"),
    [
        (FLOORS, "借上", "还下", 2),
        (WEATHER, "借上", "还下", 1),  # no word of either is said elsewhere
        (FLOORS, "借上", "惜土", 1),  # misread, which makes no word
    ],
)
def test_a_han_character_may_be_another_word(between: str, one: str, other: str, left: int) -> None:
    assert copies_left(DESK.format(*one), DESK.format(*other), between) == left


@pytest.mark.parametrize("protect", [dedup.PROTECT - {"template"}])
def test_statements_go_when_asked_for(protect: frozenset[str]) -> None:
    first, second = PATTERN.format("roadway"), PATTERN.format("footpath")
    text = f"{first}\n\n{WEATHER}\n\n{second}\n\n{END}"
    assert second not in dedup.collapse(text, protect=protect, keep="first").text
    [spared] = dedup.collapse(text, keep="first").spared
    assert spared.reason == "template"


BODY = [
    "The wooden ferry will return to service on the fourth of May, the harbour board decided late on Tuesday.",
    "Carpenters have replaced nearly every plank below the waterline, and the oak came from the forest above the town.",
    "School classes travel free if their teacher books a week ahead, and bicycles cost half of what their riders pay.",
    "Those who want to see the engine may ask the captain, who has kept it running since he was a boy of fifteen.",
]


@pytest.mark.parametrize(("said", "denied"), [
    ("will return", "will not return"),
    ("will return", "will never return"),
    ("may ask", "may not ask"),
    ("who has kept", "who has not kept"),
])  # fmt: skip
def test_of_a_long_copy_the_sentence_that_denies_something_stays(said: str, denied: str) -> None:
    body, other = "\n\n".join(BODY), "\n\n".join(BODY).replace(said, denied)
    own = next(sentence for sentence in BODY if said in sentence).replace(said, denied)
    left = dedup.collapse(f"{body}\n\n{WEATHER}\n\n{other}\n\n{END}", keep="first").text
    assert left == f"{body}\n\n{WEATHER}\n\n{own}\n\n{END}"


def test_a_negation_that_was_dropped_or_misread_all_over_is_no_denial() -> None:
    body = " ".join(BODY).replace("will return", "will not return")
    words = body.split(" ")
    dropped = " ".join(word for n, word in enumerate(words) if n % 12 != words.index("not") % 12)
    assert copies_left(body, dropped) == 1
    assert copies_left(body, body.replace("not", "n0t")) == 1


def test_a_negation_that_moved_is_no_denial() -> None:
    body = " ".join(BODY).replace("will return", "will not soon return")
    assert copies_left(body, body.replace("not soon", "soon not")) == 1


REST = " late applications of students in their second year if the dean agrees in writing."


@pytest.mark.parametrize(("said", "denied"), [("Accept", "Never accept"), ("Accept", "Do not accept")])
def test_a_denial_at_the_head_of_a_sentence_counts(said: str, denied: str) -> None:
    assert copies_left(said + REST, denied + REST, f"{WEATHER} {FORECAST}") == 2
    assert copies_left(denied + REST, said + REST, f"{WEATHER} {FORECAST}") == 2
    assert copies_left(denied.replace("Never", "Please").replace("Do not", "Please do") + REST, said + REST) == 1


# -- a form that is filled in again and again --------------------------------------------------------------------------

MEALS = (
    "Before the crossing: bread with butter, two eggs, half a cup of potatoes",
    "On board: a flask of tea with lemon, a bag of nuts, one apple from the cellar",
    "After the crossing: soup of leeks, a bowl of rice, chicken, a spoon of oil",
    "In the afternoon: a cup of berries, one slice of cake, coffee without milk",
    "At night: cold fish with cucumber, white beans, some cheese, a glass of wine",
    "For the way: dried plums, a piece of chocolate, salted biscuits in a tin",
    "In the morning: porridge with honey, milk from the farm, a handful of raisins",
    "At ten: radishes with salt, a heel of the loaf, butter of the day before",
    "On the quay: fried herring in paper, vinegar, a pickled onion from the jar",
    "For guests: almond biscuits, candied ginger, a pot of coffee with cardamom",
    "On Sundays: roast duck with red cabbage, apples in the oven, a bottle of port",
    "On the last day: whatever is left in the pantry, and the end of the cheese",
)
OWN = (
    "Only here: pancakes with syrup and a jug of cider from the orchard next door",
    "Only here: venison stew with dumplings, pears in vanilla, strong black tea",
    "Only here: a plate of oysters, rye toast, pickled walnuts and a small beer",
    "Only here: roasted carrots, lentils with mint, flat bread and buttermilk",
)


def plans_of(count: int, meals: Sequence[str], own: Sequence[str]) -> str:
    """Plans with the same meals, but for one in each."""
    plans = [[f"Plan {'ABCD'[n]}", *meals[:8], *own[n : n + 1], *meals[8:]] for n in range(count)]
    return "\n\n".join(map("\n".join, plans))


@pytest.mark.parametrize(("count", "left"), [(2, 1), (3, 3), (4, 4)])
def test_a_long_form_that_is_filled_in_three_times_stays(count: int, left: int) -> None:
    assert dedup.collapse(plans_of(count, MEALS, OWN)).text.count("potatoes") == left


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_form_that_is_nowhere_filled_in_differently_goes(count: int) -> None:
    assert dedup.collapse(plans_of(count, MEALS, ())).text.count("potatoes") == 1


def test_a_long_form_that_is_filled_in_three_times_goes_if_templates_are_not_protected() -> None:
    protect = dedup.PROTECT - {"template"}
    assert dedup.collapse(plans_of(3, MEALS, OWN), protect=protect).text.count("potatoes") == 1


NOTICE = (
    "Divers who went down on Monday found a deep crack in the second pillar of the old bridge, and nobody knows "
    "how long it has been there. Engineers from the capital will look at it next week and tell the council "
    "whether carts may cross again before the summer. Until then the ferries take people to the other bank, every "
    "ten minutes and free of charge, and whoever wants to carry a bicycle across has to wait."
)


def edited_all_over(number: int) -> str:
    """The notice with every ninth word dropped, misread or written twice, others in each copy."""
    words = NOTICE.split(" ")
    for place in range(number * 2 % 9, len(words), 9):
        word = words[place]
        words[place] = ["", word[:-1] + "x" + word[-1:], f"{word} so"][place // 9 % 3]
    return " ".join(filter(None, words))


def reworded_all_over(number: int) -> str:
    """The notice with every ninth word exchanged, as in the fillings of a template."""
    words = NOTICE.split(" ")
    for place in range(0, len(words), 9):
        words[place] = ["marble", "copper", "silver", "golden", "wooden"][number]
    return " ".join(words)


@pytest.mark.parametrize("copies", [3, 4, 5, 6])
def test_of_several_edited_copies_of_a_long_paragraph_one_stays(copies: int) -> None:
    text = dedup.collapse("\n\n".join([NOTICE, *map(edited_all_over, range(copies - 1))])).text
    assert text.count("old bridge") + text.count("oldx bridge") == 1


def test_several_fillings_of_a_long_paragraph_stay() -> None:
    text = "\n\n".join(map(reworded_all_over, range(5)))
    assert dedup.collapse(text).text == text


# -- runs of several sentences -----------------------------------------------------------------------------------------

GATES = (
    "The keeper of the {0} gate looks at the gauge every morning and writes down how high the water stands. If it is "
    "above the red line, she opens it by the width of a hand and tells the miller. She waits until the wheel has come "
    "to rest, and nobody may cross the {1} bridge while she does so. In the evening somebody sends her numbers to the "
    "council, which keeps all of them in a book in the cellar of the town hall, beside the maps that an engineer drew."
)
#: Both words of a pair, in other company.
TWO_GATES = "The river has two gates. One is upper by law, one lower, says the miller. Rather stone than a wooden leg!"


@pytest.mark.parametrize(
    ("other", "between", "left"),
    [
        (("lower", "wooden"), TWO_GATES, 2),
        (("lower", "wooden"), WEATHER, 1),  # none of the words says anything elsewhere
        (("uper", "stome"), TWO_GATES, 1),  # misread
        (("lower", "wooden"), f"{TWO_GATES} {NUMBERED}", 1),  # far away it is an old version
    ],
)
def test_a_parallel_section_is_about_something_else(other: Sequence[str], between: str, left: int) -> None:
    assert copies_left(GATES.format("upper", "stone"), GATES.format(*other), between) == left


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        (("upper", "upper"), ("lower", "lower"), 2),
        (("upper", "stone"), ("lower", "wooden"), 1),  # two edits
        (("upper", "old"), ("lower", "old"), 1),  # one
    ],
)
def test_one_word_exchanged_throughout_makes_another_section(
    one: Sequence[str], other: Sequence[str], left: int
) -> None:
    assert copies_left(GATES.format(*one), GATES.format(*other)) == left


KILN = (
    "用{0}做的灯罩直径三十厘米，电线长两米，开关装在底座上，由本店的师傅按订单制作。{0}框架需要两块木板、一把夹子和半个小时的耐心，"
    "四角先斜切，再干拼，全部合适以后才上胶。清洁{0}制品请用软刷和温水，不要使用肥皂，然后放在阴凉的地方晾一天再装进盒子里。"
)


@pytest.mark.parametrize(("other", "left"), [("藤条", 2), ("胡桃术", 1)])
def test_a_word_of_several_characters_exchanged_throughout_does_too(other: str, left: int) -> None:
    assert copies_left(KILN.format("胡桃木"), KILN.format(other), f"{WEATHER} {FORECAST}") == left


STORY = (
    "Nine years ago the old ferry went into dock, and hardly anybody in the town believed that it would ever leave it "
    "again. Carpenters have replaced nearly every plank below the waterline, with oak from a forest that a storm had "
    "felled. From May it will run six times a day, but not in strong wind, and school classes travel free if their "
    "teacher books a week ahead. Bicycles cost half of what their riders pay, and dogs as much as a child."
)
MORE = (
    "A stall inside the market hall costs more than one on the square, where it rains. The traders voted for the roof, "
    "and two of them have paid for it out of their own pockets. Whoever sells fish must bring ice; whoever sells "
    "flowers gets a place beside the well. At noon a bell rings, and all boxes have to be gone before the bus comes."
)
CLAUSE = " because of a leak that nobody had seen before the great flood"


@pytest.mark.parametrize(
    ("story", "clause", "left"),
    [
        (STORY, CLAUSE[:40], 1),
        (STORY, CLAUSE, 2),  # a tenth of so short a run
        (f"{STORY} {MORE}", CLAUSE, 1),
    ],
)
def test_a_run_that_is_not_long_must_not_be_reworked(story: str, clause: str, left: int) -> None:
    reworked = story.replace("went into dock,", f"went into dock{clause},")
    assert copies_left(story, reworked, f"{WEATHER} {FORECAST}") == left


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ("", "", 1),
        ("So ", "", 1),  # a word more belongs to the same sentence
        ("As everybody in the harbour can see, ", "", 2),
        ("", ", whatever the council may have decided", 2),
    ],
)
def test_a_changed_sentence_does_not_go_for_part_of_a_longer_one(before: str, after: str, left: int) -> None:
    sentence = PATTERN.format("roadway").removesuffix(".")
    changed = f"{sentence}.".replace("closed", "clossed")
    assert copies_left(f"{FORECAST} {before}{sentence}{after}. The mayor is sorry.", changed) == left
