"""What the kernel says of blocks that two texts share: what Python finds by comparing all of them."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.kernel import _kernel
from dedup.kernel._kernel import Pairs

U32, U64 = np.uint32, np.uint64
UNSEEN = 2**32 - 1

LINES = ["one two three", "a", "", "  ", "four five", "\u00e9 \u6f22", "\U0001f642 six", "one two"]
texts = st.lists(st.sampled_from(LINES), max_size=8).map("\n".join)


def pairs_of(*places: tuple[int, int]) -> Pairs:
    """Pairs of places, each of a minimizer of its own."""
    numbers = np.arange(len(places), dtype=U32)
    own, kept = (np.array(side, U32) for side in zip(*places, strict=True))
    [(_, pairs)] = _kernel.pairs_by_source(numbers, own, np.zeros(len(places), U32), kept)
    return pairs


# -- equal lines -------------------------------------------------------------------------------------------------------


def whole_lines(text: str, start: int, stop: int) -> bool:
    """Whether only white space is on the lines of a span beside it."""
    before, after = text[:start].rpartition("\n")[2], text[stop:].partition("\n")[0]
    return not before.strip() and not after.strip()


@given(texts, texts, st.data())
def test_equal_lines_are_whole_lines_of_both_texts_and_as_many_as_there_are(
    kept: str, text: str, data: st.DataObject
) -> None:
    shared = [
        (i, j) for i in range(len(text)) for j in range(len(kept)) if text[i] == kept[j] and not text[i].isspace()
    ]
    if not shared:
        return
    place, kept_place = data.draw(st.sampled_from(shared))
    lines, complete = _kernel.equal_lines(kept, text, pairs_of((place, kept_place)), 1)
    assert complete
    for start, stop, kept_start in lines:
        equal = text[start:stop]
        assert equal == equal.strip() == kept[kept_start : kept_start + stop - start]
        assert whole_lines(text, start, stop)
        assert whole_lines(kept, kept_start, kept_start + stop - start)
        assert place - kept_place == start - kept_start
    line = text.rfind("\n", 0, place) + 1, (text + "\n").find("\n", place)
    kept_line = kept.rfind("\n", 0, kept_place) + 1, (kept + "\n").find("\n", kept_place)
    same = text[slice(*line)] == kept[slice(*kept_line)] and place - line[0] == kept_place - kept_line[0]
    if same and any(character.isalnum() for character in text[slice(*line)]):
        assert any(start <= place < stop for start, stop, _ in lines)


def test_lines_with_too_few_letters_are_left_out() -> None:
    kept, text = "above\nten letters\nbelow", "over\nten letters\nunder"
    assert _kernel.equal_lines(kept, text, pairs_of((5, 6)), 10) == ([(5, 16, 6)], True)
    assert _kernel.equal_lines(kept, text, pairs_of((5, 6)), 11) == ([], True)
    assert _kernel.equal_lines("\u6f22\u5b57", "\u6f22\u5b57", pairs_of((0, 0)), 6) == ([(0, 2, 0)], True)


def test_texts_that_repeat_themselves_are_not_compared_without_end() -> None:
    text = "row\n" * 5000
    places = [(4 * n, 4 * m) for n in range(5000) for m in (0, 2500)]
    lines, complete = _kernel.equal_lines(text, text, pairs_of(*places), 1)
    assert not complete
    assert len(lines) < 100


def test_a_place_outside_its_text_is_refused() -> None:
    for pair in ((5, 0), (0, 5)):
        with pytest.raises(IndexError):
            _kernel.equal_lines("abc", "abc", pairs_of(pair), 1)
        with pytest.raises(IndexError):
            _kernel.alike_pairs("abc", "abc", pairs_of(pair), 1, 0.9)


# -- what is alike around a place --------------------------------------------------------------------------------------

SENTENCE = (
    "The two governments have agreed on a treaty about the use of the river, a spokesman said on Tuesday evening."
)


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (SENTENCE, True),
        (SENTENCE.upper(), True),
        (SENTENCE.replace("a treaty", "the new treaty"), True),
        (SENTENCE.replace(" ", "\n"), True),
        ("Nobody knew why they have agreed on a treaty about something else that cannot be told here.", False),
        ("have agreed on a treaty", False),
    ],
)
def test_a_phrase_is_told_from_a_copy(other: str, alike: bool) -> None:
    place, kept_place = SENTENCE.index("agreed"), other.lower().index("agreed")
    pairs = _kernel.alike_pairs(other, SENTENCE, pairs_of((place, kept_place)), 45, 0.9)
    assert pairs.to_list() == ([(place, kept_place)] if alike else [])


@given(st.text(max_size=60), st.text(max_size=60), st.data())
def test_any_texts_may_be_alike(kept: str, text: str, data: st.DataObject) -> None:
    if kept and text:
        places = data.draw(st.integers(0, len(text) - 1)), data.draw(st.integers(0, len(kept) - 1))
        assert _kernel.alike_pairs(kept, text, pairs_of(places), 10, 0.9).to_list() in ([], [places])


# -- minimizers by number ----------------------------------------------------------------------------------------------


@given(st.sets(st.integers(0, 2**64 - 1)), st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=5)), st.integers(1, 9))
def test_known_hashes_are_selected(known: set[int], others: list[list[int]], bits: int) -> None:
    every = np.array(sorted(known), U64)
    starts = np.empty(2**bits + 1, U32)
    _kernel.index_hashes(every, starts)
    asked = [[*some, *sorted(known)[n : n + 2]] for n, some in enumerate(others)]
    hashes = np.array([hash for some in asked for hash in some], U64)
    counts = np.array([len(some) for some in asked], U32)
    places = np.arange(len(hashes), dtype=U32)
    numbers, kept = (np.frombuffer(part, U32) for part in _kernel.select_known(every, starts, hashes, places, counts))
    assert every[numbers].tolist() == [hash for some in asked for hash in some if hash in known]
    assert hashes[kept].tolist() == every[numbers].tolist()
    assert counts.tolist() == [sum(hash in known for hash in some) for some in asked]


def test_arrays_that_do_not_fit() -> None:
    every, one = np.array([7], U64), np.zeros(1, U32)
    with pytest.raises(ValueError, match=r"2 \*\* bits"):
        _kernel.index_hashes(every, np.empty(4, U32))
    starts = np.empty(3, U32)
    _kernel.index_hashes(every, starts)
    with pytest.raises(IndexError):
        _kernel.select_known(every, starts, every, one, np.array([2], U32))
    with pytest.raises(IndexError):
        _kernel.pairs_by_source(np.array([1], U32), one, one, one)
    with pytest.raises(IndexError):
        _kernel.record_first(3, np.array([1], U32), one, one.copy(), one.copy())


@given(st.integers(0, 1000))
def test_the_first_document_with_a_minimizer_is_recorded_with_its_first_place(seed: int) -> None:
    rng = Random(seed)
    documents, kept = np.full(20, UNSEEN, U32), np.zeros(20, U32)
    first: dict[int, tuple[int, int]] = {}
    for document in range(5):
        numbers = [rng.randrange(20) for _ in range(12)]
        pairs = _kernel.pairs_by_source(np.array(numbers, U32), np.arange(12, dtype=U32), documents, kept)
        expected: dict[int, list[tuple[int, int]]] = {}
        for place, number in enumerate(numbers):
            if number in first:
                expected.setdefault(first[number][0], []).append((place, first[number][1]))
        assert [(source, some.to_list()) for source, some in pairs] == sorted(expected.items())
        new = {number: (document, numbers.index(number)) for number in numbers if number not in first}
        recorded = _kernel.record_first(document, np.array(numbers, U32), np.arange(12, dtype=U32), documents, kept)
        assert recorded == len(new)
        first |= new


# -- lines that may have no minimizer ----------------------------------------------------------------------------------


def line_hashes(text: str, letters: int) -> list[tuple[int, int]]:
    """(hash, place) of the lines of a text that have a hash of their own."""
    counts = np.empty(1, U32)
    _kernel.seeds([text], 5, 8, counts)
    minimizers = int(counts[0])
    hashes, places = _kernel.seeds([text], 5, 8, counts, letters)
    both = zip(np.frombuffer(hashes, U64).tolist(), np.frombuffer(places, U32).tolist(), strict=True)
    return list(both)[minimizers:]


def test_short_lines_have_a_hash_of_their_own() -> None:
    long = " ".join(["word"] * 12)
    text = f"{long}\n\u00e9t\u00e9 Terms of use\n{long}\n  terms, of USE!\na\n{long} more"
    lines = line_hashes(text, 9)
    assert [text[place:].split("\n")[0] for _, place in lines] == ["\u00e9t\u00e9 Terms of use", "terms, of USE!"]
    assert line_hashes("Terms of use", 9)[0][0] == lines[1][0]
    assert line_hashes("Terms of use", 11) == []
