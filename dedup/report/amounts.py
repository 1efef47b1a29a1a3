"""Bytes and times for people."""

from __future__ import annotations

from itertools import pairwise

_TIMES = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def in_bytes(number: float) -> str:
    """A number of bytes, in three digits.

    >>> in_bytes(999), in_bytes(4_910_000), in_bytes(1.5e12), in_bytes(999_900)
    ('999 B', '4.91 MB', '1.5 TB', '1 MB')
    """
    unit = "B"
    for larger in ("KB", "MB", "GB", "TB", "PB"):
        if number < 999.5:
            break
        number, unit = number / 1000, larger
    return f"{number:.3g} {unit}"


def in_time(seconds: float) -> str:
    """A time, in the two units that matter.

    >>> in_time(0.21), in_time(75), in_time(9000), in_time(200_000)
    ('0.21 s', '1 min 15 s', '2 h 30 min', '2 d 8 h')
    """
    for (large, length), (small, part) in pairwise(_TIMES):
        if (parts := round(seconds / part)) * part >= length:
            whole, rest = divmod(parts, length // part)
            return f"{whole:,} {large} {rest} {small}" if rest else f"{whole:,} {large}"
    return f"{seconds:.2g} s" if seconds < 10 else f"{seconds:.0f} s"
