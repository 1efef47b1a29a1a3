"""What tells a text from a similar one: a table of small cases, and what holds for any two texts."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.kernel import _kernel
from tests.strategies import texts

BRIDGE = "The council met on Monday to vote on the new bridge across the river Amber."
OPENING = "It will open to traffic in the spring, a year later than the engineers had promised."
COST = "Nobody could say who is going to pay for the repairs of the old one."
RAIN = "Heavy rain is expected in the north tonight, and the river may leave its banks."
STORY = "\n".join((BRIDGE, OPENING, COST))


class Difference(NamedTuple):
    letters: int
    equal: int
    own: int
    more: int
    bits: int


def tell_apart(kept: str, text: str) -> Difference:
    data = [part.encode("utf-8", "surrogatepass") for part in (kept, text)]
    starts = np.cumsum([0, *map(len, data)]).astype(np.uint64)
    measured = np.zeros((1, 5), np.uint32)
    first, second = np.zeros(1, np.uint32), np.ones(1, np.uint32)
    _kernel.tell_apart(np.frombuffer(b"".join(data), np.uint8), starts, first, second, measured)
    return Difference(*measured[0].tolist())


def letters_of(text: str) -> int:
    return _kernel.letters_of(text)


#: A text that stays, another one, and what that one has of its own.
OWN = {
    "the same": (STORY, STORY, ""),
    "other case and punctuation": (STORY, STORY.upper().replace(".", "!"), ""),
    "a sentence more": (STORY, f"{STORY}\n{RAIN}", RAIN),
    "a sentence less": (STORY, f"{BRIDGE}\n{COST}", ""),
    "a sentence in the middle": (STORY, f"{BRIDGE}\n{RAIN}\n{OPENING}\n{COST}", RAIN),
    "moved": (STORY, f"{OPENING}\n{COST}\n{BRIDGE}", ""),
    "twice": (STORY, f"{STORY}\n{BRIDGE}", ""),
    "one word exchanged": (STORY, STORY.replace("Monday", "Friday"), ""),
    "under half of the words exchanged": (STORY, STORY.replace("met on Monday to vote", "sat and talked"), ""),
    "most words exchanged": (STORY, STORY.replace(COST, "Nobody knew when they might begin with the dam."), "?"),
    "short lines": (STORY, f"{STORY}\nName: Ada\nBorn: London\nDied: Paris", "Name: Ada\nBorn: London\nDied: Paris"),
    "a long insertion in a sentence": (
        STORY,
        STORY.replace("vote on", f"vote, after {RAIN[:-1].lower()} and nobody came, on"),
        "?",
    ),
    "a short insertion in a sentence": (STORY, STORY.replace("vote on", "talk for a while, and vote on"), ""),
    "nothing in common": (STORY, RAIN, RAIN),
    "no words": (STORY, "***", ""),
    "not spaced": ("议会周一开会。河水越过堤岸。", "议会周一开会。河水越过堤岸。北方今晚有大雨。", "北方今晚有大雨。"),
}  # fmt: skip


@pytest.mark.parametrize(("kept", "text", "own"), OWN.values(), ids=OWN)
def test_what_a_text_has_of_its_own(kept: str, text: str, own: str) -> None:
    difference = tell_apart(kept, text)
    if own == "?":
        assert difference.own >= 30
        return
    assert difference.own == letters_of(own)
    assert tell_apart(text, kept).more == difference.own


@pytest.mark.parametrize("words", range(1, 10))
@pytest.mark.parametrize("last", ["", f"\n{OPENING}"], ids=["at the end", "inside"])
def test_a_moved_sentence_of_any_number_of_words_is_found(words: int, last: str) -> None:
    """One more sentence is moved, so that there is enough to be looked for; others begin in the same words."""
    story = f"{BRIDGE}\n{COST}"
    moved = " ".join(RAIN.split()[:words])
    text = f"{OPENING}\n{moved}\n{story}"
    kept = f"{story}\n{moved} and more\n{OPENING}\n{{}}{last}"
    assert tell_apart(kept.format(moved), text).own == 0
    other = " ".join([*RAIN.split()[: words - 1], "Otherwise"])
    assert tell_apart(kept.format(other), text).own == letters_of(moved)


#: A text that stays, another one, and the bits that hold.
DIFFERENCES = {
    "numbers": ("It costs 25 crowns a day.", "It costs 35 crowns a day.", _kernel.OTHER_NUMBERS),
    "numbers in words": ("There are three bridges in town.", "There are four bridges in town.", _kernel.OTHER_NUMBERS),
    "names": ("They say that old Hale came by.", "They say that old Reed came by.", _kernel.OTHER_NAMES),
    "a negation": ("You should open the door at night.", "You should not open the door at night.", _kernel.DENIED),
    "a negation in the one that stays": (
        "You should not open the door at night.", "You should open the door at night.", _kernel.DENIED,
    ),
    "an edit": ("The old door was painted in green last week.", "The old gate was painted in green last week.", 0),
    "a spelling": ("The old door had the colour of grass.", "The old door had the color of grass.", 0),
}  # fmt: skip


@pytest.mark.parametrize(("kept", "text", "bits"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_how_sentences_differ(kept: str, text: str, bits: int) -> None:
    assert tell_apart(f"{STORY}\n{kept}", f"{STORY}\n{text}").bits == bits


#: Words of a form, others in their place, and whether the two texts fill one form.
FORM = "{}\n\nHow to install {} on your machine.\nThe packages of {} are signed, and so is their list."
FILLINGS = {
    "names": ("Debian", "Ubuntu", True),
    "a name of two words": ("Debian", "Red Hat", True),
    "parts of a name": ("glance.pruner", "glance.prefetcher", True),
    "a part more": ("tools.dispatch", "tools.dispatch.signal", True),
    "parts that are alike": ("csr_array.min", "csc_array.min", True),
    "identifiers that are alike": ("MultiToolBarUI", "MultiTableHeaderUI", True),
    "versions that are alike": ("images.v24.1", "images.v24.2", False),
    "names that are alike": ("Gorbachev", "Gorbachov", False),
    "the same in other letters": ("TFloatField", "TFLOATFIELD", False),
    "plain words": ("this", "the other", False),
    "a spelling": ("Colour", "Color", False),
    "versions": ("v4", "v5", False),
    "numbers": ("25", "35", False),
    "times of day": ("10am", "11am", False),
    "names with a number": ("arm64", "gfx906", True),
    "the same": ("Debian", "Debian", False),
}


@pytest.mark.parametrize(("kept", "text", "filled"), FILLINGS.values(), ids=FILLINGS)
def test_two_texts_that_fill_one_form(kept: str, text: str, filled: bool) -> None:
    difference = tell_apart(FORM.format(*[kept] * 3) + STORY, FORM.format(*[text] * 3) + STORY)
    assert bool(difference.bits & _kernel.FILLED) == filled


def test_one_exchange_of_identifiers_is_enough() -> None:
    def about(name: str) -> str:
        return f"{BRIDGE}\n{name}\n{OPENING}"

    assert tell_apart(about("TFloatField"), about("TDateTimeField")).bits & _kernel.FILLED
    assert not tell_apart(about("TFloatField"), about("Something")).bits & _kernel.FILLED
    assert not tell_apart(about("TFloatField"), about("TFloatFields")).bits & _kernel.FILLED


def test_one_exchange_makes_no_form() -> None:
    kept = FORM.format("Debian", "Debian", "Debian")
    assert not tell_apart(kept, FORM.format("Ubuntu", "Debian", "Debian")).bits & _kernel.FILLED
    assert tell_apart(kept, FORM.format("Ubuntu", "Ubuntu", "Debian")).bits & _kernel.FILLED


@given(texts())
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    difference = tell_apart(text, text)
    assert difference == (letters_of(text),) * 2 + (0,) * 3 or letters_of(text) == 0


@given(texts(), texts())
def test_no_more_is_counted_than_there_is(kept: str, text: str) -> None:
    difference = tell_apart(kept, text)
    assert difference.equal <= difference.letters
    assert difference.own <= difference.letters
    assert difference.more <= letters_of(kept)
    assert difference.own + difference.equal <= difference.letters + difference.own // 2 + 1


@given(st.lists(st.sampled_from("abcdefg"), max_size=30), st.lists(st.sampled_from("abcdefg"), max_size=30))
def test_equal_words_are_those_of_a_common_subsequence_at_most(kept: list[str], text: list[str]) -> None:
    difference = tell_apart(" ".join(kept), " ".join(text))
    assert difference.equal <= longest_common(kept, text)


def longest_common(a: list[str], b: list[str]) -> int:
    """The length of the longest common subsequence, by its definition."""
    best = [0] * (len(b) + 1)
    for x in a:
        row = [0]
        for at, y in enumerate(b):
            row.append(best[at] + 1 if x == y else max(row[at], best[at + 1]))
        best = row
    return best[-1]


@given(st.integers(0, 2**32), st.integers(20, 400), st.integers(0, 6))
def test_sparse_edits_leave_all_other_words_aligned(seed: int, count: int, edits: int) -> None:
    rng = Random(seed)
    words = ["".join(rng.choices("kmprstu", k=6)) for _ in range(count)]
    edited = [*words]
    places = range(0, count, 10)
    for place in rng.sample(places, min(edits, len(places))):
        edited[place] = "zyxwvab"
    difference = tell_apart(" ".join(words), " ".join(edited))
    unchanged = sum(len(word) for word in edited if word != "zyxwvab")
    assert unchanged <= difference.equal <= unchanged + 7 * edits


@pytest.mark.parametrize("pair", [(0, 2), (2, 0)])
def test_a_text_that_there_is_not_is_refused(pair: tuple[int, int]) -> None:
    first, second = (np.array([number], np.uint32) for number in pair)
    with pytest.raises(IndexError, match="pair 0 names a text that there is not"):
        _kernel.tell_apart(b"ab", np.array([0, 1, 2], np.uint64), first, second, np.zeros((1, 5), np.uint32))


def test_arrays_of_other_sizes_are_refused() -> None:
    starts, pair = np.array([0, 1, 2], np.uint64), np.zeros(2, np.uint32)
    with pytest.raises(ValueError, match="an array of 10 numbers is needed, not of 5"):
        _kernel.tell_apart(b"ab", starts, pair, pair, np.zeros((1, 5), np.uint32))


@given(st.lists(texts(), min_size=1, max_size=4), texts())
def test_a_text_that_stays_is_read_once_for_all_others(others: list[str], kept: str) -> None:
    """What was read of one pair changes nothing for the next."""
    data = [part.encode("utf-8", "surrogatepass") for part in (kept, *others)]
    starts = np.cumsum([0, *map(len, data)]).astype(np.uint64)
    first = np.array([0] * len(others) + [len(others), 0], np.uint32)
    second = np.array([*range(1, len(others) + 1), 0, 1], np.uint32)
    measured = np.zeros((len(first), 5), np.uint32)
    _kernel.tell_apart(np.frombuffer(b"".join(data), np.uint8), starts, first, second, measured)
    pairs = [*((kept, other) for other in others), (others[-1], kept), (kept, others[0])]
    assert [Difference(*row) for row in measured.tolist()] == [tell_apart(*pair) for pair in pairs]
