"""Matching component by component, so that what is decided about a text depends on no text that is unlike it.

A component is all texts that share band keys, directly or through others. No text matches one of another component.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.matching import FEW, BandKeys, Matcher, Matches, Settled, Verify, concatenate
from dedup.corpus.grouping import Marks
from dedup.corpus.lsh.buckets import make_buckets
from dedup.corpus.lsh.components import Components, pairs_of

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

#: Entries of small components that are matched at a time.  An entry is a text in one band.
ENTRIES = 1 << 20


def find_components(band_keys: BandKeys, bands: int, has_words: Marks) -> U32:
    """The first text of the component of each text; of one that shares no key, the text itself."""
    texts = len(has_words)
    components = Components(texts)
    member = np.flatnonzero(has_words).astype(np.uint32)
    step = max(FEW // max(texts, 1), 1)  # of few texts, several bands at a time
    for start in range(0, bands, step):
        numbers = range(start, min(start + step, bands))
        keys = np.concatenate([band_keys(number, member) for number in numbers])
        entries = make_buckets(keys, np.arange(len(keys), dtype=np.uint32), len(keys)).member
        if len(entries):
            components.join(*pairs_of(keys[entries], member[entries % len(member)]))
    return components.firsts()


def sizes_of(first: U32) -> NDArray[np.intp]:
    """How many texts are in the component of each text."""
    return np.bincount(first, minlength=len(first))[first]


def settle_by_component(band_keys: BandKeys, bands: int, first: U32, references: int, verify: Verify) -> Settled:
    """Finds the matches within components, and decides which texts are removed.

    Small components are matched together, which has no influence on the outcome, and all their bands at once; a large
    one by itself, as many bands at once as its size allows.
    """
    removed, unresolved = np.zeros((2, len(first)), bool)
    matches: list[Matches] = []
    spared: list[Matches] = []
    for texts, is_large in _batches(first, bands):
        settled = _settle(texts, band_keys, bands, references, verify, at_once=not is_large)
        removed[texts], unresolved[texts] = settled.removed, settled.unresolved
        matches.append(_numbered(settled.matches, texts.__getitem__))
        spared.append(_numbered(settled.spared, texts.__getitem__))
    return Settled(concatenate(matches), concatenate(spared), removed, unresolved)


def _settle(texts: U32, band_keys: BandKeys, bands: int, references: int, verify: Verify, at_once: bool) -> Settled:
    """Settles some texts, which the outcome numbers by their places."""

    def keys_of_places(band: int, places: U32) -> U64:
        return band_keys(band, texts[places])

    def verify_places(lower: U32, higher: U32) -> Matches:
        matches = verify(texts[lower], texts[higher])
        return _numbered(matches, lambda some: np.searchsorted(texts, some).astype(np.uint32))

    candidates = np.ones(len(texts), bool)
    before = int(np.searchsorted(texts, references))
    return Matcher(keys_of_places, bands, candidates, before, verify_places, at_once).settle()


def _batches(first: U32, bands: int) -> Iterator[tuple[U32, bool]]:
    """Yields the texts of some components, in order, and whether they are one large component."""
    sizes = sizes_of(first)
    member = np.flatnonzero(sizes > 1).astype(np.uint32)
    is_large = sizes[member] * bands > FEW
    large, small = member[is_large], member[~is_large]
    small = small[np.argsort(first[small], kind="stable")]  # component by component
    before = np.concatenate(([0], np.flatnonzero(np.diff(first[small])) + 1)) if len(small) else np.empty(0, np.intp)
    batch = before * bands // ENTRIES
    starts = before[np.concatenate(([True], np.diff(batch) > 0))] if len(small) else before
    for texts in np.split(small, starts[1:]) if len(small) else []:
        yield np.sort(texts), False
    for component in np.flatnonzero(np.bincount(first[large])).tolist():
        yield large[first[large] == component], True


def _numbered(matches: Matches, number: Callable[[U32], U32]) -> Matches:
    """Matches with other numbers of texts."""
    return matches._replace(lower=number(matches.lower), higher=number(matches.higher))
