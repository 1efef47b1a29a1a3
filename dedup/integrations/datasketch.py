"""Signatures as `datasketch` MinHash objects (extra `datasketch`).

The indexes of datasketch, and its stores in Redis and Cassandra, then work with signatures that are computed in C:

>>> from datasketch import MinHashLSH
>>> from dedup.integrations.datasketch import lsh_params, minhashes
>>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
>>> lsh = MinHashLSH(params=lsh_params(jaccard=0.8))
>>> for number, signature in enumerate(minhashes([story, "Something else altogether."])):
...     lsh.insert(number, signature)
>>> (seen,) = minhashes([story.upper()])
>>> lsh.query(seen)
[0]

An index finds candidates. `dedup.compare` tells how similar two texts are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import numpy as np
from datasketch import MinHash
from datasketch.storage import ordered_storage
from numpy.typing import ArrayLike, NDArray

from dedup.corpus.lsh.banding import SLOTS, bands_for
from dedup.corpus.lsh.signatures import SHINGLE, signatures_of
from dedup.corpus.source.columns import checked_texts
from dedup.errors import IndexMismatchError, OptionError, shown
from dedup.index.header import SKETCH
from dedup.kernel import _kernel
from dedup.options import JACCARD, checked_number

#: How signatures are made: the method and its version, the words a shingle, and the table by which letters are folded.
#: datasketch compares only signatures of the same scheme.
SCHEME = f"dedup-{SKETCH}-words-{SHINGLE}-fold-{_kernel.FOLD_FINGERPRINT:08x}"

#: What a slot holds of a text without words, and of no other.
_EMPTY = np.uint32(0xFFFFFFFF)

Config = TypeVar("Config", bound=Mapping[str, Any])


class Signature(MinHash):  # type: ignore[misc]  # datasketch has no types
    """A signature of `dedup.sketch` that the indexes of datasketch take for a MinHash.

    `jaccard`, `merge`, `union`, `copy`, `digest`, `==` and pickle work: the smaller of two numbers in each slot is the
    signature of both sets of shingles together. What depends on the numbers being those of a MinHash is refused:
    `update`, `update_batch`, `clear` and `count`, and comparing or mixing with a MinHash of another scheme.

    Args:
        row: 128 numbers, uint32: a row of `dedup.sketch`.

    Raises:
        OptionError: `row` is no such row, or that of a text without words, which would match every other one. Also a
            `ValueError`.

    Example:
        >>> import dedup
        >>> from dedup.integrations.datasketch import Signature
        >>> a, b = map(Signature, dedup.sketch(["Rain until noon.", "Rain until noon"]))
        >>> a.jaccard(b)
        1.0
    """

    __slots__ = ("hashvalues", "scheme")

    seed = 0
    num_perm = SLOTS

    def __init__(self, row: ArrayLike) -> None:
        slots = np.asarray(row)
        if slots.dtype != np.uint32 or slots.shape != (SLOTS,):
            raise OptionError("row", row, f"a row of dedup.sketch: {SLOTS} numbers, uint32")
        if (slots == _EMPTY).all():
            raise OptionError("row", row, "the signature of a text that has words")
        self._fill(SCHEME, slots)

    def _fill(self, scheme: str, slots: NDArray[np.uint32]) -> None:
        self.scheme = scheme
        self.hashvalues = slots.copy()  # or one row would keep all the others in memory

    def __repr__(self) -> str:
        return f"<Signature {self.scheme}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (self.scheme, self.hashvalues.astype("<u4").tobytes())

    def is_empty(self) -> bool:
        """False: a text without words has no signature."""
        return False

    def copy(self) -> Signature:
        """Another signature with the same numbers."""
        return _signature(self.scheme, self.hashvalues)

    @classmethod
    def union(cls, *signatures: Signature) -> Signature:
        """The signature of all their sets of shingles together; raises `ValueError` for another scheme."""
        if not signatures:
            raise OptionError("signatures", signatures, "one or more signatures")
        union = signatures[0].copy()
        for signature in signatures[1:]:
            union.merge(signature)
        return union

    def update(self, *values: object) -> None:
        """Refused: a signature is made of a whole text."""
        raise TypeError("a signature is made of a whole text: call minhashes(), or merge() signatures")

    update_batch = clear = update

    def count(self) -> float:
        """Refused: the formula holds for the numbers of a MinHash alone."""
        raise TypeError("a signature does not tell the size of a set: shingle_counts() does")


def _signature(scheme: str, slots: NDArray[np.uint32]) -> Signature:
    signature = object.__new__(Signature)
    signature._fill(scheme, slots)
    return signature


def _unpickled(scheme: str, slots: bytes) -> Signature:
    """A signature as it was pickled: one of another scheme still is."""
    return _signature(scheme, np.frombuffer(slots, "<u4").astype(np.uint32, copy=False))


def minhashes(texts: Iterable[str]) -> list[Signature | None]:
    """Compute the signature of each text.

    Args:
        texts: Any iterable of `str`, or a column of pandas, polars, Arrow or numpy.

    Returns:
        For each text its signature, or None if it has no words.

    Raises:
        ArgumentTypeError: `texts` is a bare `str`, or an item is not a `str`. Also a `TypeError`.

    Example:
        >>> from dedup.integrations.datasketch import minhashes
        >>> a, b, none = minhashes(["Rain until noon.", "RAIN UNTIL NOON", "***"])
        >>> a.jaccard(b), none
        (1.0, None)
    """
    rows = signatures_of(checked_texts(texts))
    return [None if empty else _signature(SCHEME, row) for row, empty in zip(rows, (rows == _EMPTY).all(axis=1))]


def shingle_counts(texts: Iterable[str]) -> list[int]:
    """Count the distinct shingles of each text: the set sizes that MinHashLSHEnsemble asks for.

    Args:
        texts: Any iterable of `str`, or a column of pandas, polars, Arrow or numpy.

    Returns:
        For each text the number of its shingles of 5 words; 1 for fewer than 5 words, 0 for none.

    Raises:
        ArgumentTypeError: `texts` is a bare `str`, or an item is not a `str`. Also a `TypeError`.

    Example:
        >>> from dedup.integrations.datasketch import shingle_counts
        >>> shingle_counts(["One two three four five six.", "One.", "***"])
        [2, 1, 0]
    """
    listed = checked_texts(texts)
    counts = np.zeros(len(listed), np.uint32)
    _kernel.shingle_sets(listed, SHINGLE, counts)
    return [int(count) for count in counts]


def lsh_params(jaccard: float = JACCARD) -> tuple[int, int]:
    """Choose the bands for MinHashLSH that find at least 99.5% of the pairs at a Jaccard index.

    By default, MinHashLSH weighs missed pairs against needless candidates, and misses most of the pairs at its
    threshold.

    Args:
        jaccard: The minimum Jaccard index of the pairs to find, from 0.5 to 1.

    Returns:
        The number of bands and the rows of each, for `params` of MinHashLSH.

    Raises:
        ArgumentTypeError: `jaccard` is no number. Also a `TypeError`.
        OptionError: `jaccard` is out of range. Also a `ValueError`.

    Example:
        >>> from dedup.integrations.datasketch import lsh_params
        >>> lsh_params(jaccard=0.8)
        (25, 5)
    """
    bands = bands_for(checked_number("jaccard", jaccard, 0.5))
    return bands.number, bands.rows


def checked_store(storage_config: Config) -> Config:
    """Check that a shared store holds signatures of this scheme only, and mark one that is new.

    Numbers in Redis or Cassandra do not tell how they were made. Of two machines with different versions, or of a
    program with ordinary MinHash objects, neither would find what the other stored, and nobody would notice.

    Args:
        storage_config: What MinHashLSH takes, with the `basename` under which the machines share the index.

    Returns:
        `storage_config`, unchanged.

    Raises:
        OptionError: There is no `basename`. Also a `ValueError`.
        IndexMismatchError: The store holds signatures of another scheme. Also a `ValueError`.
    """
    basename = storage_config.get("basename")
    if not isinstance(basename, bytes) or not basename:
        raise OptionError("storage_config['basename']", basename, "the name of the shared index, as bytes")
    marks = ordered_storage(storage_config, name=basename + b"_scheme")
    if not marks.get(b"scheme"):
        if ordered_storage(storage_config, name=basename + b"_keys").size():
            raise IndexMismatchError(
                f"the index {shown(basename)} was made by another program: choose another basename"
            )
        marks.insert(b"scheme", SCHEME.encode())
    first = marks.get(b"scheme")[0].decode()  # of two programs that mark it at once, one is first
    if first != SCHEME:
        held = f"the index {shown(basename)} holds signatures of the scheme {shown(first)}, not {SCHEME!r}"
        raise IndexMismatchError(
            f"{held}: use the version of dedup that made it, or build it anew under another basename"
        )
    return storage_config
