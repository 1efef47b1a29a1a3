"""Promise 10: any str is a text."""

from __future__ import annotations

from random import Random

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


def written(first: int, last: int, count: int, word: int = 0) -> str:
    """So many characters from `first` to `last` at random, in words of `word` if there are spaces."""
    text = "".join(map(chr, Random(first).choices(range(first, last + 1), k=count)))
    return " ".join(text[at : at + word] for at in range(0, count, word)) if word else text


#: What few tools have heard of.
UNHEARD_OF = {
    "CJK Extension H": written(0x31350, 0x323AF, 300),
    "CJK Extension I": written(0x2EBF0, 0x2EE5D, 300),
    "Kawi": written(0x11F12, 0x11F33, 300),
    "Garay": written(0x10D70, 0x10D85, 500, word=5),
    "Garay digits": written(0x10D40, 0x10D49, 300, word=3),
    "unassigned": written(0x2FE0, 0x2FEF, 500, word=5),
    "unassigned, perhaps Han": written(0x3FD00, 0x3FFEF, 300),
    "unassigned, perhaps a script without spaces": written(0x1FC00, 0x1FFEF, 300),
    "emoji": written(0x1F600, 0x1F64F, 60),
    "lines of emoji": "\n".join(written(0x1F400 + line, 0x1F4FF, 15) for line in range(8)),
    "braille": written(0x2801, 0x28FF, 100, word=5),
    "private use": written(0xE000, 0xF8FF, 100),
}


@pytest.mark.parametrize("block", UNHEARD_OF.values(), ids=UNHEARD_OF)
def test_a_block_of_any_characters_goes_when_it_stands_twice(block: str) -> None:
    collapsed = dedup.collapse(f"{block}\n\nAn advertisement stands between.\n\n{block}")
    assert collapsed.text == f"{block}\n\nAn advertisement stands between."


@pytest.mark.parametrize("ruler", ["─" * 80, "=" * 80, "* " * 40, "+----" * 16 + "+", "├───" * 20 + "┤", "★" * 80])
def test_what_draws_a_line_stays(ruler: str) -> None:
    source = f"{ruler}\nThe first part.\n{ruler}\nThe second part.\n{ruler}\n"
    assert dedup.collapse(source) == dedup.Collapsed(source)


def test_a_subclass_of_str_is_a_text() -> None:
    class Title(str):
        pass

    assert dedup.collapse(Title("A title")).text == "A title"
