"""Where addresses stand in a text, for the kernel's oracle: see reference.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: Bytes of a target, its parentheses and its title included.
LONGEST_TARGET = 4096

#: White space that holds no empty line.
SPACE = r"[ \t\r\f\v]*(?:\n[ \t\r\f\v]*)?"

OPENING = re.compile(rf"(?P<scheme>[A-Za-z]{{2,16}}://)|\](?P<target>\({SPACE})")
LINK_SIGN = re.compile(r'[!-~](?<!["<>\[\]\\^`{|}])')

TARGET_SIGN = re.compile(r"\\.|(?<=-)\n(?=\S)|\n(?=--)|[^\s\[\]]", re.ASCII | re.DOTALL)
#: An absolute address may contain white space that is not before its end or its title.
ABSOLUTE = re.compile(r"/|[A-Za-z]{2,16}:\S", re.ASCII)
SPACED_SIGN = re.compile(rf"{TARGET_SIGN.pattern}|(?=\s){SPACE}(?=[^\s)\"'])", re.ASCII | re.DOTALL)

#: A quotation mark ends the title only where the target ends after it.
TITLE = rf"(?P<mark>[\"'])(?:(?!(?P=mark){SPACE}\)|\]\(|\n[ \t\r\f\v]*\n).)*(?P=mark){SPACE}"
END = re.compile(rf"{SPACE}(?:{TITLE})?\)", re.DOTALL)


class Address(NamedTuple):
    """Code points [start, stop) that hold no word."""

    start: int
    stop: int
    is_link: bool  #: and not the target of a Markdown link


def find_addresses(text: str) -> Iterator[Address]:
    """The addresses of `text`, in order."""
    at = 0
    while opening := OPENING.search(text, at):
        at = opening.end()
        if opening["scheme"]:
            at = past_balanced(text, at, LINK_SIGN)
            yield Address(opening.start(), at, True)
            continue
        start, sign = opening.start("target"), SPACED_SIGN if ABSOLUTE.match(text, at) else TARGET_SIGN
        end = END.match(text, past_balanced(text, at, sign))
        if end and len(text[start : end.end()].encode("utf-8", "surrogatepass")) <= LONGEST_TARGET:
            at = end.end()
            yield Address(start, at, False)


def past_balanced(text: str, at: int, sign: re.Pattern[str]) -> int:
    """Past all `sign` from `at` on, or before the first closing parenthesis that none of them opened."""
    depth = 0
    while found := sign.match(text, at):
        depth += (found[0] == "(") - (found[0] == ")")
        if depth < 0:
            break
        at = found.end()
    return at
