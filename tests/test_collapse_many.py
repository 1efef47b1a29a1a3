"""`collapse_many` gives what `collapse` gives, in order, for any number of threads, and can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.errors import ArgumentTypeError, OptionError
from dedup.kernel import _kernel
from dedup.repeats.many import BATCH, MOST_TEXTS, batches
from tests.promises.planted import planted

STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
TWICE = f"{STORY}\n\nMore news.\n\n{STORY.upper()}"


@given(st.lists(planted().map(lambda made: made.text) | st.text(), max_size=8), st.sampled_from([1, 2, 5]))
def test_results_are_those_of_collapse(many: list[str], jobs: int) -> None:
    assert list(dedup.collapse_many(many, jobs=jobs)) == [dedup.collapse(text) for text in many]


@pytest.mark.parametrize("jobs", [1, 2])
def test_more_texts_than_fit_a_batch_keep_their_order(jobs: int) -> None:
    many = [f"{number} {TWICE if number % 3 else STORY}" for number in range(2 * MOST_TEXTS + 10)]
    many[7] = TWICE * (BATCH // len(TWICE))
    assert list(dedup.collapse_many(many, jobs=jobs)) == [dedup.collapse(text) for text in many]


def test_options_are_those_of_collapse() -> None:
    options = {"identity": 0.9, "min_letters": 20, "keep": "last", "protect": ()}
    [c] = dedup.collapse_many([TWICE], jobs=2, **options)
    assert c == dedup.collapse(TWICE, **options)
    assert c.removals


def test_a_function_says_which_copy_is_kept() -> None:
    [c] = dedup.collapse_many([TWICE], keep=str.isupper, jobs=2)
    assert c == dedup.collapse(TWICE, keep=str.isupper)


def test_batches_end_when_they_are_full() -> None:
    assert [len(batch) for batch in batches(["a"] * (MOST_TEXTS + 1))] == [MOST_TEXTS, 1]
    assert [len(batch) for batch in batches(["a" * BATCH, "b", "c" * BATCH, "d"])] == [1, 2, 1]
    assert list(batches([])) == []


def test_texts_are_taken_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield STORY

    results = dedup.collapse_many(endless(), jobs=2)
    assert next(results).text == STORY
    assert taken <= 5 * MOST_TEXTS
    results.close()  # type: ignore[attr-defined]


def test_wrong_arguments_are_refused_at_once() -> None:
    with pytest.raises(ArgumentTypeError, match="texts"):
        dedup.collapse_many(STORY)
    with pytest.raises(OptionError, match="jobs must be at least 1"):
        dedup.collapse_many([], jobs=0)
    with pytest.raises(OptionError, match="identity"):
        dedup.collapse_many([], identity=2)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_no_text_is_named(jobs: int) -> None:
    with pytest.raises(ArgumentTypeError, match=r"texts\[1\] must be a str, not int"):
        list(dedup.collapse_many([STORY, 5], jobs=jobs))  # type: ignore[list-item]


def test_a_thread_stops_what_another_one_does() -> None:
    halt = _kernel.Halt()
    halt.set()
    text = "".join(f"word{number} " for number in range(20_000))
    stopped: list[bool] = []

    def collapse() -> None:
        try:
            with halt:
                dedup.collapse(text)
        except InterruptedError:
            stopped.append(True)
        stopped.append(bool(dedup.collapse(TWICE).removals))  # outside, the thread works on

    thread = threading.Thread(target=collapse)
    thread.start()
    thread.join()
    assert stopped == [True, True]


def test_who_wants_no_more_results_does_not_wait_for_long_texts() -> None:
    long = "".join(f"word{number % 7919} and {number % 104_729} " for number in range(300_000))
    results = dedup.collapse_many([STORY * 2000, long, long, long], jobs=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
