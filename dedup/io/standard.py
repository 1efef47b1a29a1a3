"""Binary standard input and output, without Python's buffers.

Those would keep what a closed pipe refused, and raise again when the interpreter exits.
"""

from __future__ import annotations

from dedup.errors import OutputError


def read_stdin() -> bytes:
    """Reads all of standard input."""
    with open(0, "rb", closefd=False) as stdin:
        return stdin.read()


def write_stdout(data: bytes) -> None:
    """Writes to standard output; raises `BrokenPipeError` if the reader has closed it, else `OutputError`."""
    try:
        with open(1, "wb", closefd=False) as stdout:
            stdout.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output: {error.strerror}") from error
