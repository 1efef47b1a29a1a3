"""The scorer on cases small enough to count by hand."""

from __future__ import annotations

from benchmarks.quality.pages import Case, Stretch
from benchmarks.quality.score import score_of

TWICE = Case("toy", "en", "ab, cd! xy AB CD.", ((Stretch(0, 7), Stretch(11, 17)),))


def test_either_copy_may_go() -> None:
    for copy in TWICE.blocks[0]:
        score = score_of(TWICE, [copy])
        assert (score.wanted, score.right, score.wrong, score.good) == (4, 4, 0, True)
        assert score.left == 1


def test_nothing_removed() -> None:
    score = score_of(TWICE, [])
    assert (score.recall, score.precision, score.good, score.left) == (0, 1, False, 2)


def test_both_copies_removed() -> None:
    score = score_of(TWICE, TWICE.blocks[0])
    assert (score.right, score.wrong, score.left) == (4, 4, 0)


def test_what_was_removed_beside_a_copy_is_wrong() -> None:
    score = score_of(TWICE, [(8, 17)])
    assert (score.right, score.wrong, score.beside, score.copies) == (4, 2, 2, 1)
    assert score.precision == 4 / 6


def test_a_copy_removed_in_part() -> None:
    score = score_of(TWICE, [(12, 17)])
    assert (score.right, score.wrong, score.beside) == (3, 0, 1)
    assert not score.good


def test_all_but_one_of_three_copies_may_go() -> None:
    case = Case("toy", "en", "ab ab ab", ((Stretch(0, 2), Stretch(3, 5), Stretch(6, 8)),))
    assert score_of(case, [(0, 3), (6, 8)]).recall == 1
    assert score_of(case, [(0, 3)]).left == 2


def test_marks_count_as_letters() -> None:
    case = Case("toy", "hi", "की की", ((Stretch(0, 2), Stretch(3, 5)),))
    assert score_of(case, [(3, 5)]).right == 2


def test_nothing_may_go_of_a_text_without_copies() -> None:
    case = Case("toy", "en", "ab ab")
    assert score_of(case, []).good
    assert not score_of(case, [(0, 2)]).good
    assert score_of(case, [(2, 3)]).good, "white space is no loss"


def test_scores_add_up() -> None:
    both = score_of(TWICE, [], ["numbers"]).plus(score_of(TWICE, [(11, 17)], ["numbers", "table"]))
    assert (both.cases, both.wanted, both.right, both.spared) == (2, 8, 4, {"numbers": 2, "table": 1})


NAMED = TWICE._replace(stays=(Stretch(0, 7),))


def test_where_it_matters_the_copy_that_is_named_stays() -> None:
    right, wrong = score_of(NAMED, [TWICE.blocks[0][1]]), score_of(NAMED, [TWICE.blocks[0][0]])
    assert (right.right, right.wrong, right.harmful, right.good) == (4, 0, 0, True)
    assert (wrong.right, wrong.wrong, wrong.harmful, wrong.good) == (0, 4, 1, False)


def test_a_removal_is_harmful_that_takes_a_letter_that_must_stay() -> None:
    assert score_of(TWICE, [(11, 17)]).harmful == 0
    assert score_of(TWICE, [(9, 17)]).harmful == 1
    assert score_of(TWICE, [(11, 13), (14, 16), (8, 10)])[-4:-1] == (3, 1, True)
    assert score_of(TWICE, TWICE.blocks[0]).harm == 0.5, "one of two copies has to stay"
    assert score_of(TWICE, [(10, 17)]).harm == 0, "white space is no loss"
