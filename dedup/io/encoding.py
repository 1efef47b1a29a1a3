"""Encodings of files, and the byte order marks that may name them."""

from __future__ import annotations

import codecs

from dedup.errors import EncodingError, OptionError
from dedup.record import NamedTuple

#: Longest first: the UTF-32 mark begins with the UTF-16 one.
BOMS = {
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}

#: Codecs that write a mark of their own, and the codec for files without one.
_MARKING = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


#: Bytes at the beginning of a file that are searched for NULs.
_HEAD = 4096

#: The places of the NULs in each four bytes of text in ASCII, or nearly so.
_WIDE = {"utf-32-le": (1, 2, 3), "utf-32-be": (0, 1, 2), "utf-16-le": (1, 3), "utf-16-be": (0, 2)}


class Encoding(NamedTuple):
    """An encoding, whether the file has a byte order mark, and how to handle invalid bytes."""

    name: str
    bom: bool = False
    errors: str = "strict"

    def decode(self, data: bytes) -> str:
        """Decodes a whole file; raises `EncodingError` with the offset of the first invalid byte."""
        start = len(BOMS[self.name]) if self.bom else 0
        try:
            return data[start:].decode(self.name, self.errors)
        except UnicodeError as error:
            offset = start + getattr(error, "start", 0)  # not every codec gives the offset
            raise EncodingError(f"byte {offset} (0x{data[offset]:02x}) is not valid {self.name}") from error

    def encode(self, text: str) -> bytes:
        """Encodes a whole file; raises `EncodingError` for a character that the encoding lacks."""
        try:
            data = text.encode(self.name, self.errors)
        except UnicodeError as error:
            raise EncodingError(f"cannot be written as {self.name}: {error}") from error
        return BOMS[self.name] + data if self.bom else data


def encoding_of(data: bytes, declared: str = "utf-8", errors: str = "strict") -> Encoding:
    r"""The encoding that the byte order mark names, or else the declared one.

    >>> encoding_of(b"plain")
    Encoding(name='utf-8', bom=False, errors='strict')
    >>> encoding_of(b"\xff\xfeU\x00")
    Encoding(name='utf-16-le', bom=True, errors='strict')

    Raises:
        EncodingError: It would be UTF-8, and is UTF-16 or UTF-32 without a byte order mark.
        OptionError: There is no such encoding.
    """
    name = checked_encoding(declared)
    for marked, mark in BOMS.items():
        if data.startswith(mark):
            return Encoding(marked, True, errors)
    if name == "utf-8" and (wide := _wide_encoding(data[:_HEAD])):
        raise EncodingError(f"its NUL bytes are those of {wide} without a byte order mark; pass --encoding {wide}")
    return Encoding(name, False, errors)


def _wide_encoding(head: bytes) -> str:
    """The UTF-16 or UTF-32 that is likelier than UTF-8 by its NUL bytes; "" if there is none."""
    quarter = len(head) // 4
    nuls = [head[place::4].count(0) for place in range(4)]
    for name, places in _WIDE.items():
        if quarter >= 2 and all(2 * nuls[place] > quarter for place in places):
            others = [nuls[place] for place in range(4) if place not in places]
            if all(10 * count < quarter for count in others):
                return name
    return ""


def checked_encoding(declared: str) -> str:
    """Python's name for an encoding; raises `OptionError` if there is no such encoding of text."""
    try:
        name = codecs.lookup(declared).name
        bytes(4).decode(name, "replace")  # rejects codecs from bytes to bytes and those for host names
    except (LookupError, ValueError) as error:
        raise OptionError("encoding", declared, "the name of a text encoding") from error
    return _MARKING.get(name, name)


def encoding_from(name: str, bom: bool) -> Encoding:
    """The encoding recorded in a report; raises `OptionError` if there is no such encoding."""
    if bom and name not in BOMS:
        raise OptionError("encoding", name, "one that has a byte order mark")
    return Encoding(checked_encoding(name), bool(bom))
