"""`compare` on texts anybody can check by eye."""

from __future__ import annotations

import json
import pickle

import pytest

import dedup
from dedup.results.span import Span

STORY = (
    "The council met on Monday evening to vote on the new bridge across the river. After two hours of argument "
    "eleven members were in favour and four against it. Work will begin in the spring, once the ice has gone."
)
OTHER = "Nobody expected rain on the day of the harvest, yet clouds gathered over every orchard in our valley."
ADVERTISEMENT = " Buy two pairs of shoes this week and get a third pair for half of its usual price in any shop. "


def only_passage(a: str, b: str, **options: float) -> dedup.Passage:
    (passage,) = dedup.compare(a, b, **options).passages
    return passage


def test_a_quotation_is_found_with_exact_ends() -> None:
    a, b = f"He wrote: “{STORY}” Nothing more.", f"{OTHER}\n\n“{STORY}”\n\n{OTHER}"
    passage = only_passage(a, b)
    assert a[slice(*passage.a)] == b[slice(*passage.b)] == f"“{STORY}”"
    assert (passage.identity, passage.kind) == (1.0, "exact")


def test_signs_that_differ_are_left_out() -> None:
    a, b = f"({STORY[:-1]}!)", f"[{STORY[:-1]}?]"
    passage = only_passage(a, b)
    assert a[slice(*passage.a)] == STORY[:-1]


def test_the_same_words_in_other_case_and_lines() -> None:
    passage = only_passage(STORY, STORY.upper().replace(" ", "\n"))
    assert (passage.identity, passage.kind) == (1.0, "same_words")
    assert passage.a == passage.b == Span(0, len(STORY))


def test_identity_counts_the_letters_of_both() -> None:
    a, b = STORY, STORY.replace("eleven members", "qqqq")  # 13 letters against 4
    letters = sum(c.isalnum() for c in a) + sum(c.isalnum() for c in b)
    passage = only_passage(a, b)
    assert passage.kind == "near"
    assert passage.identity == (letters - 13 - 4) / letters


def test_an_advertisement_does_not_divide_a_passage() -> None:
    middle = STORY.index(" After")
    b = STORY[:middle] + ADVERTISEMENT + STORY[middle:]
    passage = only_passage(STORY, b)
    assert (passage.a, passage.b) == (Span(0, len(STORY)), Span(0, len(b)))


def test_it_does_where_too_little_would_be_alike() -> None:
    middle = STORY.index(" After")
    m = dedup.compare(STORY, STORY[:middle] + ADVERTISEMENT + STORY[middle:], identity=0.95)
    assert [STORY[slice(*passage.a)] for passage in m.passages] == [STORY[:middle], STORY[middle + 1 :]]


def test_two_reuses_far_apart_are_two_passages() -> None:
    first, second = STORY[: STORY.index(" After")], STORY[STORY.index("Work") :] + " They hope for a dry April."
    b = f"{first} {OTHER * 6} {second}"
    m = dedup.compare(f"{first} {second}", b)
    assert [b[slice(*passage.b)] for passage in m.passages] == [first, second]


def test_a_long_copy_is_found_each_time() -> None:
    long = f"{STORY} {OTHER}"
    m = dedup.compare(long, f"{long}\n\n{long}")
    assert [passage.b for passage in m.passages] == [Span(0, len(long)), Span(len(long) + 2, 2 * len(long) + 2)]


def test_passages_swapped_round() -> None:
    m = dedup.compare(f"{STORY}\n{OTHER}", f"{OTHER}\n{STORY}")
    assert [passage.kind for passage in m.passages] == ["exact", "exact"]


@pytest.mark.parametrize(
    "text",
    [
        "市政府周一晚上召开会议，就跨河新桥进行表决。经过两个小时的辩论，十一名成员赞成，四名成员反对。工程将于春季开始。",
        "Совет собрался в понедельник вечером, чтобы проголосовать за новый мост через реку. Работы начнутся весной.",
        "สภาประชุมเมื่อเย็นวันจันทร์เพื่อลงคะแนนเสียงเรื่องสะพานใหม่ข้ามแม่น้ำ งานจะเริ่มในฤดูใบไม้ผลิหลังจากน้ำแข็งละลายหมดแล้ว",
    ],
)
def test_every_script(text: str) -> None:
    passage = only_passage(f"😀 {text}", text)
    assert passage == ((2, len(text) + 2), (0, len(text)), 1.0, "exact")


def test_measures_are_over_sets_of_five_words() -> None:
    m = dedup.compare("a b c d e f", "b c d e f g h")
    assert (m.jaccard, m.a_in_b, m.b_in_a) == (1 / 4, 1 / 2, 1 / 3)


@pytest.mark.parametrize(
    ("a", "b", "jaccard"),
    [
        ("One two.", "ONE, two", 1.0),
        ("one two", "one two three", 0.0),
        ("one two", "one two three four five", 0.0),
        ("***", "***\n", 1.0),
        ("***", "+++", 0.0),
        ("***", "word", 0.0),
        ("", "", 0.0),
        ("", "word", 0.0),
        (" ", "\n", 0.0),
    ],
)
def test_short_texts_are_compared_as_wholes(a: str, b: str, jaccard: float) -> None:
    m = dedup.compare(a, b)
    assert (m.jaccard, m.a_in_b, m.b_in_a, m.passages) == (jaccard, jaccard, jaccard, ())


def test_a_result_cannot_be_changed_and_can_be_kept() -> None:
    m = dedup.compare(STORY, STORY + OTHER)
    with pytest.raises(AttributeError, match="immutable"):
        m.jaccard = 1.0
    with pytest.raises(AttributeError, match="immutable"):
        del m.passages
    again = dedup.Comparison.from_dict(json.loads(json.dumps(m.to_dict())))
    assert m == again == pickle.loads(pickle.dumps(m))
    assert hash(m) == hash(again)
    assert m != dedup.compare(STORY, OTHER)
    assert repr(m) == f"<Comparison: jaccard {m.jaccard:.3f}, a_in_b 1.000, b_in_a {m.b_in_a:.3f}, 1 passage>"


@pytest.mark.parametrize("saved", [{}, {"format": 2}, {"format": 1}, {"format": 1, "passages": None}])
def test_what_is_no_saved_result_is_refused(saved: dict[str, object]) -> None:
    with pytest.raises(dedup.DedupError, match=r"cannot be read|not a saved result"):
        dedup.Comparison.from_dict(saved)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((b"a", "b"), TypeError, "a must be a str, not bytes"),
        (("a", None), TypeError, "b must be a str, not NoneType"),
        (("a", "b", 0), ValueError, "identity must be a number above 0 and at most 1, not 0"),
        (("a", "b", "1"), TypeError, "identity must be a number, not str"),
        (("a", "b", 0.8, 0), ValueError, "min_letters must be an integer from 1"),
        (("a", "b", 0.8, 2.5), TypeError, "min_letters must be an integer, not float"),
    ],
)
def test_bad_arguments(arguments: tuple[object, ...], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        dedup.compare(*arguments)
    assert isinstance(caught.value, dedup.DedupError)
