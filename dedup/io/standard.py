"""Binary standard input and output, without Python's buffers.

Those would keep what a closed pipe refused, and raise again when the interpreter exits.
"""

from __future__ import annotations

from dedup.errors import OutputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

#: Bytes read at a time.
BLOCK = 1 << 20


def read_stdin() -> bytes:
    """Reads all of standard input."""
    with open(0, "rb", closefd=False) as stdin:
        return stdin.read()


def stdin_blocks() -> Iterator[bytes]:
    """Yields what standard input holds, as it comes."""
    with open(0, "rb", buffering=0, closefd=False) as stdin:
        while block := stdin.read(BLOCK):
            yield block


def write_stdout(data: bytes) -> None:
    """Writes to standard output; raises `BrokenPipeError` if the reader has closed it, else `OutputError`."""
    try:
        with open(1, "wb", closefd=False) as stdout:
            stdout.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output: {error.strerror}") from error
