"""Promise 8: tags, the escapes of line breaks, and what they enclose go whole or not at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup

pytestmark = pytest.mark.usefixtures("decided_twice")

SENTENCES = (
    "The council closed the old bridge on Monday after divers found a crack in one of its pillars.",
    "Engineers from the ministry want to see how deep the crack is before they let anybody cross.",
    "The ferry runs every ten minutes until the end of May and costs nothing for those who live here.",
    "Shopkeepers on the far bank expect to lose a third of their trade before the summer begins.",
    "Whoever wants to carry a bicycle across is asked to wait for the second boat of the hour.",
)
TOKEN = re.compile(r"<[^<>]*>|\[[^\[\]]*\]|\\.|%0A|&lt;br&gt;|\s")


@pytest.mark.parametrize("joint", [
    "<br>", "<br/>", "<BR />", "<hr>", "</p><p>", "</li><li>", "</div><div class='x'>", "</td></tr><tr><td>",
    "</p>\n<p>", "[br]", "[/quote][quote]", "\\n", "\\r\\n", "\\n\\n", "\\t", "%0A", "&lt;br&gt;",
])  # fmt: skip
def test_nothing_is_left_of_half_a_joint(joint: str) -> None:
    once = joint.join(SENTENCES)
    left = dedup.collapse(once + joint + once).text
    assert once in left
    assert TOKEN.sub("", left.replace(once, "")) == ""


@pytest.mark.parametrize(("before", "after"), [
    ("<html><body><p>", "</p></body></html>"),
    ("<ul><li>", "</li></ul>"),
    ("[list][li]", "[/li][/list]"),
])  # fmt: skip
def test_a_page_on_one_line_keeps_its_frame(before: str, after: str) -> None:
    open_tag, close_tag = re.findall(r"[<\[]/?(?:p|li)[>\]]", before + after)
    joint = close_tag + open_tag
    once = joint.join(SENTENCES)
    assert dedup.collapse(before + once + joint + once + after).text == before + once + after


WHO = "Jo from the far bank, in post number 3 of 17 on the bridge"

#: What stands in place of `{}` in a page with a copy: before the copy, behind it, and what is left of both.
FRAMES = [
    ("<p>", "</p>", ""),
    ("<p>Nobody was asked, says the mayor. ", "</p>", "<p>Nobody was asked, says the mayor. </p>"),
    ("<p>", " Nobody was asked, says the mayor.</p>", "<p> Nobody was asked, says the mayor.</p>"),
    ("[quote]", "[/quote]", ""),
    (f'[quote="{WHO}"]\n', "\n[/quote]", f'[quote="{WHO}"]\n\n[/quote]'),  # that says more than a tag
    ("[i]", "[/i]", ""),
    ("<div><p>", "</p></div>", ""),
    ("<p>", "</p><p>Nobody was asked, says the mayor.</p>", "<p>Nobody was asked, says the mayor.</p>"),
]


@pytest.mark.parametrize(("before", "after", "left"), FRAMES)
def test_what_a_copy_opens_it_closes(before: str, after: str, left: str) -> None:
    body = " ".join(SENTENCES)
    text = f"{body}\n\nTomorrow will be dry and cold.\n\n{before}{body}{after}\n\nThe end."
    assert dedup.collapse(text, keep="first").text.split("cold.")[1].strip().removesuffix("The end.").strip() == left


@pytest.mark.parametrize("words", [
    "paste <title> and then <list> of the files",  # words to put in
    "the value a[p] and the index b[list] in x[code]",
    "the option <b> or <i>, whichever you like",
    "C:\\new\\table and C:\\users\\rest",
])  # fmt: skip
def test_what_only_looks_like_a_joint_is_none(words: str) -> None:
    # Cut there, the rest of the sentence would go and leave its beginning behind.
    first, second = (
        "Nobody in the town hall could say that evening",
        "A man who does not give his name to the paper says",
    )
    body = " ".join(SENTENCES)
    text = f"{first}: {words}. {body}\n\nTomorrow will be dry.\n\n{second}: {words}. {body}"
    assert dedup.collapse(text, keep="first").text.split("dry.\n\n")[1] == f"{second}: {words}."


# -- for every text ----------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(("p", "div", "ul", "li", "b", "a", "blockquote"))
TEXT = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)


def element(brackets: str, space: str) -> st.SearchStrategy[str]:
    """Elements in one another, with sentences in them of which many stand more than once."""

    def around(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[str]:
        return st.builds(
            lambda name, parts: f"{brackets[0]}{name}{brackets[1]}{space.join(parts)}{brackets[0]}/{name}{brackets[1]}",
            NAMES,
            inner,
        )

    return st.recursive(TEXT, lambda inner: around(st.lists(inner, min_size=1, max_size=5)), max_leaves=20)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A page with its elements one after another, some of them a second time."""
    brackets, space = draw(st.sampled_from(("<>", "[]"))), draw(st.sampled_from(("", " ", "\n", "\n\n")))
    parts = draw(st.lists(element(brackets, space), min_size=2, max_size=6))
    parts += draw(st.lists(st.sampled_from(parts), max_size=4))
    return space.join(parts)


def is_nested(text: str) -> bool:
    """Does each element close that was opened last?"""
    opened = []
    for closing, name in re.findall(r"[<\[](/?)(\w+)[>\]]", text):
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


@pytest.mark.slow
@given(pages())
def test_elements_are_whole(page: str) -> None:
    assert is_nested(page)
    left = dedup.collapse(page).text
    assert is_nested(left)
    assert not re.search(r"[<>\[\]]", TOKEN.sub("", left))
