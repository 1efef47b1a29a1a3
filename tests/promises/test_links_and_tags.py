"""Promise 8: no cut lies inside a Markdown link or a tag."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from tests.promises.oracle import LINE_BREAK, removed_runs
from tests.promises.planted import Planted, planted
from tests.promises.scripts import SCRIPTS

pytestmark = pytest.mark.usefixtures("decided_twice")

BRIDGE = "The council closed the old bridge on Monday after divers found a crack in one of its pillars."
DEPTH = "Engineers from the ministry want to see how deep the crack is before they let anybody cross."
LONGER = (
    "The mayor hopes to open one lane to people on foot before the fair begins, though nobody in the town hall would "
    "promise a date. Until then buses turn at the mill and a ferry runs every ten minutes from seven in the morning. "
    "Whoever wants to carry a bicycle across is asked to wait for the second boat, which has room for twelve of them."
)
WEATHER = "Tomorrow will be dry and cold in the whole of the country, says the service."
МОСТ = "Мост через реку закрыли в понедельник, после того как водолазы нашли трещину в одной из его опор."
桥 = "老桥在五月底之前将继续关闭，潜水员周一在第二根桥墩上发现了一道裂缝，工程师们想知道它有多深。"


def left_of(copy: str, original: str) -> str:
    """What stays of a copy that stands below its original."""
    text = f"{original}\n\n{WEATHER}\n\n{copy}\n\nThe end."
    collapsed = dedup.collapse(text, keep="first", protect=dedup.PROTECT - {"single"})
    assert collapsed.text.startswith(f"{original}\n\n{WEATHER}\n\n")
    return collapsed.text.removeprefix(f"{original}\n\n{WEATHER}\n\n").removesuffix("The end.").strip()


@pytest.mark.parametrize(
    ("original", "copy", "left"),
    [
        # where the copy stops being one there is a sentence end, and a link or a tag around it
        ("{} Look here. It is free.", "{} [Look here. Tickets](/t) cost.", "[Look here. Tickets](/t) cost."),
        ("{} Look here. It is free.", "{} [Look here.\nTickets](/t) cost.", "[Look here.\nTickets](/t) cost."),
        ("{} Look here. It is free.", "{} [![Look here. A](/a) b](/t) cost.", "[![Look here. A](/a) b](/t) cost."),
        ("{} Look here. It is free.", '{} <img alt="Look here. A"> boat.', '<img alt="Look here. A"> boat.'),
        ("{} Look here. It is free.", '{} <a title="Look here. A">b</a>.', '<a title="Look here. A">b</a>.'),
        ("{} Смотри. Бесплатно.", "{} [Смотри. Билеты](/б) дороги.", "[Смотри. Билеты](/б) дороги."),
        ("{}看这里。免费。", "{}[看这里。票](/票)很贵。", "[看这里。票](/票)很贵。"),
        # a link that is part of the copy goes with it, address and all
        ("{} [Look here.](/t) It is free.", "{} [Look here.](/t) Tickets cost.", "Tickets cost."),
        ("{} [Look here](/t-\nu 'A'). It is free.", "{} [Look here](/t-\nu 'A b. C'). Tickets.", "Tickets."),
        # links that are none, and what is no tag: a cut at the sentence end in them
        ("{} Look here. It is free.", "{} [Look here. Tickets (/t) cost.", "Tickets (/t) cost."),
        ("{} Look here. It is free.", "{} Look here. Tickets](/t) cost.", "Tickets](/t) cost."),
        ("{} Look 1 < 2. It is free.", "{} Look 1 < 2. Tickets cost.", "Tickets cost."),
        ("{} Look <3. It is free.", "{} Look <3. Tickets cost.", "Tickets cost."),
    ],
)
def test_a_cut_is_never_in_a_link_or_a_tag(original: str, copy: str, left: str) -> None:
    body = 桥 if "。" in left else МОСТ if "Билеты" in left else f"{BRIDGE} {DEPTH}"
    assert left_of(copy.format(body), original.format(body)) == left


@pytest.mark.parametrize(("length", "is_atom"), [(2048, True), (2049, False)])
def test_what_shows_more_than_2048_bytes_is_a_section_in_brackets(length: int, is_atom: bool) -> None:
    shown = f"[Look here.\n\nTickets {LONGER}".ljust(length, "t")
    left = left_of(f"{BRIDGE} {DEPTH} {shown}](/t) cost.", f"{BRIDGE} {DEPTH} Look here.\n\nIt is free.")
    assert left.startswith("[Look here.\n\nTickets") == is_atom


def test_the_target_of_a_link_may_be_long() -> None:
    link = f"[Look here.\n\nTickets](/{'t' * 4000})"
    left = left_of(f"{BRIDGE} {DEPTH} {link} cost.", f"{BRIDGE} {DEPTH} Look here.\n\nIt is free.")
    assert left == f"{link} cost."


@pytest.mark.parametrize("depth", [15, 16])  # of more than sixteen brackets the outer ones are forgotten
def test_brackets_in_a_link_are_not_parted(depth: int) -> None:
    link = f"[Look here. {'[' * depth}{']' * depth} Tickets](/t)"
    assert left_of(f"{BRIDGE} {DEPTH} {link} cost.", f"{BRIDGE} {DEPTH} Look here. It is free.") == f"{link} cost."


# -- for every text ----------------------------------------------------------------------------------------------------

ATOM = re.compile(r"\[[^\[\]]*\]\([^()]*\)|<[^<>]*>")
AROUND = st.sampled_from(
    (("[", "](/a.html)"), ("[", "](/a 'The title. It says')"), ('<img alt="', '">'), ("<b title='", "'>"))
)


@st.composite
def linked(draw: st.DrawFn) -> str:
    """A document with copies in it, of which some stretches inside lines have become links and tags.

    Below it a copy of its own kind: where it stops being one, in the middle of a paragraph, a sentence ends in a link.
    """
    document: Planted = draw(planted())
    words = re.split(r"(?<=\S)(?=\s)|(?<=[。！])", re.sub(r"[\[\]()<>]", " ", document.text))
    place = 0
    for before, after in draw(st.lists(AROUND, max_size=20)):
        place += draw(st.integers(0, len(words) // 8))
        last = place + draw(st.integers(0, 12))
        if last < len(words) and not LINE_BREAK.search("".join(words[place : last + 1])):
            words[place] = " " + before + words[place]
            words[last] += after
        place = last + 1
    rng, script, (before, after) = Random(draw(st.integers())), draw(st.sampled_from(SCRIPTS)), draw(AROUND)
    body, shared, own, other = script.paragraph(rng), *(script.sentence(rng) for _ in range(3))
    original = script.gap.join((body, shared, own))
    copy = script.gap.join((body, before + shared, other + after))
    return "\n\n".join(("".join(words), original, script.sentence(rng), copy))


@given(linked())
def test_no_text_is_cut_inside_a_link_or_a_tag(text: str) -> None:
    atoms = [found.span() for found in ATOM.finditer(text) if len(found[0].encode("utf-8", "surrogatepass")) <= 2048]
    for run in removed_runs(dedup.collapse(text)):
        for place in (run[0].removed.start, run[-1].removed.stop):
            assert not any(start < place < stop for start, stop in atoms)


@pytest.mark.parametrize(
    ("original", "copy", "goes"),
    [
        ("{} [Read on](/bridge).", "{} [Read on](/bridge).", True),
        ("{} [Read on](/bridge?from=home#top).", "{} [Read on](/bridge?from=list).", True),
        ("{} [Read on](https://bridge.org/a).", "{} [Read on](HTTP://www.bridge.org/a/).", True),
        ("{} [Read on](https://bridge.org/a).", "{} [Read on](https://ferry.org/a).", False),
        ("{} [Read on](https://bridge.org/a).", "{} [Read on](https://bridge.org/a/b).", False),
        ("{} See http://bridge.org for more.", "{} See https://www.bridge.org/ for more.", True),
        ("{} See http://bridge.org for more.", "{} See https://wwww.bridge.org/ for more.", False),
        ("{} [Read on](/bridge).", "{} [Read on](/ferry).", False),
        ("{} See https://bridge.org/a for more.", "{} See https://bridge.org/b for more.", False),
        ("{} Читать [дальше](/мост).", "{} Читать [дальше](/паром).", False),
    ],
)
def test_a_link_that_leads_elsewhere_stays(original: str, copy: str, goes: bool) -> None:
    body = f"{BRIDGE} {DEPTH}"
    left = left_of(copy.format(body), original.format(body))
    assert left == ("" if goes else copy.format(body))


@pytest.mark.parametrize(
    ("link", "goes"),
    [
        ("[ministry](/{})", True),
        ("`ministry <https://bridge.org/{}>`__", True),
        ("[ministry](/{0}) and the [mayor](/{0})", False),  # two links want more words
        ("ministry (https://bridge.org/{})", False),
    ],
)
def test_a_paragraph_goes_if_a_link_inside_it_was_changed(link: str, goes: bool) -> None:
    body = (
        f"The {link} wants to know how deep the crack in the pillar of the bridge is before anybody crosses it "
        "again, and has sent two engineers to look at it."
    )
    left = left_of(body.format("roads"), body.format("ways"))
    assert left == ("" if goes else body.format("roads"))


def test_a_long_copy_goes_wherever_its_links_lead() -> None:
    body = f"{BRIDGE} {DEPTH} {LONGER} "
    assert left_of(f"{body}[Read on](/bridge).", f"{body}[Read on](/ferry).") == ""


def test_no_link_spans_two_texts() -> None:
    first, second = f"{BRIDGE} {DEPTH} [Read", f"on](/bridge) {BRIDGE} {DEPTH}"
    [passage] = dedup.compare(first, second).passages
    assert (first[slice(*passage.a)], second[slice(*passage.b)]) == (f"{BRIDGE} {DEPTH}", f"{BRIDGE} {DEPTH}")
