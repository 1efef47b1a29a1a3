"""Ids and names as bytes, and back."""

from __future__ import annotations

from typing import Any


def encoded(name: Any) -> bytes:
    """A string or whole number as bytes.

    >>> encoded("7"), encoded(7)
    (b's7', b'i7')
    """
    return b"s" + name.encode("utf-8", "surrogatepass") if isinstance(name, str) else b"i%d" % name


def decoded(data: bytes) -> str | int:
    """What was encoded.

    >>> decoded(b"s7"), decoded(b"i7")
    ('7', 7)
    """
    return data[1:].decode("utf-8", "surrogatepass") if data[:1] == b"s" else int(data[1:])
