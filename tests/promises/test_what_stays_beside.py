"""Promise 9: text next to a removal still makes sense: a name keeps its quotation, a date its title."""

from __future__ import annotations

import pytest

import dedup

pytestmark = pytest.mark.usefixtures("decided_twice")

SAID = "Nobody drives across that bridge again before we have seen how deep the crack in its pillar is."
FERRY = "The ferry runs every ten minutes until the end of May and costs nothing for those who live here."
WEATHER = "Tomorrow will be dry and cold in the whole of the country, says the service."
CAPTION = "Divers look at the pillar of the old bridge, in which they found a crack on Monday morning"
END = "Readers can write to the editor at any time."
HEADLINES = [
    "The old bridge at Amberfold stays closed until the end of May.",
    "Shops on the far bank fear for their trade and ask for help.",
    "A second ferry is to come from the lakes before the summer.",
    "Divers found three bicycles and a safe at the foot of a pillar.",
    "The mayor wants to hear nothing of a toll before the election.",
    "Who built the bridge is still not known, says a new book.",
]


def times_left(words: str, text: str) -> int:
    return dedup.collapse(text).text.count(words)


@pytest.mark.parametrize(
    ("below", "left"),
    [
        ("Ada Lindholm", 2),
        ("Ada Lindholm, engineer of the county", 2),
        ("Ada Lindholm, chief engineer of the county for its roads and its bridges, and for its ferries", 2),
        ("Vera Stein, chief engineer of the county for its roads and its bridges, and for its ferries", 1),
        ("\u2014 Ada Lindholm", 2),
        ("Vera Stein", 1),  # nobody of that name is quoted in the article
        ("Learn more", 1),  # no name
        ("Read More Stories", 1),
        ("Ada Lindholm was born in the valley.", 1),  # a sentence says something by itself
    ],
)
def test_a_quotation_stays_above_the_name_of_who_said_it(below: str, left: int) -> None:
    article = f"The county has no other choice. \u201c{SAID}\u201d said Lindholm on Tuesday. {FERRY}"
    assert times_left(SAID, f"{article}\n\n{WEATHER}\n\n{SAID}\n\n{below}\n\n{END}") == left


@pytest.mark.parametrize(("signs", "left"), [('""', 2), ("\u201c\u201d", 2), ("\u201e\u201c", 2), ("  ", 1)])
@pytest.mark.parametrize("name", ["Ada Lindholm", "Vera Stein"])
def test_a_sentence_at_the_end_of_a_quotation_stays_above_the_name_beside_it(signs: str, left: int, name: str) -> None:
    article = f"{signs[0]}The county has no other choice. {SAID}{signs[1]} That is what Lindholm knows. {FERRY}"
    left = left if name == "Ada Lindholm" else 1  # nobody of the other name is quoted
    assert times_left(SAID, f"{article}\n\n{WEATHER}\n\n{SAID}\n\n{name}\n\n{END}") == left


@pytest.mark.parametrize(
    ("quotation", "below", "left"),
    [
        (f"> {SAID}", "**Vera Stein**, engineer of the county and member of the committee for roads", 2),
        (f"\u201c{SAID}\u201d", "Vera Stein", 2),
        (f"> {SAID}", '>\n> Vera Stein for the committee "Roads"', 2),
        (f"> {SAID}", ">\n> \u2014 Vera Stein", 2),
        (f"> {SAID}", ">\n> \u2014 and read more", 1),
        (f"> {SAID}", ">\n> and read more", 1),
        (f"> {SAID}", ">\n> Vera Stein has worked for the county for years.", 1),
        (f"> {SAID}", "Read more", 1),
        (f"> {SAID}", "Vera Stein has worked for the county since she left the committee for roads.", 1),
    ],
)
def test_what_is_marked_as_a_quotation_stays_above_any_name(quotation: str, below: str, left: int) -> None:
    text = f"The county has no other choice. {SAID} {FERRY}\n\n{WEATHER}\n\n{quotation}\n\n{below}\n\n{END}"
    assert times_left(SAID, text) == left


ENTRIES = ["Home", "Boats for hire", "Berths", "Prices", "Opening hours", "The members", "Contact", "News", "Letters"]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("Winter", 1),  # below the menu in the kept copy, too
        ("Berths", 2),  # the heading of what follows; in the kept copy, an entry of the menu
        ("Divers", 2),
    ],
)
def test_a_short_line_goes_only_with_the_lines_that_its_kept_copy_is_next_to(line: str, left: int) -> None:
    menu = "\n".join(ENTRIES)
    text = f"Welcome\n\n{menu}\nWinter\nDivers\n\n{WEATHER}\n\n{FERRY}\n\n{menu}\n{line}\n\n{SAID}"
    assert dedup.collapse(text).text.split("\n").count(line) == left


@pytest.mark.parametrize(
    ("above", "number", "below", "left"),
    [
        ("1. The price of a berth.", "2.", "", 2),
        ("1. The price of a berth,\nwith water and light,\nfor each night.", "2.", "", 2),
        ("", "1.", "2. The price of a berth.", 2),
        ("(1) The price of a berth.", "(2)", "", 2),
        ("1\u3001The price of a berth.", "2\u3001 ", "", 2),
        ("", "2.", "", 1),  # no list
        ("7. The price of a berth.", "1.", "", 1),  # another list
        ("1.5 metres are enough for a berth.", "2.", "", 1),  # no number of an item
        ("1984. The price of a berth.", "2.", "", 1),
        ("\n".join(["1. The price of a berth.", *["It is paid here."] * 8]), "2.", "", 1),  # too far away
    ],
)
def test_an_item_of_a_numbered_list_does_not_go_for_a_sentence(above: str, number: str, below: str, left: int) -> None:
    item = FERRY.replace("who live here", "who live there")
    text = f"{FERRY}\n\n{WEATHER}\n\n{above}\n{number} {item}\n{below}"
    assert times_left("The ferry runs", f"{text}\n\n{END}") == times_left("The ferry runs", text) == left


def test_a_quotation_of_short_lines_stays_above_the_name() -> None:
    quotation = "> " + SAID.replace(" we have", "\n> we have")
    text = f"The county has no other choice. {SAID} {FERRY}\n\n{WEATHER}\n\n{quotation}\n\n{{}}\n\n{END}"
    assert times_left("Nobody drives", text.format("Vera Stein")) == 2
    assert times_left("Nobody drives", text.format("Read more")) == 1


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        ("#11", "#13", 2),
        ("Apr 12, 2024", "Apr 22, 2024", 2),
        ("$17", "$29", 2),
        ("#11", "#11", 1),
        ("Reply to her", "Write to him", 1),
    ],
)
def test_the_author_of_a_post_stays_above_its_number_or_date(one: str, other: str, left: int) -> None:
    author = "Reply\nShare\nVera Stein\nMember of the club\nLives at sea\nJoined in the spring\nTwo boats\nPosts\nLikes"
    text = f"{FERRY}\n\n{author}\n{one}\n{WEATHER}\n\n{author}\n{other}\n{END}"
    assert times_left("Joined in the spring", text) == left


@pytest.mark.parametrize(
    ("quotation", "below", "left"),
    [
        (f'"{FERRY}"', "A keeper of the lighthouse", 2),
        (f"„{FERRY}“", "A keeper of the lighthouse", 2),
        (FERRY, "A keeper of the lighthouse", 1),
        (f'"{FERRY}', "A keeper of the lighthouse", 1),
        (f'"{FERRY}"', "read their stories", 1),
        (f'"{FERRY}"', "A keeper of the lighthouse wrote to us.", 1),
        (f'"{FERRY}"', "Only on Sunday a keeper\nof the lighthouse wrote it.", 1),  # a sentence in two lines
    ],
)
def test_a_pull_quote_stays_above_a_line_that_says_whose_it_is(quotation: str, below: str, left: int) -> None:
    text = f"{WEATHER} {FERRY} {SAID}\n\n{CAPTION}\n\n{quotation}\n\n{below}\n\n{END}"
    assert times_left("The ferry runs", text) == left


@pytest.mark.parametrize(
    ("before", "left"), [("Stein had one doubt. “", 2), ("Stein had one doubt. ", 1), ("Nobody had a doubt. “", 1)]
)
def test_a_pull_quote_stays_above_the_name_of_whom_the_article_quotes(before: str, left: int) -> None:
    text = f"{WEATHER}\n{FERRY}\nVera Stein\n{CAPTION}\n\n{before}{FERRY} {SAID}\n\n{END}"
    assert times_left("The ferry runs", text) == left


def test_a_line_between_the_copies_names_nobody() -> None:
    assert times_left(SAID, f"{WEATHER}\n\n{SAID}\n\nHarbour Gazette, all rights reserved\n\n{SAID} {FERRY}") == 1


@pytest.mark.parametrize(
    ("beside", "left"), [(" \u2014 Ada (@ada) June 7", 2), (" \u2014 Ada (@ada) June 7\n\nAnd so on", 2), ("", 1)]
)
def test_a_message_stays_before_its_signature(beside: str, left: int) -> None:
    assert times_left(SAID, f"{SAID} {FERRY}\n\n{WEATHER}\n\n{SAID}{beside}\n\n{END}") == left


@pytest.mark.parametrize(
    ("below", "left"),
    [
        ("(Vera Stein/Valley Press)", 2),
        ("\uff08Vera Stein\uff09", 2),
        ("(Vera Stein) took it", 1),
        ("2024-05-03 11:10", 2),
        ("3 May 2024", 2),
        ("Monday, 11:10", 2),
        ("On 3 May 2024 nobody came.", 1),
        ("\u00a9 2024 Valley Press", 1),
        ("11 comments", 1),
    ],
)
def test_a_caption_or_a_title_stays_above_its_credit_or_its_date(below: str, left: int) -> None:
    text = f"{FERRY}\n\n{CAPTION}\n\n{WEATHER}\n\n{CAPTION}\n\n{below}\n\n{END}"
    assert times_left(CAPTION, text) == left


@pytest.mark.parametrize(
    ("below", "left"),
    [
        ("By Vera Stein", 2),
        ("By\nVera Stein", 2),
        ("Von Vera Stein", 2),
        ("By then it was too late", 1),
        ("By the way", 1),
        ("---|---", 2),
        ("| --- | --- |", 2),
        ("---", 1),
    ],
)
def test_a_title_stays_above_its_byline_and_a_row_above_the_rule_of_its_table(below: str, left: int) -> None:
    assert times_left(CAPTION, f"{FERRY}\n\n{CAPTION}\n\n{WEATHER}\n\n{CAPTION}\n{below}\n\n{END}") == left


@pytest.mark.parametrize(("further", "left"), [("> Three boats wait", 2), (">", 1), ("> ", 1), ("Three boats wait", 1)])
def test_a_line_of_a_quotation_stays_beside_the_next_one(further: str, left: int) -> None:
    text = f"{SAID} {FERRY}\n\n{WEATHER}\n\n> {SAID}\n{further}\n\n{END}"
    assert times_left(SAID, text) == left


@pytest.mark.parametrize("separator", ["\x1c", "\x1d", "\x1e", "\x1f"])
def test_a_line_of_nothing_but_a_separator_says_nothing(separator: str) -> None:
    # White space to Python, and a sign to the kernel.
    assert times_left(SAID, f"{SAID} {FERRY}\n\n{WEATHER}\n\n{SAID}\n\n{separator}\n\n{END}") == 1


def test_the_date_goes_along_with_its_title() -> None:
    item = f"{CAPTION}\n3 May 2024"
    assert times_left("3 May 2024", f"{FERRY}\n\n{item}\n\n{WEATHER}\n\n{item}\n\n{END}") == 1


@pytest.mark.parametrize(
    ("above", "left"), [("$ bridge --status", 2), (">>> status()", 2), ("The status:", 2), ("The status", 1)]
)
def test_what_a_command_prints_stays_below_it(above: str, left: int) -> None:
    text = f"{FERRY}\n\n{CAPTION}\n\n{WEATHER}\n\n{above}\n{CAPTION}\n\n{END}"
    assert times_left(CAPTION, text) == left


@pytest.mark.parametrize(
    ("head", "left"),
    [("Nobody on the far bank of the river was asked", 2), ("The ferry is free.", 1)],
)
def test_half_a_sentence_stays_below_the_other_half(head: str, left: int) -> None:
    half = "and the engineers of the county want to see how deep it goes before anyone drives across it."
    text = f"Divers found a crack in one of its pillars,\n{half}\n\n{WEATHER}\n\n{head}\n{half}\n{END}"
    assert times_left(half, text) == left


# -- the body of a question, of a numbered item, of a record -----------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        ("Can I bring it back?", "Can I change the day?", 2),
        ("\u80fd\u9000\u7968\u5417\uff1f", "\u80fd\u6539\u671f\u5417\uff1f", 2),
        ("## Refunds", "## Exchanges", 2),
        ("**Refunds**", "**Exchanges**", 2),
        ("Refunds are rare.", "Exchanges are rare.", 1),  # a sentence like others
        ("## Refunds", "## Refunds", 1),
    ],
)
def test_an_answer_stays_below_its_question(one: str, other: str, left: int) -> None:
    text = f"{one}\n\n{SAID}\n\n## Dogs\n\n{WEATHER}\n\n{other}\n\n{SAID}"
    assert times_left(SAID, f"{text}\n\n## Letters\n\n{END}") == left
    assert times_left(SAID, text) == left


@pytest.mark.parametrize("answer", [SAID, f"{SAID} {FERRY} {WEATHER} {SAID.lower()} {END}"], ids=["short", "long"])
@pytest.mark.parametrize(
    ("question", "following", "left"),
    [
        ("Can I cross the bridge?", "What does it cost?", 2),
        ("Can I cross the bridge?", "## Prices", 2),
        ("Can I cross the bridge?", "2.", 2),
        ("Can I cross the bridge?", "Nobody knows.", 1),
        ("You can cross the bridge.", "What does it cost?", 1),
        (f"{WEATHER} {END} Who, then, would want to cross?", "What does it cost?", 1),  # a paragraph
    ],
)
def test_an_answer_stays_below_its_question_wherever_its_copy_is(
    answer: str, question: str, following: str, left: int
) -> None:
    text = f"{HEADLINES[0]}\n{answer} {CAPTION}.\n\n{HEADLINES[1]}\n\n{question}\n{answer}\n{following}\n{END}"
    assert times_left(answer, text) == left


@pytest.mark.parametrize(
    ("number", "left"),
    [
        *((number, 2) for number in ("1", "#1", "1.", "No. 1", "(1)", "N\u00b0 1", "1/10", "iv")),
        *((label, 1) for label in ("\u8981\u7d04", "About 1", "Chapter 1")),
    ],
)
def test_an_item_stays_below_its_number(number: str, left: int) -> None:
    assert times_left(CAPTION, f"{FERRY}\n\n{CAPTION}\n\n{WEATHER}\n\n{number}\n\n{CAPTION}\n\n{END}") == left


@pytest.mark.parametrize("body", [SAID, f"{SAID} {FERRY} {WEATHER} {SAID.lower()} {END}"], ids=["short", "long"])
@pytest.mark.parametrize(("one", "other", "left"), [("Sat 4 May", "Sun 5 May", 2), ("Sat 4 May", "Sat 4 May", 1)])
def test_a_record_keeps_what_stands_below_its_first_field(body: str, one: str, other: str, left: int) -> None:
    fields = f"8 pm\nTown hall\nTickets 12 pounds\n{body}"
    assert times_left("Town hall", f"{one}\n{fields}\n\n{other}\n{fields}\n\n{END}") == left


@pytest.mark.parametrize(("one", "other", "left"), [("Friday", "Saturday", 2), ("Friday", "Friday", 1)])
def test_an_entry_of_a_list_keeps_its_middle_line(one: str, other: str, left: int) -> None:
    text = f"{one} night\n{SAID}\nQuartet Lund, strings\n\n{other} night\n{SAID}\nThe Brass Monkeys\n\n{END}"
    assert times_left(SAID, text) == left


@pytest.mark.parametrize(("name", "left"), [("get_depth", 2), ("get_level", 1)])
def test_a_changed_body_stays_below_another_name(name: str, left: int) -> None:
    body = f"Returns the level of the river at noon. {SAID} {FERRY} {WEATHER} {END} {HEADLINES[4]}"
    changed = body.replace("river at noon", "river about noon")
    text = f"get_level(day)\n{body}\n\n{name}(day)\n{changed}\n\n{END}"
    assert times_left(SAID, text) == left


@pytest.mark.parametrize(("item", "left"), [(CAPTION.replace("old", "great old"), 2), (CAPTION, 1)])
def test_a_changed_item_stays_at_the_head_of_its_list(item: str, left: int) -> None:
    text = f"{FERRY}\n\n{CAPTION}. {SAID}\n\n{WEATHER}\n\nIn this paper\n\n- {item}\n- Letters to the editor\n\n{END}"
    assert times_left("in which they found a crack", text) == left


def test_an_item_is_no_copy_of_one_that_says_more() -> None:
    note = "Note: this is an option that has to be ordered from the town hall a week ahead."
    longer = f"- A seat at the window with a table and a lamp, {CAPTION.lower()}. {note}"
    text = f"{FERRY}\n\n- A seat at the window. {note}\n{longer}\n- A place on deck\n\n{END}"
    assert times_left("A seat at the window. ", text) == 1


# -- doubled on one line -----------------------------------------------------------------------------------------------


HALF = "Soak the beans overnight in plenty of the coldest water.{}Salt belongs in at the very end, says the cook."
QUOTED = (
    "Nobody was asked, and nobody has complained so far.{}"
    "\u00ab Nous avons sauv\u00e9 la cave enti\u00e8re \u00bb, says the cook."
)


@pytest.mark.parametrize(
    ("half", "joint"),
    [
        *((HALF, joint) for joint in ("<br>", "<br/>", "</p><p>", "</li><li>", "[br]", "\\n", "\u2028", " ")),
        *((QUOTED, joint) for joint in ("<br>", "<br/>", "</p><p>", "</li><li>", "[br]", " ")),
    ],
)
def test_of_a_doubled_line_one_half_stays_whatever_joins_them(half: str, joint: str) -> None:
    once = half.format(joint)
    assert times_left("says the cook", once + joint + once) == 1


@pytest.mark.parametrize(("tag", "left"), [("blockquote", 1), ("q", 1)])
def test_a_quotation_in_tags_goes(tag: str, left: int) -> None:
    assert times_left(SAID, f"{SAID} {FERRY}\n\n{WEATHER}\n\n<{tag}>\n{SAID}\n</{tag}>\n\n{END}") == left


# -- choruses ----------------------------------------------------------------------------------------------------------

CHORUS = [
    "Roll, river, roll,",
    "The night is long,",
    "The boat is small,",
    "The rope is strong,",
    "Roll, river, roll,",
    "The day is near,",
    "The sea is wide,",
    "And I am here.",
]
MENU = ["Front page", "News", "Local sport", "Weather", "Travel deals", "Culture", "Your letters", "Archive"]


VERSES = [
    "The captain sold his winter coat\nand bought a sail of red,\nhe said good night to all of us\nand went to bed.",
    "My sister keeps a pair of geese\nbehind the gate,\nthey wake the parish every day\nat twenty after eight.",
    "Old Martha wears a wooden shoe\nwhenever church is long,\nand taps the time upon the stone\nto every other song.",
    "The baker burned a loaf in May\nand nailed it to the door,\nno beggar ever came that way\nto ask him any more.",
]


@pytest.mark.parametrize(
    ("lines", "copies", "left"),
    [
        (CHORUS, 2, 2),
        (CHORUS, 4, 4),
        (["[Chorus]", *CHORUS], 3, 3),
        ([line.strip(",.") for line in CHORUS], 3, 3),  # without a sign, but as long as verse is
        (MENU, 3, 1),
    ],
)
def test_a_chorus_of_short_lines_is_no_menu(lines: list[str], copies: int, left: int) -> None:
    text = "\n\n".join(f"{verse}\n\n" + "\n".join(lines) for verse in VERSES[:copies])
    assert times_left("\n".join(lines[-3:]), text) == left


# -- numbers in words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        ("You must give one month of notice.", "You must give two weeks of notice.", 1),
        ("Die Frist betr\u00e4gt zwei Monate.", "Die Frist betr\u00e4gt vier Wochen.", 1),
        (
            "\u041d\u0443\u0436\u043d\u043e \u0434\u0432\u0430 \u0434\u043d\u044f.",
            "\u041d\u0443\u0436\u043d\u043e \u0442\u0440\u0438 \u0434\u043d\u044f.",
            1,
        ),
    ],
)
def test_of_a_long_copy_the_sentence_with_another_number_stays(one: str, other: str, left: int) -> None:
    body = f"{SAID} {FERRY} {{}} {WEATHER} {CAPTION}. {END}"
    text = f"{body.format(one)}\n\n{HEADLINES[5]}\n\n{body.format(other)}"
    assert times_left(other, text) == left


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        ("Take 2 cups of flour, 3 eggs and 1 onion.", "Take 2 cups of flour, 3 eggs, 4 leeks and 1 onion.", 1),
        ("Take 2 cups of flour, 3 eggs, 4 leeks and 1 onion.", "Take 2 cups of flour, 3 eggs and 1 onion.", 1),
        ("Take 2 cups of flour, 3 eggs and 1 onion.", "Take 2 cups of fine flour, 3 eggs and 1 onion.", 0),
        # no list of quantities: the number may be a footnote's
        (
            "The ferry to the island leaves the pier at 9 and returns at noon, as it did in all years before war.",
            "The ferry to the island leaves the pier at 9 and returns at noon, as it did 4 in all years before war.",
            0,
        ),
    ],
)
def test_of_a_list_of_quantities_a_number_more_is_another_list(one: str, other: str, left: int) -> None:
    body = f"{SAID} {FERRY} {{}} {WEATHER} {CAPTION}. {END}"
    text = f"{body.format(one)}\n\n{HEADLINES[5]}\n\n{body.format(other)}"
    assert times_left(other, text) == left


# -- here and there in the kept copy -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("chosen", "left"), [((0, 1), 1), ((0, 2), 1), ((0, 3), 2)])
def test_headlines_chosen_here_and_there_are_a_list_of_their_own(chosen: tuple[int, int], left: int) -> None:
    text = f"{FERRY}\n\n" + "\n".join(HEADLINES) + f"\n\n{WEATHER}\n\n" + "\n".join(HEADLINES[n] for n in chosen)
    assert times_left(HEADLINES[0], f"{text}\n\n{END}") == left


@pytest.mark.parametrize(
    ("between", "left"),
    [
        ("", 1),
        (" once more", 1),
        (" with all the boats that the fishermen of both banks could lend them in those weeks of spring", 2),
    ],
)
def test_one_sentence_is_no_copy_of_a_much_longer_one(between: str, left: int) -> None:
    one = "Divers will look at the pillars of the old bridge{} and say on Friday how deep the crack in it goes."
    text = f"{FERRY} {one.format(between)} {WEATHER}\n\n{END}\n\n{one.format('')}"
    assert times_left("how deep the crack in it goes", text) == left


# -- code --------------------------------------------------------------------------------------------------------------

METHODS = """\
  constructor(properties) {
    super(properties);
    this.currentState = { isOnline: null };
    this.handleStatusChange = this.handleStatusChange.bind(this);
  }
  componentDidMount() { subscribeToStatus(this.handleStatusChange); }"""


def test_a_listing_that_ends_its_lines_in_brackets_is_code() -> None:
    text = f"{FERRY}\n\nclass Friend extends Component {{\n{METHODS}\n  render() {{ return null; }}\n}}\n\n{WEATHER}"
    other = text.replace("Friend", "Status").replace("return null", "return this.currentState")
    assert times_left("handleStatusChange.bind", f"{text}\n\n{END}\n\n{other}") == 2


HOOK = "const [gauge, setGauge] = useState(readGauge);function click() {  setGauge(readAnotherGauge);}"


@pytest.mark.parametrize(
    ("line", "longer", "stays"),
    [
        (HOOK, HOOK.replace("(read", "(() => read") + "Previous", True),
        (f"{SAID.removesuffix(' its pillar is.')}…", SAID, False),
    ],
)
def test_a_line_of_code_is_no_teaser(line: str, longer: str, stays: bool) -> None:
    text = "\n\n".join((FERRY, line, WEATHER, longer, END))
    left = dedup.collapse(text, protect=dedup.PROTECT - {"form"}).text
    assert (line in left.split("\n\n")) == stays


ROWS = "\n".join(
    f"{hour}:00 | {what}"
    for hour, what in [
        (8, "The keeper of the light wakes up and goes outside, to read the letters near the old chapel."),
        (12, "She comes back to the house to wash the dishes, and puts the boat on the slipway."),
        (14, "She walks to the harbour with her two pupils, and waits for the ferry at the bridge."),
        (16, "She leaves for the mill with them, and pauses there until the bell has rung for school."),
        (18, "She comes home for the evening, and lights the lamp before the last boat has left."),
    ]
)


@pytest.mark.parametrize(
    ("above", "head", "left"),
    [
        ("Autumn\n\n", "Hour | Where\n---|---\n", 2),
        ("Autumn\n\n", "| Hour | Where |\n| --- | --- |\n", 2),
        ("Autumn\n\n", "Time | Place\n---|---\n", 1),  # the whole table
        ("Autumn\n\n", "Hour | Where\n", 1),
    ],
)
def test_rows_stay_below_the_head_of_another_table(above: str, head: str, left: int) -> None:
    text = f"Winter\n\nTime | Place\n---|---\n{ROWS}\n\n{FERRY}\n\n{above}{head}{ROWS}\n\n{END}"
    assert times_left("The keeper of the light", text) == left
    left_unprotected = dedup.collapse(text, protect=dedup.PROTECT - {"table"}).text
    assert left_unprotected.count("The keeper of the light") == 1
