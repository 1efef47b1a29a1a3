"""The signatures of texts, and what else one look at a text gives: digests and the number of its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.errors import ArgumentTypeError
from dedup.kernel import _kernel
from dedup.sketching.banding import SLOTS

#: Words a shingle: the width at which texts are compared as a whole.
SHINGLE = 5


class Signed(NamedTuple):
    """What one look at each of n texts gives."""

    signatures: NDArray[np.uint32]  #: [n, 128]
    digests: NDArray[np.uint64]  #: [n, 2], of the folded words in their order
    signs: NDArray[np.uint64]  #: [n], equal for texts of the same characters, under one key
    words: NDArray[np.uint32]  #: [n], how many


def sign(texts: list[str], key: bytes) -> Signed:
    """Signatures, digests and numbers of words of texts; other threads run meanwhile.

    key: 16 secret bytes that `signs` are made with, so that nobody can write a text that passes for another.
    """
    signed = Signed(
        np.empty((len(texts), SLOTS), np.uint32),
        np.empty((len(texts), 2), np.uint64),
        np.empty(len(texts), np.uint64),
        np.empty(len(texts), np.uint32),
    )
    _kernel.sketch_texts(texts, SHINGLE, signed.signatures, signed.digests, signed.signs, signed.words, key)
    return signed


def sketch(texts: Iterable[str]) -> NDArray[np.uint32]:
    """The signature of each text: an array of uint32 [n, 128].

    The share of slots in which two rows are equal estimates the Jaccard index of the texts' sets of shingles, of 5
    words each, without bias and with a variance below that of as many MinHash values: J (1 - J) / 128.  The smaller of
    two rows, slot by slot, is the signature of both sets together.  A text without words gives a row of 0xFFFFFFFF,
    which is alike to nothing.  Fast Similarity Sketching: Dahlgaard, Knudsen and Thorup, FOCS 2017.

    Raises `ArgumentTypeError`, a `TypeError`, for a bare `str` and for what is no `str`.

    >>> import dedup
    >>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
    >>> a, b = dedup.sketch([story, story.upper()])
    >>> a.shape, bool((a == b).all())
    ((128,), True)
    """
    if isinstance(texts, str) or not isinstance(texts, Iterable):
        raise ArgumentTypeError("texts", texts, "an iterable of str")
    texts = list(texts)
    for place, text in enumerate(texts):
        if not isinstance(text, str):
            raise ArgumentTypeError(f"texts[{place}]", text, "a str")
    signatures = np.empty((len(texts), SLOTS), np.uint32)
    _kernel.sketch_texts(texts, SHINGLE, signatures)
    return signatures
