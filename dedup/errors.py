"""All errors; each is also the built-in exception that a caller would expect.

Each has the exit code of the command.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

#: The most characters of a value that a message quotes.
SHOWN = 80


def shown(value: object) -> str:
    """Quotes a value for a message: on one line, in at most 80 characters.

    >>> shown("Once upon a time, " * 1000)
    "'Once upon a time, Once upon a time, Once upon a time, Once upon a time, Once..."
    """
    text = " ".join(repr(value[:SHOWN] if isinstance(value, (str, bytes, bytearray)) else value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."


def listed(names: Iterable[object]) -> str:
    """Lists names for a message, as many as fit into 80 characters.

    >>> listed(["url", "body"])
    "'url', 'body'"
    """
    return shown(list(names))[1:].removesuffix("]")


class DedupError(Exception):
    """The base of all errors that this library raises."""

    exit_code = 3


class OptionError(DedupError, ValueError):
    """An option is out of range; the message names the parameter, the range and the value.

    >>> from dedup.errors import OptionError
    >>> raise OptionError("identity", 1.5, "a number above 0 and at most 1")
    Traceback (most recent call last):
    ...
    dedup.errors.OptionError: identity must be a number above 0 and at most 1, not 1.5
    """

    exit_code = 2

    def __init__(self, parameter: str, value: object, expected: str) -> None:
        super().__init__(f"{parameter} must be {expected}, not {shown(value)}")
        self.parameter, self.value, self.expected = parameter, value, expected

    def __reduce__(self) -> tuple[type[OptionError], tuple[str, object, str]]:
        return type(self), (self.parameter, self.value, self.expected)


class ArgumentTypeError(DedupError, TypeError):
    """An argument has the wrong type; the message names the parameter and both types."""

    exit_code = 2

    def __init__(self, parameter: str, value: object, expected: str) -> None:
        super().__init__(f"{parameter} must be {expected}, not {type(value).__name__}")
        self.parameter, self.value, self.expected = parameter, value, expected

    def __reduce__(self) -> tuple[type[ArgumentTypeError], tuple[str, object, str]]:
        return type(self), (self.parameter, self.value, self.expected)


class UnknownOptionError(DedupError, TypeError):
    """A function has no such option; the message says what to write instead."""

    exit_code = 2


class DuplicateIdError(DedupError, ValueError):
    """Two documents have the same id."""


class NotKeptError(DedupError, ValueError):
    """A result does not hold the documents or texts asked for."""


class TextTooLongError(DedupError, OverflowError):
    """A text has 4 GiB or more in UTF-8; the kernel has 32-bit offsets."""


class ReportError(DedupError, ValueError):
    """A saved report or result cannot be read, or does not belong to the text."""


class EncodingError(DedupError, ValueError):
    """A byte is invalid in a file's encoding, or the encoding lacks a character."""


class InputError(DedupError, ValueError):
    """A file, or a row of it, cannot be read; the message names file, line and byte.

    >>> raise InputError("pages.jsonl", "no field 'text'", 3, 4711)
    Traceback (most recent call last):
    ...
    dedup.errors.InputError: pages.jsonl, line 3, byte 4711: no field 'text'
    """

    def __init__(self, file: str, reason: str, line: int | None = None, byte: int | None = None) -> None:
        self.file, self.reason, self.line, self.byte = file, reason, line, byte
        where = file if line is None else f"{file}, line {line}"
        super().__init__(f"{where}: {reason}" if byte is None else f"{where}, byte {byte}: {reason}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, int | None, int | None]]:
        return type(self), (self.file, self.reason, self.line, self.byte)


class TooMuchRemovedError(DedupError):
    """More would be removed than `--max-removed` allows."""

    exit_code = 4


class FileKindError(DedupError, OSError):
    """A directory, pipe or device was given to be replaced, or a directory or file of rows as one text."""


class NotTextError(FileKindError):
    """A file is no text; `kind` is "binary", "of rows" or "HTML"."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind

    def __reduce__(self) -> tuple[type[NotTextError], tuple[str, str]]:
        return type(self), (self.kind, str(self))


class FileChangedError(DedupError, OSError):
    """A file has changed since it was read; replacing it would lose the changes."""


class MissingPackageError(DedupError, ImportError):
    """An optional package is needed and not installed."""


class CheckpointError(DedupError, ValueError):
    """A checkpoint directory is damaged, in use, or belongs to a run with other inputs or options."""


class IndexFileError(DedupError, OSError):
    """An index cannot be read or written: no index, damaged, read-only, no space left."""


class IndexBusyError(IndexFileError, TimeoutError):
    """Another process is writing to an index, and did not finish in time."""


class IndexMismatchError(DedupError, ValueError):
    """An index was made with other options, or by a version that sketches otherwise; the message names the field."""


class OutputError(DedupError, OSError):
    """Standard output or a report cannot be written."""
