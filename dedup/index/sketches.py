"""Texts as an index needs them: keys that propose documents, digests, and the text itself, compressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.fingerprint import digest_without_words
from dedup.corpus.lsh.banding import FACTOR, band_keys, bands_for
from dedup.corpus.lsh.signatures import SHINGLE, sketch_batch
from dedup.corpus.minimizer_files import minimizers_of
from dedup.io.compression import zstd_library
from dedup.options import MIN_LETTERS, IndexOptions

U64 = NDArray[np.uint64]

#: Bits of a document's number in an entry. The first bits of a key precede it, 35 of them, as SQLite's integers have a
#: sign: of a million documents, one key in a hundred thousand leads to a document by chance, which is then verified.
NUMBER_BITS = 28
MAX_NUMBER = (1 << NUMBER_BITS) - 1


class Sketch(NamedTuple):
    """What an index needs to know of a text."""

    text: str
    digest: bytes  #: of the words, 16 bytes, and of the characters, 8 bytes
    keys: U64  #: first that of the words, then one for each band; none for a blank text
    minimizers: U64  #: sorted and distinct, if the index has blocks or finds contained texts
    has_words: bool

    @property
    def words(self) -> bytes:
        """The digest of the words."""
        return self.digest[:16]


def sketches_of(texts: list[str], options: IndexOptions) -> list[Sketch]:
    """Sketches texts."""
    signatures, word_digests, character_digests, word_counts = sketch_batch(texts, None)
    for place in np.flatnonzero(word_counts == 0).tolist():
        word_digests[place] = digest_without_words(texts[place], 0)
    digest_keys = (word_digests[:, 0] ^ word_digests[:, 1] * FACTOR) * FACTOR
    keys = np.concatenate([digest_keys[None], band_keys(signatures, bands_for(options.jaccard))]).T
    digests = np.column_stack((word_digests, character_digests)).astype("<u8")
    minimizers = each_minimizers(texts, options)
    return [
        Sketch(text, digests[n].tobytes(), keys[n, : kept_keys(text, words, keys.shape[1])], minimizers[n], words > 0)
        for n, (text, words) in enumerate(zip(texts, word_counts.tolist()))
    ]


def kept_keys(text: str, words: int, keys: int) -> int:
    """How many of a text's keys count: without words only that of its digest, and none of a blank text."""
    if words:
        return keys
    return 0 if not text or text.isspace() else 1


def each_minimizers(texts: list[str], options: IndexOptions) -> list[U64]:
    """The distinct minimizers of each text, if the index needs them."""
    if not options.has_minimizers:
        return [np.empty(0, np.uint64)] * len(texts)
    return [np.unique(found.hashes) for found in minimizers_of(texts, SHINGLE, MIN_LETTERS).by_text()]


def first_entries(keys: U64) -> list[int]:
    """The least entry that each key may have; the last one is `MAX_NUMBER` greater."""
    least: list[int] = (keys >> np.uint64(NUMBER_BITS + 1) << np.uint64(NUMBER_BITS)).tolist()
    return least


def entries(keys: list[U64], numbers: list[int]) -> list[int]:
    """The entries of documents, sorted."""
    owners = np.repeat(np.array(numbers, np.uint64), [len(some) for some in keys])
    least = np.concatenate([np.empty(0, np.uint64), *keys]) >> np.uint64(NUMBER_BITS + 1) << np.uint64(NUMBER_BITS)
    made: list[int] = np.sort(least | owners).tolist()
    return made


def compressor() -> Callable[[str], bytes]:
    """Compresses texts; damage will be noticed, as each frame has a checksum."""
    zstd = zstd_library()
    options = {zstd.CompressionParameter.checksum_flag: 1, zstd.CompressionParameter.compression_level: 3}

    def compress(text: str) -> bytes:
        packed: bytes = zstd.compress(text.encode("utf-8", "surrogatepass"), options=options)
        return packed

    return compress


def decompress(packed: bytes) -> str:
    """The text again."""
    text: bytes = zstd_library().decompress(packed)
    return text.decode("utf-8", "surrogatepass")
