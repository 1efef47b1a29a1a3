"""Checks of the arguments of an `Index`, other than its options and documents."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from dedup.errors import ArgumentTypeError, OptionError
from dedup.index.database import IN_MEMORY
from dedup.options import is_flag

#: The most seconds to wait while another process writes.
MAX_TIMEOUT = 1_000_000


def checked_path(parameter: str, path: Any, expected: str) -> str:
    """Returns the path of an index file as a `str`."""
    name = os.fspath(path) if isinstance(path, os.PathLike) else path
    if not isinstance(name, str):
        raise ArgumentTypeError(parameter, path, expected)
    if name in ("", IN_MEMORY):
        raise OptionError(parameter, path, "the path of a file (Index() without a path is in memory)")
    if "\0" in name:
        raise OptionError(parameter, path, "a path without null characters")
    return name


def checked_timeout(seconds: float) -> float:
    """Returns a number of seconds that SQLite can wait: it counts milliseconds in 32 bits."""
    if is_flag(seconds) or not hasattr(seconds, "__float__"):
        raise ArgumentTypeError("timeout", seconds, "a number of seconds")
    if not 0 <= seconds <= MAX_TIMEOUT:
        raise OptionError("timeout", seconds, f"a number of seconds from 0 to {MAX_TIMEOUT:,}")
    return float(seconds)


def microseconds(before: datetime) -> int:
    """A point in time, in microseconds since 1970."""
    if not isinstance(before, datetime):
        raise ArgumentTypeError("before", before, "a datetime")
    if before != before:  # NaT of pandas
        raise OptionError("before", before, "a point in time")
    try:
        seconds = before.timestamp()
    except (ValueError, OverflowError, OSError):  # the first and last days of the calendar have no local time
        seconds = before.replace(tzinfo=UTC).timestamp()
    return round(seconds * 1_000_000)
