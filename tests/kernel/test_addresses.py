"""Addresses: what stands in them is no word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.kernel import _kernel
from tests.oracle import reference

#: What an address is made of, and what breaks one.
PARTS = (
    *(
        "https://",
        "x.org/a",
        "://",
        "http",
        "/p.html?q=1&amp;b=2",
        "](",
        "]",
        "(",
        ")",
        "[",
        "![",
        '"',
        "'",
        "\\",
        "-\n",
        "\n--",
    ),
    *(
        " ",
        "\n",
        "\n\n",
        "\n \t\n",
        "\r\n",
        "\t",
        "<",
        ">",
        "`",
        "word ",
        "-",
        "1",
        "é",
        "e\u0301",
        "й",
        "漢字",
        "が",
        "ไทย",
    ),
)


def check(text: str, words: list[str]) -> None:
    """Kernel and reference find these words, read as they stand in the text, in lower case."""
    for twin in (_kernel, reference):
        assert [text[start:stop].lower() for start, stop, *_ in twin.words(text)] == words


@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join))
def test_kernel_equals_reference(text: str) -> None:
    assert _kernel.words(text) == reference.words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("see https://example.org/a/b.html?q=1#top now", ["see", "now"]),
        ("HTTPS://EXAMPLE.ORG ftp://host svn+ssh://host", ["svn"]),
        # a scheme has two letters to sixteen
        ("c://windows x", ["c", "windows", "x"]),
        ("co://windows x", ["x"]),
        ("://windows x", ["windows", "x"]),
        ("http:/example http//example", ["http", "example", "http", "example"]),
        ("mailto:someone@example.org", ["mailto", "someone", "example", "org"]),
        ("www.example.org/page", ["www", "example", "org", "page"]),
        # a word that an address overlaps is none
        ("abcdefghijklmnopqrst://x", []),
        ("3http://x y", ["y"]),
        # where an address ends
        ("https://x.org/a. Next", ["next"]),
        ('"https://x.org/a"b', ["b"]),
        ("<https://x.org/a>b", ["b"]),
        ("`https://x.org/a`b", ["b"]),
        ("https://x.org/a|b", ["b"]),
        ("(see https://x.org/a)b", ["see", "b"]),
        ("https://x.org/a_(b)_c d", ["d"]),
        ("https://x.org/a(b c", ["c"]),
        ("https://x.org/a\tb\u00a0c", ["b", "c"]),
        ("https://", []),
        # an entity is no end, for it is ASCII
        ("https://x.org/?a=1&amp;b=2 c", ["c"]),
        # scripts without spaces go on right after an address, and others with the word that it ends in
        ("请看https://x.org/a谢谢", ["请", "看", "谢", "谢"]),
        ("https://x.org/aを見る", ["を", "見", "る"]),
        ("https://x.org/a。次", ["次"]),
        ("https://de.example.org/Käse_Brot", ["brot"]),
        ("https://x.org/é and", ["and"]),
        ("https://x.org/e\u0301 and", ["and"]),
        ("https://x.org/мост и", ["и"]),
        ("https://x.org/는 다리", ["다리"]),
    ],
)
def test_links(text: str, words: list[str]) -> None:
    check(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[the bridge](/news/bridge.html) is shut", ["the", "bridge", "is", "shut"]),
        ("[桥](/新闻/桥.html)关闭", ["桥", "关", "闭"]),
        ("[мост](/новости/мост)закрыт", ["мост", "закрыт"]),
        ("![a photo](photo.jpg) below", ["a", "photo", "below"]),
        ("[![a photo](photo.jpg)](/large.html) below", ["a", "photo", "below"]),
        ("[a]()b [c]( d )e", ["a", "b", "c", "e"]),
        # brackets
        ("[a](b(c)d)e", ["a", "e"]),
        ("[a](b(c d)e", ["a", "b", "c", "d", "e"]),
        ("[a](b\\)c)d", ["a", "d"]),
        ("[a](b[c]d)e", ["a", "b", "c", "d", "e"]),
        ("[a] (b) (c)", ["a", "b", "c"]),
        ("a](b)c", ["a", "c"]),
        ("[a](b", ["a", "b"]),
        ("[a](b\\", ["a", "b"]),
        # titles
        ('[a](b "The title (old)")c', ["a", "c"]),
        ("[a](b 'the title')c", ["a", "c"]),
        ("[a](b 'it's a title')c", ["a", "c"]),
        ("[a](b 'the title\")c", ["a", "b", "the", "title", "c"]),
        ("[a](b the title)c", ["a", "b", "the", "title", "c"]),
        ('[a](b "the title" d)c', ["a", "b", "the", "title", "d", "c"]),
        ('[a](b "see [d](e)")c', ["a", "b", "see", "d", "c"]),
        # line ends
        ("[a](\nb\n'c\nd'\n)e", ["a", "e"]),
        ("[a](\n\nb)c", ["a", "b", "c"]),
        ("[a](b\n\n'c')d", ["a", "b", "c", "d"]),
        ("[a](b 'c\n\nd')e", ["a", "b", "c", "d", "e"]),
        ("[a](b 'c\r\n \r\nd')e", ["a", "b", "c", "d", "e"]),
        ("[a](/the-\nbridge)c", ["a", "c"]),
        ("[a](/the\n--bridge)c", ["a", "c"]),
        ("[a](the\n-bridge)c", ["a", "the", "bridge", "c"]),
        ("[a](the\nbridge)c", ["a", "the", "bridge", "c"]),
        ("[a](the-\n bridge)c", ["a", "the-\n bridge", "c"]),
        # spaces in an absolute address
        ("[a](/the old bridge.jpg)b", ["a", "b"]),
        ("[a](/the old (1) bridge.jpg 'the title')b", ["a", "b"]),
        ('[a](mailto:?subject=The old\nbridge "The title")b', ["a", "b"]),
        ("[a](tel:+1 646 400)b", ["a", "b"]),
        ("[a](/the old [bridge])b", ["a", "the", "old", "bridge", "b"]),
        ("[a](/the old\n\nbridge)b", ["a", "the", "old", "bridge", "b"]),
        ("[a](/the old bridge", ["a", "the", "old", "bridge"]),
        ("[a](note: the bridge)b", ["a", "note", "the", "bridge", "b"]),
        ("[a](x:y z)b", ["a", "x", "y", "z", "b"]),  # a scheme has two letters
    ],
)
def test_targets(text: str, words: list[str]) -> None:
    check(text, words)


@pytest.mark.parametrize("letter", ["b", "é", "桥"])
def test_a_target_of_more_than_4096_bytes_is_none(letter: str) -> None:
    room = 4096 - len("('')  ")
    letters, rest = divmod(room - 1, len(letter.encode()))
    longest = f"[a](x {letter * letters}{'.' * rest}' )".replace("x ", "x '")
    assert len(longest[3:].encode()) == 4096
    check(longest, ["a"])
    assert len(_kernel.words(longest.replace("' )", "'  )"))) > 2
