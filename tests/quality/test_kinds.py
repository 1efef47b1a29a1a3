"""The gold of the kinds is right: copies are copies, what must stay is not, and the answer it asks for scores best."""

from __future__ import annotations

from collections import Counter
from itertools import chain, pairwise

import pytest

from benchmarks.quality import kinds
from benchmarks.quality.kinds import KIND_LANGUAGES, KINDS
from benchmarks.quality.material import Material, material
from benchmarks.quality.pages import Case, Stretch
from benchmarks.quality.score import place_of_kept, score_of
from tests.quality.test_generator import letters

#: Kinds of which nothing may go.
STAY = """fields_labelled fields_line_by_line fields_tabbed lists_marked lists_unmarked lists_equal siblings_short
siblings_long opposites_short refrains some_lines_doubled two_menus quoted_without_signs own_links_markdown
own_links_tags""".split()  # noqa: SIM905

#: Kinds in which it matters which copy stays.
ONE_STAYS = """standfirst teaser_above teaser_below nested_leads quoted_with_signs quoted_newest_first
quoted_sentence""".split()  # noqa: SIM905

NUMBERS = range(5)


def cases(kind: str) -> list[Case]:
    return [kinds.case(kind, name, number) for name in KIND_LANGUAGES for number in NUMBERS]


def wanted_of(case: Case) -> list[Stretch]:
    """What should go: all copies but the one that stays."""
    kept = (place_of_kept(case, block, [0] * len(block)) for block in case.blocks)
    return list(chain(*(block[:place] + block[place + 1 :] for block, place in zip(case.blocks, kept))))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_number_gives_the_same_page(kind: str) -> None:
    assert kinds.case(kind, "de", 3) == kinds.case(kind, "de", 3)
    assert len({kinds.case(kind, "de", number) for number in NUMBERS}) == len(NUMBERS)


@pytest.mark.parametrize("kind", KINDS)
def test_copies_hold_the_same_letters_and_do_not_overlap(kind: str) -> None:
    for case in cases(kind):
        for block in case.blocks:
            assert len({letters(case.text[start:stop]) for start, stop in block}) == 1
        stretches = sorted(chain(*case.blocks))
        assert all(before.stop <= after.start for before, after in pairwise(stretches))


@pytest.mark.parametrize("kind", KINDS)
def test_the_answer_that_the_gold_asks_for_is_the_best_one(kind: str) -> None:
    for case in cases(kind):
        best = score_of(case, wanted_of(case))
        assert (best.recall, best.precision, best.harmful, best.good) == (1, 1, 0, True)
        assert score_of(case, []).harmful == 0
        assert score_of(case, [(0, len(case.text))]).harmful == 1


def test_kinds_without_copies_are_those_of_which_nothing_may_go() -> None:
    assert [kind for kind in KINDS if not kinds.case(kind, "en", 0).blocks] == sorted(STAY, key=list(KINDS).index)


@pytest.mark.parametrize("kind", sorted({*STAY} - {"two_menus"}))
def test_what_must_stay_looks_like_a_copy(kind: str) -> None:
    """Of nearly every page some letters in a row stand on it twice."""
    found = cases(kind)
    assert sum(map(repeats, found)) >= 0.9 * len(found)


def repeats(case: Case) -> bool:
    many, text = (8 if case.language in ("zh", "ja", "ko") else 20), letters(case.text)
    return len({text[at : at + many] for at in range(len(text) - many)}) < len(text) - many


def test_two_menus_share_entries() -> None:
    for case in cases("two_menus"):
        first, *_, second = (block.split("\n") for block in case.text.split("\n\n")[1:])
        assert len({*first} & {*second}) >= 4
        assert first != second


@pytest.mark.parametrize(
    "kind", sorted({*STAY} - {"lists_equal", "quoted_without_signs", "refrains", "some_lines_doubled"})
)
def test_no_paragraph_that_must_stay_stands_twice(kind: str) -> None:
    for case in cases(kind):
        paragraphs = Counter(case.text.split("\n\n"))
        assert {times for paragraph, times in paragraphs.items() if len(letters(paragraph)) > 60} <= {1}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_said_which_copy_stays_where_it_matters(kind: str) -> None:
    assert all(bool(case.stays) == (kind in ONE_STAYS) for case in cases(kind))


@pytest.mark.parametrize("kind", ONE_STAYS)
def test_taking_the_copy_that_stays_is_harm(kind: str) -> None:
    for case in cases(kind):
        kept = [block[place_of_kept(case, block, [0] * len(block))] for block in case.blocks]
        score = score_of(case, kept)
        assert (score.right, score.harmful) == (0, len(kept))


@pytest.mark.parametrize("name", KIND_LANGUAGES)
def test_every_language_has_as_much_as_english(name: str) -> None:
    english, own = material("en"), material(name)
    for field in set(Material._fields) - {"more", "wrote"}:
        assert len(getattr(own, field)) == len(getattr(english, field)), field
    assert [len(values) for values in own.fields] == [len(values) for values in english.fields]
    for some in (
        own.names,
        own.materials,
        own.items,
        own.menu,
        [statement for pair in own.opposites for statement in pair],
    ):
        assert len(set(some)) == len(some)
    assert all(statement.count("{}") == 1 for statement in own.statements)
    assert all(mark in own.wrote for mark in ("{name}", "{date}"))


def test_every_kind_is_described() -> None:
    assert list(kinds.IN_WORDS) == list(KINDS)
