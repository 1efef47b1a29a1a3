"""Pipelines for Scrapy: real crawls of a site served here, and single items of every type."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import attrs
import pytest
import scrapy
from scrapy.exceptions import DropItem
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from scrapy.statscollectors import StatsCollector

import dedup
from dedup.errors import IndexFileError, OptionError
from dedup.integrations.scrapy import Collapse, DropSeen, SeenBefore, TextPipeline
from tests.integrations.site import pages, served

STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
OTHER = "Divers found a crack in the second pillar, and the engineers of the county want to see how deep it goes."
DOUBLED = f"{STORY}\n\nAdvertisement\n\n{STORY}"
LEFT = f"{STORY}\n\nAdvertisement"

PIPELINES = {"dedup.integrations.scrapy.Collapse": 800, "dedup.integrations.scrapy.DropSeen": 810}


# -- crawls ------------------------------------------------------------------------------------------------------------


class Crawl(NamedTuple):
    """What came out of a crawl."""

    items: dict[str, dict[str, Any]]  #: by the path of the page
    stats: dict[str, Any]
    log: str

    def counts(self) -> dict[str, int]:
        """What the pipelines counted."""
        return {name: value for name, value in self.stats.items() if name.startswith("dedup/")}


def crawl(address: str, directory: Path, **settings: Any) -> Crawl:
    """What comes out of a crawl in a process of its own; the index is in the directory."""
    (crawled,) = crawl_at_once(1, address, directory, **settings)
    return crawled


def crawl_at_once(number: int, address: str, directory: Path, **settings: Any) -> list[Crawl]:
    """What comes out of several crawls that run at the same time."""
    feeds = [directory / f"items{place}.jsonl" for place in range(number)]
    given = {"ITEM_PIPELINES": PIPELINES, "DEDUP_INDEX": str(directory / "seen.dedup")} | settings
    running = []
    for feed in feeds:
        own = json.dumps(given | {"FEEDS": {str(feed): {"format": "jsonlines", "overwrite": True}}})
        command = [sys.executable, "-m", "tests.integrations.site", address, own]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    crawls = []
    for feed, process in zip(feeds, running):
        stats, log = process.communicate()
        assert process.returncode == 0, log
        assert feed.exists(), log
        rows = [json.loads(line) for line in feed.read_text("utf-8").splitlines()]
        crawls.append(Crawl({row["url"].removeprefix(address): row for row in rows}, json.loads(stats), log))
    return crawls


def number_of(path: str) -> int:
    return int(path.rpartition("/")[2])


@pytest.mark.slow
def test_a_crawl_and_one_more(tmp_path: Path) -> None:
    texts = pages()
    with served(texts) as address:
        first, second = (crawl(address, tmp_path) for _ in range(2))

    assert len(texts) == 90
    assert sorted(number_of(path) for path in first.items) == list(range(60))  # of each page, it or its copy
    characters = sum(len(texts[f"/page/{number}"]) for number in range(20)) // 2
    assert abs(first.counts().pop("dedup/collapsed/characters") - characters) <= 2 * 20
    assert first.counts().keys() == {"dedup/collapsed", "dedup/collapsed/characters", "dedup/new", "dedup/seen/near"}
    assert (first.stats["dedup/collapsed"], first.stats["dedup/new"], first.stats["dedup/seen/near"]) == (20, 60, 30)
    assert (first.stats["item_scraped_count"], first.stats["item_dropped_count"]) == (60, 30)
    for path, item in first.items.items():
        assert len(item["text"]) == pytest.approx(len(texts[path]) / (2 if path in texts_twice(texts) else 1), abs=2)

    assert second.items == {}
    assert second.stats["item_dropped_count"] == 90
    assert second.stats["dedup/seen/exact"] >= 60
    with dedup.Index(tmp_path / "seen.dedup", create=False) as index:
        assert len(index) == 60


def texts_twice(texts: dict[str, str]) -> set[str]:
    return {path for path in texts if path.startswith("/page/") and number_of(path) < 20}


@pytest.mark.slow
def test_of_two_crawls_at_once_only_one_gives_each_page(tmp_path: Path) -> None:
    with served(pages()) as address:
        crawls = crawl_at_once(2, address, tmp_path)
    assert sorted(number_of(path) for crawled in crawls for path in crawled.items) == list(range(60))
    for crawled in crawls:
        assert not [name for name in crawled.counts() if name.startswith("dedup/errors")]


@pytest.mark.slow
def test_items_that_another_pipeline_refuses_are_not_seen(tmp_path: Path) -> None:
    texts = {path: text for path, text in pages().items() if path.startswith("/page/")}
    refusing = PIPELINES | {"tests.integrations.site.RefuseSome": 900}
    with served(texts) as address:
        first = crawl(address, tmp_path, ITEM_PIPELINES=refusing)
        second = crawl(address, tmp_path)
    refused = {"/page/50", "/page/51"}
    assert first.items.keys() == texts.keys() - refused
    assert second.items.keys() == refused


@pytest.mark.slow
def test_dropped_items_are_logged_at_debug_level(tmp_path: Path) -> None:
    texts = {"/a": STORY, "/b": STORY, "/c": DOUBLED}
    with served(texts) as address:
        quiet = crawl(address, tmp_path, LOG_LEVEL="INFO")
        loud = crawl(address, tmp_path, LOG_LEVEL="DEBUG")
    assert "DEBUG: Dropped: repeats 'http" in loud.log
    assert STORY not in quiet.log
    assert [line for log in (quiet.log, loud.log) for line in log.splitlines() if "WARNING" in line] == []


@pytest.mark.slow
def test_flagged_items_come_out_all(tmp_path: Path) -> None:
    texts = pages()
    with served(texts) as address:
        crawled = crawl(address, tmp_path, DEDUP_ON_SEEN="flag", DEDUP_INDEX=None)
    assert crawled.items.keys() == texts.keys()
    flags = {path: item["seen"] for path, item in crawled.items.items()}
    assert Counter(flag["kind"] for flag in flags.values() if flag) == {"near": 30}
    for path, flag in flags.items():
        if flag:
            assert number_of(flag["id"]) == number_of(path)
            assert flag["jaccard"] >= 0.8


# -- items -------------------------------------------------------------------------------------------------------------


class Page(scrapy.Item):
    url = scrapy.Field()
    text = scrapy.Field()


@dataclass
class DataPage:
    url: str | None = None
    text: Any = None


@dataclass(frozen=True)
class FrozenPage:
    url: str
    text: str


@attrs.define
class AttrsPage:
    url: str | None = None
    text: Any = None


ITEMS = [dict, Page, DataPage, AttrsPage]


def made(pipeline: type[TextPipeline], **settings: Any) -> Any:
    """A pipeline in an open crawl, with all that it asks of a crawler, which runs nothing here."""
    crawler: Any = SimpleNamespace(settings=Settings(settings), signals=SignalManager())
    crawler.stats = StatsCollector(crawler)
    made: Any = pipeline.from_crawler(crawler)
    if isinstance(made, DropSeen):
        made.open_spider()
    return made


def stats_of(pipeline: Any) -> dict[str, Any]:
    return {name: value for name, value in pipeline._stats.get_stats().items() if name.startswith("dedup/")}


def text_of(item: Any) -> Any:
    return item["text"] if isinstance(item, (dict, Page)) else item.text


@pytest.mark.parametrize("item_type", ITEMS)
def test_collapse_takes_items_of_every_type(item_type: Any) -> None:
    pipeline = made(Collapse)
    item = item_type(url="/a", text=DOUBLED)
    assert pipeline.process_item(item) is item
    assert text_of(item) == LEFT
    assert text_of(pipeline.process_item(item_type(url="/b", text=STORY))) == STORY
    assert stats_of(pipeline) == {"dedup/collapsed": 1, "dedup/collapsed/characters": len(DOUBLED) - len(LEFT)}


@pytest.mark.parametrize("item_type", ITEMS)
def test_drop_seen_takes_items_of_every_type(item_type: Any) -> None:
    pipeline = made(DropSeen)
    item = item_type(url="/a", text=STORY)
    assert pipeline.process_item(item) is item
    with pytest.raises(SeenBefore, match=r"repeats '/a' \(same_words, Jaccard index 1\.000\)") as dropped:
        pipeline.process_item(item_type(url="/b", text=STORY.upper()))
    assert isinstance(dropped.value, DropItem)
    assert dropped.value.log_level == "DEBUG"
    assert dropped.value.seen.id == "/a"
    assert stats_of(pipeline) == {"dedup/new": 1, "dedup/seen/same_words": 1}


@pytest.mark.parametrize("item_type", ITEMS)
@pytest.mark.parametrize("text", [None, "", " \n"])
@pytest.mark.parametrize("pipeline_type", [Collapse, DropSeen])
def test_items_without_text_go_on(pipeline_type: Any, text: Any, item_type: Any) -> None:
    pipeline = made(pipeline_type)
    for url in ("/a", "/b"):
        item = item_type(url=url, text=text)
        assert pipeline.process_item(item) is item
    assert pipeline.process_item(item_type(url="/c")) is not None
    assert stats_of(pipeline) == {f"dedup/without_text/{pipeline_type.__name__}": 3}


@pytest.mark.parametrize("text", [[STORY, STORY], STORY.encode(), 5, {"en": STORY}])
@pytest.mark.parametrize("pipeline_type", [Collapse, DropSeen])
def test_what_is_no_str_goes_on(pipeline_type: Any, text: Any, caplog: pytest.LogCaptureFixture) -> None:
    pipeline = made(pipeline_type)
    for _ in range(2):
        assert pipeline.process_item({"url": "/a", "text": text}) == {"url": "/a", "text": text}
    assert stats_of(pipeline) == {f"dedup/not_str/{pipeline_type.__name__}": 2}
    (message,) = caplog.messages
    assert f"the field 'text' of an item is {type(text).__name__}, not str, and is ignored" in message


@pytest.mark.parametrize("pipeline_type", [Collapse, DropSeen])
def test_a_misspelt_field_is_noticed(pipeline_type: Any, caplog: pytest.LogCaptureFixture) -> None:
    pipeline = made(pipeline_type, DEDUP_FIELD="txet")
    pipeline.process_item({"url": "/a", "text": STORY})
    pipeline.close_spider()
    assert f"{pipeline_type.__name__}: no item has a text in its field 'txet': set DEDUP_FIELD" in caplog.messages


def test_html_is_not_cut(caplog: pytest.LogCaptureFixture) -> None:
    pipeline = made(Collapse)
    page = f"<html><body><p>{STORY}</p><div><p>{STORY}</p></div></body></html>"
    assert pipeline.process_item({"text": page}) == {"text": page}
    assert stats_of(pipeline) == {"dedup/html/Collapse": 1}
    assert "is HTML, and stays as it is: extract its text first" in caplog.text


def test_an_item_without_an_id_is_known_by_its_text() -> None:
    pipeline = made(DropSeen, DEDUP_ID="sku")
    pipeline.process_item({"text": STORY})
    pipeline.process_item({"text": OTHER, "sku": 7})
    with pytest.raises(SeenBefore, match=r"repeats 'text [0-9a-f]{32}'"):
        pipeline.process_item({"text": STORY, "sku": None})
    with pytest.raises(SeenBefore, match="repeats '7' "):
        pipeline.process_item({"text": OTHER, "sku": 8})


def test_options_of_collapse_and_index_are_settings(tmp_path: Path) -> None:
    assert (
        made(Collapse, DEDUP_COLLAPSE_OPTIONS={"min_letters": 1000}).process_item({"text": DOUBLED})["text"] == DOUBLED
    )
    pipeline = made(DropSeen, DEDUP_INDEX=str(tmp_path / "seen"), DEDUP_INDEX_OPTIONS='{"jaccard": 0.5}')
    pipeline.process_item({"url": "/a", "text": STORY})
    with pytest.raises(SeenBefore, match="near"):
        pipeline.process_item({"url": "/b", "text": STORY.replace("spring", "autumn")})


@pytest.mark.parametrize(
    ("pipeline_type", "settings", "message"),
    [
        (Collapse, {"DEDUP_COLLAPSE_OPTIONS": {"identity": 5}}, "DEDUP_COLLAPSE_OPTIONS .*identity must be"),
        (DropSeen, {"DEDUP_ON_SEEN": "remove"}, "DEDUP_ON_SEEN must be 'drop' or 'flag', not 'remove'"),
        (DropSeen, {"DEDUP_INDEX_OPTIONS": {"jaccard": 5}}, "DEDUP_INDEX_OPTIONS .*jaccard must be"),
        (DropSeen, {"DEDUP_INDEX_OPTIONS": {"jacard": 0.5}}, "DEDUP_INDEX_OPTIONS .*'jacard'"),
    ],
)
def test_wrong_settings_end_the_crawl_before_it_begins(pipeline_type: Any, settings: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        made(pipeline_type, **settings)


def test_a_file_that_is_no_index_ends_the_crawl_before_it_begins(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no index, but a text of some length" * 50)
    with pytest.raises(IndexFileError, match="it is not an index"):
        made(DropSeen, DEDUP_INDEX=str(tmp_path / "notes.txt"))


@pytest.mark.parametrize("item_type", [Page, DataPage, AttrsPage, FrozenPage])
def test_items_without_the_field_seen_go_on_with_one_warning(item_type: Any, caplog: pytest.LogCaptureFixture) -> None:
    pipeline = made(DropSeen, DEDUP_ON_SEEN="flag")
    for url in ("/a", "/b"):
        pipeline.process_item(item_type(url=url, text=STORY))
    assert stats_of(pipeline) == {"dedup/new": 1, "dedup/seen/exact": 1}
    assert caplog.messages == [f"DropSeen: {item_type.__name__} has no field 'seen', and is not flagged: declare it"]


def test_dropping_an_item_keeps_another_with_its_id() -> None:
    pipeline = made(DropSeen)
    first, second = {"url": "/a", "text": STORY}, {"url": "/a", "text": OTHER}
    pipeline.process_item(first)
    pipeline.process_item(second)
    pipeline._dropped(first, DropItem("refused"))
    with pytest.raises(SeenBefore):
        pipeline.process_item({"url": "/b", "text": OTHER})


@pytest.mark.parametrize("change", [{"url": "/b"}, {"text": OTHER}, {"url": None, "text": None}])
def test_an_item_that_is_changed_and_then_dropped_is_not_seen(change: dict[str, Any]) -> None:
    pipeline = made(DropSeen)
    item = {"url": "/a", "text": STORY}
    pipeline.process_item(item)
    item.update(change)
    pipeline._dropped(item, DropItem("refused"))
    pipeline.process_item({"url": "/c", "text": STORY})


# -- errors ------------------------------------------------------------------------------------------------------------


def test_no_item_is_lost_to_an_error(caplog: pytest.LogCaptureFixture) -> None:
    pipeline = made(DropSeen)
    pipeline.process_item({"url": "/a", "text": STORY})
    pipeline.close_spider()  # as if the disk were gone
    item = {"url": "/b", "text": STORY}
    assert pipeline.process_item(item) is item
    assert stats_of(pipeline)["dedup/errors/DropSeen"] == 1
    (record,) = caplog.records
    assert (record.levelno, record.message) == (logging.ERROR, "DropSeen: an item goes on as it is")
    assert record.exc_info
    assert isinstance(record.exc_info[1], IndexFileError)


@pytest.mark.parametrize(
    ("pipeline_type", "settings", "item"),
    [
        (Collapse, {}, FrozenPage("/a", DOUBLED)),
    ],
)
def test_an_item_that_cannot_be_changed_goes_on(pipeline_type: Any, settings: Any, item: Any) -> None:
    pipeline = made(pipeline_type, **settings)
    assert pipeline.process_item(item) is item
    assert text_of(item) == DOUBLED
    assert stats_of(pipeline)[f"dedup/errors/{pipeline_type.__name__}"] == 1


@pytest.mark.parametrize("url", ["/\ud800", object(), 1 << 70, b"/a", ("a", 1)])
def test_any_id_is_taken(url: Any) -> None:
    pipeline = made(DropSeen)
    pipeline.process_item({"url": url, "text": STORY})
    with pytest.raises(SeenBefore):
        pipeline.process_item({"url": url, "text": STORY})
    assert stats_of(pipeline) == {"dedup/new": 1, "dedup/seen/exact": 1}


def test_another_process_sees_each_item_at_once(tmp_path: Path) -> None:
    path = tmp_path / "seen.dedup"
    pipeline = made(DropSeen, DEDUP_INDEX=str(path))
    pipeline.process_item({"url": "/a", "text": STORY})
    with dedup.Index(path, create=False) as index:
        assert "/a" in index
