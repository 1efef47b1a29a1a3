"""What the command says besides its data, all of it on standard error."""

from __future__ import annotations

import sys
from contextlib import suppress


def say(message: str) -> None:
    """One line; a reader that has gone does not stop the work."""
    with suppress(BrokenPipeError):
        print(message, file=sys.stderr)


def complain(error: Exception, name: str = "") -> None:
    """One line on what went wrong, and with which file."""
    reason: object = error.strerror if isinstance(error, OSError) and error.strerror else error
    if isinstance(error, MemoryError):
        reason = "not enough memory; split the file, or run where there is more"
    name = name or str(getattr(error, "filename", None) or "")
    say(f"dedup: {name}: {reason}" if name else f"dedup: {reason}")
