"""What each option does, and how a wrong one is refused."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.errors import ArgumentTypeError, OptionError
from tests.promises.planted import NATURAL, Planted, exact, other_numbers, plant, planted, refrain, tandem
from tests.promises.scripts import SCRIPTS, Script

FULL = (
    "The bridge was closed to traffic on Monday after divers found a crack in one of its pillars. "
    "Engineers from the ministry will inspect it this week, and until then buses will go by way of the old town. "
    "The mayor asked for patience. Shopkeepers on the far bank expect to lose a third of their trade until it opens."
)
SHORT = FULL.replace(" The mayor asked for patience.", "").upper()
OTHER = "In other news, the museum opens its new wing on Saturday with a concert in the courtyard."


# -- keep --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("copies", [(FULL, SHORT), (SHORT, FULL)])
def test_the_fullest_copy_stays(copies: tuple[str, str]) -> None:
    text = f"{copies[0]}\n\n{OTHER}\n\n{copies[1]}"
    collapsed = dedup.collapse(text, keep="fullest")
    assert FULL in collapsed.text
    assert SHORT not in collapsed.text


@pytest.mark.parametrize("keep", ["fullest", "first"])
@given(seed=st.integers(0, 1000), script=st.sampled_from(SCRIPTS))
def test_of_equal_copies_the_first_stays(keep: str, seed: int, script: Script) -> None:
    body = "\n\n".join(script.paragraph(Random(seed + n)) for n in range(4))
    foreign = script.paragraph(Random(seed + 10))
    collapsed = dedup.collapse(f"{body}\n\n{foreign}\n\n{body}", keep=keep)
    assert collapsed.text.rstrip() == f"{body}\n\n{foreign}"


@given(seed=st.integers(0, 1000), script=st.sampled_from(SCRIPTS))
def test_the_last_copy_stays(seed: int, script: Script) -> None:
    body = "\n\n".join(script.paragraph(Random(seed + n)) for n in range(4))
    foreign = script.paragraph(Random(seed + 10))
    collapsed = dedup.collapse(f"{body}\n\n{foreign}\n\n{body}", keep="last")
    assert collapsed.text == f"{foreign}\n\n{body}"


@given(planted())
def test_first_keeps_earlier_and_last_keeps_later_copies(document: Planted) -> None:
    for removal in dedup.collapse(document.text, keep="first").removals:
        assert removal.kept
        assert removal.kept.start < removal.removed.start
    for removal in dedup.collapse(document.text, keep="last").removals:
        assert removal.kept
        assert removal.kept.stop > removal.removed.stop


def test_a_function_is_a_sort_key() -> None:
    loud = FULL.upper()
    text = f"{loud}\n\n{OTHER}\n\n{FULL}"
    assert dedup.collapse(text, keep=str.isupper).text == f"{OTHER}\n\n{FULL}"
    assert dedup.collapse(text, keep=str.islower).text.rstrip() == f"{loud}\n\n{OTHER}"  # equal: the first stays


def test_an_error_of_the_function_is_the_callers() -> None:
    def keep(copy: str) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        dedup.collapse(f"{FULL}\n\n{FULL}", keep=keep)


# -- identity, min_letters, protect ------------------------------------------------------------------------------------


def test_a_lower_identity_removes_copies_that_are_less_alike() -> None:
    original = f"{FULL} {OTHER} Tickets are sold at the door until the evening, and children pay half of the price."
    changed = " ".join("elsewhere" if n % 4 == 3 else word for n, word in enumerate(original.split()))
    text = f"{original}\n\n{changed}"
    assert not dedup.collapse(text).removals
    assert dedup.collapse(text, identity=0.6).removals


@given(document=planted())
def test_only_whole_copies_go_at_an_identity_of_one(document: Planted) -> None:
    assert all(removal.identity == 1 for removal in dedup.collapse(document.text, identity=1).removals)


@pytest.mark.parametrize(("min_letters", "copies"), [(20, 1), (60, 2)])
def test_a_lone_sentence_goes_from_min_letters_on(min_letters: int, copies: int) -> None:
    sentence = "The old bridge is closed for repairs until spring."
    text = f"{sentence}\n\n{OTHER}\n\n{sentence}\n\nThat is all."
    assert dedup.collapse(text, min_letters=min_letters).text.count(sentence) == copies


@pytest.mark.parametrize("natural", NATURAL, ids=lambda natural: natural.__name__)
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_natural_repetition_is_protected(natural: Callable[..., list[str]], script: Script) -> None:
    text = "\n\n".join(natural(Random(5), script))
    assert dedup.collapse(text).text == text


@pytest.mark.parametrize("natural", [refrain, other_numbers], ids=lambda natural: natural.__name__)
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_natural_repetition_goes_unprotected(natural: Callable[..., list[str]], script: Script) -> None:
    text = "\n\n".join(natural(Random(5), script))
    assert dedup.collapse(text, protect=(), min_letters=20).removals


def test_numbers_that_differ_go_only_unprotected() -> None:
    report = "In the night of the {}th the temperature in the valley fell to {} degrees below the mean of the month."
    text = "\n\n".join(report.format(day, day * 3 % 11) for day in (4, 5))
    assert dedup.collapse(text).text == text
    assert [spared.reason for spared in dedup.collapse(text).spared] == ["numbers"]
    assert dedup.collapse(text, protect=dedup.PROTECT - {"numbers"}).removals


# -- errors ------------------------------------------------------------------------------------------------------------

NAN = float("nan")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"identity": 0}, OptionError, "identity must be a number above 0 and at most 1, not 0"),
        ({"identity": 1.01}, OptionError, "identity must be a number above 0 and at most 1, not 1.01"),
        ({"identity": NAN}, OptionError, "identity must be a number above 0 and at most 1, not nan"),
        ({"identity": "0.8"}, ArgumentTypeError, "identity must be a number, not str"),
        ({"identity": True}, ArgumentTypeError, "identity must be a number, not bool"),
        ({"identity": None}, ArgumentTypeError, "identity must be a number, not NoneType"),
        ({"min_letters": 0}, OptionError, "min_letters must be an integer from 1 to 2147483647, not 0"),
        ({"min_letters": 2**31}, OptionError, "min_letters must be an integer from 1 to 2147483647, not 2147483648"),
        ({"min_letters": 61.0}, ArgumentTypeError, "min_letters must be an integer, not float"),
        ({"keep": "newest"}, OptionError, "keep must be 'fullest', 'first', 'last' or a function, not 'newest'"),
        ({"keep": None}, OptionError, "keep must be 'fullest', 'first', 'last' or a function, not None"),
        ({"keep": []}, OptionError, r"keep must be 'fullest', 'first', 'last' or a function, not \[\]"),
        ({"protect": "code"}, ArgumentTypeError, "protect must be a collection of names, not str"),
        ({"protect": 3}, ArgumentTypeError, "protect must be a collection of names, not int"),
        ({"protect": {"prose"}}, OptionError, "protect must be one or more of code, form, .*, not 'prose'"),
        ({"protect": [["code"]]}, (OptionError, ArgumentTypeError), "protect must be one or more of"),
    ],
)
def test_a_bad_option_is_refused_by_name(options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=f"^{message}") as caught:
        dedup.collapse("text", **options)
    assert isinstance(caught.value, dedup.DedupError)
    assert isinstance(caught.value, (TypeError, ValueError))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize("text", [None, 3, b"bytes", ["a", "list"], bytearray(b"")])
def test_what_is_no_str_is_refused(text: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=f"^text must be a str, not {type(text).__name__}$"):
        dedup.collapse(text)


def test_options_that_say_the_default_change_nothing() -> None:
    text = plant(1, SCRIPTS[0], tandem, exact).text
    plain = dedup.collapse(text)
    assert dedup.collapse(text, 0.8, 60, "fullest", set(dedup.PROTECT)) == plain
    assert dedup.collapse(text, protect=list(dedup.PROTECT)) == plain
