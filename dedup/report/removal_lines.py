"""Reads the removals of a report on rows, and checks that they still hold of the rows."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Hashable, Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np

from dedup.corpus.blocks.removals import count_solid
from dedup.corpus.source.source import Source
from dedup.errors import InputError, shown
from dedup.io.rows.rows import Rows


class RemovalLine(NamedTuple):
    """A line of a report that says what is removed."""

    line: int
    entry: dict[str, Any]

    @property
    def id(self) -> Hashable:
        """The document that is removed or loses a block."""
        name: Hashable = self.entry["id"]
        return name

    @property
    def kept_id(self) -> Hashable:
        """The document that stays for it; None if none does."""
        name: Hashable = self.entry["kept_id"]
        return name


class Document(NamedTuple):
    """A document that a report names."""

    number: int
    digest: str
    length: int  #: in characters
    solid: int  #: characters other than white space


class RemovalReport:
    """The removals of a report, to be applied to rows."""

    def __init__(self, path: str, types: dict[str, type | tuple[type, ...]], command: str) -> None:
        """Reads a report.

        Args:
            path: The report.
            types: What each line of a removal holds, and the types.
            command: What writes such reports, for messages.

        Raises:
            InputError: A line is of no such report.
        """
        self.path = path
        self.removals: list[RemovalLine] = []
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                entry = self._entry(line)
                if isinstance(entry, dict) and "reason" in entry and "id" in entry:
                    continue  # what was spared
                if not isinstance(entry, dict) or any(
                    not isinstance(entry.get(name, self), kinds) for name, kinds in types.items()
                ):
                    raise self.error(number, f"not a removal as `{command} --report FILE` writes it")
                self.removals.append(RemovalLine(number, entry))

    def _entry(self, line: bytes) -> Any:
        try:
            return json.loads(line)
        except (ValueError, RecursionError):
            return None

    def error(self, line: int, reason: str) -> InputError:
        """The error for a line of the report."""
        return InputError(self.path, reason, line)

    def documents_in(
        self, rows: Rows, holds: Callable[[RemovalLine, str], bool] = lambda line, text: True
    ) -> Documents:
        """Reads all rows, and finds the documents that the report names.

        Args:
            rows: The rows.
            holds: Whether a line is true of its document, whose text has not changed.

        Raises:
            InputError: A line is not.
        """
        lines: dict[Hashable, list[RemovalLine]] = {removal.kept_id: [] for removal in self.removals}
        for removal in self.removals:
            lines.setdefault(removal.id, []).append(removal)
        named: dict[Hashable, list[Document]] = {}
        characters = array("q")
        for batch in rows.read():
            for number, text in enumerate(batch.texts, batch.first):
                characters.append(len(text))
                name = rows.name_of(number)
                if name not in lines:
                    continue
                one = Document(number, digest(text), len(text), count_solid(text))
                named.setdefault(name, []).append(one)
                for removal in lines[name]:
                    if removal.entry["sha256"] == one.digest and not holds(removal, text):
                        raise self.error(removal.line, "it is not the text that stands there")
        return Documents(self, named, rows, sum(characters[rows.starts[rows.references] :]))


class Documents:
    """The documents that a report names, as they are now."""

    def __init__(
        self, report: RemovalReport, named: dict[Hashable, list[Document]], rows: Rows, characters: int
    ) -> None:
        self._report, self._named = report, named
        self._references = rows.starts[rows.references]
        self.characters = characters  #: of all documents but references

    def removed(self, removal: RemovalLine) -> Document:
        """The document that is removed, or loses a block; raises `InputError` if it has changed."""
        own = [one for one in self._named.get(removal.id, ()) if one.number >= self._references]
        return self._unchanged(own, removal, removal.id, removal.entry["sha256"])

    def kept(self, removal: RemovalLine) -> Document:
        """The document that stays, which may be a reference; raises `InputError` if it has changed."""
        return self._unchanged(
            self._named.get(removal.kept_id, ()), removal, removal.kept_id, removal.entry["kept_sha256"]
        )

    def _unchanged(self, candidates: Sequence[Document], removal: RemovalLine, name: Hashable, then: str) -> Document:
        if not candidates:
            raise self._report.error(removal.line, f"no document has the id {shown(name)}")
        for one in candidates:  # a reference may have the id of another document
            if one.digest == then:
                return one
        raise self._report.error(removal.line, f"the text of {shown(name)} has changed since the report was written")


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digests_of(source: Source, numbers: Iterator[int]) -> dict[int, str]:
    """The digests of some documents, by number."""
    wanted = np.zeros(len(source.ids), bool)
    wanted[list(numbers)] = True
    return {
        number: digest(text)
        for some, texts in source.read_again(lambda start, stop: wanted[start:stop])
        for number, text in zip(some, texts)
    }
