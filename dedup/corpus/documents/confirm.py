"""Whether texts whose words have one digest do have the same words: only then does one of them go for another.

The survey's digests are made of public hashes of words, so anybody can write a text that shares the digest of another.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.checkpoint import Work
from dedup.corpus.documents.fingerprint import Survey, digest_of_signs
from dedup.corpus.grouping import group_starts
from dedup.corpus.parallel import in_order
from dedup.corpus.source.source import Source
from dedup.kernel import _kernel


def confirm(source: Source, seen: Survey, jobs: int, work: Work) -> Survey:
    """The survey, with `same` equal only for texts that do have the same words.

    Texts of the same characters do.  Those that share a digest with others are read once more, and their words are
    digested under the run's secret key.
    """
    unsure = mark_unsure(seen.digests, seen.signs)
    if not unsure.any():
        return seen

    def unforgeable(signs: bytes) -> bytes:
        return hashlib.blake2b(signs, key=work.key, digest_size=16).digest()

    def look(batch: tuple[list[int], list[str]]) -> tuple[list[int], NDArray[np.uint64]]:
        numbers, texts = batch
        digests = np.empty((len(texts), 2), np.uint64)
        _kernel.digest_words(texts, digests, work.key)
        for place, number in enumerate(numbers):
            if seen.words[number] == 0:
                digests[place] = digest_of_signs(texts[place], number, unforgeable)
        return numbers, digests

    def look_at_all() -> NDArray[np.uint64]:
        same = np.array(seen.digests)
        for numbers, digests in in_order(look, source.read_again(lambda start, stop: unsure[start:stop]), jobs):
            same[numbers] = digests
        return same

    work.enter("words")
    return seen._replace(same=work.array("same", look_at_all))


def mark_unsure(digests: NDArray[np.uint64], signs: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which texts share their digest with one of other characters."""
    order = np.lexsort((signs, digests[:, 1], digests[:, 0]))
    high, low = digests[order].T
    starts = group_starts(high, low)
    group = np.cumsum(starts) - 1
    others = group_starts(high, low, signs[order]) & ~starts
    unsure = np.empty(len(order), bool)
    unsure[order] = np.bincount(group, weights=others)[group] > 0 if len(order) else False
    return unsure
