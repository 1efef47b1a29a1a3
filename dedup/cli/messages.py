"""Messages to standard error."""

from __future__ import annotations

import sys
from contextlib import suppress

from dedup.errors import ArgumentTypeError, OptionError


def say(message: str) -> None:
    """Prints one line, whatever the names of files hold; a closed standard error does not stop the run."""
    if not message.isprintable():
        from dedup.report.quoting import printable

        message = printable(message)
    with suppress(BrokenPipeError):
        print(message, file=sys.stderr)


def complain(error: Exception, name: str = "") -> None:
    """Prints one line: the file, and what went wrong with it."""
    reason = reason_of(error)
    name = name or str(getattr(error, "filename", None) or "")
    say(f"dedup: {name}: {reason}" if name else f"dedup: {reason}")


def reason_of(error: Exception) -> str:
    """What went wrong, without the name of the file."""
    if isinstance(error, MemoryError):
        return "not enough memory; split the file, or run where there is more"
    return str(error.strerror if isinstance(error, OSError) and error.strerror else error)


def flag(parameter: str) -> str:
    """The name of an option as it is typed.

    >>> flag("min_letters")
    '--min-letters'
    """
    return f"--{parameter.replace('_', '-')}"


def by_flag(error: OptionError | ArgumentTypeError) -> OptionError | ArgumentTypeError:
    """Names the option as it is typed on the command line.

    >>> by_flag(OptionError("min_letters", 0, "an integer of at least 1"))
    OptionError('--min-letters must be an integer of at least 1, not 0')
    """
    if not error.parameter.isidentifier():
        return error
    return type(error)(flag(error.parameter), error.value, error.expected)
