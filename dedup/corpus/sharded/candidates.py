"""The fifth stage: reads the candidates of a shard again, and writes all that their comparison needs."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.fingerprint import digest_without_words, keyed_digest
from dedup.corpus.documents.removals import EXACT, MEASURES, Removals, records_of_equals
from dedup.corpus.lsh.banding import band_keys
from dedup.corpus.lsh.signatures import SHINGLE, sketch_batch
from dedup.corpus.packed_file import starts_of
from dedup.corpus.sharded.names import encoded
from dedup.corpus.sharded.tables import joined
from dedup.corpus.sharded.task import Task
from dedup.io.rows.part_rows import NamedTexts
from dedup.kernel import _kernel

I64 = NDArray[np.int64]

#: Bytes of texts and sets that are in memory at a time, about.
HELD = 1 << 26

#: The fields of a record that are written.
RECORDED = ("reason", *MEASURES)

NO_DOCUMENTS = np.empty(0, np.int64)


def candidates(task: Task) -> dict[str, Any]:
    """Runs the stage.

    Those who follow a candidate go where it is compared. Those whose leader is like no other text are removed for it
    here.
    """
    shard, start = task.number, int(task.starts[task.number])
    wanted = [table.read(shard, shard + 1) for table in task.tables("components", "candidates", 0)]
    document, match = joined(wanted, "document", NO_DOCUMENTS), joined(wanted, "match", np.empty(0, np.uint16))
    led = task.given("words", "followers")
    leader, follower = joined(led, "leader", NO_DOCUMENTS), joined(led, "follower", NO_DOCUMENTS)
    place = np.searchsorted(document, leader)
    compared = np.append(document, -1)[place] == leader
    columns = {"leader": leader[compared], "follower": follower[compared]}
    task.write("followers", columns, match[place[compared]], task.manifest.shards)

    alone = np.unique(leader[~compared])
    marks = np.zeros(int(task.starts[shard + 1]) - start, bool)
    marks[document - start] = True
    marks[alone - start] = True
    doubtful = joined(task.given("words", "doubtful"), "document", NO_DOCUMENTS)
    writer = Writer(task, document, match, doubtful)
    kept = Kept()
    for batch in task.rows().named_again(lambda first, stop: marks[first:stop]):
        number = np.array(batch.numbers, np.int64) + start
        is_alone = np.isin(number, alone, kind="sort")
        writer.add(_chosen(batch, ~is_alone), number[~is_alone])
        kept.add(_chosen(batch, is_alone), number[is_alone])
    writer.flush()
    _remove_followers(task, leader[~compared], follower[~compared], kept)
    return {}


def _chosen(batch: NamedTexts, marks: NDArray[np.bool_]) -> NamedTexts:
    places = np.flatnonzero(marks).tolist()
    return NamedTexts(
        numbers=[batch.numbers[place] for place in places],
        texts=[batch.texts[place] for place in places],
        names=[batch.names[place] for place in places],
    )


class Kept:
    """Names and digests of texts that others are removed for."""

    def __init__(self) -> None:
        self.documents: list[int] = []
        self.names: list[bytes] = []
        self.digests: list[bytes] = []

    def add(self, batch: NamedTexts, documents: I64) -> None:
        """Adds texts."""
        self.documents += documents.tolist()
        self.names += map(encoded, batch.names)
        self.digests += map(digest_of, batch.texts)


def digest_of(text: str) -> bytes:
    """The digest by which reports know a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def _remove_followers(task: Task, leader: I64, follower: I64, kept: Kept) -> None:
    """Writes the removals of texts that are equal to one that is like no other."""
    place = np.searchsorted(np.array(kept.documents, np.int64), leader)
    records = records_of_equals(len(leader))
    records["kind"] = EXACT
    places = place.tolist()
    names, digests = [kept.names[one] for one in places], [kept.digests[one] for one in places]
    write_records(task, "removals", records, follower, leader, names, digests)


def write_records(
    task: Task, name: str, records: Removals, document: I64, kept: I64, names: list[bytes], digests: list[bytes]
) -> None:
    """Writes records of documents, each with the number, the name and the digest of the one that stays for it."""
    shard = task.shard_of(document)
    columns: dict[str, Any] = {"document": document, "kept": kept, "name": names, "digest": digests}
    for measure in RECORDED:
        columns[measure] = np.ascontiguousarray(records[measure])
    task.write(name, columns, shard, task.manifest.shards)


class Writer:
    """Writes candidates, as many at a time as fit in memory."""

    def __init__(self, task: Task, documents: I64, match: NDArray[np.uint16], doubtful: I64) -> None:
        self._task, self._documents, self._match, self._doubtful = task, documents, match, doubtful
        self._clear()

    def _clear(self) -> None:
        self._arrays: list[tuple[NDArray[Any], ...]] = []
        self._names: list[bytes] = []
        self._digests: list[bytes] = []
        self._sets: list[bytes] = []
        self._texts: list[bytes] = []
        self._size = 0

    def add(self, batch: NamedTexts, documents: I64) -> None:
        """Adds texts."""
        if not batch.texts:
            return
        manifest, texts, key = self._task.manifest, batch.texts, self._task.manifest.secret
        signatures, words, characters, counts = sketch_batch(texts, key)
        keys = band_keys(signatures, manifest.bands)
        doubtful = np.flatnonzero(np.isin(documents, self._doubtful)).tolist()
        digests = np.empty((len(doubtful), 2), np.uint64)
        _kernel.digest_words([texts[place] for place in doubtful], digests, key)
        words[doubtful] = digests
        digest = keyed_digest(key)
        for place in np.flatnonzero(counts == 0).tolist():
            words[place] = digest_without_words(texts[place], place, digest)
        sizes = np.empty(len(texts), np.uint32)
        sets = memoryview(_kernel.shingle_sets(texts, SHINGLE, sizes, key))
        starts = starts_of(sizes).tolist()
        encoded_texts = [text.encode("utf-8", "surrogatepass") for text in texts]
        self._arrays.append((documents, counts, characters, words, np.ascontiguousarray(keys.T)))
        self._sets += (bytes(sets[8 * a : 8 * (a + size)]) for a, size in zip(starts, sizes.tolist()))
        self._digests += (sha256(text).digest() for text in encoded_texts)
        self._names += map(encoded, batch.names)
        # Without protection, no text is looked at again.
        self._texts += encoded_texts if manifest.protect else [b""] * len(texts)
        self._size += len(sets) + sum(map(len, encoded_texts))
        if self._size >= HELD:
            self.flush()

    def flush(self) -> None:
        """Writes what is held."""
        if not self._arrays:
            return
        document, counts, characters, words, keys = (np.concatenate(column) for column in zip(*self._arrays))
        columns: dict[str, Any] = {
            "document": document,
            "word_count": counts,
            "characters": characters,
            "words": words,
            "keys": keys,
            "name": self._names,
            "digest": self._digests,
            "set": self._sets,
            "text": self._texts,
        }
        match = self._match[np.searchsorted(self._documents, document)]
        self._task.write("texts", columns, match, self._task.manifest.shards)
        self._clear()
