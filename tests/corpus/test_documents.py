"""`deduplicate`: which documents go is what a comparison of each with each would say, and each is accounted for."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given

import dedup
from dedup.corpus import packed_file
from dedup.errors import ArgumentTypeError, DuplicateIdError, OptionError, ReportError
from tests.corpus.made_up import (
    brute_force,
    containment_of,
    jaccard_of,
    keep_order,
    mixture,
    prose,
    shingle_set,
    small_corpora,
    word_count,
)
from tests.corpus.source.foreign import Capsule

STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
RAIN = "Heavy rain is expected in the north tonight, and the river may leave its banks by the morning."


Verb = Callable[..., Any]


def length_then_letters(text: str) -> tuple[int, str]:
    """A sort key that tells any two texts apart."""
    return len(text), text


KEEP = ("fullest", "first", "last", length_then_letters)


def gone_of(d: dedup.Deduplicated) -> set[Any]:
    return {removal.id for removal in d.removals}


def check(d: dedup.Deduplicated, texts: Mapping[Any, str], jaccard: float) -> None:
    """What is promised of every result: all are accounted for, and each removal is measured against one that stays."""
    gone = gone_of(d)
    assert len(gone) == len(d.removals)
    assert d.kept_ids == tuple(name for name in texts if name not in gone)
    assert [removal.id for removal in d.removals] == [name for name in texts if name in gone]
    kept = set(d.kept_ids)
    for removal in d.removals:
        text, stays = texts[removal.id], texts[removal.kept_id]
        assert removal.kept_id in kept
        assert removal.jaccard == pytest.approx(jaccard_of(text, stays), abs=1e-12)
        assert removal.containment == pytest.approx(containment_of(text, stays), abs=1e-12)
        assert removal.jaccard >= jaccard
        if removal.kind == "exact":
            assert "".join(text.split()) == "".join(stays.split()) if word_count(text) == 0 else text == stays
        elif removal.kind == "same_words":
            assert text != stays
            assert removal.jaccard == removal.containment == 1
        else:
            assert removal.kind == "near"
    followers: dict[Any, list[Any]] = {}
    for removal in d.removals:
        followers.setdefault(removal.kept_id, []).append(removal.id)
    assert d.groups == tuple((name, *followers[name]) for name in d.kept_ids if name in followers)
    kinds = Counter(removal.kind for removal in d.removals)
    s = d.stats
    assert (s.exact, s.same_words, s.near, s.contained) == tuple(
        kinds[kind] for kind in ("exact", "same_words", "near", "contained")
    )
    assert (s.documents, s.kept, s.removed) == (len(texts), len(d.kept_ids), len(d.removals))
    assert s.unresolved == 0


# -- which documents go ------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("keep", KEEP)
@pytest.mark.parametrize("jaccard", [0.8, 0.6])
@pytest.mark.parametrize(
    ("seed", "protect"), [(1, ()), (2, dedup.PROTECT_DOCUMENTS)], ids=["nothing protected", "default"]
)
def test_the_removed_are_those_of_the_greedy_that_compares_all(
    seed: int, protect: Collection[Any], jaccard: float, keep: str | Callable[[str], Any]
) -> None:
    texts = mixture(seed)
    d = dedup.deduplicate(texts, jaccard, keep=keep, protect=protect)
    check(d, dict(enumerate(texts)), jaccard)
    assert gone_of(d) == brute_force(texts, jaccard, keep_order(texts, keep), protect=protect)
    assert {removal.kind for removal in d.removals} == {"exact", "same_words", "near"}


@given(small_corpora())
def test_the_removed_of_any_small_corpus_are_the_greedys(texts: list[str]) -> None:
    for keep in KEEP:
        for protect in ((), dedup.PROTECT_DOCUMENTS):
            d = dedup.deduplicate(texts, keep=keep, protect=protect)
            check(d, dict(enumerate(texts)), 0.8)
            assert gone_of(d) == brute_force(texts, 0.8, keep_order(texts, keep), protect=protect)


def test_a_chain_of_likenesses_is_not_followed() -> None:
    words = prose_words(340)
    a, b, c = (" ".join(words[start : start + 300]) for start in (0, 20, 40))
    assert jaccard_of(a, b) == jaccard_of(b, c) > 0.85
    assert jaccard_of(a, c) < 0.85
    d = dedup.deduplicate([a, b, c], 0.85, keep="first", protect=())
    assert d.kept_ids == (0, 2)
    assert [(removal.id, removal.kept_id) for removal in d.removals] == [(1, 0)]
    assert dedup.deduplicate([b, a, c], 0.85, keep="first", protect=()).kept_ids == (0,)


def test_the_threshold_itself_is_enough() -> None:
    words = prose_words(22)  # 18 shingles, of which the copy has 16 and two of its own
    pair = [" ".join(words[:20]), " ".join([*words[2:20], *words[20:22]])]
    assert jaccard_of(*pair) == 14 / 18
    assert dedup.deduplicate(pair, 14 / 18).kept_ids == (0,)
    assert dedup.deduplicate(pair, 14 / 18 + 0.001).kept_ids == (0, 1)


def prose_words(count: int) -> list[str]:
    """Words that are all different."""
    return [f"word{number:04d}" for number in range(count)]


# -- which one stays ---------------------------------------------------------------------------------------------------


def test_fullest_keeps_the_most_words_and_of_equals_the_smallest_id() -> None:
    words = prose_words(100)
    fuller = " ".join(words)
    docs = [(10, " ".join(words[:98])), (9, fuller), (2, fuller), (3, " ".join(words[:99]))]
    assert dedup.deduplicate(docs).kept_ids == (2,)
    as_text = [(str(name), text) for name, text in docs]  # "10" is the smallest of these, but it has fewer words
    assert dedup.deduplicate(as_text).kept_ids == ("2",)


@pytest.mark.parametrize("ids", [(1, "1"), (None, "None"), (True, "True"), (2**63, -1), (2**63, 2**63 + 1, -5)])
def test_of_equals_the_smallest_id_stays_in_any_order(ids: tuple[Any, ...]) -> None:
    docs = [(name, STORY) for name in ids]
    assert dedup.deduplicate(docs).kept_ids == dedup.deduplicate(docs[::-1]).kept_ids


def test_ids_that_are_no_numbers_are_in_the_order_of_their_letters() -> None:
    assert dedup.deduplicate([("9", STORY), ("10", STORY)]).kept_ids == ("10",)
    assert dedup.deduplicate([(9, STORY), (10, STORY)]).kept_ids == (9,)


def test_first_and_last_mean_just_that() -> None:
    docs = [("z", STORY), ("y", STORY.upper()), ("x", STORY.lower())]
    assert dedup.deduplicate(docs, keep="first").kept_ids == ("z",)
    assert dedup.deduplicate(docs, keep="last").kept_ids == ("x",)


def test_a_function_is_a_sort_key() -> None:
    docs = [STORY, STORY.upper(), STORY.lower()]
    assert dedup.deduplicate(docs, keep=lambda text: text).kept_ids == (1,)
    assert dedup.deduplicate(docs, keep=lambda text: -ord(text[0])).kept_ids == (2,)


def test_a_tie_under_a_function_goes_to_the_smallest_id_of_the_same_words() -> None:
    for docs in ([(7, STORY), (5, STORY)], [(5, STORY), (7, STORY)]):
        assert dedup.deduplicate(docs, keep=lambda text: 0).kept_ids == (5,)


# -- kinds -------------------------------------------------------------------------------------------------------------


def test_kinds() -> None:
    words = prose_words(100)
    near = " ".join(words[:99])
    docs = [" ".join(words), " ".join(words), " ".join(words).upper(), near, near, "something else"]
    d = dedup.deduplicate(docs)
    assert [(removal.id, removal.kind) for removal in d.removals] == [
        (1, "exact"), (2, "same_words"), (3, "near"), (4, "near"),
    ]  # fmt: skip
    assert d.removals[2].jaccard == 95 / 96
    assert d.removals[2].containment == 1
    assert d.groups == ((0, 1, 2, 3, 4),)
    assert d.stats == (6, 2, 1, 1, 2, 0, 0, 0)
    assert repr(d) == (
        "<Deduplicated: 2 of 6 documents kept; removed: 1 exact, 1 same words, 2 near, 0 contained; 0 spared>"
    )


def test_a_result_is_a_value() -> None:
    d = dedup.deduplicate([("a", STORY), ("b", STORY)])
    assert pickle.loads(pickle.dumps(d)) == d
    assert hash(d) == hash(dedup.deduplicate([("a", STORY), ("b", STORY)]))
    assert d.removals[0].to_dict() == {
        "id": "b", "kept_id": "a", "kind": "exact", "jaccard": 1.0, "containment": 1.0, "identity": 1.0, "differs": [],
    }  # fmt: skip
    with pytest.raises(AttributeError, match="kept_ids"):
        d.kept_ids = ()


@pytest.mark.parametrize("verb", [dedup.deduplicate, dedup.deduplicate_blocks])
def test_a_result_can_be_saved_as_json(verb: Verb) -> None:
    d = verb([("a", STORY), ("b", STORY), ("c", f"{STORY}\n\nAnother one.")])
    assert d.removals
    saved = json.loads(json.dumps(d.to_dict()))
    assert type(d).from_dict(saved) == d
    with pytest.raises(ReportError, match="format 99"):
        type(d).from_dict(saved | {"format": 99})
    with pytest.raises(ReportError, match="not a saved result: KeyError"):
        type(d).from_dict({"format": 1})


# -- texts -------------------------------------------------------------------------------------------------------------


def test_nothing_gives_an_empty_result() -> None:
    nothing: Any
    for nothing in ([], (), {}, iter(()), pa.table({"text": pa.array([], pa.string())})):
        d = dedup.deduplicate(nothing)
        assert (d.kept_ids, d.removals, d.groups) == ((), (), ())
        assert d.stats == dedup.deduplicate([]).stats == (0,) * 8


def test_a_blank_text_is_like_no_other() -> None:
    blank = ["", "", " ", "\n\n", "\u00a0\t"]
    assert dedup.deduplicate(blank).kept_ids == (0, 1, 2, 3, 4)


def test_texts_without_words_are_alike_if_their_characters_are() -> None:
    d = dedup.deduplicate(["***", "* * *", "---", "***", "🙂", "🙂", "🙃"])
    assert [(removal.id, removal.kept_id, removal.kind) for removal in d.removals] == [
        (1, 0, "same_words"), (3, 0, "exact"), (5, 4, "exact"),
    ]  # fmt: skip


def test_texts_of_fewer_than_five_words_are_alike_if_all_their_words_are() -> None:
    texts = ["one two three four", "One, two. Three four!", "one two three five", "one two three", "one", "ONE", "two"]
    assert dedup.deduplicate(texts, 0.5).kept_ids == (0, 2, 3, 4, 6)


def test_a_short_text_is_not_like_a_longer_one_that_begins_with_it() -> None:
    assert dedup.deduplicate(["a b c d", "a b c d e"], 0.5).kept_ids == (0, 1)


def test_lone_surrogates_and_nul_are_characters_like_any_other() -> None:
    texts = [f"{STORY}\ud800", f"{STORY}\ud800", "\udfff", "\udfff", "\ud800", "\0", "\0", f"\0{STORY}"]
    for docs in (texts, iter(texts)):
        d = dedup.deduplicate(docs)
        assert [(removal.id, removal.kept_id, removal.kind) for removal in d.removals] == [
            (1, 0, "exact"), (3, 2, "exact"), (6, 5, "exact"), (7, 0, "same_words"),
        ]  # fmt: skip


def test_scripts_without_spaces() -> None:
    chinese = "市议会周一开会就新桥进行表决新桥将在春天通车届时将举行庆祝活动并邀请所有居民参加"
    texts = [chinese, chinese + "。", chinese[:-1], chinese[::-1]]
    d = dedup.deduplicate(texts, 0.6)
    check(d, dict(enumerate(texts)), 0.6)
    assert d.kept_ids == (0, 3)
    assert [removal.kind for removal in d.removals] == ["same_words", "near"]
    assert 0 < len(shingle_set(chinese)) < len(chinese)


# -- forms of input ----------------------------------------------------------------------------------------------------


TEXTS = (STORY, RAIN, STORY.upper(), STORY, "short", "***")
IDS = ("a", ("b", 2), 3, None, 4.5, frozenset("f"))


def generator(items: Any) -> Iterator[Any]:
    yield from items


@pytest.mark.parametrize(
    "form", [list, tuple, iter, generator, lambda texts: dict(enumerate(texts)), lambda texts: [*enumerate(texts)]]
)
def test_texts_in_any_form_have_their_places_as_ids(form: Callable[[Any], Any]) -> None:
    d = dedup.deduplicate(form(TEXTS))
    check(d, dict(enumerate(TEXTS)), 0.8)
    assert d.kept_ids == (0, 1, 4, 5)
    assert d.groups == ((0, 2, 3),)


@pytest.mark.parametrize("form", [list, tuple, iter, generator, dict, lambda pairs: [*map(list, pairs)]])
@pytest.mark.parametrize("verb", [partial(dedup.deduplicate, keep="first"), dedup.deduplicate_blocks])
def test_ids_of_any_hashable_type_come_back_as_they_are(form: Callable[[Any], Any], verb: Verb) -> None:
    d = verb(form([*zip(IDS, TEXTS)]))
    assert [id(name) for name in d.kept_ids] == [id(IDS[place]) for place in (0, 1, 4, 5)]
    assert [(removal.id, removal.kept_id) for removal in d.removals] == [(3, "a"), (None, "a")]


def test_a_text_among_pairs_has_its_place_as_its_id() -> None:
    assert dedup.deduplicate([("a", STORY), RAIN, ("b", STORY)]).kept_ids == ("a", 1)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
@pytest.mark.parametrize("form", [lambda table: table, Capsule, lambda table: table.to_reader(2)])
def test_arrow_tables(form: Callable[[pa.Table], Any], kind: pa.DataType) -> None:
    texts = pa.array(TEXTS, kind)
    d = dedup.deduplicate(form(pa.table({"text": texts})))
    assert d == dedup.deduplicate(TEXTS)
    d = dedup.deduplicate(form(pa.table({"url": ["u"] * 6, "id": [*"abcdef"], "text": texts})))
    assert d == dedup.deduplicate([*zip("abcdef", TEXTS)])
    assert d.groups == (("a", "c", "d"),)
    assert dedup.deduplicate(form(pa.table({"anything": texts}))).kept_ids == (0, 1, 4, 5)


NOT_UTF_8 = pa.array([b"a", b"b", b"c\xff"], pa.binary()).view(pa.string())


@pytest.mark.parametrize("verb", [dedup.deduplicate, dedup.deduplicate_blocks])
@pytest.mark.parametrize(
    ("ids", "texts", "error", "reason"),
    [
        ([None, [1], [2]], [*"abc"], ArgumentTypeError, r"the id of docs\[1\] must be hashable, not list"),
        ([{"a": 1}] * 3, [*"abc"], ArgumentTypeError, r"the id of docs\[0\] must be hashable, not dict"),
        (
            pa.array([0, 1, 2**40], pa.timestamp("s")),
            [*"abc"],
            OptionError,
            r"docs\['id'\]\[2\] must be a value that Python has a form for .*, not .*timestamp\[s\]",
        ),
        (NOT_UTF_8, [*"abc"], OptionError, r"docs\['id'\]\[2\] must be valid UTF-8, not b.\\xff"),
        ([*"abc"], NOT_UTF_8, OptionError, r"docs\['text'\]\[2\] must be valid UTF-8, not b.\\xff"),
    ],
)
def test_a_bad_value_in_a_table_is_named_by_column_and_row(
    ids: Any, texts: Any, error: type[Exception], reason: str, verb: Verb
) -> None:
    table = pa.table({"id": ids, "text": texts})
    for form in (table, Capsule(table), pa.concat_tables([table[:1], table[1:]])):
        with pytest.raises(error, match=f"^{reason}"):
            verb(form)


@pytest.mark.parametrize("name", ["id", "text"])
def test_a_column_that_is_there_twice_is_refused(name: str) -> None:
    table = pa.Table.from_arrays([pa.array(["x"])] * 3, ["id", "text", name])
    with pytest.raises(OptionError, match=f"^{name} must be the name of one column, but 2 columns have it"):
        dedup.deduplicate(table)


def test_the_column_of_texts_is_named_if_it_is_the_only_one() -> None:
    with pytest.raises(OptionError, match=r"^docs\['body'\]\[2\] must be valid UTF-8"):
        dedup.deduplicate(pa.table({"body": NOT_UTF_8}))


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [dedup.deduplicate, dedup.deduplicate_blocks])
@pytest.mark.parametrize("docs", ["one text", b"bytes", bytearray(b"bytes"), 5, None])
def test_what_is_no_collection_of_texts_is_refused(docs: object, verb: Verb) -> None:
    with pytest.raises(TypeError, match=f"^docs must be an iterable of texts.*{type(docs).__name__}") as caught:
        verb(docs)
    assert isinstance(caught.value, ArgumentTypeError)


@pytest.mark.parametrize("verb", [dedup.deduplicate, dedup.deduplicate_blocks])
@pytest.mark.parametrize("form", [list, iter])
@pytest.mark.parametrize("bad", [1, b"x", ("a",), ("a", "b", "c"), {"a", "b"}])
def test_a_bad_document_is_named_by_its_place(form: Callable[[Any], Any], bad: object, verb: Verb) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^docs\[2\] must be a str or a pair of id and str .*, not "):
        verb(form([STORY, ("x", RAIN), bad]))


@pytest.mark.parametrize("verb", [dedup.deduplicate, dedup.deduplicate_blocks])
@pytest.mark.parametrize("form", [list, iter])
@pytest.mark.parametrize("bad", [("a", 1), ["a", b"x"], {"id": "a", "text": 1}])
def test_a_bad_text_is_named_by_its_place(form: Callable[[Any], Any], bad: object, verb: Verb) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^the text of docs\[2\] must be a str, not "):
        verb(form([STORY, ("x", RAIN), bad]))


@pytest.mark.parametrize("form", [list, iter])
def test_an_id_must_be_hashable(form: Callable[[Any], Any]) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^the id of docs\[1\] must be hashable, not list"):
        dedup.deduplicate(form([("a", STORY), ([], RAIN)]))


@pytest.mark.parametrize("verb", [dedup.deduplicate, dedup.deduplicate_blocks])
@pytest.mark.parametrize("form", [list, iter])
def test_an_id_that_comes_twice_is_refused(form: Callable[[Any], Any], verb: Verb) -> None:
    with pytest.raises(
        DuplicateIdError, match=r"^docs\[0\] and docs\[2\] have the same id, 'a'; name a field of unique ids with id="
    ):
        verb(form([("a", STORY), ("b", RAIN), ("a", "other")]))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("jaccard", 0.49), ("jaccard", 1.01), ("jaccard", float("nan")), ("containment", 0.49), ("containment", 1.01),
        ("keep", "newest"), ("keep", 5), ("reference", ["nobody"]), ("jobs", 0),
    ],
)  # fmt: skip
def test_an_option_outside_its_range_is_named(name: str, value: object) -> None:
    with pytest.raises(OptionError, match=f"^{name} must be ") as caught:
        dedup.deduplicate([("a", STORY), ("b", RAIN)], **{name: value})
    assert isinstance(caught.value, ValueError)
    assert caught.value.parameter == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("jaccard", "0.8"), ("jaccard", True), ("jaccard", None), ("containment", "0.9"), ("containment", True),
        ("jobs", 1.0), ("jobs", None), ("reference", 5),
    ],
)  # fmt: skip
def test_an_option_of_the_wrong_type_is_named(name: str, value: object) -> None:
    with pytest.raises(ArgumentTypeError, match=f"^{name} must be ") as caught:
        dedup.deduplicate([("a", STORY), ("b", RAIN)], **{name: value})
    assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize("result", [float("nan"), np.zeros(2)])
def test_a_function_must_give_what_is_equal_to_itself(result: object) -> None:
    with pytest.raises(OptionError, match="a function whose results can be sorted"):
        dedup.deduplicate([STORY, RAIN], keep=lambda text: result)


def test_references_must_be_hashable() -> None:
    with pytest.raises(ArgumentTypeError, match="reference must be a collection of ids"):
        dedup.deduplicate([STORY], reference=[[1]])  # type: ignore[list-item]


def test_a_function_must_give_what_can_be_sorted() -> None:
    with pytest.raises(OptionError, match=r"^keep must be a function whose results can be sorted"):
        dedup.deduplicate([STORY, RAIN], keep=lambda text: None if text == RAIN else 1)


def test_an_error_of_the_callers_own_function_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        dedup.deduplicate([STORY, RAIN], keep=lambda text: 1 / 0)


def test_an_error_of_the_callers_own_generator_comes_through() -> None:
    def failing() -> Iterator[str]:
        yield STORY
        raise ConnectionError("no more")

    with pytest.raises(ConnectionError, match="no more"):
        dedup.deduplicate(failing())


# -- reference documents -----------------------------------------------------------------------------------------------


def test_reference_documents_stay_and_are_preferred() -> None:
    words = prose_words(100)
    docs = {"full": " ".join(words), "a": " ".join(words[:99]), "b": " ".join(words[:99]), "c": " ".join(words[:98])}
    d = dedup.deduplicate(docs, reference={"a", "b"})
    assert d.kept_ids == ("a", "b")
    assert [(removal.id, removal.kept_id, removal.kind) for removal in d.removals] == [
        ("full", "a", "near"), ("c", "a", "near"),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("keep", KEEP)
@pytest.mark.parametrize("seed", [3, 4])
def test_the_removed_beside_references_are_those_of_the_greedy(seed: int, keep: str | Callable[[str], Any]) -> None:
    texts = mixture(seed)
    references = set(range(0, len(texts), 7))
    d = dedup.deduplicate(texts, keep=keep, reference=references, protect=())
    check(d, dict(enumerate(texts)), 0.8)
    assert gone_of(d) == brute_force(texts, 0.8, keep_order(texts, keep), references)
    assert references <= set(d.kept_ids)
    assert any(removal.kept_id in references for removal in d.removals)


@given(small_corpora())
def test_references_of_any_small_corpus(texts: list[str]) -> None:
    references = set(range(0, len(texts), 3))
    d = dedup.deduplicate(texts, reference=references, protect=())
    check(d, dict(enumerate(texts)), 0.8)
    assert gone_of(d) == brute_force(texts, 0.8, keep_order(texts, "fullest"), references)


@pytest.mark.parametrize("held", [8, 64, 4096])
def test_sets_that_exceed_the_memory_for_them_are_compared_in_parts(monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    rng = Random(3)
    story, other = prose(rng, 300), prose(rng, 40)
    texts = [story, other, f"{story} more", f"{other} at last", f"so {story}", "a few words"]
    whole = dedup.deduplicate(texts, containment=0.9)
    monkeypatch.setattr(packed_file, "HELD", held)
    assert dedup.deduplicate(texts, containment=0.9) == whole
    assert len(whole.removals) == 3
