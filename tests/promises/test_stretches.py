"""Promise 9: what is asked of a copy is asked of each stretch that goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dedup
from dedup.options import collapse_options
from dedup.repeats.find import find_repeats
from dedup.results.collapsed import Collapsed, Removal
from tests.oracle import reference
from tests.promises.oracle import best_identity, removed_runs
from tests.promises.planted import CHANGES, Planted, planted

pytestmark = pytest.mark.usefixtures("decided_twice")

BRIDGE = "The council closed the old bridge on Monday after divers found a crack in one of its pillars."
DEPTH = "Engineers from the ministry want to see how deep the crack is before they let anybody cross."
FERRY = "The ferry runs every ten minutes until the end of May and costs nothing for those who live here."
LONG = (
    "Shopkeepers on the far bank expect to lose a third of their trade before the summer begins, and some have "
    "asked for help. Whoever wants to carry a bicycle across is asked to wait for the second boat of the hour."
)
WEATHER = "Tomorrow will be dry and cold in the whole of the country, says the service."
NEWS = "Nothing else has happened in this town since the year began, or so the editor of its only paper believes."
END = "Readers can write to the editor at any time."


def letters_of(text: str) -> int:
    return sum(word[3] for word in reference.words(text))


def left_of(original: str, copy: str, **options: int) -> str:
    """What stays of a copy that stands below its original."""
    before = f"{original}\n\n{WEATHER}\n\n"
    left = dedup.collapse(f"{before}{copy}\n\n{END}", keep="first", **options).text
    assert left.startswith(before)
    return left.removeprefix(before).removesuffix(END).strip()


# -- length ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sentence", [
    BRIDGE,
    "Мост через реку закрыли в понедельник, после того как водолазы нашли трещину в одной из его опор.",
    "老桥在五月底之前将继续关闭，潜水员周一在第二根桥墩上发现了一道裂缝，工程师们想知道它有多深。",
    "أُغلق الجسر فوق النهر يوم الاثنين بعد أن عثر الغواصون على شق عميق في أحد أعمدته القديمة.",
])  # fmt: skip
def test_a_stretch_has_min_letters(sentence: str) -> None:
    letters = letters_of(sentence)
    assert left_of(sentence, sentence, min_letters=letters) == ""
    assert left_of(sentence, sentence, min_letters=letters + 1) == sentence


def test_the_letters_of_stretches_are_not_summed() -> None:
    # The same four sentences in a row are one stretch; with something new after each they are four.
    sentences = [BRIDGE, DEPTH, FERRY, "Shopkeepers on the far bank expect to lose a third of their trade this spring."]
    most = max(map(letters_of, sentences))
    original = " ".join(sentences)
    answers = ["Nobody was asked.", "That takes time.", "Few use it by night.", "No money was promised."]
    parted = " ".join(text for pair in zip(sentences, answers, strict=True) for text in pair)
    assert left_of(original, original, min_letters=most + 1) == ""
    assert left_of(original, parted, min_letters=most + 1) == parted


def test_pieces_of_several_matches_are_one_stretch() -> None:
    # Each is too short by itself; as they go side by side, nothing is left between them.
    text = f"{BRIDGE} {DEPTH} {FERRY}\n\n{WEATHER}\n\n{DEPTH} {BRIDGE}\n\n{END}"
    assert dedup.collapse(text, min_letters=74).text.count(BRIDGE) == 1


SELLER = "Sold by Nora Lind at the far end of the bridge."
OPEN = "Open from nine."
TERMS = f"{DEPTH} {BRIDGE} {FERRY}"


@pytest.mark.parametrize(
    ("blocks", "left"),
    [
        ((SELLER, LONG, WEATHER, TERMS), (SELLER, OPEN)),  # the terms are of another place
        ((TERMS, SELLER, LONG), (OPEN,)),
        ((SELLER, TERMS, WEATHER, LONG), (OPEN,)),  # next to each other in another order
    ],
)
def test_the_end_of_a_stretch_is_long_enough_or_next_to_the_rest(
    blocks: tuple[str, ...], left: tuple[str, ...]
) -> None:
    text = "\n\n".join((*blocks, NEWS, ""))
    copy = "\n\n".join((TERMS, SELLER, OPEN, LONG))
    assert dedup.collapse(f"{text}{copy}", keep="first").text.removeprefix(text).strip() == "\n\n".join(left)


# -- form --------------------------------------------------------------------------------------------------------------


def test_the_fields_of_a_record_stay_though_their_match_reads_like_prose() -> None:
    # What both records share is a sentence and three fields; only the fields stand in one stretch.
    note = "Please ring at the side door, for the main entrance is closed after six o'clock in the evening."
    fields = "Branch: Lund on the estuary\nRoom: Green hall\nFor: grown-ups and their parents"
    page = "\n\n".join(f"{title}\n{fields}\nPlaces left: {n}\n{note}" for n, title in enumerate([BRIDGE, FERRY], 7))
    assert dedup.collapse(page).text.count(fields) == 2


CODE = """total = 0
for box in self.boxes:
    total += box.width * box.height * box.depth
    print(f"{box.name:>20} {area(box)[0]}", sep="; ", end=";")
if total > limit: raise Full(f"{total} > {limit}", boxes=[box.name for box in self.boxes])
return {"total": total, "boxes": [box.to_dict(depth=1) for box in self.boxes], "limit": limit}
self.log.append((total, limit, [box.name for box in self.boxes if box.width > limit / 2]))
assert all(box.width <= limit for box in self.boxes), f"{self.name}: {total} > {limit}"
"""


@pytest.mark.parametrize("code", [CODE, "\n".join(CODE.replace("(", "\n(\n").replace(")", "\n)\n").split())])
def test_code_stays_however_long_it_is(code: str) -> None:
    assert letters_of(code) > 240
    assert left_of(code.strip(), code.strip()) == code.strip()


def test_code_stays_though_its_other_copy_holds_more() -> None:
    more = CODE.strip() + "\nself.log.clear()\nreturn None"
    assert left_of(more, CODE.strip()) == CODE.strip()


def test_code_goes_with_the_prose_around_it() -> None:
    guide = f"{LONG} {BRIDGE}\n\n{CODE}\n\n{DEPTH} {FERRY}"
    assert left_of(guide, guide) == ""


MENU = ["News", "Sport", "Culture", "The region", "Opinion", "Podcasts", "Crossword", "Archive", "Letters", "Adverts"]


def test_a_menu_goes_and_a_list_of_values_stays() -> None:
    menu = "\n".join(MENU)
    assert left_of(menu, menu) == ""
    ratings = "\n".join(f"{name}\n{n}" for n, name in enumerate(MENU, 10))
    assert left_of(ratings, ratings) == ratings
    answers = "\n".join(f"{name}\nYes\nYes" for name in MENU)
    assert left_of(answers, answers) == answers


@pytest.mark.parametrize("mark", ["* ", "+ ", "- ", "• "])
def test_items_stay_in_the_middle_of_their_list(mark: str) -> None:
    shared = "\n".join(mark + name for name in MENU)
    first, last = f"{mark}Football", f"{mark}Handball"
    assert left_of(shared, shared) == ""
    assert left_of(shared, f"{first}\n{shared}") == first
    assert left_of(shared, f"{first}\n{shared}\n{last}") == f"{first}\n{shared}\n{last}"


@pytest.mark.parametrize("name", ["— Nora Lind, mayor", "– Nora Lind"])
def test_words_stay_with_the_name_of_who_said_them(name: str) -> None:
    assert left_of(BRIDGE, BRIDGE) == ""
    assert left_of(BRIDGE, f"{BRIDGE}\n{name}") == f"{BRIDGE}\n{name}"
    assert left_of(f"{BRIDGE}\n{name}", f"{BRIDGE}\n{name}") == ""


# -- likeness ----------------------------------------------------------------------------------------------------------


def changed(text: str, letters: int) -> str:
    """`text` with so many letters exchanged, each in a word of its own, for one that stands nowhere."""
    words = text.split()
    long = [place for place, word in enumerate(words) if word.isalpha() and len(word) >= 4]
    for place in long[:letters]:
        words[place] = words[place][:-1] + "ø"
    return " ".join(words)


@pytest.mark.parametrize("sentences", [2, 3])
def test_a_short_stretch_edited_here_and_there_may_differ_in_a_twelfth(sentences: int) -> None:
    original = " ".join([BRIDGE, DEPTH, FERRY][:sentences])
    letters = letters_of(original)
    assert letters < 350
    assert left_of(original, changed(original, letters // 12)) == ""


# -- brackets and quotation marks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("original", "copy", "left"),
    [
        # both in what goes, or none
        ("{} (It is shut.)", "{} (It is shut.)", ""),
        ("{} It is shut.", "{} It is shut. (So far.)", "(So far.)"),
        ("{} [It is shut.]", "{} [It is shut.]", ""),
        ("{} “It is shut.”", "{} “It is shut.”", ""),
        ("{} „Sie ist zu.“", "{} „Sie ist zu.“ „Und der Bus nach Tal?“", "„Und der Bus nach Tal?“"),
        ("{} »Sie ist zu.«", "{} »Sie ist zu.« »Und der Bus nach Tal?«", "»Und der Bus nach Tal?«"),
        ("{} « C’est fermé. »", "{} « C’est fermé. » « Et le bus pour le bourg ? »", "« Et le bus pour le bourg ? »"),
        # one of them: what goes ends before it, or begins behind it
        ("{} (It is shut.)", "{} (It is shut. That will not do.)", "(It is shut. That will not do.)"),
        ("{} “It is shut.”", "{} “It is shut. That will not do.”", "“It is shut. That will not do.”"),
        ('{} "It is shut.”', '{} "It is shut. That will not do.”', '"It is shut. That will not do.”'),
        ('{} "It is shut."', '{} "It is shut. That will not do."', '"It is shut. That will not do."'),
        ("{} „Sie ist zu.“", "{} „Sie ist zu. Das geht nicht.“", "„Sie ist zu. Das geht nicht.“"),
        ("{} »Sie ist zu.«", "{} »Sie ist zu. Das geht nicht.«", "»Sie ist zu. Das geht nicht.«"),
        ("{} « C’est fermé. »", "{} « C’est fermé. Assez. »", "« C’est fermé. Assez. »"),
        ("It is shut.) {}", "(No. It is shut.) {}", "(No. It is shut.)"),
        ("It is shut.” {}", "“No. It is shut.” {}", "“No. It is shut.”"),
        ("{} It is shut.", "(No.\n{} It is shut. So far.)", "(No.\nSo far.)"),
        # a smiley
        ("{} It is shut :(", "{} It is shut :(", ""),
        ("{} It is shut :)", "{} It is shut :)", ""),
        # one that looks like the partner of a bracket of the text, and the mark of an item
        ("{} It is shut :(", "{} It is shut :(\n\n1) The ferry runs.", "1) The ferry runs."),
        ("{} It is shut (", "{} It is shut (\n\n1) The ferry runs.", "1) The ferry runs."),
        ("{} It is shut (", "{} It is shut (\n\nа) Паром ходит.", "а) Паром ходит."),
        # a partner of another kind, behind one more, or in another paragraph
        ("{} It is shut :(", "{} It is shut :(\n\nThat is so]", "That is so]"),
        ("{} It is shut :(", "{} It is shut :(\n\nThat (so he says) is so.", "That (so he says) is so."),
        ("{} “It is shut.", "{} “It is shut.\n\nThat is so.”", "That is so.”"),
        ("{} “It is shut.", "{} “It is shut.\n\n“That is so.”", "“That is so.”"),
    ],
)
def test_brackets_are_not_parted(original: str, copy: str, left: str) -> None:
    body = f"{BRIDGE} {DEPTH} {FERRY} {LONG}"  # so long that it may go out of a paragraph
    assert left_of(original.format(body), copy.format(body)) == left


@pytest.mark.parametrize(
    ("before", "after", "is_parted"),
    [
        ("", "The ferry (it runs.", False),  # neither of the two brackets has its partner there
        ("", "The ferry) runs.", True),
        ("The ferry (it runs. ", "", True),
        ("The ferry) runs. ", "", False),
    ],
)
def test_a_partner_stands_on_its_own_side(before: str, after: str, is_parted: bool) -> None:
    stretch = "It is shut), as he says, and so is (the quay. "
    repeats = find_repeats(before + stretch + after, collapse_options(0.8, 5, "fullest", dedup.PROTECT))
    assert repeats.parts_a_pair(len(before), len(before + stretch)) == is_parted


def test_braces_are_not_parted() -> None:
    body = f"{DEPTH} {FERRY} {LONG}"
    original = f"f() {{\n{BRIDGE}\n{body}\nIt is shut.\n}}"
    copy = f"f() {{\n{BRIDGE}\n{body}\nIt is open as long as the fair lasts.\n}}"
    assert left_of(original, copy) == "f() {\n\nIt is open as long as the fair lasts.\n}"


def test_what_would_be_too_short_without_the_sign_of_a_pair_stays() -> None:
    copy = f"({BRIDGE} That will not do.)"
    assert left_of(BRIDGE, copy) == copy


@pytest.mark.parametrize(("distance", "is_partner"), [(299, True), (300, False)])
def test_a_partner_stands_within_300_characters(distance: int, is_partner: bool) -> None:
    copy = f"{BRIDGE} {DEPTH}\n\nIt is shut ("
    between = "\n\n" + "Nobody was asked, and nobody said one wörd. ".ljust(distance - 2, "-")
    assert len(between) == distance
    left = left_of(copy, f"{copy}{between})")
    assert left == (f"It is shut ({between})" if is_partner else f"{between})".strip())


@pytest.mark.parametrize(("distance", "is_partner"), [(999, True), (1000, False)])
def test_a_quotation_has_a_thousand_characters(distance: int, is_partner: bool) -> None:
    copy = f"{BRIDGE} {DEPTH} {FERRY} {LONG} “It is shut."
    between = " Nobody was asked, and nobody said one word. ".ljust(distance, "-")
    left = left_of(copy, f"{copy}{between}”")
    assert left == (f"“It is shut.{between}”" if is_partner else f"{between}”".strip())


# -- labels and values -------------------------------------------------------------------------------------------------

LABELS = (
    "The name of the applicant, as it stands in the passport or in another document with a photograph.",
    "The address to which the answer is to be sent, with the number of the house and of the flat.",
    "The reason for which the applicant asks for a pass to cross the bridge while it is closed to all.",
)


def test_labels_stay_with_their_values() -> None:
    first = "\n".join(
        line for label, value in zip(LABELS, ("Jane Hill", "Mill Lane", "Work"), strict=True) for line in (label, value)
    )
    second = "\n".join(
        line
        for label, value in zip(LABELS, ("Omar Said", "High Road", "School"), strict=True)
        for line in (label, value)
    )
    assert left_of(first, second) == second


def test_advertising_between_the_sentences_of_one_copy_stays_alone() -> None:
    first = "\n".join(LABELS)
    advertising = ("Buy one, get one free!", "Only today!", "Ask your doctor.")
    second = "\n".join(line for pair in zip(LABELS, advertising, strict=True) for line in pair)
    assert left_of(first, second).split() == " ".join(advertising).split()


# -- for every text ----------------------------------------------------------------------------------------------------

#: A new sentence of a copy, brackets and a smiley are put in at the ends of words.
MARKS = st.sampled_from(("(", ")", "[", "]", " “", "”", " <3", " (and so on)", ". “Nobody” knows"))


@st.composite
def documents(draw: st.DrawFn) -> str:
    document: Planted = draw(planted(CHANGES))
    parts = document.text.split(" ")
    for _ in range(draw(st.integers(0, 5))):
        parts[draw(st.integers(0, len(parts) - 1))] += draw(MARKS)
    return " ".join(parts)


def stretches(collapsed: Collapsed) -> Iterator[list[Removal]]:
    """Removals with nothing between them, and not those of copies that came back as parts of others."""
    yield from removed_runs(collapsed)


#: Some of the options, each at any of its values.
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "identity": st.sampled_from((0.5, 0.8, 0.95, 1.0)),
        "min_letters": st.sampled_from((1, 20, 60, 150, 400)),
        "keep": st.sampled_from(("fullest", "first", "last", len)),
        "protect": st.frozensets(st.sampled_from(sorted(dedup.PROTECT))),
    },
)


@settings(max_examples=settings.default.max_examples // 2)  # the oracle takes its time
@given(documents(), OPTIONS)
def test_each_stretch_fulfils_what_is_asked_of_it(text: str, options: dict[str, Any]) -> None:
    for run in stretches(dedup.collapse(text, **options)):
        weights = [letters_of(removal.text) for removal in run]
        assert sum(weights) >= options.get("min_letters", 60)
        likeness = [best_identity(removal.text, text[slice(*removal.kept)]) for removal in run if removal.kept]
        assert min(likeness) >= options.get("identity", 0.8) - 1e-9
        if sum(weights) < 350 and "single" in options.get("protect", dedup.PROTECT):
            found = sum(weight * share for weight, share in zip(weights, likeness, strict=True))
            assert found >= 0.85 * sum(weights) - 1e-6


@given(documents())
def test_no_bracket_is_left_without_its_partner(text: str) -> None:
    partners = dict(pairs_of(text))
    for run in stretches(dedup.collapse(text)):
        start, stop = run[0].removed.start, run[-1].removed.stop
        for opening, closing in partners.items():
            assert (start <= opening < stop) == (start <= closing < stop)


def pairs_of(text: str) -> Iterator[tuple[int, int]]:
    """Brackets of one kind and their partners, if they stand within 100 characters with no bracket between them."""
    for opening, closing in ("()", "[]", "“”"):
        for start, char in enumerate(text):
            stop = text.find(closing, start, start + 100) if char == opening else -1
            if stop > 0 and opening not in text[start + 1 : stop]:
                yield start, stop
