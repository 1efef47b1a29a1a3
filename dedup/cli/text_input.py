"""Text as commands take it: files or standard input, in some encoding."""

from __future__ import annotations

from dedup.errors import EncodingError, FileKindError, NotTextError
from dedup.io.binary import check_not_binary
from dedup.io.encoding import Encoding, checked_encoding, encoding_of
from dedup.io.files import read_file
from dedup.io.standard import read_stdin
from dedup.io.suffixes import holds_rows

#: The argument that stands for standard input.
STDIN = "-"

#: The encoding that is found out from the bytes.
AUTO = "auto"


def shown(name: str) -> str:
    """A file's name as messages have it."""
    return "standard input" if name == STDIN else name


def check_name(name: str) -> None:
    """Raises `FileKindError` for a directory, and for rows: what repeats in them would be cut out of their syntax."""
    from os.path import isdir

    if isdir(name):
        raise FileKindError("a directory; give files, or use `dedup corpus`")
    if holds_rows(name):
        raise NotTextError(
            "of rows",
            "holds rows, not one text; use `dedup corpus` or `dedup blocks`, or pass it on standard input "
            "to treat it as plain text",
        )


def checked_input_encoding(encoding: str | None) -> str | None:
    """Python's name for the encoding that was named, if any.

    Raises:
        OptionError: There is no such encoding.
        MissingPackageError: It is to be found out, and the package for that is not installed.
    """
    if encoding is None:
        return None
    if encoding == AUTO:
        from dedup.io.guessed_encoding import check_can_guess

        check_can_guess()
        return AUTO
    return checked_encoding(encoding)


def read_text(name: str, encoding: str | None, errors: str) -> str:
    """Reads the text of a file, or of standard input.

    Args:
        name: The file; `STDIN` for standard input.
        encoding: The encoding of a file without a byte order mark; None if none was named.
        errors: "strict" or "replace".

    Raises:
        EncodingError: A byte is invalid in the encoding.
        NotTextError: It is binary, and no encoding was named.
        OSError: The file cannot be read.
    """
    data = read_stdin() if name == STDIN else read_file(name).data
    return decoded(data, encoding, errors)[0]


def decoded(data: bytes, declared: str | None, errors: str) -> tuple[str, Encoding]:
    """Decodes a text, as UTF-8 if no encoding was named; the error says how to name one."""
    if declared == AUTO:
        from dedup.io.guessed_encoding import guessed_encoding

        encoding = guessed_encoding(data, errors)
        return encoding.decode(data), encoding
    encoding = encoding_of(data, declared or "utf-8", errors)
    if declared is None and encoding.name == "utf-8":
        check_not_binary(data)
    try:
        return encoding.decode(data), encoding
    except EncodingError as error:
        if encoding.bom:
            raise
        raise EncodingError(f"{error}; name its encoding with --encoding") from error
