"""Judges texts that match: a text is spared if it holds something of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.packed_file import HeldPairs, PackedFile
from dedup.corpus.parallel import in_order
from dedup.kernel import _kernel
from dedup.options import DOCUMENT_REASONS, MIN_LETTERS
from dedup.results.documents import Difference

if TYPE_CHECKING:
    from dedup.options import DocumentProtected

U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]

#: What may tell a text from the one that stays; bit n of `differs` is the n-th.
DIFFERENCES: tuple[Difference, ...] = ("numbers", "names", "negations", "template", "own", "more")
NUMBERS, NAMES, NEGATIONS, TEMPLATE, OWN, MORE = (1 << bit for bit in range(len(DIFFERENCES)))

#: Why a text is spared, by its number in a judgement, and the differences that do it; the first one that holds counts.
REASONS = DOCUMENT_REASONS
CAUSES = OWN, TEMPLATE | NEGATIONS, NUMBERS, NAMES
A_COPY = len(REASONS)


class Judgements(NamedTuple):
    """What was found about pairs of texts."""

    reason: U8  #: why the second text is spared, by its place in `REASONS`; `A_COPY`: it is not
    differs: U8  #: bits of `DIFFERENCES`
    identity: NDArray[np.float64]  #: the share of the second text's letters that are aligned to equal ones in the first


def unjudged(pairs: int) -> Judgements:
    """The judgements where nothing is protected; no pair is aligned."""
    return Judgements(np.full(pairs, A_COPY, np.uint8), np.zeros(pairs, np.uint8), np.ones(pairs))


class Judge:
    """Aligns texts that match, and says which of them are copies."""

    def __init__(self, texts: PackedFile, protect: frozenset[DocumentProtected], jobs: int) -> None:
        self._texts, self._protect, self._jobs = texts, protect, jobs

    def judge(self, kept: U32, others: U32) -> Judgements:
        """Judges each pair of a text that may stay and one that may be removed for it."""
        measured = np.empty((len(kept), 5), np.uint32)

        def measure(held: HeldPairs) -> None:
            _kernel.tell_apart(held.values, held.starts, held.first, held.second, measured[held.pairs])

        for _ in in_order(measure, self._texts.read_pairs(kept, others, self._jobs), self._jobs):
            pass
        return judged(measured, self._protect)


def judged(measured: U32, protect: frozenset[DocumentProtected]) -> Judgements:
    """The judgements that follow from what `tell_apart` measured of each pair, [pairs, 5]."""
    letters, equal, own, more, bits = measured.T
    differs = differences_of(own, more, bits)
    reason = np.full(len(measured), A_COPY, np.uint8)
    for number in reversed(range(len(REASONS))):
        if REASONS[number] in protect:
            reason[differs & CAUSES[number] != 0] = number
    return Judgements(reason, differs, equal / np.maximum(letters, 1))


def differences_of(own: U32, more: U32, bits: U32) -> U8:
    """The differences that the kernel measured, as bits of `DIFFERENCES`."""
    differs = np.zeros(len(own), np.uint8)
    differs[own >= MIN_LETTERS] |= OWN
    differs[more >= MIN_LETTERS] |= MORE
    for kernel_bit, difference in (
        (_kernel.OTHER_NUMBERS, NUMBERS),
        (_kernel.OTHER_NAMES, NAMES),
        (_kernel.DENIED, NEGATIONS),
        (_kernel.FILLED, TEMPLATE),
    ):
        differs[bits & kernel_bit != 0] |= difference
    return differs


def names_of(differs: int) -> tuple[Difference, ...]:
    """The names of the differences that a number stands for.

    >>> names_of(NUMBERS | MORE)
    ('numbers', 'more')
    """
    return tuple(name for bit, name in enumerate(DIFFERENCES) if differs >> bit & 1)
