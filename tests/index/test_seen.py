"""What an index says of a text: whether a document repeats it, which, and how alike the two are."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.errors import ArgumentTypeError, IndexFileError, OptionError
from dedup.index.sketches import entries
from dedup.index.store import MAX_COMPARED
from tests.corpus.made_up import mixture, prose, small_corpora

STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
RAIN = "Heavy rain is expected in the north tonight, and the river may leave its banks by the morning."
LONG = prose(Random(1), 200)
CHANGED = LONG.replace(LONG.split()[100], "otherwise")


@pytest.fixture(params=["memory", "file"])
def seen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dedup.Index]:
    with dedup.Index(None if request.param == "memory" else tmp_path / "seen.dedup") as index:
        yield index


# -- one text ----------------------------------------------------------------------------------------------------------


def test_a_copy_is_found_with_its_evidence(seen: dedup.Index) -> None:
    seen.add("long", LONG)
    copy = seen.query(CHANGED)
    assert copy is not None
    removal = dedup.deduplicate({"long": LONG, "copy": CHANGED}, keep="first").removals[0]
    assert (copy.id, copy.kind) == ("long", "near")
    assert copy[2:] == removal[3:]


@pytest.mark.parametrize(
    ("text", "kind"), [(STORY, "exact"), (STORY.upper(), "same_words"), (f"  {STORY}", "same_words")]
)
def test_texts_of_the_same_words(seen: dedup.Index, text: str, kind: str) -> None:
    seen.add("/news/1", STORY)
    found = seen.query(text)
    assert found is not None
    assert found.to_dict() == {
        "id": "/news/1",
        "kind": kind,
        "jaccard": 1.0,
        "containment": 1.0,
        "identity": 1.0,
        "differs": [],
    }


@pytest.mark.parametrize("text", [RAIN, "", " \n ", "The council"])
def test_what_repeats_nothing(seen: dedup.Index, text: str) -> None:
    seen.add_many({"story": STORY, "empty": "", "blank": "\n"})
    assert seen.query(text) is None


def test_of_several_the_same_characters_count_most_then_the_first_one(seen: dedup.Index) -> None:
    seen.add_many([("loud", STORY.upper()), ("as it is", STORY), ("again", STORY)])
    assert seen.query(STORY).id == "as it is"
    assert seen.query(STORY.title()).id == "loud"


def test_texts_without_words_are_compared_by_their_characters(seen: dedup.Index) -> None:
    seen.add("stars", "* * *")
    assert seen.query("***").kind == "same_words"
    assert seen.query("* * +") is None


def test_a_text_with_a_sentence_of_its_own_is_no_copy() -> None:
    longer = f"{LONG}. {STORY}"
    assert dedup.compare(LONG, longer).jaccard > 0.8
    with dedup.Index() as seen, dedup.Index(protect=()) as strict:
        for index in (seen, strict):
            index.add("long", LONG)
        assert seen.query(longer) is None
        assert strict.query(longer) is not None


def test_a_contained_text_is_found_if_asked_for() -> None:
    part = " ".join(LONG.split()[:80])
    with dedup.Index(containment=0.9) as seen, dedup.Index() as other:
        for index in (seen, other):
            index.add("long", LONG)
        found = seen.query(part)
        assert found is not None
        assert (found.id, found.kind, found.containment) == ("long", "contained", 1.0)
        assert found.jaccard < 0.5
        assert other.query(part) is None
        assert seen.query(f"{LONG} {LONG.upper()} {RAIN}") is None  # nor is the longer one contained


@given(st.integers(0, 2**32), st.floats(0.5, 1))
def test_a_part_is_found_where_deduplicate_removes_it(seed: int, containment: float) -> None:
    rng = Random(seed)
    words = prose(rng, rng.randint(60, 200)).split()
    start = rng.randrange(40)
    part = [*words[start : start + rng.randint(10, 50)], *prose(rng, rng.randint(0, 20)).split()]
    separator = rng.choice((" ", "\n"))
    texts = {"whole": " ".join(words), "part": separator.join(part)}
    removals = dedup.deduplicate(texts, containment=containment, keep="first").removals
    with dedup.Index(containment=containment) as seen:
        found = seen.check_and_add_many(texts)[1]
    assert ([found[1:]] if found else []) == [removal[2:] for removal in removals if removal.id == "part"]


def test_a_common_key_does_not_hide_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("dedup.index.store.MAX_ENTRIES", 100)
    with dedup.Index() as seen:
        seen.add("long", LONG)
        keys = seen._sketch([CHANGED])[0].keys
        seen.add_many((number, f"{RAIN} {number}") for number in range(200))
        numbers = range(2, 202)  # as if all of them had the first key
        seen._store.insert_entries("band_keys", entries([keys[1:2]] * len(numbers), [*numbers]))
        assert seen.query(CHANGED) is not None
    assert "was not compared with all that resembles it (unresolved)" in caplog.text


# -- adding ------------------------------------------------------------------------------------------------------------


def test_querying_adds_nothing(seen: dedup.Index) -> None:
    assert seen.query(STORY) is None
    assert seen.query(STORY) is None
    assert len(seen) == 0


def test_adding_twice_changes_nothing(seen: dedup.Index) -> None:
    assert seen.add("a", STORY)
    assert not seen.add("a", STORY)
    assert len(seen) == 1


def test_a_known_id_with_another_text_is_replaced(seen: dedup.Index) -> None:
    seen.add("a", STORY)
    assert seen.add("a", RAIN)
    assert len(seen) == 1
    assert seen.query(STORY) is None
    assert seen.query(RAIN).id == "a"


def test_of_one_id_twice_in_a_call_the_last_text_counts(seen: dedup.Index) -> None:
    assert seen.add_many([("a", STORY), ("a", RAIN)]) == 1
    assert seen.query(STORY) is None


def test_checking_adds_what_is_new_and_a_text_that_comes_again_repeats_itself(seen: dedup.Index) -> None:
    assert seen.check_and_add("a", STORY) is None
    assert seen.check_and_add("b", STORY.upper()).id == "a"
    assert seen.check_and_add("a", STORY).id == "a"
    assert "a" in seen
    assert "b" not in seen


def test_checking_replaces_a_page_of_which_the_text_is_another(seen: dedup.Index) -> None:
    seen.check_and_add("/", STORY)
    assert seen.check_and_add("/", RAIN) is None
    assert len(seen) == 1
    assert seen.query(STORY) is None


def test_a_batch_is_compared_with_itself_in_order(seen: dedup.Index) -> None:
    checked = seen.check_and_add_many([("a", STORY), ("b", RAIN), ("c", STORY.upper()), ("d", RAIN)])
    assert [one and one.id for one in checked] == [None, None, "a", "b"]


def test_a_batch_with_an_error_adds_nothing(seen: dedup.Index) -> None:
    with pytest.raises(ArgumentTypeError, match=r"the text of docs\[1\] must be a str"):
        seen.check_and_add_many([("a", STORY), ("b", 5)])
    assert len(seen) == 0


# -- filter ------------------------------------------------------------------------------------------------------------


def test_filter_yields_the_items_that_are_new(seen: dedup.Index) -> None:
    pages = [{"url": "/a", "body": STORY}, {"url": "/b", "body": STORY.upper()}, {"url": "/c", "body": RAIN}]
    assert list(seen.filter(pages, text="body", id="url")) == [pages[0], pages[2]]
    assert list(seen.filter(pages, text="body", id="url")) == []


def test_filter_asks_for_an_item_at_a_time(seen: dedup.Index) -> None:
    asked = []

    def pages() -> Iterator[tuple[str, str]]:
        for page in (("a", STORY), ("b", RAIN)):
            asked.append(page[0])
            yield page

    for (name, _), expected in zip(seen.filter(pages()), (["a"], ["a", "b"])):
        assert asked == expected == [*asked[:-1], name]


def test_an_item_counts_as_seen_once_the_next_one_is_asked_for(seen: dedup.Index) -> None:
    items = [("a", STORY), ("b", RAIN)]
    run = seen.filter(items)
    assert [next(run), next(run)] == items
    assert isinstance(run, Generator)
    run.close()  # as if the program had been stopped while it worked on the second
    assert list(seen.filter(items)) == [("b", RAIN)]


# -- what goes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("containment", [None, 0.9])
@pytest.mark.parametrize("part", [False, True])
def test_removed_and_replaced_documents_hide_no_other(containment: float | None, part: bool) -> None:
    long = f"{LONG} {prose(Random(2), 200)}" if part else LONG
    text = LONG if part else CHANGED
    with dedup.Index(containment=containment) as seen:
        seen.add_many((number, long) for number in range(2 * MAX_COMPARED))
        seen.forget(before=datetime.now() + timedelta(seconds=1))
        for number in range(2 * MAX_COMPARED):
            seen.add("replaced", f"{long} {number}")
        found, same = seen.query(text), seen.query(f"{long} {2 * MAX_COMPARED - 1}")
        assert same is not None
        assert (same.id, same.kind) == ("replaced", "exact")
        assert (found is None) == (part and containment is None)


def test_a_removed_document_is_not_found(seen: dedup.Index) -> None:
    seen.add_many([("a", STORY), ("b", STORY.upper())])
    assert seen.remove("a")
    assert not seen.remove("a")
    assert seen.query(STORY).id == "b"
    assert len(seen) == 1


def test_many_documents_are_removed_together(seen: dedup.Index) -> None:
    seen.add_many([("a", STORY), ("b", RAIN), ("c", STORY.upper())])
    assert seen.remove_many(["a", "b", "a", "missing"]) == 2
    assert len(seen) == 1
    with pytest.raises(dedup.DedupError):
        seen.remove_many(["c", 1.5])
    assert "c" in seen


def test_a_number_is_never_used_again(seen: dedup.Index) -> None:
    seen.add("a", STORY)
    seen.remove("a")
    seen.add("b", RAIN)
    assert seen.query(STORY) is None


def test_what_was_added_before_a_moment_is_forgotten(seen: dedup.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 11, 1, 12)
    for day, (name, text) in enumerate((("old", STORY), ("new", RAIN))):
        at = (moment + timedelta(days=day)).timestamp()
        monkeypatch.setattr("time.time_ns", lambda at=at: int(at * 1e9))
        seen.add(name, text)
    assert seen.forget(before=moment) == 0
    assert seen.forget(before=moment + timedelta(seconds=1)) == 1
    assert ("old" in seen, "new" in seen) == (False, True)


@pytest.mark.parametrize(("before", "left"), [(datetime.min, True), (datetime.max, False)])
def test_the_ends_of_the_calendar(seen: dedup.Index, before: datetime, left: bool) -> None:
    seen.add("a", STORY)
    seen.forget(before)
    assert ("a" in seen) == left


@pytest.mark.parametrize(("before", "error"), [("2026-01-01", ArgumentTypeError), (pd.NaT, OptionError)])
def test_what_is_no_point_in_time(seen: dedup.Index, before: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="before must be"):
        seen.forget(before)


# -- ids and input -----------------------------------------------------------------------------------------------------


def test_ids_come_back_unchanged(seen: dedup.Index) -> None:
    names: list[Any] = ["1", 1, -5, 2**62, "日本", "", "a\0b"]
    texts = [prose(Random(n), 20) for n in range(len(names))]
    seen.add_many(zip(names, texts))
    found = [one.id for one in seen.query_many(texts) if one]
    assert found == names
    assert list(map(type, found)) == list(map(type, names))


@pytest.mark.parametrize(
    ("name", "error"),
    [(1.5, ArgumentTypeError), (None, ArgumentTypeError), (True, ArgumentTypeError), (b"1", ArgumentTypeError)],
)
def test_ids_that_cannot_be_saved(seen: dedup.Index, name: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="id must be"):
        seen.add(name, STORY)


@pytest.mark.parametrize("name", [2**63, "\ud800"])
def test_ids_out_of_range(seen: dedup.Index, name: Any) -> None:
    with pytest.raises(OptionError, match="id must be"):
        seen.add(name, STORY)


def test_documents_need_an_id(seen: dedup.Index) -> None:
    with pytest.raises(ArgumentTypeError, match=r"docs\[0\] must be a pair of id and str, or have a field that id="):
        seen.add_many([STORY])


@pytest.mark.parametrize("call", ["add_many", "check_and_add_many", "query_many"])
def test_one_text_is_not_many(seen: dedup.Index, call: str) -> None:
    with pytest.raises(ArgumentTypeError, match="call the method without _many"):
        getattr(seen, call)(STORY)


def test_a_text_must_be_a_str(seen: dedup.Index) -> None:
    with pytest.raises(ArgumentTypeError, match="text must be a str, not NoneType"):
        seen.query(None)
    for add in (seen.add, seen.check_and_add):
        with pytest.raises(ArgumentTypeError, match=r"^text must be a str, not NoneType$"):
            add("a", None)
    with pytest.raises(ArgumentTypeError, match="texts must be an iterable of texts, not NoneType"):
        seen.query_many(None)


@pytest.mark.parametrize("make", [dict, list, lambda pairs: iter(list(pairs))])
def test_forms_of_documents(seen: dedup.Index, make: Callable[[Any], Any]) -> None:
    assert seen.add_many(make([("a", STORY), ("b", RAIN)])) == 2


def test_a_data_frame(seen: dedup.Index) -> None:
    frame = pd.DataFrame({"url": ["/a", "/b"], "body": [STORY, RAIN]})
    assert seen.add_many(frame, text="body", id="url") == 2
    assert "/b" in seen


@given(st.text(max_size=30), st.text(max_size=30))
def test_every_text_can_be_added(a: str, b: str) -> None:
    with dedup.Index() as seen:
        seen.add("a", a)
        found = seen.query(b)
        assert (found is not None) == bool(dedup.deduplicate([a, b], keep="first").removals)


# -- as `deduplicate` does ---------------------------------------------------------------------------------------------


def check_agreement(texts: list[str], sizes: Iterator[int], **options: Any) -> None:
    """In batches of any size, what goes is what `deduplicate` removes if it keeps the first."""
    documents = list(enumerate(texts))
    removals = dedup.deduplicate(documents, keep="first", **options).removals
    checked: list[dedup.SeenDocument | None] = []
    with dedup.Index(**options) as seen:
        while len(checked) < len(documents):
            checked += seen.check_and_add_many(documents[len(checked) : len(checked) + next(sizes)])
        assert len(seen) == len(texts) - len(removals)
    assert [place for place, one in enumerate(checked) if one] == [removal.id for removal in removals]
    for removal in removals:
        one = checked[removal.id]
        assert one.jaccard >= removal.jaccard
        if one.id == removal.kept_id:  # or else it resembles another one more
            assert one[1:] == removal[2:]


def numbers_up_to(most: int, seed: int = 0) -> Iterator[int]:
    rng = Random(seed)
    while True:
        yield rng.randint(1, most)


@given(small_corpora(), st.integers(1, 10))
def test_the_seen_of_any_small_corpus_are_the_removed(texts: list[str], size: int) -> None:
    check_agreement(texts, numbers_up_to(size))


@pytest.mark.slow
@pytest.mark.parametrize("options", [{}, {"jaccard": 0.6}, {"protect": ()}], ids=["default", "0.6", "unprotected"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_seen_of_a_mixture_are_the_removed(seed: int, options: dict[str, Any]) -> None:
    check_agreement(mixture(seed), numbers_up_to(50, seed), **options)


# -- use ---------------------------------------------------------------------------------------------------------------


def test_a_closed_index_says_so(seen: dedup.Index) -> None:
    seen.close()
    seen.close()
    with pytest.raises(IndexFileError, match="the index is closed"):
        seen.query(STORY)
    with pytest.raises(IndexFileError, match="the index is closed"), seen:
        pass
    assert "closed" in repr(seen)
