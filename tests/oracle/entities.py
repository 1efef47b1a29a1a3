"""Code points and HTML entities, for the kernel's oracle: see reference.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import NamedTuple

ENTITY = re.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,7})|([0-9A-Za-z]{1,8}));")


class Unit(NamedTuple):
    """One code point of the text and where it, or its entity, stands."""

    start: int
    stop: int
    char: str


def units(text: str) -> Iterator[Unit]:
    """The code points of `text`, entities decoded."""
    at = 0
    while at < len(text):
        entity = ENTITY.match(text, at)
        char = decoded(entity) if entity else None
        stop = entity.end() if entity and char else at + 1
        yield Unit(at, stop, char or text[at])
        at = stop


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
