"""The first stage: every text is read once, and what is needed to propose pairs is held."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_128_digest

from dedup.corpus.checkpoint import Work
from dedup.corpus.lsh.banding import band_keys, bands_for
from dedup.corpus.lsh.signatures import sign
from dedup.corpus.parallel import in_order
from dedup.corpus.source.source import Source, ids_of
from dedup.io.batch import Batch
from dedup.options import DeduplicateOptions


class Survey(NamedTuple):
    """What is known of n texts after one look at each."""

    words: NDArray[np.uint32]  #: [n] how many
    digests: NDArray[np.uint64]  #: [n, 2] of the words under the public key: equal ones propose the same words
    same: NDArray[np.uint64]  #: [n, 2] equal for texts of the same words; of texts without words, of the same signs
    signs: NDArray[np.uint64]  #: [n] equal for texts of the same characters
    keys: NDArray[np.uint64]  #: [bands, n]
    sort_keys: list[Any] | None  #: what the caller's keep rule says of each text


def survey(source: Source, options: DeduplicateOptions, work: Work) -> Survey:
    """Looks at every text once, `options.jobs` batches at a time."""
    bands = bands_for(options.jaccard)
    sort_key = options.keep if callable(options.keep) else None
    sort_keys: list[Any] = []

    def look(batch: Batch) -> tuple[NDArray[Any], ...]:
        signed = sign(batch.texts, work.key)
        for place in np.flatnonzero(signed.words == 0).tolist():
            signed.digests[place] = digest_of_signs(batch.texts[place], batch.first + place)
        return signed.words, signed.digests, signed.signs, band_keys(signed.signatures, bands)

    def batches() -> Iterator[Batch]:
        for batch in source.read():
            if sort_key:
                sort_keys.extend(map(sort_key, batch.texts))
            yield batch

    def look_at_all() -> tuple[NDArray[Any], ...]:
        none = sign([], work.key)
        nothing = none.words, none.digests, none.signs, band_keys(none.signatures, bands)
        words, digests, signs, keys = zip(nothing, *in_order(look, batches(), options.jobs))
        return np.concatenate(words), np.concatenate(digests), np.concatenate(signs), np.concatenate(keys, axis=1)

    work.enter("texts")
    words, digests, signs, keys = work.arrays(("words", "digests", "signs", "keys"), look_at_all)
    ids_of(source)
    if sort_key and len(sort_keys) < len(words):  # the rest was made by an earlier run
        for _ in batches():
            pass
    return Survey(
        words=words,
        digests=digests,
        same=digests,
        signs=signs,
        keys=keys,
        sort_keys=sort_keys if sort_key else None,
    )


def digest_of_signs(text: str, number: int, digest: Callable[[bytes], bytes] = xxh3_128_digest) -> NDArray[np.uint64]:
    """The digest of a text without words: of its signs, white space aside; a blank one is like no other."""
    signs = "".join(text.split())
    if not signs:
        return np.array([number, 0], np.uint64)
    return np.frombuffer(digest(signs.encode("utf-8", "surrogatepass")), "<u8").astype(np.uint64)
