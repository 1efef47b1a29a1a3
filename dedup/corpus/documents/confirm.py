"""Checks that texts whose words share a digest do have the same words: only then is one removed for the other.

The fingerprints' digests are made of public hashes of words, so anybody can forge a text that shares the digest of
another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.fingerprint import Fingerprints, digest_without_words, keyed_digest
from dedup.corpus.grouping import Marks, group_starts
from dedup.corpus.source.reading import each_again
from dedup.corpus.source.source import Source
from dedup.kernel import _kernel

U64 = NDArray[np.uint64]


def confirm(source: Source, fingerprints: Fingerprints, jobs: int, checkpoint: Checkpoint) -> Fingerprints:
    """The fingerprints, with `same_words` equal only for texts that do have the same words.

    Texts of the same characters do. Others that share a digest are read again, and their words are digested under the
    run's secret key.
    """
    doubtful = mark_doubtful(fingerprints.word_digests, fingerprints.character_digests)
    if not doubtful.any():
        return fingerprints

    digest = keyed_digest(checkpoint.key)

    def look(batch: tuple[list[int], list[str]]) -> tuple[list[int], U64]:
        numbers, texts = batch
        digests = np.empty((len(texts), 2), np.uint64)
        _kernel.digest_words(texts, digests, checkpoint.key)
        for place, number in enumerate(numbers):
            if fingerprints.word_counts[number] == 0:
                digests[place] = digest_without_words(texts[place], number, digest)
        return numbers, digests

    def look_at_all() -> U64:
        same_words = np.array(fingerprints.word_digests)
        for numbers, digests in each_again(source, lambda start, stop: doubtful[start:stop], look, jobs):
            same_words[numbers] = digests
        return same_words

    checkpoint.enter("words")
    return fingerprints._replace(same_words=checkpoint.array("same-words", look_at_all))


def mark_doubtful(word_digests: U64, character_digests: U64) -> Marks:
    """Marks the texts that share the digest of their words with a text of other characters."""
    order = np.lexsort((character_digests, word_digests[:, 1], word_digests[:, 0]))
    high, low = word_digests[order].T
    starts = group_starts(high, low)
    group = np.cumsum(starts) - 1
    differs = group_starts(high, low, character_digests[order]) & ~starts
    doubtful = np.empty(len(order), bool)
    doubtful[order] = np.bincount(group, weights=differs)[group] > 0 if len(order) else False
    return doubtful
