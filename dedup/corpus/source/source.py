"""The interface of a source: texts in one order, with ids, that can be read again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from os import PathLike
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.io.rows.batch import Batch

#: Marks those of the texts [start, stop) that are wanted.
Wanted = Callable[[int, int], NDArray[np.bool_]]


class HasArrowStream(Protocol):
    """A table or column of pyarrow, polars, pandas, duckdb and more."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Exports the values as a capsule."""


class HasArrowArray(Protocol):
    """An array or record batch of pyarrow and more."""

    def __arrow_c_array__(self, requested_schema: object = None) -> Any:
        """Exports the values as two capsules."""


#: What a caller may pass as documents.
Documents = Iterable[object] | PathLike[str] | HasArrowStream | HasArrowArray


class Source(Protocol):
    """Texts that can be read more than once, in one order, and are never all in memory."""

    @property
    def ids(self) -> Sequence[Hashable]:
        """The ids of all texts read, no two of them equal."""

    @property
    def is_reference(self) -> NDArray[np.bool_]:
        """Marks those of the texts read that are only compared with, and so are never removed."""

    @property
    def uncompared(self) -> Sequence[int]:
        """The numbers of those that may repeat more texts than the source gives to compare them with."""

    def read(self) -> Iterator[Batch]:
        """Yields all texts, numbered from 0; raises `DuplicateIdError` if two ids are equal."""

    def read_again(self, wanted: Wanted) -> Iterator[tuple[list[int], list[str]]]:
        """Yields the numbers and texts of those wanted, in the same order."""


def ids_of(source: Source) -> Sequence[Hashable]:
    """The ids of a source; reads it if no stage has, because an earlier run finished those that would."""
    if len(source.ids) == 0:
        for _ in source.read():
            pass
    return source.ids
