"""The sixth stage: the local search among the candidates that a shard was given, and what follows from it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.checkpoint import Checkpoint
from dedup.corpus.documents.candidates import Candidates, candidates_in
from dedup.corpus.documents.fingerprint import Fingerprints
from dedup.corpus.documents.pipeline import components_of, match_all, outcome_of
from dedup.corpus.documents.ranking import Corpus, id_order, rank
from dedup.corpus.documents.removals import EXACT, Removals, records_of_equals
from dedup.corpus.packed_file import PackedFile, starts_of
from dedup.corpus.sharded.candidates import NO_DOCUMENTS, write_records
from dedup.corpus.sharded.names import decoded
from dedup.corpus.sharded.tables import Rows, joined
from dedup.corpus.sharded.task import Task
from dedup.corpus.source.source import Wanted
from dedup.io.private_folder import PrivateFolder
from dedup.io.rows.batch import Batch

I64 = NDArray[np.int64]


class GivenIds:
    """A source that has been read: its ids are known, and its texts are elsewhere."""

    uncompared: Sequence[int] = ()

    def __init__(self, ids: Sequence[Hashable], is_reference: NDArray[np.bool_]) -> None:
        self.ids, self.is_reference = ids, is_reference

    def read(self) -> Iterator[Batch]:
        """Yields nothing."""
        return iter(())

    def read_again(self, wanted: Wanted) -> Iterator[tuple[list[int], list[str]]]:
        """Yields nothing."""
        return iter(())


def match(task: Task) -> dict[str, Any]:
    """Runs the stage."""
    with PrivateFolder(str(task.directory)) as folder:
        folder.create_folder(0o700)
        found = Given(task, Path(folder.path))
        corpus = rank(found.source(), found.fingerprints(), task.manifest.options, Checkpoint())
        outcome = outcome_of(corpus, match_all(corpus, found.candidates(corpus), components_of(corpus)))
    removals = found.with_followers(outcome.removals, corpus)
    found.write("removals", removals)
    found.write("spared", found.by_document(outcome.spared))
    return {"unresolved": outcome.unresolved, "candidates": len(found.document)}


class Given:
    """The candidates that a shard was given, in the order of their numbers."""

    def __init__(self, task: Task, folder: Path) -> None:
        self._task, self._folder = task, folder
        some = [*self._read()]
        bands = task.manifest.bands.number
        self.document: I64 = joined(some, "document", NO_DOCUMENTS)
        self._word_counts = joined(some, "word_count", np.empty(0, np.uint32))
        self._characters = joined(some, "characters", np.empty(0, np.uint64))
        self._words = joined(some, "words", np.empty((0, 2), np.uint64))
        self._keys = joined(some, "keys", np.empty((0, bands), np.uint64))
        self._set_sizes = np.concatenate([NO_DOCUMENTS, *(rows.sizes["set"] // 8 for rows in some)])
        self._text_sizes = np.concatenate([NO_DOCUMENTS, *(rows.sizes["text"] for rows in some)])
        self._names = [name for rows in some for name in rows.of_bytes("name")]
        self._digests = [digest for rows in some for digest in rows.of_bytes("digest")]

    def _read(self) -> Iterator[Rows]:
        """Yields the candidates, and puts their sets and texts on disk, one after another."""
        number = self._task.number
        with open(self._folder / "sets", "wb") as sets, open(self._folder / "texts", "wb") as texts:
            for shard in range(self._task.manifest.shards):
                for table in self._task.tables("candidates", "texts", shard):
                    rows = table.read(number, number + 1)
                    columns = dict(rows.columns)
                    sets.write(columns.pop("set").data)
                    texts.write(columns.pop("text").data)
                    yield rows._replace(columns=columns)

    def source(self) -> GivenIds:
        """The candidates as a source; their ids are numbers in the order of the real ones."""
        if self._task.id_kinds:
            places = id_order([*map(decoded, self._names)], self._task.id_kinds)
        else:
            places = np.arange(len(self.document))
        return GivenIds(places.tolist(), self.document < self._task.references)

    def fingerprints(self) -> Fingerprints:
        """What is known of the candidates; their words are digested under the secret key."""
        return Fingerprints(
            word_counts=self._word_counts,
            word_digests=self._words,
            same_words=self._words,
            character_digests=self._characters,
            band_keys={self._task.manifest.bands: np.ascontiguousarray(self._keys.T)},
            minimizer_counts=np.empty(0, np.uint32),  # contained texts are not looked for
            sort_keys=None,
        )

    def candidates(self, corpus: Corpus) -> Candidates:
        """The candidates, by rank, ready to be compared."""
        order = corpus.order
        sets = PackedFile(
            self._folder / "sets",
            self._set_sizes[order].astype(np.uint32),
            starts_of(self._set_sizes)[order],
            np.uint64,
        )
        texts = PackedFile(
            self._folder / "texts", self._text_sizes[order], starts_of(self._text_sizes)[order], np.uint8
        )
        return candidates_in(sets, texts, corpus.options)

    def by_document(self, records: Removals) -> tuple[Removals, I64, I64]:
        """Records, their documents, and the places here of those that stay for them."""
        return records, self.document[records["number"]], records["kept"].astype(np.int64)

    def with_followers(self, removals: Removals, corpus: Corpus) -> tuple[Removals, I64, I64]:
        """The removals, and those of the followers: for a leader that stays, or for what that one is removed for.

        A reference stays even where another has its words and a better rank; its followers are removed for that one.
        """
        led = self._task.given("candidates", "followers")
        leader = np.searchsorted(self.document, joined(led, "leader", NO_DOCUMENTS)).astype(np.uint32)
        records = records_of_equals(len(leader))
        best = np.arange(len(self.document), dtype=np.uint32)
        best[corpus.order[corpus.distinct :]] = corpus.order[corpus.best_of_group]
        records["kept"] = best[leader]
        records["kind"][best[leader] == leader] = EXACT
        place = np.searchsorted(removals["number"], leader)
        is_removed = np.append(removals["number"], self.document.size)[place] == leader
        records[is_removed] = removals[place[is_removed]]
        own, documents, kept = self.by_document(removals)
        return (
            np.concatenate((own, records)),
            np.concatenate((documents, joined(led, "follower", NO_DOCUMENTS))),
            np.concatenate((kept, records["kept"].astype(np.int64))),
        )

    def write(self, name: str, records: tuple[Removals, I64, I64]) -> None:
        """Writes records."""
        measures, document, kept = records
        places = kept.tolist()
        names, digests = [self._names[place] for place in places], [self._digests[place] for place in places]
        write_records(self._task, name, measures, document, self.document[kept], names, digests)
