"""The first stage: reads every text once and keeps what proposes pairs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_128_digest

from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.lsh.banding import Bands, band_keys
from dedup.corpus.lsh.signatures import sketch_with_minimizers
from dedup.corpus.minimizer_files import WINDOW, MinimizerFiles
from dedup.corpus.parallel import in_order
from dedup.corpus.source.reading import each_batch
from dedup.corpus.source.source import Source, ids_of
from dedup.io.rows.batch import Batch
from dedup.options import DeduplicateOptions

U64 = NDArray[np.uint64]


class Fingerprints(NamedTuple):
    """What is known of n texts after one pass over them, by place in the source."""

    word_counts: NDArray[np.uint32]  #: [n]
    word_digests: U64  #: [n, 2] under the public key: equal ones only propose that the words are the same
    same_words: U64  #: [n, 2] equal for texts of the same words; without words, of the same characters but white space
    character_digests: U64  #: [n] equal for texts of the same characters
    band_keys: dict[Bands, U64]  #: [bands, n] for each division of the signatures
    minimizer_counts: NDArray[np.uint32]  #: [n] if contained texts are looked for; their hashes are in `MinimizerFiles`
    sort_keys: list[Any] | None  #: what the caller's function `keep` returns for each text


def fingerprint(
    source: Source, divisions: Collection[Bands], options: DeduplicateOptions, checkpoint: Checkpoint
) -> Fingerprints:
    """Reads every text once, `options.jobs` batches at a time; divides its signature in each of the ways given."""
    sort_key = options.keep if callable(options.keep) else None
    sort_keys: list[Any] = []
    window = None if options.containment is None else WINDOW
    files = MinimizerFiles(checkpoint.path("."))

    def look(batch: Batch) -> tuple[NDArray[Any], ...]:
        sketches, counts, hashes = sketch_with_minimizers(batch.texts, checkpoint.key, window)
        signatures, word_digests, character_digests, word_counts = sketches
        for place in np.flatnonzero(word_counts == 0).tolist():
            word_digests[place] = digest_without_words(batch.texts[place], batch.first + place)
        keys = [band_keys(signatures, bands) for bands in divisions]
        return hashes, word_counts, word_digests, character_digests, counts, *keys

    def batches() -> Iterator[Batch]:
        for batch in source.read():
            if sort_key:
                sort_keys.extend(map(sort_key, batch.texts))
            yield batch

    def look_at_each() -> Iterator[list[NDArray[Any]]]:
        files.clear()
        yield list(look(Batch(0, []))[1:])
        looks = in_order(look, batches(), options.jobs) if sort_key else each_batch(source, look, options.jobs)
        for hashes, *found in looks:
            files.add(found[3], hashes)
            yield found
        files.flush()

    def look_at_all() -> tuple[NDArray[Any], ...]:
        word_counts, word_digests, character_digests, counts, *keys = zip(*look_at_each())
        return (
            np.concatenate(word_counts),
            np.concatenate(word_digests),
            np.concatenate(character_digests),
            np.concatenate(counts),
            *(np.concatenate(of_division, axis=1) for of_division in keys),
        )

    checkpoint.enter("texts")
    keys_of = tuple(f"band-keys-{bands.rows}" for bands in divisions)
    names = "word-counts", "word-digests", "character-digests", "minimizer-counts", *keys_of
    word_counts, word_digests, character_digests, minimizer_counts, *keys = checkpoint.arrays(names, look_at_all)
    ids_of(source)
    if sort_key and len(sort_keys) < len(word_counts):  # an earlier run made the arrays
        for _ in batches():
            pass
    return Fingerprints(
        word_counts=word_counts,
        word_digests=word_digests,
        same_words=word_digests,
        character_digests=character_digests,
        band_keys=dict(zip(divisions, keys)),
        minimizer_counts=minimizer_counts,
        sort_keys=sort_keys if sort_key else None,
    )


def keyed_digest(key: bytes) -> Callable[[bytes], bytes]:
    """A digest that nobody can forge who does not know the key."""
    from hashlib import blake2b

    return lambda data: blake2b(data, key=key, digest_size=16).digest()


def digest_without_words(text: str, number: int, digest: Callable[[bytes], bytes] = xxh3_128_digest) -> U64:
    """The digest of a text that has no words: of its characters but white space; a blank text has one of its own."""
    solid = "".join(text.split())
    if not solid:
        return np.array([number, 0], np.uint64)
    return np.frombuffer(digest(solid.encode("utf-8", "surrogatepass")), "<u8").astype(np.uint64)
