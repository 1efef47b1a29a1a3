"""A search that is given what was found in much the same text finds what it would have found without."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.kernel._kernel import EARLIER, EITHER, LATER, LESS_FULL, Repeats, Wanted
from dedup.repeats.candidates import Hull
from tests.oracle.decision.candidates import Piece
from tests.promises.planted import Planted, planted

pytestmark = pytest.mark.slow

ALL_REASONS = (1 << 32) - 1


class Found(NamedTuple):
    """All that a search tells of a match."""

    later: bool
    reason: str
    rule: str
    hull: Hull
    pieces: list[Piece]


def search(text: str, goes: int = LESS_FULL, before: Repeats | None = None) -> Repeats:
    return Repeats(text, Wanted(goes, 60, 0.8, ALL_REASONS), before)


def all_of(repeats: Repeats) -> list[Found]:
    return [
        Found(
            repeats.is_later(match),
            repeats.reason(match),
            repeats.rule(match),
            repeats.hull(match, Hull),
            repeats.pieces(match, Piece),
        )
        for match in range(len(repeats))
    ]


@st.composite
def changed(draw: st.DrawFn, text: str) -> str:
    """The text with up to three stretches of it gone, or something put in."""
    for _ in range(draw(st.integers(1, 3))):
        start, stop = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        text = text[:start] + draw(st.sampled_from(("", "", "\n\n", " otherwise "))) + text[stop:]
    return text


@pytest.mark.parametrize("goes", [LATER, EARLIER, LESS_FULL, EITHER])
@given(document=planted(), data=st.data())
def test_of_planted_copies_the_same_is_found(goes: int, document: Planted, data: st.DataObject) -> None:
    before = search(document.text, goes)
    text = data.draw(changed(document.text))
    assert all_of(search(text, goes, before)) == all_of(search(text, goes))


#: So few sentences that the same surroundings come again and again.
SENTENCES = tuple(
    f"The {noun} of the council {verb} the new bridge across the river on Monday evening, said {name}."
    for noun in ("head", "rest", "majority")
    for verb in ("opened", "refused")
    for name in ("Smith", "Jones", "the mayor")
)


#: What has a partner that may stand far off, or goes itself.
MARKS = ("<p>", "</p>", "<b>", "</b>", "<li>", "(", ")", "{", "}", '"', "[more](/more)", "[quote]", "[/quote]")


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(SENTENCES) | st.sampled_from(MARKS), max_size=40),
    st.sampled_from((" ", "\n", "\n\n")),
    st.data(),
)
def test_where_all_is_much_alike_the_same_is_found(sentences: list[str], separator: str, data: st.DataObject) -> None:
    text = separator.join(sentences)
    left = data.draw(changed(text))
    again = data.draw(changed(left))
    first = search(text)
    second = search(left, before=first)
    assert all_of(second) == all_of(search(left))
    assert all_of(search(again, before=second)) == all_of(search(again))


BODY = " ".join(SENTENCES[:9])


@pytest.mark.parametrize(
    ("body", "copy"),
    [
        (BODY, BODY.replace("Smith", "Smyth")),
        (BODY, BODY.replace("Smith", "Jones")),
        (f"<p>{BODY}</p>", f"<p>{BODY}</p>"),
        (f"({BODY})", f"({BODY}"),
    ],
    ids=["misspelt", "siblings", "tags", "brackets"],
)
def test_what_is_the_same_is_not_aligned_again(body: str, copy: str) -> None:
    text = f"{body}\n\n{copy}\n\n" + "\n\n".join(SENTENCES[9:])
    first = search(text)
    again = search(text, before=first)
    assert len(first) > 0
    assert all_of(again) == all_of(first)
    assert again.work[1] < first.work[1]
