"""The signatures of texts, and what else one look at a text gives: digests and the number of its words."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.lsh.banding import SLOTS
from dedup.kernel import _kernel

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


def signatures_of(texts: list[str]) -> NDArray[np.uint32]:
    """The signature of each text, [n, 128]."""
    signatures = np.empty((len(texts), SLOTS), np.uint32)
    _kernel.sketch_texts(texts, SHINGLE, signatures)
    return signatures
