"""A spider for the pages beside it: `scrapy runspider examples/crawl/spider.py -O items.jsonl`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scrapy


class Courier(scrapy.Spider):
    """Follows the links of the front page, and takes the text of each article."""

    name = "courier"
    start_urls = [(Path(__file__).parent / "site" / "index.html").as_uri()]
    custom_settings = {
        "ITEM_PIPELINES": {
            "dedup.integrations.scrapy.Collapse": 800,
            "dedup.integrations.scrapy.DropSeen": 810,
        },
        "DEDUP_INDEX": "seen.dedup",
    }

    def parse(self, response: Any) -> Iterator[Any]:
        """Follow the links."""
        yield from response.follow_all(css="a", callback=self.parse_page)

    def parse_page(self, response: Any) -> Iterator[Any]:
        """Take the text."""
        yield {
            "url": response.url,
            "title": response.css("h1::text").get(),
            "text": "\n\n".join(response.css("article p::text").getall()),
        }
