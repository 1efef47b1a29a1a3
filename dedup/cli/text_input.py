"""Text as commands take it: files or standard input, in some encoding."""

from __future__ import annotations

from dedup.errors import EncodingError
from dedup.io.encoding import Encoding, encoding_of
from dedup.io.files import read_file
from dedup.io.standard import read_stdin

#: The argument that stands for standard input.
STDIN = "-"


def shown(name: str) -> str:
    """A file's name as messages have it."""
    return "standard input" if name == STDIN else name


def read_text(name: str, encoding: str, errors: str) -> str:
    """Reads the text of a file, or of standard input.

    Args:
        name: The file; `STDIN` for standard input.
        encoding: The encoding of a file without a byte order mark.
        errors: "strict" or "replace".

    Raises:
        EncodingError: A byte is invalid in the encoding.
        OSError: The file cannot be read.
    """
    data = read_stdin() if name == STDIN else read_file(name).data
    return decoded(data, encoding_of(data, encoding, errors))


def decoded(data: bytes, encoding: Encoding) -> str:
    """Decodes a text; the error names the option --encoding, unless a byte order mark takes precedence over it."""
    try:
        return encoding.decode(data)
    except EncodingError as error:
        if encoding.bom:
            raise
        raise EncodingError(f"{error}; name its encoding with --encoding") from error
