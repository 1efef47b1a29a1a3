"""Selects from the caller's own documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.errors import NotKeptError


def selected(docs: Any, mask: NDArray[np.bool_]) -> Any:
    """The documents for which `mask` is true, in the form in which they were given.

    Raises:
        NotKeptError: There are no documents to select from.
    """
    if docs is None:
        raise NotKeptError("a saved result has no documents; use kept_ids or mask")
    if isinstance(docs, PathLike):
        raise NotKeptError("documents of files are not held in memory; use kept_ids, or the command `dedup corpus`")
    if isinstance(docs, Iterator) or hasattr(docs, "read_next_batch"):
        raise NotKeptError("docs is an iterator and is exhausted; use kept_ids or mask, or pass a list")
    match library_of(docs):
        case "pandas" | "numpy":
            return docs[mask]
        case "polars":
            return docs.filter(mask.tolist())
        case "pyarrow":
            return docs.take(np.flatnonzero(mask))
        case "datasets" if hasattr(docs, "select"):
            return docs.select(np.flatnonzero(mask))
    if not isinstance(docs, Iterable) and hasattr(docs, "__getitem__"):
        return [docs[place] for place in np.flatnonzero(mask).tolist()]
    if not isinstance(docs, Iterable):
        raise NotKeptError(f"cannot select from a {type(docs).__name__}; use kept_ids or mask")
    if isinstance(docs, Mapping):
        return {key: docs[key] for key, stays in zip(docs, mask) if stays}
    return [item for item, stays in zip(docs, mask) if stays]


def library_of(docs: object) -> str:
    """The library that a table, column or dataset comes from; "" for anything else."""
    libraries = {kind.__module__.partition(".")[0] for kind in type(docs).__mro__}
    return next((name for name in ("pandas", "numpy", "polars", "pyarrow", "datasets") if name in libraries), "")
