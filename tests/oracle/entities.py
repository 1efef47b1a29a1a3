"""Code points and HTML entities, for the kernel's oracle: see reference.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import NamedTuple

ENTITY = re.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,7})|([0-9A-Za-z]{1,8}));")


#: How often an ampersand may have been escaped, itself aside.
ESCAPES = 2


class Unit(NamedTuple):
    """One code point of the text and where it, or its entity, stands."""

    start: int
    stop: int
    char: str


def units(text: str) -> Iterator[Unit]:
    """The code points of `text`, entities decoded."""
    at = 0
    while at < len(text):
        unit = Unit(at, at + 1, text[at])
        for escapes in range(ESCAPES + 1):  # `&amp;eacute;` is `&eacute;`, escaped once more
            inner = entity_of(text, at, escapes)
            if inner is None:
                break
            unit = inner
            if unit.char != "&":
                break
        yield unit
        at = unit.stop


def entity_of(text: str, at: int, escapes: int) -> Unit | None:
    """The entity at a place whose ampersand was escaped so often; None if there is none."""
    before = "&" + "amp;" * escapes
    if not text.startswith(before, at):
        return None
    last = at + len(before) - 1
    entity = ENTITY.match("&" + text[last + 1 : last + 12])
    char = decoded(entity) if entity else None
    return Unit(at, last + entity.end(), char) if entity and char else None


def decoded(entity: re.Match[str]) -> str | None:
    """The code point an entity stands for; None when its name is unknown."""
    decimal, hexadecimal, name = entity.groups()
    if name:
        return chr(name2codepoint[name]) if name in name2codepoint else None
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if 128 <= number < 160:
        return bytes([number]).decode("cp1252", "replace")
    if number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return chr(number)
