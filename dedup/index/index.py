"""`Index`: which texts were seen before."""

from __future__ import annotations

import os
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from dedup.errors import ArgumentTypeError, IndexFileError
from dedup.index.database import Database
from dedup.index.documents import Document, batches, checked_id, checked_text, documents_in, last_of_each
from dedup.index.header import check_same
from dedup.index.matching import Matcher
from dedup.index.seen_blocks import seen_blocks
from dedup.index.sketches import Sketch, sketches_of
from dedup.index.store import Store, TextOf
from dedup.index.upkeep import check, compact, merge
from dedup.options import index_options, read_options
from dedup.results.seen import IndexStats, SeenBlocks, SeenDocument

if TYPE_CHECKING:
    from dedup.options import DocumentProtected, Field

Item = TypeVar("Item")


class Index:
    """Texts seen so far, in memory or in one file; it says of a new text whether one of them repeats it, and which.

    A text is compared as `deduplicate` compares documents, with the same evidence, and the first one seen stays. An
    index may be used by several threads at once, which take turns. Several processes may open one file: any number read
    while one writes; each opens it by itself, so an index cannot be pickled, nor used after a fork.

    `jaccard`, `containment`, `protect` and `blocks` belong to an index as long as it lasts. If left out, they are those
    of the file; in a new one the defaults of `deduplicate`, and no blocks.

    Args:
        path: The file, which is made if there is none. None: an index in memory.
        jaccard: The minimum Jaccard index of a copy, as in `deduplicate`.
        containment: Also find texts of which at least this share of the shingles occurs in one longer document.
        protect: The similar documents that are no copies, as in `deduplicate`.
        blocks: Whether `query_blocks` is wanted, too. The index then takes twice the space, and adding twice the time.
        text_of: A function that gives the text of a document by its id, or None if it is gone. The index then stores no
            texts, and a document of which the text has changed since is not found any more.
        create: Whether to make a file that does not exist. If not, that is an error.
        timeout: How many seconds to wait while another process writes.

    Attributes:
        path: The file; None: it is in memory.

    Raises:
        IndexFileError: The file is no index, damaged, or cannot be opened. Also an `OSError`.
        IndexBusyError: Another process was writing for all of `timeout`. Also a `TimeoutError`.
        IndexMismatchError: The index was made with other options, or by a version of this library that sketches texts
            otherwise; the message names the field. Also a `ValueError`.
        OptionError: An option is out of range. Also a `ValueError`.

    Example:
        >>> import dedup
        >>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
        >>> with dedup.Index() as seen:
        ...     print(seen.check_and_add("/news/1", story))
        ...     print(seen.check_and_add("/news/2", story.upper()))
        None
        SeenDocument(id='/news/1', kind='same_words', jaccard=1.0, containment=1.0, identity=1.0, differs=())
    """

    path: str | None

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        jaccard: float | None = None,
        containment: float | None = None,
        protect: Collection[DocumentProtected] | None = None,
        blocks: bool | None = None,
        text_of: TextOf | None = None,
        create: bool = True,
        timeout: float = 5.0,
    ) -> None:
        options = index_options(jaccard, containment, protect, blocks, texts="elsewhere" if text_of else "index")
        chosen = {"jaccard": jaccard, "containment": containment, "protect": protect, "blocks": blocks}
        asked: dict[str, Any] = {name: value for name, value in chosen.items() if value is not None}
        self.path = None if path is None else os.fspath(path)
        self._database = Database(self.path, options if create or path is None else None, timeout)
        self._options = self._database.options
        try:
            check_same(self._options, asked | {"texts": options.texts}, self._database.path)
        except BaseException:
            self._database.close()
            raise
        self._store = Store(self._database, text_of)
        self._matcher = Matcher(self._store, self._options)
        self._timeout = timeout
        self._lock = RLock()
        self._process = os.getpid()
        self._is_open = True

    def query(self, text: str) -> SeenDocument | None:
        """The document that a text repeats, or None. Nothing is added.

        Of several, it is one of the same words, or else the most similar one.
        """
        return self.query_many([text])[0]

    def query_many(self, texts: Iterable[str]) -> list[SeenDocument | None]:
        """The document that each text repeats, or None. Nothing is added."""
        sketches = self._sketch([checked_text(text) for text in texts])
        with self._reading():
            return [self._matcher.best(sketch) for sketch in sketches]

    def query_blocks(self, text: str) -> SeenBlocks:
        """The blocks of a text that documents have, each in the first one that has it, and the rest of the text.

        They are found and judged as in `deduplicate_blocks`, with its default options. Nothing is added.

        Raises:
            IndexMismatchError: The index was not made with `blocks=True`. Also a `ValueError`.
        """
        check_same(self._options, {"blocks": True}, self._database.path)
        with self._reading():
            return seen_blocks(checked_text(text), self._store)

    def add(self, id: Hashable, text: str) -> bool:
        """Adds a document, whether or not it repeats another; returns whether anything changed.

        A document that is there already, with the same text, is left as it is; with another text, it is replaced.
        """
        return self.add_many([(id, text)]) == 1

    def add_many(self, docs: Any, *, text: Field | None = None, id: Field | None = None) -> int:
        """Adds documents, as `add` does, and returns how many were new or replaced.

        They are written batch by batch: if the process is killed, the last batch may be missing, and nothing else.

        Args:
            docs: (id, text) pairs, mappings, objects, a mapping of ids to texts, or a table, as in `deduplicate`.
            text: Which field holds the text, as in `deduplicate`.
            id: Which field holds the id, as in `deduplicate`; every document must have one.
        """
        count = 0
        for batch in batches(documents_in(docs, read_options(text, id))):
            batch = last_of_each(batch)
            sketches = self._sketch([document.text for document in batch])
            with self._writing():
                count += self._put(batch, sketches)
        return count

    def check_and_add(self, id: Hashable, text: str) -> SeenDocument | None:
        """The document that a text repeats; if there is none, the text is added, and None returned.

        Nobody else can add a copy in between. A text that was added before repeats itself: the id is its own.
        """
        return self.check_and_add_many([(id, text)])[0]

    def check_and_add_many(
        self, docs: Any, *, text: Field | None = None, id: Field | None = None
    ) -> list[SeenDocument | None]:
        """For each document, in order, what `check_and_add` returns. All are added, or none if there is an error.

        Args:
            docs: The documents, as in `add_many`.
            text: Which field holds the text.
            id: Which field holds the id.
        """
        documents = list(documents_in(docs, read_options(text, id)))
        sketches = [
            sketch for batch in batches(documents) for sketch in self._sketch([document.text for document in batch])
        ]
        with self._writing():
            return [self._check_and_put(document, sketch) for document, sketch in zip(documents, sketches)]

    def filter(self, items: Iterable[Item], *, text: Field | None = None, id: Field | None = None) -> Iterator[Item]:
        """Yields the items that repeat nothing seen so far, as they come, and adds them.

        An item is added when the next one is asked for: if the program stops while it works on an item, the next run
        yields that one again.

        Args:
            items: The items, as in `add_many`.
            text: Which field holds the text.
            id: Which field holds the id.
        """
        for document in documents_in(items, read_options(text, id)):
            (sketch,) = self._sketch([document.text])
            with self._reading():
                seen = self._matcher.best(sketch)
            if seen is None:
                yield document.item
                with self._writing():
                    self._put([document], [sketch])

    def remove(self, id: Hashable) -> bool:
        """Removes a document; returns whether it was there."""
        with self._writing():
            stored = self._store.find(checked_id(id))
            if stored:
                self._store.delete([stored.number])
            return stored is not None

    def forget(self, before: datetime) -> int:
        """Removes the documents that were added before a moment; returns how many.

        A `datetime` without a time zone is in local time.
        """
        if not isinstance(before, datetime):
            raise ArgumentTypeError("before", before, "a datetime")
        with self._writing():
            return self._store.delete_before(round(before.timestamp() * 1_000_000))

    def merge(self, other: Index | str | os.PathLike[str]) -> int:
        """Adds the documents of another index, but those whose ids are in this one; returns how many.

        All are added, or none. What is removed from the one index stays in the other.

        Args:
            other: An index, or its file.

        Raises:
            IndexMismatchError: The other one was made with other options.
        """
        if not isinstance(other, Index):
            database = Database(os.fspath(other), None, self._timeout)
            try:
                return self._merge(database)
            finally:
                database.close()
        if other is self:
            return 0
        first, second = sorted((self._lock, other._lock), key=id)  # so that two threads never wait for each other
        with first, second, other._reading():
            return self._merge(other._database)

    def _merge(self, other: Database) -> int:
        check_same(self._options, other.options._asdict(), self._database.path)
        with self._writing(), other.reading():
            return merge(self._database, self._store, other)

    def compact(self) -> None:
        """Frees the space of removed, replaced and forgotten documents. It needs as much space again while it runs."""
        with self._lock:
            self._check_usable()
            compact(self._database)

    def check(self) -> None:
        """Reads the whole index and compares each document with its text.

        Raises:
            IndexFileError: Something is damaged; the message says what. Also an `OSError`.
        """
        with self._reading():
            check(self._database, self._store)

    def stats(self) -> IndexStats:
        """Counts of what is in the index."""
        with self._reading():
            return self._store.stats()

    def __contains__(self, id: object) -> bool:
        with self._reading():
            return self._store.find(checked_id(id)) is not None

    def __len__(self) -> int:
        with self._reading():
            return len(self._store)

    def __repr__(self) -> str:
        where = "in memory" if self.path is None else f"in {self.path}"
        return f"<Index {where}: {len(self)} documents>" if self._is_open else f"<Index {where}, closed>"

    def close(self) -> None:
        """Closes the file. An index in memory is gone then."""
        with self._lock:
            if self._is_open:
                self._is_open = False
                self._database.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError("an Index cannot be pickled: open the file in the other process, too")

    def _sketch(self, texts: list[str]) -> list[Sketch]:
        return sketches_of(texts, self._options)

    def _put(self, batch: Sequence[Document], sketches: Sequence[Sketch]) -> int:
        """Adds documents of distinct ids, unless they are there; returns how many were not."""
        new, replaced = [], []
        for document, sketch in zip(batch, sketches):
            stored = self._store.find(document.id)
            if stored and stored.digest == sketch.digest:
                continue
            if stored:
                replaced.append(stored.number)
            new.append((document.id, sketch))
        self._store.delete(replaced)
        self._store.insert([id for id, _ in new], [sketch for _, sketch in new])
        return len(new)

    def _check_and_put(self, document: Document, sketch: Sketch) -> SeenDocument | None:
        seen = self._matcher.best(sketch)
        if seen is None:
            self._put([document], [sketch])
        return seen

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            self._check_usable()
            with self._database.reading():
                yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            self._check_usable()
            with self._database.writing():
                yield

    def _check_usable(self) -> None:
        if not self._is_open:
            raise IndexFileError("the index is closed")
        if os.getpid() != self._process:
            raise IndexFileError("an index cannot be used after a fork: open the file again in the new process")
