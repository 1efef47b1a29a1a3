"""Bytes to text and back: the same bytes, the same byte order mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import EncodingError, OptionError
from dedup.io.encoding import BOMS, Encoding, encoding_from, encoding_of

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(text=TEXTS, name=st.sampled_from(list(BOMS)))
def test_a_marked_text_comes_back(text: str, name: str) -> None:
    data = BOMS[name] + text.encode(name)
    encoding = encoding_of(data, declared="latin-1")
    # A UTF-16 text that begins with a NUL has the mark of UTF-32.
    if not (name == "utf-16-le" and text.startswith("\0")):
        assert encoding == Encoding(name, bom=True)
        assert encoding.decode(data) == text
        assert encoding.encode(text) == data


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["The ferry sails at noon.", "Le bac part \u00e0 midi, dit \u017eofia."])
def test_wide_text_without_a_mark_is_refused_unless_it_is_named(name: str, text: str) -> None:
    data = text.encode(name)
    with pytest.raises(EncodingError, match=f"those of {name} without a byte order mark; pass --encoding {name}"):
        encoding_of(data)
    assert encoding_of(data, name).decode(data) == text


@pytest.mark.parametrize("data", [b"\0", b"a\0", b"a\0b\0", b"a\0bcdefg", b"column\0column\0column", bytes(64)])
def test_some_nuls_are_text(data: bytes) -> None:
    assert encoding_of(data) == Encoding("utf-8")


@given(data=st.binary())
def test_any_utf8_comes_back_the_same_or_is_refused(data: bytes) -> None:
    try:
        encoding = encoding_of(data)
        text = encoding.decode(data)
    except EncodingError:
        return
    assert encoding.encode(text) == data


@given(before=TEXTS, after=st.binary())
def test_the_offset_is_that_of_the_first_invalid_byte(before: str, after: bytes) -> None:
    start = before.encode()
    with pytest.raises(EncodingError, match=rf"^byte {len(start)} \(0xff\) is not valid utf-8$"):
        Encoding("utf-8").decode(start + b"\xff" + after)


def test_the_offset_counts_the_mark() -> None:
    data = b"\xef\xbb\xbf\xff"
    with pytest.raises(EncodingError, match="byte 3 "):
        encoding_of(data).decode(data)


@pytest.mark.parametrize(
    ("declared", "name"),
    [("UTF8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-32", "utf-32-le"), ("cp1252", "cp1252")],
)
def test_an_encoding_never_adds_a_mark_of_its_own(declared: str, name: str) -> None:
    encoding = encoding_of(b"", declared)
    assert encoding == Encoding(name)
    assert encoding.encode("") == b""


@pytest.mark.parametrize("declared", ["utf-9", "hex", "rot13", "idna", "undefined", "", "\0"])
def test_what_is_no_text_encoding_is_refused(declared: str) -> None:
    with pytest.raises(OptionError, match=r"^encoding must be the name of a text encoding, not "):
        encoding_of(b"", declared)


def test_a_character_the_encoding_lacks_is_refused() -> None:
    with pytest.raises(EncodingError, match="cannot be written as iso8859-1"):
        encoding_of(b"", "latin-1").encode("\u20ac")


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(EncodingError, match="cannot be written as utf-8"):
        Encoding("utf-8").encode("\ud800")


def test_a_mark_needs_an_encoding_that_has_one() -> None:
    assert encoding_from("utf-8", True) == Encoding("utf-8", bom=True)
    with pytest.raises(OptionError, match="one that has a byte order mark"):
        encoding_from("latin-1", True)
