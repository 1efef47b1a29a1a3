"""Texts that are only compared with: they come first, and nothing is removed from them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.errors import ArgumentTypeError, OptionError

#: Which of the texts with these ids are references.
MarkReferences = Callable[[Sequence[Hashable]], NDArray[np.bool_]]


def marks_of(ids: Sequence[Hashable], references: Collection[Hashable]) -> NDArray[np.bool_]:
    """Which texts are references; raises `OptionError` for an id that no text has."""
    if not references:
        return np.zeros(len(ids), bool)
    try:
        wanted = set(references)
    except TypeError as error:
        raise ArgumentTypeError("reference", references, f"a collection of ids ({error})") from error
    marks = np.fromiter((name in wanted for name in ids), bool, len(ids))
    if marks.sum() < len(wanted):
        missing = wanted.difference(ids)
        raise OptionError("reference", next(iter(missing)), "a collection of ids of docs")
    return marks
