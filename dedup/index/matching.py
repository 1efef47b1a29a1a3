"""Finds the document that a text repeats, as `deduplicate` does: keys propose, shingles decide, alignment judges."""

from __future__ import annotations

import logging
import os
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.containment import LEEWAY, LOOKED_UP, MINIMIZERS_SHARED
from dedup.corpus.documents.judging import A_COPY, Judgements, judged, names_of, unjudged
from dedup.corpus.lsh.signatures import SHINGLE
from dedup.corpus.minimizer_files import minimizers_of
from dedup.index.sketches import Sketch
from dedup.index.store import MAX_COMPARED, Store, Stored
from dedup.kernel import _kernel
from dedup.options import IndexOptions
from dedup.results.seen import SeenDocument

#: Bytes of a secret key.
KEY = 16


class Candidate(NamedTuple):
    """A document that may be repeated, and its text."""

    document: Stored
    text: str


class Measured(NamedTuple):
    """A document that a text resembles."""

    candidate: Candidate
    is_near: bool  #: or else it contains the text
    jaccard: float
    containment: float
    shingles: int  #: of the document


class Matcher:
    """Compares texts with the documents of a store."""

    def __init__(self, store: Store, options: IndexOptions) -> None:
        self._store, self._options = store, options
        self._key = os.urandom(KEY)  # decides; so no text can be written to share a hash with another

    def best(self, sketch: Sketch) -> SeenDocument | None:
        """The document that a text repeats: one of the same words, or the most similar one that it is a copy of."""
        if not len(sketch.keys):
            return None
        same = self._same_words(sketch)
        if same or not sketch.has_words:
            return same
        measured = self._measured(sketch.text, self._candidates(sketch))
        measured.sort(key=lambda one: (not one.is_near, -one.jaccard if one.is_near else -one.shingles))
        for one in measured:
            judgements = self._judge(one.candidate.text, sketch.text)
            if judgements.reason[0] == A_COPY:
                return SeenDocument(
                    id=one.candidate.document.id,
                    kind="near" if one.is_near else "contained",
                    jaccard=one.jaccard,
                    containment=one.containment,
                    identity=float(judgements.identity[0]),
                    differs=names_of(int(judgements.differs[0])),
                )
        return None

    def _same_words(self, sketch: Sketch) -> SeenDocument | None:
        """The first document of the same characters, or else of the same words."""
        documents = self._store.documents(self._same_digest(sketch))
        documents = [one for one in documents if one.digest[:16] == sketch.words]
        documents.sort(key=lambda one: one.digest != sketch.digest)
        for document in documents:
            text = self._store.text(document)
            if text == sketch.text:
                return SeenDocument(document.id, "exact", 1.0, 1.0)
            if text is not None and self._have_same_words(text, sketch):
                return SeenDocument(document.id, "same_words", 1.0, 1.0)
        return None

    def _have_same_words(self, text: str, sketch: Sketch) -> bool:
        """Whether a text has the words of another; without words, its characters but white space."""
        if not sketch.has_words:
            return "".join(text.split()) == "".join(sketch.text.split())
        digests = np.empty((2, 2), np.uint64)
        _kernel.digest_words([text, sketch.text], digests, self._key)
        return bool((digests[0] == digests[1]).all())

    def proposed(self, sketch: Sketch) -> tuple[list[int], bool]:
        """The numbers of the documents that a text may repeat; whether these are all."""
        if not len(sketch.keys):
            return [], True
        similar, is_complete = self._similar(sketch)
        return [*self._same_digest(sketch), *similar], is_complete

    def _same_digest(self, sketch: Sketch) -> list[int]:
        """The numbers of the first documents whose words may be those of a text."""
        return list(self._store.proposed("band_keys", sketch.keys[:1]).counts)[:MAX_COMPARED]

    def _similar(self, sketch: Sketch) -> tuple[list[int], bool]:
        """The numbers of the documents that share most with a text; whether these are all that may be similar."""
        proposed = self._store.proposed("band_keys", sketch.keys[1:])
        most = sorted(proposed.counts, key=lambda number: -proposed.counts[number])
        numbers, is_complete = most[:MAX_COMPARED], proposed.is_complete and len(most) <= MAX_COMPARED
        if self._options.containment is not None:
            longer, all_longer = self._may_contain(sketch, self._options.containment)
            numbers, is_complete = [*{*numbers, *longer}], is_complete and all_longer
        return numbers, is_complete

    def _candidates(self, sketch: Sketch) -> list[Candidate]:
        """The documents that a text is compared with."""
        numbers, is_complete = self._similar(sketch)
        if not is_complete:
            logging.getLogger("dedup").warning("index: a text was not compared with all that resembles it (unresolved)")
        documents = self._store.documents(numbers)
        texts = ((document, self._store.text(document)) for document in documents)
        return [Candidate(document, text) for document, text in texts if text is not None]

    def _may_contain(self, sketch: Sketch, containment: float) -> tuple[list[int], bool]:
        """The documents that share so many minimizers with a text that they may contain it; whether these are all."""
        looked_up = np.unique(minimizers_of([sketch.text], SHINGLE).hashes)[:LOOKED_UP]  # without those of lines
        proposed = self._store.proposed("minimizers", looked_up)
        share = min(MINIMIZERS_SHARED, containment - LEEWAY)
        enough = [number for number, count in proposed.counts.items() if count >= share * len(looked_up)]
        most = sorted(enough, key=lambda number: -proposed.counts[number])
        return most[:MAX_COMPARED], proposed.is_complete and len(most) <= MAX_COMPARED

    def _measured(self, text: str, candidates: list[Candidate]) -> list[Measured]:
        """The candidates that a text resembles enough."""
        if not candidates:
            return []
        sizes = np.empty(len(candidates) + 1, np.uint32)
        sets = _kernel.shingle_sets([text, *(one.text for one in candidates)], SHINGLE, sizes, self._key)
        shared = count_shared_with_first(np.frombuffer(sets, np.uint64), sizes)
        own, others = int(sizes[0]), sizes[1:].astype(np.int64)
        jaccards = shared / np.maximum(own + others - shared, 1)
        is_near = jaccards >= self._options.jaccard
        containment = self._options.containment
        contains = np.zeros(len(others), bool)
        if containment is not None:
            contains = (shared >= containment * own) & (others >= own)
        return [
            Measured(
                candidate=candidates[place],
                is_near=bool(is_near[place]),
                jaccard=float(jaccards[place]),
                containment=float(shared[place] / max(own, 1)),
                shingles=int(others[place]),
            )
            for place in np.flatnonzero(is_near | contains).tolist()
        ]

    def _judge(self, kept: str, text: str) -> Judgements:
        """Aligns a text with a document: is it a copy?"""
        if not self._options.protect:
            return unjudged(1)
        first, second = (one.encode("utf-8", "surrogatepass") for one in (kept, text))
        starts = np.array([0, len(first), len(first) + len(second)], np.uint64)
        measured = np.empty((1, 5), np.uint32)
        _kernel.tell_apart(first + second, starts, np.zeros(1, np.uint32), np.ones(1, np.uint32), measured)
        return judged(measured, self._options.protect)


def count_shared_with_first(hashes: NDArray[np.uint64], sizes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """How many hashes each set but the first shares with it, of sets that stand one after another."""
    starts = np.concatenate([np.zeros(1, np.uint64), np.cumsum(sizes, dtype=np.uint64)])
    shared = np.empty(len(sizes) - 1, np.uint32)
    others = np.arange(1, len(sizes), dtype=np.uint32)
    _kernel.count_shared(hashes, starts, np.zeros(len(others), np.uint32), others, shared)
    return shared.astype(np.int64)
