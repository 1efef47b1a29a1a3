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
from dedup.index.arguments import checked_path, checked_timeout, microseconds
from dedup.index.database import TIMEOUT, Database
from dedup.index.documents import (
    Document,
    batches,
    checked_id,
    checked_text,
    checked_texts,
    documents_in,
    last_of_each,
)
from dedup.index.header import check_same
from dedup.index.matching import Matcher
from dedup.index.seen_blocks import seen_blocks
from dedup.index.sketches import Sketch, sketches_of
from dedup.index.store import Store, TextOf
from dedup.index.upkeep import check, compact, merge
from dedup.options import IndexOptions, index_options, is_flag, read_options
from dedup.results.seen import IndexStats, SeenBlocks, SeenDocument

if TYPE_CHECKING:
    from dedup.options import DocumentProtected, Field, TextsIn

Item = TypeVar("Item")


class Index:
    """An index of the texts seen so far, in memory or in one file. Ask it whether a new text repeats one of them.

    Texts are compared as in `deduplicate` with `keep="first"`, and with the same evidence. Threads may share an index;
    they take turns. Several processes may open the same file: while one writes, any number can read. Each process opens
    the file itself: an index cannot be pickled, or used after a fork.

    A file keeps the options `jaccard`, `containment`, `protect` and `blocks` that it was made with. Leave them out to
    open it, or repeat them; others are refused.

    Args:
        path: The file, which is created if it does not exist. None: keep the index in memory.
        jaccard: The minimum Jaccard index of a copy and the document it repeats, as in `deduplicate`. By default 0.8.
        containment: Also find a text if at least this share of its shingles occurs in one longer document.
        protect: The similar texts that do not count as copies, as in `deduplicate`.
        blocks: Whether to support `query_blocks`. Takes twice the space and two to three times as long to add to. By
            default False.
        text_of: A function that returns the text of a document, given its id, or None if it no longer exists. The index
            then stores no texts. It does not find documents whose text has changed since they were added.
        create: Whether to create a missing file. False: raise `IndexFileError`.
        timeout: How many seconds to wait while another process writes; at most 1,000,000.

    Attributes:
        path: The file; None: it is in memory.
        options: What the index was made with.

    Raises:
        IndexFileError: The file is damaged, is not an index, or cannot be opened. Also an `OSError`.
        IndexBusyError: Another process kept writing for `timeout` seconds. Also a `TimeoutError`.
        IndexMismatchError: The file was made with other options, or by an incompatible version of this library; the
            message names the field. Also a `ValueError`.
        OptionError: An option is out of range. Also a `ValueError`.
        ArgumentTypeError: An argument has the wrong type. Also a `TypeError`.

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
    options: IndexOptions

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
        timeout: float = TIMEOUT,
    ) -> None:
        if text_of is not None and not callable(text_of):
            raise ArgumentTypeError("text_of", text_of, "a function that returns the text of an id, or None")
        if not is_flag(create):
            raise ArgumentTypeError("create", create, "True or False")
        timeout = checked_timeout(timeout)
        texts: TextsIn = "index" if text_of is None else "elsewhere"
        options = index_options(jaccard, containment, protect, blocks, texts)
        chosen = {"jaccard": jaccard, "containment": containment, "protect": protect, "blocks": blocks}
        asked: dict[str, Any] = {name: value for name, value in chosen.items() if value is not None}
        self.path = None if path is None else checked_path("path", path, "a str or a path, or None for memory")
        self._database = Database(self.path, options if create or path is None else None, timeout)
        self.options = self._database.options
        try:
            check_same(self.options, asked | {"texts": options.texts}, self._database.path)
        except BaseException:
            self._database.close()
            raise
        self._store = Store(self._database, text_of)
        self._matcher = Matcher(self._store, self.options)
        self._timeout = timeout
        self._lock = RLock()
        self._process = os.getpid()
        self._is_open = True

    def query(self, text: str) -> SeenDocument | None:
        """Return the document that a text repeats, or None. Adds nothing.

        If it repeats several, that is one with the same words, or else the most similar one.
        """
        return self.query_many([text])[0]

    def query_many(self, texts: Iterable[str]) -> list[SeenDocument | None]:
        """Return, for each text, the document that it repeats, or None. Adds nothing."""
        sketches = self._sketch(checked_texts(texts))
        with self._reading():
            return [self._matcher.best(sketch) for sketch in sketches]

    def query_blocks(self, text: str) -> SeenBlocks:
        """Find the blocks of a text that occur in documents of the index. Adds nothing.

        Blocks are found and judged as in `deduplicate_blocks` with its default options. Each is reported with the first
        document that has it.

        Raises:
            IndexMismatchError: The index was not made with `blocks=True`. Also a `ValueError`.
        """
        check_same(self.options, {"blocks": True}, self._database.path)
        with self._reading():
            return seen_blocks(checked_text(text), self._store)

    def add(self, id: Hashable, text: str) -> bool:
        """Add a document, even if it repeats another one, and return whether the index changed.

        Adding a document again changes nothing, not even its date. A new text under a known id replaces the old one.
        """
        return self.add_many([(id, checked_text(text))]) == 1

    def add_many(self, docs: Any, *, text: Field | None = None, id: Field | None = None) -> int:
        """Add documents, as `add` does, and return how many were new or replaced.

        Documents are committed in batches of up to 1,000. If the process is killed, only the current batch is lost.

        Args:
            docs: An iterable of (id, text) pairs, or of mappings or objects with an id and a text; a mapping of ids to
                texts; or a table, as in `deduplicate`. Ids are `str` or `int`.
            text: Which field holds the text, as in `deduplicate`.
            id: Which field holds the id, as in `deduplicate`.
        """
        count = 0
        for batch in batches(documents_in(docs, read_options(text, id))):
            batch = last_of_each(batch)
            sketches = self._sketch([document.text for document in batch])
            with self._writing():
                count += self._put(batch, sketches)
        return count

    def check_and_add(self, id: Hashable, text: str) -> SeenDocument | None:
        """Return the document that a text repeats; if there is none, add the text and return None.

        The two steps are one transaction: no other thread or process can add a copy in between. A text that was added
        before repeats itself, so the result may have the id that you passed.
        """
        return self.check_and_add_many([(id, checked_text(text))])[0]

    def check_and_add_many(
        self, docs: Any, *, text: Field | None = None, id: Field | None = None
    ) -> list[SeenDocument | None]:
        """Do what `check_and_add` does for each document in order, in one transaction.

        Args:
            docs: The documents, as in `add_many`.
            text: Which field holds the text.
            id: Which field holds the id.

        Returns:
            For each document, the one that it repeats, or None. That may be an earlier one of `docs`.
        """
        documents = list(documents_in(docs, read_options(text, id)))
        sketches = [
            sketch for batch in batches(documents) for sketch in self._sketch([document.text for document in batch])
        ]
        with self._writing():
            return [self._check_and_put(document, sketch) for document, sketch in zip(documents, sketches)]

    def filter(self, items: Iterable[Item], *, text: Field | None = None, id: Field | None = None) -> Iterator[Item]:
        """Yield the items that repeat nothing seen so far, unchanged and one at a time, and add them.

        An item is added when you ask for the next one. So if your program stops while it works on an item, it gets that
        item again in the next run. An item with a known id replaces that document if it repeats nothing.

        Another process can add a copy before an item is added; both then get it. If several processes share the file,
        use `check_and_add`, which checks and adds in one transaction.

        Args:
            items: The items, in any form that `add_many` takes.
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
        """Remove a document, and return whether it was in the index. `compact` frees its space."""
        with self._writing():
            stored = self._store.find(checked_id(id))
            if stored:
                self._store.delete([stored.number])
            return stored is not None

    def remove_many(self, ids: Iterable[Hashable]) -> int:
        """Remove documents in one transaction, and return how many were in the index. `compact` frees their space."""
        checked = [*dict.fromkeys(map(checked_id, ids))]
        with self._writing():
            found = [stored.number for id in checked if (stored := self._store.find(id))]
            self._store.delete(found)
            return len(found)

    def forget(self, before: datetime) -> int:
        """Remove the documents that were added before a point in time, and return how many.

        `compact` frees their space.

        Args:
            before: The point in time; in local time if it has no time zone.
        """
        moment = microseconds(before)
        with self._writing():
            return self._store.delete_before(moment)

    def merge(self, other: Index | str | os.PathLike[str]) -> int:
        """Add all documents of another index whose ids are not in this one, and return how many.

        Documents are added even if they repeat one of this index. The merge is one transaction.

        Args:
            other: An `Index`, or the path of one.

        Raises:
            IndexMismatchError: The two were made with different options. Also a `ValueError`.
        """
        if not isinstance(other, Index):
            path = checked_path("other", other, "an Index or the path of one")
            database = Database(path, None, self._timeout)
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
        check_same(self.options, other.options._asdict(), self._database.path)
        with self._writing(), other.reading():
            return merge(self._database, self._store, other)

    def compact(self) -> None:
        """Free the space of removed and replaced documents. Needs as much free disk space as the index takes."""
        with self._lock:
            self._check_usable()
            compact(self._database)

    def check(self) -> None:
        """Read the whole index and check it for damage.

        Raises:
            IndexFileError: The index is damaged; the message says where. Also an `OSError`.
        """
        with self._reading():
            check(self._database, self._store)

    def stats(self) -> IndexStats:
        """Count documents and bytes."""
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
        """Close the file. An index in memory is discarded."""
        with self._lock:
            if self._is_open:
                self._is_open = False
                self._database.close()

    def __del__(self) -> None:
        if getattr(self, "_is_open", False):  # it is not there if the file could not be opened
            self.close()

    def __enter__(self) -> Index:
        self._check_usable()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError("an Index cannot be pickled: open the file in the other process, too")

    def _sketch(self, texts: list[str]) -> list[Sketch]:
        return sketches_of(texts, self.options)

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
