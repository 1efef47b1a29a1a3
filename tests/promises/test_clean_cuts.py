"""Promise 8: a removal is a block and one of its separators, cut where a reader would cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given

import dedup
from dedup.options import collapse_options
from dedup.repeats.candidates import Choice
from dedup.repeats.find import find_repeats
from dedup.repeats.remaining import Remaining
from tests.oracle import reference
from tests.promises.oracle import LINE_BREAK, Cuts, is_at_a_joint, removed_runs
from tests.promises.planted import Planted, edited, nested, plant, planted, respaced, rows, tandem
from tests.promises.scripts import SCRIPTS

pytestmark = pytest.mark.usefixtures("decided_twice")

GEORGIAN, KOREAN = (next(script for script in SCRIPTS if script.name == name) for name in ("Georgian", "Korean"))
ARTICLE = Path(__file__).parents[2] / "examples" / "article.txt"


@given(planted())
def test_no_word_and_no_grapheme_is_cut(document: Planted) -> None:
    cuts = Cuts(document.text)
    for removal in dedup.collapse(document.text).removals:
        for place in removal.removed:
            assert not cuts.is_inside_a_word(place)
            assert not cuts.is_inside_a_grapheme(place)


@given(planted())
def test_what_goes_ends_with_a_paragraph_a_line_or_a_sentence(document: Planted) -> None:
    cuts = Cuts(document.text)
    for run in removed_runs(dedup.collapse(document.text)):
        if not is_at_a_joint(cuts, run):
            # Inside a run one removal ends where the next begins: no text is left there that a cut could mar.
            assert cuts.is_clean(run[0].removed.start)
            assert cuts.is_clean(run[-1].removed.stop)


@given(planted())
def test_what_stays_on_either_side_of_a_block_stays_apart(document: Planted) -> None:
    for run in removed_runs(dedup.collapse(document.text)):
        text = "".join(removal.text for removal in run)
        start, stop = run[0].removed.start, run[-1].removed.stop
        beside = document.text[max(start - 1, 0) : start] + document.text[stop : stop + 1]
        # Of its two separators one goes at most, unless white space is left beside it all the same.
        assert text.strip() in (text.lstrip(), text.rstrip()) or beside.split() != [beside]


def line_breaks(space: str) -> int:
    return len(LINE_BREAK.findall(space.replace("\r\n", "\n")))


def space_before(text: str, place: int) -> str:
    return text[len(text[:place].rstrip()) : place]


def space_after(text: str, place: int) -> str:
    return text[place : len(text) - len(text[place:].lstrip())]


@example(plant(1170495708, GEORGIAN, nested, respaced, "\n\n", ("\ufeff",), rows)).via("its neighbour came back")
@example(plant(557566317, KOREAN, tandem, edited, "\r\n\r\n", ("\u0301", "---"))).via("one separator went before")
@given(planted())
def test_the_stronger_of_two_separators_stays(document: Planted) -> None:
    text = document.text
    for run in removed_runs(dedup.collapse(text)):
        start, stop = run[0].removed.start, run[-1].removed.stop
        if not text[:start].strip() or not text[stop:].strip():
            continue
        gone = text[start:stop]
        before = space_before(text, start) + space_after(gone, 0)
        after = space_before(gone, len(gone)) + space_after(text, stop)
        left = space_before(text, start) + space_after(text, stop)
        assert bool(left) == bool(before or after), "words or sentences are glued"
        assert line_breaks(left) >= max(line_breaks(before), line_breaks(after)), "lines are glued"


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ("\n\n", "", "\n\n"),
        ("", "\n\n", "\n\n"),
        ("\n", "", "\n"),
        ("", "\n", "\n"),
        ("", "", ""),
        ("\n\n", "\n", "\n\n"),
        ("\n", "\n\n", "\n\n"),
        ("\n\n", "\n\n", "\n\n"),
        ("\n", "\n", "\n\n"),
    ],
)
def test_a_block_that_nothing_parts_from_its_neighbour_leaves_the_other_separator(
    before: str, after: str, left: str
) -> None:
    block = "老桥在五月底之前将继续关闭。潜水员周一在第二根桥墩上发现了一道裂缝。工程师们想知道它有多深。"
    text = f"{block}\n\n北岸的居民可以绕行上游的新桥。{before}{block}{after}下一页刊登渡轮时间表"
    assert (
        dedup.collapse(text, keep="first", protect=dedup.PROTECT - {"single"}).text
        == f"{block}\n\n北岸的居民可以绕行上游的新桥。{left}下一页刊登渡轮时间表"
    )


@pytest.mark.parametrize(
    ("before", "after", "would"),
    [
        ("night", "heads", True),
        ("ночью", "головы", True),
        ("night", ", heads", False),
        ("night", "夜", False),
        ("夜", "头", False),
    ],
)
def test_words_do_not_run_together(before: str, after: str, would: bool) -> None:
    block = "渡轮每十分钟开一班。"
    text = f"{block}。{before}{block} {before}。{after}。\n\n"
    collapsed = dedup.collapse(text, min_letters=20, keep="first", protect=())
    assert collapsed.text == (text if would else f"{block}。{before}{after}。\n\n")
    assert [entry.reason for entry in collapsed.spared] == ["cut"] * would


def test_a_separator_that_a_second_round_took_comes_back() -> None:
    block = "A copy of a block."
    source = f"{block}\n\nOne day\t{block}Two days.\n\n{block}\n\nThe end."
    options = collapse_options(0.8, 5, "fullest", dedup.PROTECT)
    remaining = Remaining(source, options, find_repeats(source, options))
    last, glued = source.rindex(block), source.index("\t")
    for start, stop in ((last, last + len(block) + 2), (glued, glued + 1 + len(block))):
        remaining.remove([Choice(start, stop, 0, len(block), "exact", False, 1.0, "lone block")])
    assert not remaining.settle()
    assert remaining.text == f"{block}\n\nOne day\tTwo days.\n\nThe end."


@given(planted())
def test_a_line_without_words_goes_only_with_its_copy(document: Planted) -> None:
    for run in removed_runs(dedup.collapse(document.text)):
        lines = LINE_BREAK.split("".join(removal.text for removal in run).strip())
        assert reference.words(lines[0])
        assert reference.words(lines[-1])


@pytest.mark.parametrize("is_first", [True, False])
def test_a_line_without_words_comes_back_with_the_text_beside_it(is_first: bool) -> None:
    stays = "Nobody in the town hall was asked for an opinion before the decision was taken."
    goes = (
        "The old bridge across the river stays closed until the end of May, says the council. Ferries take people to "
        "the other bank instead, every ten minutes and free of charge. Whoever wants to carry a bicycle across is "
        "asked to wait for the second boat of the hour, which has room for twelve of them. Shopkeepers on the far bank "
        "expect to lose a third of their trade before the summer begins, and some have asked for help with it."
    )
    other = "Tomorrow will be dry and cold, with a little fog along the river in the early morning."
    block = "\n\n* * *\n\n".join([stays, goes] if is_first else [goes, stays]) + "\n\n"
    source = f"{block}{other}\n\n{block}The end."
    options = collapse_options(0.8, 5, "fullest", dedup.PROTECT)
    remaining = Remaining(source, options, find_repeats(source, options))
    copy, lost, kept = source.rindex(block), source.index(stays), source.index(other)
    remaining.remove([Choice(copy, copy + len(block), 0, len(block), "exact", False, 1.0, "long run")])
    remaining.remove([Choice(lost, lost + len(stays) + 2, kept, kept + len(other), "near", False, 0.9, "lone block")])
    while not remaining.settle():
        pass
    left = [stays, "* * *"] if is_first else ["* * *", stays]
    assert remaining.text.split(other)[1].split("\n\n") == ["", *left, "The end."]


def test_of_two_separators_the_weaker_goes() -> None:
    block = "A block that is long enough to be removed when it stands in a text for the second time."
    other = "Between the two copies there is a line of another kind."
    text = f"{block}\n{other}\n\n{block}\nThe end."
    assert dedup.collapse(text).text == f"{block}\n{other}\n\nThe end."
    text = f"{block}\n{other}\n{block}\n\nThe end."
    assert dedup.collapse(text).text == f"{block}\n{other}\n\nThe end."


def test_the_copy_in_the_article_goes_whole() -> None:
    text = ARTICLE.read_text("utf-8")
    (removal,) = dedup.collapse(text).removals
    assert removal.removed == (3468, 6687)


#: A line after which a copy goes on otherwise than its original: what it ends with, both ways in which it goes on, and
#: whether its end is inside a sentence.
GOES_ON = [
    ("in one of its pillars", "and nobody knows how deep it is.", "but the buses go on by way of the old town.", True),
    ("in one of its pillars,", "and nobody knows how deep it is.", "but the buses go on by way of the old town.", True),
    ("in one of its pillars", "Nobody knows how deep it is.", "The buses go on.", False),
    (
        "in one of its pillars.",
        "and nobody knows how deep it is.",
        "but the buses go on by way of the old town.",
        False,
    ),
    ("in one of its pillars:", "nobody knows how deep it is.", "the buses go on.", False),
    ("in one of its pillars", "- nobody knows how deep it is.", "- the buses go on.", False),
    ("in one of its pillars", "> and nobody knows.", "> but the buses go on by way of the old town.", True),
    ("in one of its pillars", "(and nobody knows)", "(but the buses go on by way of the old town).", True),
    ("in one of its pillars", "• nobody knows how deep it is.", "• the buses go on.", False),
    ("in one of its pillars", "2 of them are cut off.", "3 of them go on.", False),
    ("in one of its pillars in 1998", "nobody knows how deep it is.", "the buses go on.", False),
    ("in one of its pil-", "Lars and nobody knows.", "Lars but the buses go on by way of the old town.", True),
    ("in one of its pillars -", "Nobody knows how deep it is.", "The buses go on.", False),
    ("in one of its pillars --", "Nobody knows how deep it is.", "The buses go on.", False),
    ("в одной из опор", "и никто не знает, насколько она глубока.", "но автобусы ходят через старый город.", True),
    ("в одной из опор", "Никто не знает, насколько она глубока.", "Автобусы ходят.", False),
    ("σε έναν πυλώνα", "και κανείς δεν ξέρει πόσο βαθιά είναι.", "αλλά τα λεωφορεία περνούν από την παλιά πόλη.", True),
    ("在一座桥墩上", "没有人知道它有多深。", "公交车还在走。", False),  # no case, nothing to go by
]


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize(("end", "first", "second", "is_inside"), GOES_ON)
def test_no_cut_where_a_sentence_runs_on(line_break: str, end: str, first: str, second: str, is_inside: bool) -> None:
    # Two full sentences come before it, so that the copy can do without the line.
    sentences = (
        "The old bridge across the river stays closed until the end of May, says the council. "
        "Ferries take people to the other bank instead, every ten minutes and free of charge."
    )
    line = f"{sentences} Late on Monday evening the divers found a long crack {end}"
    original, copy = line + line_break + first, line + line_break + second
    before = f"{original}\n\nTomorrow will be dry and cold.\n\n"
    collapsed = dedup.collapse(before + copy, keep="first", protect=dedup.PROTECT - {"single"})
    left = collapsed.text.removeprefix(before).strip()
    assert left == (copy.removeprefix(sentences).strip() if is_inside else second)


@pytest.mark.parametrize(
    ("head", "is_mark"),
    [
        ("2.", True),
        ("12.", True),
        ("123.", True),
        ("b.", True),
        ("  > 2.", True),
        ("２．", True),
        ("1998.", False),  # a year
        ("No.", False),
        ("It was 12.", False),  # not at the head of its line
    ],
)
def test_the_mark_of_an_item_is_not_left_without_it(head: str, is_mark: bool) -> None:
    body = (
        "The old bridge across the river stays closed until the end of May, says the council. Ferries take people to "
        "the other bank instead, every ten minutes and free of charge. Whoever wants to carry a bicycle across is "
        "asked to wait for the second boat of the hour, which has room for twelve of them. Shopkeepers on the far "
        "bank expect to lose a third of their trade before the summer begins, and some have asked for help with it."
    )
    line = "Nobody in the town hall was asked for an opinion."
    text = f"{body}\n\nTomorrow will be dry and cold.\n\n{line}\n{head} {body}\n\nThe end."
    left = dedup.collapse(text, keep="first").text.split("cold.\n\n")[1].splitlines()
    assert (head in map(str.rstrip, left)) != is_mark
    assert left[0] == line
    assert left[-1] == "The end."
