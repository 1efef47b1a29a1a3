"""Promise 10: any str is a text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import dedup
from tests.promises.planted import NASTY

ANY_CHARACTER = (
    st.characters(categories=None, codec=None)
    | st.characters(categories=["Cs", "Mn", "Cf"])
    | st.sampled_from("ab .\n")
)
ANY_TEXT = st.text(ANY_CHARACTER, max_size=200)


@given(text=ANY_TEXT, copies=st.integers(1, 4), between=st.text(ANY_CHARACTER, max_size=3))
@example("\ud800", 3, "").via("a lone surrogate")
@example("\0", 4, "\0").via("NUL")
@example("\u0301", 4, "").via("marks without a base")
@example("&#xD800;&#0;&amp;", 2, " ").via("entities that name no character")
def test_any_text_comes_back(text: str, copies: int, between: str) -> None:
    source = between.join([text] * copies)
    collapsed = dedup.collapse(source, min_letters=1, protect=())
    assert collapsed.restore() == source
    assert not collapsed.truncated
    assert not dedup.collapse(collapsed.text, min_letters=1, protect=()).removals


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "\u3000\t", "...", "-- --", "\0", "\ud800\udfff", "\u0301", *NASTY]
)
def test_a_text_without_repeats_gives_nothing_else(text: str) -> None:
    collapsed = dedup.collapse(text)
    assert collapsed == dedup.Collapsed(text)
    assert collapsed.restore() == text


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_characters_in_a_block_do_not_keep_it_from_going(nasty: str) -> None:
    block = (
        "A paragraph of several sentences goes even when it holds what no paragraph should. "
        f"This is the place {nasty} where it stands, in the middle of a sentence. And here it goes on."
    )
    collapsed = dedup.collapse(f"{block}\n\nSomething else.\n\n{block}")
    assert collapsed.text.count("A paragraph of several sentences") == 1
    assert collapsed.text.endswith("Something else.")


def test_a_subclass_of_str_is_a_text() -> None:
    class Title(str):
        pass

    assert dedup.collapse(Title("A title")).text == "A title"
