"""Scrapy item pipelines (extra `scrapy`): `Collapse` removes what repeats inside an item, `DropSeen` items seen before.

They are switched on in the settings of a project, `Collapse` first, and both after pipelines that drop or change items:

    ITEM_PIPELINES = {
        "dedup.integrations.scrapy.Collapse": 800,
        "dedup.integrations.scrapy.DropSeen": 810,
    }

| setting | default | |
|---|---|---|
| DEDUP_FIELD | "text" | the field of an item that holds its text |
| DEDUP_COLLAPSE_OPTIONS | {} | options of `dedup.collapse` |
| DEDUP_INDEX | None | the file of the index; None: in memory, for this crawl only |
| DEDUP_INDEX_OPTIONS | {} | options of `dedup.Index` |
| DEDUP_ID | "url" | the field that identifies an item; without one, its text does |
| DEDUP_ON_SEEN | "drop" | "drop": items seen before are dropped; "flag": their field "seen" says what they repeat |

No item is lost to an error: it is logged and counted, and the item goes on as it was.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from logging import getLogger
from typing import TYPE_CHECKING, Any, NamedTuple

from itemadapter import ItemAdapter
from scrapy import signals
from scrapy.exceptions import DropItem

import dedup
from dedup.errors import OptionError
from dedup.io.html import is_html

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

    from dedup.results.seen import SeenDocument

logger = getLogger(__name__)

#: The field in which DEDUP_ON_SEEN = "flag" says what an item repeats.
FLAG = "seen"


@contextmanager
def _named(setting: str, options: dict[str, Any], expected: str) -> Iterator[None]:
    """Names the setting that holds wrong options."""
    try:
        yield
    except (ValueError, TypeError) as error:
        raise OptionError(setting, options, f"{expected} ({error})") from error


class SeenBefore(DropItem):
    """An item is dropped because it repeats another; `seen` is the evidence, as `dedup.Index` gives it."""

    def __init__(self, seen: SeenDocument) -> None:
        likeness = f"{seen.kind}, Jaccard index {seen.jaccard:.3f}"
        super().__init__(f"repeats {seen.id!r} ({likeness})", log_level="DEBUG")
        self.seen = seen


class TextPipeline(ABC):
    """What both pipelines do: they find the text of an item, count, and let the item go on if something is wrong."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self._stats = crawler.stats
        self._field: str = crawler.settings.get("DEDUP_FIELD", "text")
        self._warned: set[str] = set()
        self._met_text = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The pipeline with the settings of a crawl; raises `OptionError` if one is wrong."""
        return cls(crawler)

    def process_item(self, item: Any, spider: object = None) -> Any:
        """The item as it goes on; `DropItem` if it does not."""
        try:
            adapter = ItemAdapter(item)
            text = adapter.get(self._field)
            if text is None or (isinstance(text, str) and not text.strip()):
                self._count("without_text")
            elif not isinstance(text, str):
                kind = type(text).__name__
                self._count("not_str")
                self._warn(
                    f"the field {self._field!r} of an item is {kind}, not str, and is ignored: join or decode it"
                )
            else:
                self._met_text = True
                self._process(adapter, text)
        except DropItem:
            raise
        except Exception:  # an item must not be lost, whatever is wrong
            self._count("errors")
            logger.exception("%s: an item goes on as it is", self._name)
        return item

    @abstractmethod
    def _process(self, adapter: ItemAdapter, text: str) -> None:
        """Changes the item, or raises `DropItem`."""

    def close_spider(self, spider: object = None) -> None:
        """Says so if no item had a text: a field may be misspelt."""
        if self._stats.get_value(f"dedup/without_text/{self._name}") and not self._met_text:
            self._warn(f"no item has a text in its field {self._field!r}: set DEDUP_FIELD")

    @property
    def _name(self) -> str:
        return type(self).__name__

    def _count(self, what: str) -> None:
        self._stats.inc_value(f"dedup/{what}/{self._name}")

    def _warn(self, message: str) -> None:
        """Warns once, not for each item."""
        if message not in self._warned:
            self._warned.add(message)
            logger.warning("%s: %s", self._name, message)


class Collapse(TextPipeline):
    """Removes what repeats inside the text of an item.

    Stats: `dedup/collapsed`, items that lost something, and `dedup/collapsed/characters`, how much.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._options = crawler.settings.getdict("DEDUP_COLLAPSE_OPTIONS")
        # A wrong option is an error before the crawl, not at each item.
        with _named("DEDUP_COLLAPSE_OPTIONS", self._options, "options of dedup.collapse"):
            dedup.collapse("", **self._options)

    def _process(self, adapter: ItemAdapter, text: str) -> None:
        if is_html(text):
            self._count("html")
            self._warn(f"the field {self._field!r} of an item is HTML, and stays as it is: extract its text first")
            return
        collapsed = dedup.collapse(text, **self._options)
        if collapsed.changed:
            adapter[self._field] = collapsed.text
            self._stats.inc_value("dedup/collapsed")
            self._stats.inc_value("dedup/collapsed/characters", len(text) - len(collapsed.text))


class Added(NamedTuple):
    """What the index got for an item that later pipelines may still drop."""

    item: Any  #: kept alive, so that no other item gets its identity
    id: str
    text: str


class DropSeen(TextPipeline):
    """Drops items that repeat one seen before, in this crawl or in an earlier one with the same index.

    A new text is added to the index, and written at once: other crawls with the same index see it, and a killed one
    leaves it. An item that a later pipeline drops, or fails on, is removed from the index again.

    Stats: `dedup/new`, and for each kind of copy `dedup/seen/exact`, `same_words`, `near` and `contained`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._path: str | None = settings.get("DEDUP_INDEX") or None
        self._options = settings.getdict("DEDUP_INDEX_OPTIONS")
        with _named("DEDUP_INDEX_OPTIONS", self._options, "options of dedup.Index"):
            dedup.Index(**self._options).close()
        self._id_field: str = settings.get("DEDUP_ID", "url")
        on_seen = settings.get("DEDUP_ON_SEEN", "drop")
        if on_seen not in ("drop", "flag"):
            raise OptionError("DEDUP_ON_SEEN", on_seen, "'drop' or 'flag'")
        self._flags: bool = on_seen == "flag"
        self._on_their_way: dict[int, Added] = {}  # by the identity of the item
        crawler.signals.connect(self._arrived, signals.item_scraped)
        crawler.signals.connect(self._dropped, signals.item_dropped)
        crawler.signals.connect(self._failed, signals.item_error)

    def open_spider(self, spider: object = None) -> None:
        """Opens the index; an index that cannot be used ends the crawl before it begins."""
        self._index = dedup.Index(self._path, **self._options)

    def close_spider(self, spider: object = None) -> None:
        """Closes the index."""
        self._index.close()
        super().close_spider()

    def _process(self, adapter: ItemAdapter, text: str) -> None:
        key = self._id_of(adapter)
        seen = self._index.check_and_add(key, text)
        if seen is None:
            self._on_their_way[id(adapter.item)] = Added(adapter.item, key, text)
        self._stats.inc_value(f"dedup/seen/{seen.kind}" if seen else "dedup/new")
        if self._flags:
            if not isinstance(adapter.item, dict) and FLAG not in adapter.field_names():
                self._warn(f"{type(adapter.item).__name__} has no field {FLAG!r}, and is not flagged: declare it")
                return
            adapter[FLAG] = seen.to_dict() if seen else None
        elif seen:
            raise SeenBefore(seen)

    def _id_of(self, adapter: ItemAdapter) -> str:
        id = adapter.get(self._id_field)
        if id is None:
            text = str(adapter.get(self._field)).encode("utf-8", "surrogatepass")
            return f"text {blake2b(text, digest_size=16).hexdigest()}"
        return str(id).encode("utf-8", "backslashreplace").decode()  # an index takes no lone surrogates

    def _arrived(self, item: Any) -> None:
        self._take(item)

    def _dropped(self, item: Any, exception: Exception) -> None:
        if not isinstance(exception, SeenBefore):
            self._failed(item)

    def _failed(self, item: Any) -> None:
        added = self._take(item)
        if added:
            seen = self._index.query(added.text)
            if seen and seen.id == added.id and seen.kind == "exact":  # not a later text under the same id
                self._index.remove(added.id)

    def _take(self, item: Any) -> Added | None:
        """What was added for an item, or for the only one with its id if another pipeline replaced the object."""
        if id(item) in self._on_their_way:
            return self._on_their_way.pop(id(item))
        if not ItemAdapter.is_item(item):  # a later pipeline may have returned anything
            return None
        key = self._id_of(ItemAdapter(item))
        places = [place for place, added in self._on_their_way.items() if added.id == key]
        return self._on_their_way.pop(places[0]) if len(places) == 1 else None
