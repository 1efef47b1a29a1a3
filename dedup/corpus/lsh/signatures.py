"""Signatures of texts, with the digests and word counts that the same pass over a text gives."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.lsh.banding import SLOTS
from dedup.kernel import _kernel

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

#: Words a shingle where whole texts are compared.
SHINGLE = 5


class Sketches(NamedTuple):
    """What one pass over each of n texts gives."""

    signatures: U32  #: [n, 128]
    word_digests: U64  #: [n, 2] of the folded words in their order
    character_digests: U64  #: [n] equal for texts of the same characters
    word_counts: U32  #: [n]


def sketch_batch(texts: list[str], key: bytes | None) -> Sketches:
    """Sketches texts; other threads run meanwhile.

    Args:
        texts: The texts.
        key: 16 secret bytes for the digests of characters, so that nobody can forge a text with the digest of another;
            None: the public key, for digests that are kept.
    """
    sketches = _room_for(len(texts))
    _kernel.sketch_texts(texts, SHINGLE, *sketches, key)
    return sketches


def _room_for(texts: int) -> Sketches:
    return Sketches(
        signatures=np.empty((texts, SLOTS), np.uint32),
        word_digests=np.empty((texts, 2), np.uint64),
        character_digests=np.empty(texts, np.uint64),
        word_counts=np.empty(texts, np.uint32),
    )


def sketch_with_minimizers(texts: list[str], key: bytes | None, window: int | None) -> tuple[Sketches, U32, U64]:
    """Sketches texts; also returns how many minimizers each has, and the hashes of all, text after text.

    Without a window, none are returned.
    """
    sketches, counts = _room_for(len(texts)), np.empty(0 if window is None else len(texts), np.uint32)
    hashes = _kernel.sketch_texts(texts, SHINGLE, *sketches, key, window, counts)
    return sketches, counts, np.frombuffer(hashes or b"", np.uint64)


def signatures_of(texts: list[str]) -> U32:
    """The signature of each text, [n, 128]."""
    signatures = np.empty((len(texts), SLOTS), np.uint32)
    _kernel.sketch_texts(texts, SHINGLE, signatures)
    return signatures
