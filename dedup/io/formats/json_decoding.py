"""Decodes the fields that are asked for of JSON rows, and skips all others quickly.

A field is named by its key or, in objects inside one another, by their keys joined by dots.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, Protocol

import msgspec

from dedup.errors import OptionError
from dedup.io.formats.format import Documents, Fields, RowError

#: Characters that msgspec cannot look for in a name.
_UNASKABLE = re.compile(r'["\\\x00-\x1f\ud800-\udfff]')

#: An escaped surrogate.
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")

#: The message of msgspec for a missing field.
_MISSING = re.compile("Object missing required field `(.*)`")


class Decoder(Protocol):
    """Decodes texts and ids."""

    def documents(self, lines: bytes | memoryview, count: int) -> Documents | None:
        """The texts and ids of `count` lines; None if one of them is bad."""

    def document(self, line: bytes) -> tuple[str, Hashable]:
        """The text and id of one line; raises `RowError`."""


def decoder_of(fields: Fields) -> Decoder:
    """A decoder for rows with these fields; raises `OptionError` for a name that cannot be looked for."""
    for name in filter(None, fields):
        if _UNASKABLE.search(name):
            raise OptionError("a field", name, "a name without quotes, backslashes, control characters and surrogates")
    return PathDecoder(fields) if any("." in name for name in filter(None, fields)) else KeyDecoder(fields)


class KeyDecoder:
    """Decodes fields that are keys of the row."""

    def __init__(self, fields: Fields) -> None:
        self._fields, self._has_ids = fields, fields.id is not None
        names = [("text", str), ("id", str | int)] if self._has_ids else [("text", str)]
        self._row_type: Any = msgspec.defstruct("Row", names, rename=fields._asdict(), gc=False)
        self._decoder: Any = msgspec.json.Decoder(self._row_type)

    def documents(self, lines: bytes | memoryview, count: int) -> Documents | None:
        """The texts and ids of `count` lines; None if one of them is bad."""
        try:
            rows = self._decoder.decode_lines(lines)
        except (ValueError, RecursionError):
            return None
        if len(rows) != count:
            return None
        return [row.text for row in rows], [row.id for row in rows] if self._has_ids else None

    def document(self, line: bytes) -> tuple[str, Hashable]:
        """The text and id of one line; raises `RowError`."""
        try:
            row = self._decoder.decode(line)
        except (ValueError, RecursionError) as error:
            row = self._decoded_by_python(line, error)
        return row.text, row.id if self._has_ids else None

    def _decoded_by_python(self, line: bytes, error: Exception) -> Any:
        """Decodes a row with escaped lone surrogates, which few libraries read; else raises `RowError`."""
        _check_readable(line, error)
        if _SURROGATE.search(line):
            try:
                return msgspec.convert(json.loads(line), self._row_type)
            except (ValueError, RecursionError):
                pass
        if missing := _MISSING.fullmatch(str(error)):
            raise RowError(self._fields.missing(missing[1], json.loads(line))) from error
        if isinstance(error, msgspec.ValidationError):
            raise RowError(str(error).replace("`", "'")) from error
        raise _malformed(error) from error


class PathDecoder:
    """Decodes fields that may be inside of objects; where a key is the whole name, dots and all, that one counts."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._text = FieldValues(fields.text)
        self._id = None if fields.id is None else FieldValues(fields.id)

    def documents(self, lines: bytes | memoryview, count: int) -> Documents | None:
        """The texts and ids of `count` lines; None if one of them is bad."""
        try:
            texts = self._text.of_lines(lines, count)
            ids = None if self._id is None else self._id.of_lines(lines, count)
        except (ValueError, RecursionError):
            return None
        are_good = len(texts) == count and {*map(type, texts)} <= {str} and {*map(type, ids or ())} <= {str, int}
        return (texts, ids) if are_good else None

    def document(self, line: bytes) -> tuple[str, Hashable]:
        """The text and id of one line; raises `RowError`."""
        try:
            row = msgspec.json.decode(line)
        except (ValueError, RecursionError) as error:
            _check_readable(line, error)
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                raise _malformed(error) from error
        text, name = looked_up(row, self._fields.text), None
        if self._fields.id is not None:
            name = looked_up(row, self._fields.id)
        for field, value, kinds, what in (
            (self._fields.text, text, (str,), "a string"),
            (self._fields.id, name, (str, int), "a string or an integer"),
        ):
            if field is None:
                continue
            if value is msgspec.UNSET:
                raise RowError(self._fields.missing(field, row if isinstance(row, Mapping) else ()))
            if type(value) not in kinds:
                raise RowError(f"{field!r} is not {what} but {type(value).__name__}")
        return text, name


class FieldValues:
    """Decodes the values of one field."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._decoder = _decoder_for(name)

    def of_lines(self, lines: bytes | memoryview, count: int) -> list[Any]:
        """The value in each of `count` lines, None where there is none; raises `ValueError` for what is no JSON."""
        try:
            rows = self._decoder.decode_lines(lines)
        except msgspec.DecodeError:  # escaped surrogates, which Python reads
            return [
                looked_up_or_none(json.loads(line), self._name) for line in bytes(lines).split(b"\n") if line.strip()
            ]
        if len(rows) != count:
            raise ValueError(f"{len(rows)} values for {count} lines")
        root, _, rest = self._name.partition(".")
        if not rest:
            return [None if row.whole is msgspec.UNSET else row.whole for row in rows]
        return [
            looked_up_or_none({root: row.root}, self._name) if row.whole is msgspec.UNSET else row.whole for row in rows
        ]


@cache
def _decoder_for(name: str) -> Any:
    """A decoder of rows: the value of the key `name` as `whole`, that of its first part as `root`."""
    root, _, rest = name.partition(".")
    names = {"whole": name, "root": root} if rest else {"whole": name}
    fields = [(attribute, Any, msgspec.UNSET) for attribute in names]
    return msgspec.json.Decoder(msgspec.defstruct("Row", fields, rename=names))


def looked_up(row: Any, name: str) -> Any:
    """The value of a field of a decoded row, `UNSET` if there is none; a key with dots comes before a path.

    >>> looked_up({"meta": {"url": "/a"}}, "meta.url"), looked_up({"meta.url": "/b", "meta": {"url": "/a"}}, "meta.url")
    ('/a', '/b')
    """
    if isinstance(row, Mapping) and name in row:
        return row[name]
    for key in name.split("."):
        if not isinstance(row, Mapping) or key not in row:
            return msgspec.UNSET
        row = row[key]
    return row


def looked_up_or_none(row: Any, name: str) -> Any:
    """The same, None if there is none."""
    value = looked_up(row, name)
    return None if value is msgspec.UNSET else value


def with_value_at(row: dict[str, Any], name: str, value: Any) -> None:
    """Replaces the value that `looked_up` gives."""
    *outer, key = [name] if name in row else name.split(".")
    for one in outer:
        row = row[one]
    row[key] = value


def _check_readable(line: bytes, error: Exception) -> None:
    """Raises `RowError` for what no decoder reads."""
    if isinstance(error, RecursionError):
        raise RowError("nested too deeply") from error
    try:
        line.decode()
    except UnicodeDecodeError as invalid:
        raise RowError(f"0x{line[invalid.start]:02x} is not valid UTF-8", invalid.start) from error


def _malformed(error: Exception) -> RowError:
    what, _, byte = str(error).removeprefix("JSON is malformed: ").removesuffix(")").partition(" (byte ")
    return RowError(f"not valid JSON: {what}", int(byte or 0))
