"""How a file's bytes and its text belong together: the encoding, and the byte order mark that may name it."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from dedup.errors import EncodingError, OptionError

#: Longest first: a UTF-32 mark begins with the UTF-16 one.
BOMS = {
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}

#: Codecs that would write a mark of their own, by what they read where a file has none.
_MARKING = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


class Encoding(NamedTuple):
    """An encoding, whether a byte order mark stands first, and what becomes of bytes that are not valid in it."""

    name: str
    bom: bool = False
    errors: str = "strict"

    def decode(self, data: bytes) -> str:
        """The text of a whole file; raises `EncodingError` with the offset of the first byte that is not valid."""
        start = len(BOMS[self.name]) if self.bom else 0
        try:
            return data[start:].decode(self.name, self.errors)
        except UnicodeError as error:
            offset = start + getattr(error, "start", 0)  # not every codec says where
            raise EncodingError(f"byte {offset} (0x{data[offset]:02x}) is not valid {self.name}") from error

    def encode(self, text: str) -> bytes:
        """The bytes of a whole file; raises `EncodingError` for a character the encoding does not have."""
        try:
            data = text.encode(self.name, self.errors)
        except UnicodeError as error:
            raise EncodingError(f"cannot be written as {self.name}: {error}") from error
        return BOMS[self.name] + data if self.bom else data


def encoding_of(data: bytes, declared: str = "utf-8", errors: str = "strict") -> Encoding:
    r"""The encoding a byte order mark names, else the declared one.

    >>> encoding_of(b"plain")
    Encoding(name='utf-8', bom=False, errors='strict')
    >>> encoding_of(b"\xff\xfeU\x00")
    Encoding(name='utf-16-le', bom=True, errors='strict')
    """
    name = checked_encoding(declared)
    for marked, mark in BOMS.items():
        if data.startswith(mark):
            return Encoding(marked, True, errors)
    return Encoding(name, False, errors)


def checked_encoding(declared: str) -> str:
    """The encoding's name as Python writes it; raises `OptionError` for one it cannot read text with."""
    try:
        name = codecs.lookup(declared).name
        bytes(4).decode(name, "replace")  # refuses codecs that turn bytes into bytes, and those only for host names
    except (LookupError, ValueError) as error:
        raise OptionError("encoding", declared, "the name of a text encoding") from error
    return _MARKING.get(name, name)


def encoding_from(name: str, bom: bool) -> Encoding:
    """The encoding that was written down for a file; raises `OptionError` for one there is not."""
    if bom and name not in BOMS:
        raise OptionError("encoding", name, "one that has a byte order mark")
    return Encoding(checked_encoding(name), bool(bom))
