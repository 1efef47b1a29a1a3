"""References: texts that are compared with, and never removed."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.source.source import Source, Wanted
from dedup.errors import ArgumentTypeError, OptionError
from dedup.io.rows.batch import Batch


class WithReferences:
    """A source in which the texts with certain ids are references."""

    def __init__(self, source: Source, references: Collection[Hashable]) -> None:
        self._source, self._references = source, references

    @property
    def ids(self) -> Sequence[Hashable]:
        """The ids of all texts read."""
        return self._source.ids

    @property
    def is_reference(self) -> NDArray[np.bool_]:
        """Marks the references; raises `OptionError` for an id that no text has."""
        ids = self._source.ids
        try:
            wanted = set(self._references)
        except TypeError as error:
            raise ArgumentTypeError("reference", self._references, f"a collection of ids ({error})") from error
        marks = np.fromiter((name in wanted for name in ids), bool, len(ids))
        if marks.sum() < len(wanted):
            missing = wanted.difference(ids)
            raise OptionError("reference", next(iter(missing)), "a collection of ids in docs")
        return marks

    @property
    def uncompared(self) -> Sequence[int]:
        """Those that the source does not compare with all."""
        return self._source.uncompared

    def read(self) -> Iterator[Batch]:
        """Yields all texts."""
        return self._source.read()

    def read_again(self, wanted: Wanted) -> Iterator[tuple[list[int], list[str]]]:
        """Yields the numbers and texts of those wanted."""
        return self._source.read_again(wanted)
