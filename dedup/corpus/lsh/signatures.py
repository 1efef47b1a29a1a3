"""Signatures of texts, with the digests and word counts that the same pass over a text gives."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.lsh.banding import SLOTS
from dedup.kernel import _kernel

#: Words a shingle where whole texts are compared.
SHINGLE = 5


class Sketches(NamedTuple):
    """What one pass over each of n texts gives."""

    signatures: NDArray[np.uint32]  #: [n, 128]
    word_digests: NDArray[np.uint64]  #: [n, 2] of the folded words in their order
    character_digests: NDArray[np.uint64]  #: [n] equal for texts of the same characters
    word_counts: NDArray[np.uint32]  #: [n]


def sketch_batch(texts: list[str], key: bytes | None) -> Sketches:
    """Sketches texts; other threads run meanwhile.

    Args:
        texts: The texts.
        key: 16 secret bytes for the digests of characters, so that nobody can forge a text with the digest of another;
            None: the public key, for digests that are kept.
    """
    sketches = Sketches(
        signatures=np.empty((len(texts), SLOTS), np.uint32),
        word_digests=np.empty((len(texts), 2), np.uint64),
        character_digests=np.empty(len(texts), np.uint64),
        word_counts=np.empty(len(texts), np.uint32),
    )
    _kernel.sketch_texts(texts, SHINGLE, *sketches, key)
    return sketches


def signatures_of(texts: list[str]) -> NDArray[np.uint32]:
    """The signature of each text, [n, 128]."""
    signatures = np.empty((len(texts), SLOTS), np.uint32)
    _kernel.sketch_texts(texts, SHINGLE, signatures)
    return signatures
