"""Messages to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from signal import SIGINT


def say(message: str) -> None:
    """Prints one line; a closed standard error does not stop the run."""
    with suppress(BrokenPipeError):
        print(message, file=sys.stderr)


@contextmanager
def unwritten() -> Iterator[None]:
    """A part of a run before anything is written: Ctrl-C says so."""
    try:
        yield
    except SystemExit as end:
        if end.code == 128 + SIGINT:
            say("dedup: interrupted; nothing was written")
        raise


def complain(error: Exception, name: str = "") -> None:
    """Prints one line: the file, and what went wrong with it."""
    reason: object = error.strerror if isinstance(error, OSError) and error.strerror else error
    if isinstance(error, MemoryError):
        reason = "not enough memory; split the file, or run where there is more"
    name = name or str(getattr(error, "filename", None) or "")
    say(f"dedup: {name}: {reason}" if name else f"dedup: {reason}")
