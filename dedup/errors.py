"""What can go wrong, each error also the built-in a caller would already catch.

An error owns the exit code the command ends with, so that no second table of codes exists.
"""

from __future__ import annotations

from collections.abc import Iterable

#: Characters of a value that a message shows.
SHOWN = 80


def shown(value: object) -> str:
    """A value for a message: on one line, of at most 80 characters.

    >>> shown("Once upon a time, " * 1000)
    "'Once upon a time, Once upon a time, Once upon a time, Once upon a time, Once..."
    """
    text = " ".join(repr(value[:SHOWN] if isinstance(value, (str, bytes, bytearray)) else value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."


def listed(names: Iterable[object]) -> str:
    """Names for a message, as many as fit into 80 characters.

    >>> listed(["url", "body"])
    "'url', 'body'"
    """
    return shown(list(names))[1:].removesuffix("]")


class DedupError(Exception):
    """Any error this library raises on purpose."""

    exit_code = 3


class OptionError(DedupError, ValueError):
    """An option outside its range; the message names parameter, value and range.

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
    """An argument of the wrong type; the message names parameter, expected and given type."""

    exit_code = 2

    def __init__(self, parameter: str, value: object, expected: str) -> None:
        super().__init__(f"{parameter} must be {expected}, not {type(value).__name__}")
        self.parameter, self.value, self.expected = parameter, value, expected

    def __reduce__(self) -> tuple[type[ArgumentTypeError], tuple[str, object, str]]:
        return type(self), (self.parameter, self.value, self.expected)


class UnknownOptionError(DedupError, TypeError):
    """An option that a verb does not have; the message says what to write instead."""

    exit_code = 2


class DuplicateIdError(DedupError, ValueError):
    """Two documents with one id: nothing could be said about either of them."""


class NotKeptError(DedupError, ValueError):
    """Documents that are asked of a result which does not have them."""


class TextTooLongError(DedupError, OverflowError):
    """A text of 4 GiB or more in UTF-8: the kernel's offsets are 32 bits wide."""


class ReportError(DedupError, ValueError):
    """A saved report that cannot be read, or that does not belong to the text at hand."""


class EncodingError(DedupError, ValueError):
    """A byte that is not valid in a file's encoding, or a character the encoding cannot write."""


class InputError(DedupError, ValueError):
    """A file, or a row of one, that cannot be read; the message names file, line and byte.

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
    """More would go than the guard allows."""

    exit_code = 4


class FileKindError(DedupError, OSError):
    """A directory, pipe or device where only a regular file can be replaced."""


class FileChangedError(DedupError, OSError):
    """A file that is no longer what was read from it, so that replacing it would lose something."""


class MissingPackageError(DedupError, ImportError):
    """An optional package that is asked for and not installed."""


class CheckpointError(DedupError, ValueError):
    """A directory that holds the work of a run with other texts or options."""


class OutputError(DedupError, OSError):
    """Standard output or a report that cannot be written, so that the run cannot go on."""
