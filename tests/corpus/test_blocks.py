"""`deduplicate_blocks`: what stands on several pages goes from all but the first, and every removal can be undone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import dedup
from dedup import RemovedBlock, Span, deduplicate_blocks
from dedup.corpus.blocks import finder
from dedup.corpus.blocks.first_seen import SharedSet
from dedup.corpus.blocks.late_minimizers import LateMinimizers
from dedup.corpus.minimizer_files import Minimizers
from dedup.errors import ArgumentTypeError, OptionError
from dedup.results.collapsed import REASONS
from tests.corpus.pages import FOOTER, LIST, MENU, NOTICE, RENAMED, WIRE, any_site, article, changed, paragraph, site


def texts_left(d: dedup.DeduplicatedBlocks, docs: Mapping[Any, str] | list[str]) -> list[str]:
    named = dict(enumerate(docs)) if isinstance(docs, list) else docs
    return [d.text_of(name, text) for name, text in named.items()]


def restored(left: str, removals: list[RemovedBlock]) -> str:
    """The document, from what is left of it and its removals alone."""
    text = left
    for removal in removals:
        text = text[: removal.removed.start] + removal.text + text[removal.removed.start :]
    return text


def disjoint(a: Span, b: Span) -> bool:
    return a.stop <= b.start or b.stop <= a.start


def check(
    d: dedup.DeduplicatedBlocks, docs: Mapping[Any, str], copies: int = 1, references: Collection[Any] = frozenset()
) -> None:
    """What is promised of every result."""
    by_id: dict[Any, list[RemovedBlock]] = {name: [] for name in docs}
    for removal in d.removals:
        by_id[removal.id].append(removal)
    assert [removal.id for removal in d.removals] == [name for name in docs for _ in by_id[name]]
    for name, text in docs.items():
        removals = by_id[name]
        for removal in removals:
            assert 0 <= removal.removed.start < removal.removed.stop <= len(text)
            assert text[slice(*removal.removed)] == removal.text
        for before, after in pairwise(removals):
            assert before.removed.stop <= after.removed.start
        left = d.text_of(name, text)
        assert len(left) == len(text) - sum(len(removal.text) for removal in removals)
        assert restored(left, removals) == text
        emptied = bool(removals) and not left.strip()
        assert (name in d.kept_ids) is not emptied
    for removal in d.removals:
        assert removal.id not in references
        assert 0.9 <= removal.identity <= 1
        if copies == 0:
            assert removal.kept is removal.kept_id is None
            continue
        assert removal.kept_id != removal.id
        kept = docs[removal.kept_id][slice(*removal.kept)]
        assert len(kept) == removal.kept.stop - removal.kept.start > 0
        assert all(disjoint(removal.kept, other.removed) for other in by_id[removal.kept_id])
        assert kept in d.text_of(removal.kept_id, docs[removal.kept_id])
        if removal.kind == "exact":
            assert removal.text.strip() == kept.strip()
    groups: dict[Any, dict[Any, None]] = {}
    for removal in d.removals if copies else ():
        groups.setdefault(removal.kept_id, {})[removal.id] = None
    assert d.groups == tuple((name, *groups[name]) for name in docs if name in groups)
    s = d.stats
    assert (s.documents, s.kept, s.spared) == (len(docs), len(d.kept_ids), len(d.spared))
    assert s.removed == len(d.removals)
    assert s.unresolved == 0
    for kind, count in (("exact", s.exact), ("same_words", s.same_words), ("near", s.near)):
        assert count == sum(removal.kind == kind for removal in d.removals)


def check_spared(d: dedup.DeduplicatedBlocks, docs: Mapping[Any, str]) -> None:
    """What is promised of the blocks that were left in place."""
    for spared in d.spared:
        assert 0 <= spared.spared.start < spared.spared.stop <= len(docs[spared.id])
        assert 0 <= spared.kept.start < spared.kept.stop <= len(docs[spared.kept_id])
        assert spared.reason in REASONS
        for removal in d.removals:
            assert removal.id != spared.id or disjoint(removal.removed, spared.spared)
    assert len({(spared.id, spared.spared) for spared in d.spared}) == len(d.spared)


# -- what every page of a site has -------------------------------------------------------------------------------------


def test_a_menu_and_a_footer_stay_on_the_first_page_only() -> None:
    pages = site(1, 12)
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert d.kept_ids == tuple(range(12))
    left = texts_left(d, pages)
    assert left[0] == pages[0]
    assert left[1:] == [page[len(MENU) + 2 : -len(FOOTER) - 2] for page in pages[1:]]
    assert {removal.kept_id for removal in d.removals} == {0}
    assert {pages[0][slice(*removal.kept)] for removal in d.removals} == {MENU, FOOTER}
    assert d.groups == (tuple(range(12)),)
    assert d.stats == (12, 12, 22, 0, 0, 0, 0)


def test_no_copy_is_left_when_none_is_wanted() -> None:
    pages = site(1, 12)
    d = deduplicate_blocks(pages, copies=0)
    check(d, dict(enumerate(pages)), copies=0)
    assert [text.strip() for text in texts_left(d, pages)] == [page[len(MENU) + 2 : -len(FOOTER) - 2] for page in pages]
    assert d.groups == ()


@pytest.mark.slow
@pytest.mark.parametrize("copies", [1, 0])
def test_a_second_run_removes_nothing(copies: int) -> None:
    for seed in range(10):
        left = texts_left(deduplicate_blocks(site(seed, 20), copies=copies), site(seed, 20))
        assert deduplicate_blocks(left, copies=copies).removals == ()


def test_a_block_must_stand_in_enough_documents() -> None:
    rng = Random(2)
    on_two, on_three = paragraph(rng), paragraph(rng)
    pages = [f"{article(rng)}\n\n{on_three}\n\n{article(rng)}" for _ in range(3)]
    pages[1:] = [f"{on_two}\n\n{page}" for page in pages[1:]]
    for least, gone in ((2, {on_two, on_three}), (3, {on_three}), (4, set())):
        d = deduplicate_blocks(pages, min_documents=least)
        check(d, dict(enumerate(pages)))
        assert {removal.text.strip() for removal in d.removals} == gone
        boilerplate = deduplicate_blocks(pages, min_documents=least, copies=0)
        check(boilerplate, dict(enumerate(pages)), copies=0)
        assert all((block in text) is (block not in gone) for block in gone for text in texts_left(boilerplate, pages))
        assert len(boilerplate.removals) == sum(3 if block == on_three else 2 for block in gone)


@pytest.mark.parametrize("copies", [1, 0])
def test_a_block_goes_from_a_larger_one_that_stands_in_too_few(copies: int) -> None:
    rng = Random(5)
    notice, long = paragraph(rng), article(rng, 4)
    shared = f"{notice}\n\n{long}"
    pages = [f"{article(rng)}\n\n{shared}", f"{shared}\n\n{article(rng)}", f"{notice}\n\n{article(rng)}"]
    pages.append(pages[0])  # a reprint, of which only the notice may go
    d = deduplicate_blocks(pages, min_documents=4, copies=copies)
    check(d, dict(enumerate(pages)), copies=copies)
    left = texts_left(d, pages)
    assert [notice in text for text in left] == [copies == 1, False, False, False]
    assert [long in text for text in left] == [True, True, False, True]


def test_more_documents_than_can_be_looked_at_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(6)
    parts = [paragraph(rng) for _ in range(6)]
    pages = [f"{article(rng)}\n\n{part}" for part in parts] + ["\n\n".join(parts)]
    assert not deduplicate_blocks(pages).truncated
    monkeypatch.setattr(finder, "MAX_READ", 2)
    monkeypatch.setattr(finder, "MAX_ROUNDS", 2)
    d = deduplicate_blocks(pages)
    assert d.truncated
    assert d.stats.unresolved == 1
    assert len(d.removals) < 6


def test_what_was_spared_names_the_option_that_lifts_it() -> None:
    pages = with_wire(2, [WIRE, RENAMED])
    [spared] = deduplicate_blocks(pages).spared
    assert spared.option == f'protect=dedup.PROTECT_ACROSS - {{"{spared.reason}"}}'
    assert len(deduplicate_blocks(pages, protect=dedup.PROTECT_ACROSS - {spared.reason}).removals) == 1


# -- a paragraph in different articles ---------------------------------------------------------------------------------


def with_wire(count: int, blocks: list[str], seed: int = 3) -> list[str]:
    rng = Random(seed)
    return [f"{article(rng, 2)}\n\n{blocks[number % len(blocks)]}\n\n{article(rng, 1)}" for number in range(count)]


def test_a_wire_paragraph_goes_from_all_articles_but_the_first() -> None:
    pages = with_wire(4, [WIRE])
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert [(removal.id, removal.text.strip()) for removal in d.removals] == [(number, WIRE) for number in (1, 2, 3)]
    assert texts_left(d, pages)[1] == pages[1].replace(f"{WIRE}\n\n", "")
    assert pages[0][slice(*d.removals[0].kept)] == WIRE


def test_small_changes_do_not_hide_it() -> None:
    edited = WIRE.replace("new dam", "large dam").replace("spokesman", "speaker")
    pages = with_wire(4, [WIRE, edited, WIRE.upper(), WIRE.replace(" ", "\n", 7)])
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert [(removal.id, removal.kept_id, removal.kind) for removal in d.removals] == [
        (1, 0, "near"), (2, 0, "same_words"), (3, 0, "same_words"),
    ]  # fmt: skip
    assert [removal.text.strip() for removal in d.removals] == [edited, WIRE.upper(), WIRE.replace(" ", "\n", 7)]
    assert 0.9 <= d.removals[0].identity < 1
    assert len(deduplicate_blocks(pages, identity=1.0).removals) == 2


def test_another_paragraph_about_the_same_stays() -> None:
    other = (
        "A spokesman said on Tuesday that a treaty about the river was near. The governments would share the water and "
        "the cost of a dam, if the parliaments agreed."
    )
    assert deduplicate_blocks(with_wire(2, [WIRE, other])).removals == ()


def test_numbers_are_told_apart_unless_they_are_masked() -> None:
    rng = Random(4)
    line = "Page {} of 312. For subscriptions and back issues of this journal, write to the editor."
    pages = [f"{paragraph(rng)}\n\n{line.format(number)}" for number in (1, 17, 203)]
    assert deduplicate_blocks(pages).removals == ()
    d = deduplicate_blocks(pages, mask_digits=True)
    check(d, dict(enumerate(pages)))
    assert [removal.text.strip() for removal in d.removals] == [line.format(17), line.format(203)]


DATED = "Last updated {} by the editors of this journal. Page {} of the archive, which has more than ten years of it."


@pytest.mark.parametrize(
    "order", [f"{DATED}\n\n{{}}\n\n{FOOTER}", f"{FOOTER}\n\n{{}}\n\n{DATED}", f"{{}}\n\n{DATED}\n{FOOTER}"]
)
def test_an_equal_footer_goes_whatever_date_is_elsewhere_on_the_page(order: str) -> None:
    rng = Random(4)
    dates = [("March 3, 2017", 412), ("July 21, 2022", 77), ("May 1, 2019", 8)]
    pages = [order.replace("{}", "%s") % _in_order(order, article(rng, 2), date) for date in dates]
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert [(removal.id, removal.text.strip()) for removal in d.removals] == [(1, FOOTER), (2, FOOTER)]


def _in_order(order: str, body: str, date: tuple[str, int]) -> tuple[object, ...]:
    """The body and the two parts of a date, as they come in a page."""
    return (body, *date) if order.startswith(("{}", FOOTER)) else (*date, body)


def test_of_a_story_only_the_sentence_with_other_numbers_stays() -> None:
    sentences = ["The council met on Monday evening to vote on the new bridge across the river near the old town hall."]
    sentences += ["The bridge will cost {} million and open in the year {}, the mayor of the town said after the vote."]
    sentences += ["Three members of the council left the room before the vote because they own land beside the river."]
    pages = [
        f"{article(Random(n))}\n\n" + " ".join(sentences).format(*numbers)
        for n, numbers in enumerate(((4, 2029), (9, 2031)))
    ]
    d = deduplicate_blocks(["\n".join(page.split(". ")) for page in pages])
    assert len(d.removals) == 2
    left = d.texts[1]
    assert "9 million" in left
    assert "Three members" not in left
    assert "council met" not in left


@pytest.mark.parametrize(
    ("last", "stays"),
    [
        ("Requirements of this module:", True),
        ("Parameters", True),
        ("## Parameters", True),
        ("Read the terms of use before you copy any of it.", False),
    ],
)
def test_what_introduces_the_text_below_does_not_go_from_it(last: str, stays: bool) -> None:
    rng = Random(8)
    pages = [f"{article(rng)}\n\n{FOOTER}\n\n{last}\n\n{paragraph(rng)}" for _ in range(3)]
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert [FOOTER in text for text in d.texts] == [True, False, False]
    assert [last in text for text in d.texts] == [True, stays, stays]


ATTRIBUTES = (
    "Required: {}\nPosition: Named\nDefault value: {}\nAccept pipeline input: False\nAccept wildcard characters: False"
)


@pytest.mark.parametrize(
    ("values", "goes"),
    [(("False", "None"), True), (("False", "Automatic"), False), (("False", "32"), False)],
)
def test_a_form_goes_only_if_no_value_in_it_differs(values: tuple[str, str], goes: bool) -> None:
    rng = Random(8)
    pages = [
        f"{article(rng)}\n\n{ATTRIBUTES.format(*filled)}\n\n{article(rng)}" for filled in (("False", "None"), values)
    ]
    d = deduplicate_blocks(pages)
    assert len(d.removals) == goes
    assert {spared.reason for spared in d.spared} <= {"template"}  # parts of fewer than 60 letters are not listed


@pytest.mark.parametrize("fence", ["```", "~~~"])
@pytest.mark.parametrize(
    ("types", "goes"), [(("SwitchParameter", "SwitchParameter"), True), (("SwitchParameter", "PSCredential"), False)]
)
def test_a_fenced_block_goes_as_a_whole_or_not_at_all(types: tuple[str, str], goes: bool, fence: str) -> None:
    rng = Random(8)
    blocks = [f"{fence}yaml\nType: {name}\n{ATTRIBUTES.format('False', 'None')}\n{fence}" for name in types]
    pages = [f"{article(rng)}\n\n{block}\n\n{article(rng)}" for block in blocks]
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert [removal.text.strip() for removal in d.removals] == [blocks[1]] * goes


def test_what_follows_a_fenced_block_goes_without_its_last_lines() -> None:
    rng = Random(8)
    pages = [
        f"{article(rng)}\n\n```yaml\nType: {name}\n{ATTRIBUTES.format('False', 'None')}\n```\n\n{FOOTER}"
        for name in ("SwitchParameter", "PSCredential")
    ]
    assert [removal.text.strip() for removal in deduplicate_blocks(pages).removals] == [FOOTER]


def test_a_row_stays_in_its_table_and_a_line_with_bars_alone_goes() -> None:
    rng = Random(8)
    row = "| The patterns of this language | are described in the reference | and may be nested |"
    tables = [
        f"| {rng.random()} | {rng.random()} | {rng.random()} |\n{row}\n| {rng.random()} | 4 | 5 |" for _ in range(2)
    ]
    pages = [f"{article(rng)}\n\n{table}\n\n{article(rng)}" for table in tables]
    assert deduplicate_blocks(pages).removals == ()
    prose = (
        "We now allow the form `a | b` at the top of a pattern, and `a | (b | c)` inside of it, as other languages do."
    )
    pages = [f"{article(rng)}\n\n{prose}\n\n{article(rng)}" for _ in range(2)]
    assert [removal.text.strip() for removal in deduplicate_blocks(pages).removals] == [prose]


def test_a_block_goes_in_parts_for_a_copy_around_something_that_went() -> None:
    rng = Random(9)
    parts, advert = [paragraph(rng), paragraph(rng)], paragraph(rng)
    pages = [
        f"{article(rng)}\n\n{advert}",
        f"{parts[0]}\n\n{advert}\n\n{parts[1]}\n\n{article(rng)}",
        f"{article(rng)}\n\n{parts[0]}\n\n{parts[1]}",
    ]
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert [(removal.id, removal.kept_id, removal.text.strip()) for removal in d.removals] == [
        (1, 0, advert), (2, 1, parts[0]), (2, 1, parts[1]),
    ]  # fmt: skip


@pytest.mark.parametrize("words", [3, 5, 8])
def test_short_lines_on_every_page_go_if_they_may(words: int) -> None:
    rng = Random(words)
    header = " ".join(paragraph(rng).split()[:words]).strip(".,")
    pages = [f"{article(rng)}\n\n{header}\n\n{article(rng)}" for _ in range(8)]
    letters = len(header.replace(" ", ""))
    d = deduplicate_blocks(pages, min_letters=min(letters, 20))
    check(d, dict(enumerate(pages)))
    assert [header in text for text in d.texts] == [True] + [False] * 7


def test_what_is_protected_is_spared_and_listed() -> None:
    pages = with_wire(2, [WIRE, RENAMED])
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert d.removals == ()
    (spared,) = d.spared
    assert (spared.id, spared.kept_id, spared.reason) == (1, 0, "names")
    assert pages[1][slice(*spared.spared)] == RENAMED
    assert pages[0][slice(*spared.kept)] == WIRE
    d = deduplicate_blocks(pages, protect=())
    assert [removal.text.strip() for removal in d.removals] == [RENAMED]


def test_what_is_spared_is_listed_once_where_other_blocks_go() -> None:
    pages = [f"{page}\n\n{FOOTER}" for page in with_wire(2, [WIRE, RENAMED])]
    d = deduplicate_blocks(pages)
    assert [removal.text.strip() for removal in d.removals] == [FOOTER]
    assert [(spared.id, spared.reason) for spared in d.spared] == [(1, "names")]


def test_short_lines_stay() -> None:
    rng = Random(5)
    pages = [f"By our own correspondent\n\n{article(rng)}" for _ in range(5)]
    assert deduplicate_blocks(pages).removals == ()


def test_a_block_that_stands_twice_on_one_page_is_not_the_affair_of_documents() -> None:
    rng = Random(6)
    pages = [f"{WIRE}\n\n{article(rng)}\n\n{WIRE}", article(rng)]
    assert deduplicate_blocks(pages).removals == ()


@pytest.mark.parametrize("between", [1, 6, 12, 20])
def test_a_block_that_stands_twice_on_the_first_page_goes_from_the_others(between: int) -> None:
    rng = Random(6)
    pages = [f"{WIRE}\n\n{article(rng, between)}\n\n{WIRE}", f"{article(rng)}\n\n{WIRE}"]
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert [(removal.id, removal.text.strip()) for removal in d.removals] == [(1, WIRE)]


def test_blocks_in_scripts_without_spaces() -> None:
    footer = "版权所有。未经出版者书面同意，不得复制、存储或传播本网站的任何部分。读者来信可能会被删节，恕不另行通知。"
    pages = [f"{start}\n\n{footer}" for start in ("今天天气很好，我们去公园散步。", "市议会周一就新桥举行了表决。")]
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert [removal.text.strip() for removal in d.removals] == [footer]


def test_blocks_after_characters_of_every_width() -> None:
    rng = Random(7)
    pages = [f"{start}{article(rng)}\n\n{FOOTER}" for start in ("", "\0", "\ud800", "é漢🙂", "&eacute;\u0301 ", "\r\n")]
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert [removal.text.strip() for removal in d.removals] == [FOOTER] * 5


def test_a_footer_far_down_a_long_page() -> None:
    rng = Random(8)
    pages = [f"{MENU}\n\n{article(rng, 60)}\n\n{WIRE}\n\n{article(rng, 60)}\n\n{FOOTER}" for _ in range(3)]
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert [removal.text.strip() for removal in d.removals] == [MENU, WIRE, FOOTER] * 2


# -- whole documents ---------------------------------------------------------------------------------------------------


def test_the_same_document_goes_as_a_whole() -> None:
    text = article(Random(9))
    docs = {"a": text, "b": text, "c": text}
    d = deduplicate_blocks(docs)
    check(d, docs)
    assert d.kept_ids == ("a",)
    assert [(r.id, r.kept_id, r.removed, r.kept) for r in d.removals] == [
        ("b", "a", (0, len(text)), (0, len(text))), ("c", "a", (0, len(text)), (0, len(text))),
    ]  # fmt: skip
    assert d.groups == (("a", "b", "c"),)


@pytest.mark.parametrize("copies", [1, 0])
@pytest.mark.parametrize("text", ["***", "-", "one two", "漢字", "\ud800", "\0"])
def test_the_same_document_without_shingles_of_its_own(text: str, copies: int) -> None:
    docs = {"a": text, "b": article(Random(9)), "c": text}
    d = deduplicate_blocks(docs, copies=copies)
    check(d, docs, copies)
    assert d.kept_ids == (("a", "b") if copies else ("b",))


@pytest.mark.parametrize(("order", "homes"), [((0, 1, 2), 1), ((0, 2, 1), 1), ((2, 1, 0), 2)])
def test_a_page_of_which_the_same_is_left_goes_as_a_whole(order: tuple[int, ...], homes: int) -> None:
    rng = Random(11)
    shared = paragraph(rng)
    pages = [f"{shared}\n\n{paragraph(rng)}", "Home", f"Home\n\n{shared}"]
    pages = [pages[place] for place in order]
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    left = [text for text in texts_left(d, pages) if text.strip()]
    assert sum("Home" in text for text in left) == homes  # a short block beside others is no copy
    assert deduplicate_blocks(left).removals == ()


def test_shuffled_lines_go_one_by_one() -> None:
    rng = Random(12)
    lines = [f"{paragraph(rng)[:90].strip()} {number}." for number in range(3000)]
    shuffled = rng.sample(lines, len(lines))
    d = deduplicate_blocks(["\n".join(lines), "\n".join(shuffled)])
    assert len(texts_left(d, ["\n".join(lines), "\n".join(shuffled)])[1]) < 0.2 * len("\n".join(lines))


def test_the_same_page_as_one_that_lost_its_footer() -> None:
    pages = site(10, 2)
    docs = {"first": pages[0], "second": pages[1], "again": pages[1]}
    d = deduplicate_blocks(docs)
    check(d, docs)
    assert d.kept_ids == ("first", "second")
    assert d.text_of("again", pages[1]) == ""
    assert {removal.kept_id for removal in d.removals if removal.id == "again"} == {"first", "second"}


def test_a_document_of_which_nothing_is_left_is_not_kept() -> None:
    docs = {"page": site(11, 1)[0], "footer": f"\n{FOOTER}\n", "blank": " \n", "empty": "", "own": "Something else."}
    d = deduplicate_blocks(docs)
    check(d, docs)
    assert d.kept_ids == ("page", "blank", "empty", "own")
    assert not d.text_of("footer", docs["footer"]).strip()
    assert deduplicate_blocks(docs, copies=0).kept_ids == ("page", "blank", "empty", "own")


def test_nothing_gives_an_empty_result() -> None:
    nothing: Any
    for nothing in ([], {}, iter(())):
        d = deduplicate_blocks(nothing)
        assert (d.kept_ids, d.removals, d.groups, d.spared) == ((), (), (), ())
        assert d.stats == (0,) * 7


# -- blocks side by side -----------------------------------------------------------------------------------------------


def test_first_copies_of_different_documents_side_by_side() -> None:
    # On the second page stands the first copy of the notice, and after it a footer that goes with the gap before it.
    rng = Random(12)
    docs = {
        "a": f"{article(rng)}\n\n{FOOTER}",
        "b": f"{article(rng)}\n\n{NOTICE}\n\n{FOOTER}",
        "c": f"{NOTICE}\n\n{article(rng)}",
    }
    for copies in (1, 0):
        d = deduplicate_blocks(docs, copies=copies)
        check(d, docs, copies)
        assert len(d.removals) == (2 if copies else 4)
    assert texts_left(d, docs)[1].strip() == docs["b"].split(NOTICE)[0].strip()


def test_a_list_goes_as_a_whole() -> None:
    rng = Random(13)
    pages = [f"{paragraph(rng)}\n\n{LIST}\n\n{paragraph(rng)}" for _ in range(3)]
    d = deduplicate_blocks(pages)
    check(d, dict(enumerate(pages)))
    assert [removal.text.strip() for removal in d.removals] == [LIST] * 2


# -- reference documents -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("copies", [1, 0])
def test_references_keep_theirs_and_the_others_lose_it(copies: int) -> None:
    pages = site(14, 6)
    d = deduplicate_blocks(pages, reference={4}, copies=copies)
    check(d, dict(enumerate(pages)), copies, {4})
    left = texts_left(d, pages)
    assert left[4] == pages[4]
    assert not any(FOOTER in text or MENU in text for place, text in enumerate(left) if place != 4)
    if copies:
        assert {removal.kept_id for removal in d.removals} == {4}


def test_references_lose_nothing_to_one_another() -> None:
    pages = site(15, 4)
    d = deduplicate_blocks(pages, reference={1, 3})
    check(d, dict(enumerate(pages)), references={1, 3})
    assert {removal.id for removal in d.removals} == {0, 2}
    d = deduplicate_blocks([pages[0], pages[0]], reference={0, 1})
    assert d.removals == ()
    assert d.kept_ids == (0, 1)


# -- any pages ---------------------------------------------------------------------------------------------------------


@example(101, 5, 0, 2, False)  # two removals side by side
@example(159, 9, 0, 2, False)  # the same page twice, with nothing on it that others have
@given(st.integers(0, 2**32), st.integers(0, 8), st.sampled_from((1, 0)), st.sampled_from((2, 3)), st.booleans())
def test_of_any_pages_every_removal_keeps_its_promises(
    seed: int, count: int, copies: int, least: int, mask_digits: bool
) -> None:
    docs = {f"page {number}": text for number, text in enumerate(any_site(seed, count))}
    references = {name for number, name in enumerate(docs) if number % 4 == 2}
    for chosen in (set(), references):
        options = {"copies": copies, "min_documents": least, "mask_digits": mask_digits, "reference": chosen}
        check(deduplicate_blocks(docs, **options), docs, copies, chosen)


@example(486, 3)  # looked at in two rounds
@example(183, 6)  # spared beside one page, and gone for another
@given(st.integers(0, 2**32), st.integers(0, 8))
def test_of_any_pages_what_is_spared_stays_and_is_listed_once(seed: int, count: int) -> None:
    pages = any_site(seed, count)
    check_spared(deduplicate_blocks(pages), dict(enumerate(pages)))


@given(st.integers(0, 2**32), st.integers(2, 12))
def test_exact_footers_of_any_site_go_in_one_run(seed: int, count: int) -> None:
    pages = site(seed, count)
    left = texts_left(deduplicate_blocks(pages), pages)
    assert sum(FOOTER in text for text in left) == sum(MENU in text for text in left) == 1
    assert deduplicate_blocks(left).removals == ()


@pytest.mark.slow
def test_a_second_run_over_changed_pages_removes_nothing() -> None:
    first = 0
    for seed in range(30):
        rng = Random(seed)
        pages = [f"{article(rng)}\n\n{changed(rng, WIRE)}\n\n{changed(rng, FOOTER)}" for _ in range(8)]
        d = deduplicate_blocks(pages)
        first += len(d.removals)
        assert deduplicate_blocks(d.texts).removals == ()
    assert first >= 190


@given(st.integers(0, 2**32), st.integers(2, 10))
def test_of_any_pages_a_second_run_removes_nothing(seed: int, count: int) -> None:
    assert deduplicate_blocks(deduplicate_blocks(any_site(seed, count)).texts).removals == ()


def test_a_second_run_sees_nothing_new_where_a_removal_joined_words() -> None:
    rng = Random(3)
    advert = paragraph(rng)
    lines = ["Terms of use", "Privacy of readers", "Letters to editors", "Printed editions", "The whole archive"]
    before, after = "\n".join(lines[:2]), "\n".join(lines[2:])
    whole = f"{article(rng)}\n\n{before}\n{after}\n\n{article(rng)}"
    parted = [f"{article(rng)}\n\n{before}\n{advert}\n{after}\n\n{article(rng)}" for _ in range(2)]
    for pages in ([article(rng) + "\n\n" + advert, whole, *parted], [article(rng) + "\n\n" + advert, *parted, whole]):
        d = deduplicate_blocks(pages)
        check(d, dict(enumerate(pages)))
        assert sum(lines[-1] in text for text in d.texts) == 1
        assert deduplicate_blocks(d.texts).removals == ()


@given(st.integers(0, 2**32), st.integers(2, 10), st.integers(1, 3))
def test_a_second_run_removes_nothing_where_rounds_run_out(seed: int, count: int, rounds: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(finder, "MAX_ROUNDS", rounds)
        assert deduplicate_blocks(deduplicate_blocks(any_site(seed, count)).texts).removals == ()


def test_a_page_loses_nothing_where_rounds_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = site(1, 3)
    monkeypatch.setattr(finder, "MAX_ROUNDS", 1)
    d = deduplicate_blocks(pages)
    assert d.removals == ()
    assert d.stats.unresolved == 2


def test_a_minimizer_that_was_shared_from_the_start_is_not_added_again() -> None:
    late = LateMinimizers(SharedSet(np.array([3, 8], np.uint64)))
    assert list(late.add([3, 5, 8], lambda _: True)) == []
    three = Minimizers(np.array([3], np.uint32), np.array([3, 5, 8], np.uint64), np.array([10, 20, 30], np.uint32))
    assert list(late.all_in(three, {3, 5, 8})) == [(2, 20)]


# -- options -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("copies", 2), ("copies", True), ("min_documents", 1), ("identity", 0), ("identity", 1.1), ("min_letters", 0),
        ("protect", {"everything"}), ("reference", ["nobody"]), ("jobs", 0),
    ],
)  # fmt: skip
def test_an_option_outside_its_range_is_named(name: str, value: object) -> None:
    with pytest.raises(OptionError, match=f"^{name} must be "):
        deduplicate_blocks([FOOTER, WIRE], **{name: value})


@pytest.mark.parametrize(
    ("name", "value"), [("min_documents", 2.5), ("identity", "0.9"), ("min_letters", None), ("protect", "names")]
)
def test_an_option_of_the_wrong_type_is_named(name: str, value: object) -> None:
    with pytest.raises(ArgumentTypeError, match=f"^{name} must be "):
        deduplicate_blocks([FOOTER, WIRE], **{name: value})


def test_min_letters_is_the_shortest_block_that_goes() -> None:
    rng = Random(16)
    pages = [f"{article(rng)}\n\nLetters to the editor may be shortened." for _ in range(2)]
    assert deduplicate_blocks(pages).removals == ()
    assert len(deduplicate_blocks(pages, min_letters=30).removals) == 1
