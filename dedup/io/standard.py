"""Bytes from standard input and to standard output, past Python's own text layer.

That layer would keep what a closed pipe refused, and complain of it once more as the interpreter ends.
"""

from __future__ import annotations

from dedup.errors import OutputError


def read_stdin() -> bytes:
    """Everything up to the end of standard input."""
    with open(0, "rb", closefd=False) as stdin:
        return stdin.read()


def write_stdout(data: bytes) -> None:
    """All of `data` to standard output; raises `BrokenPipeError` when its reader has gone, else `OutputError`."""
    try:
        with open(1, "wb", closefd=False) as stdout:
            stdout.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output: {error.strerror}") from error
