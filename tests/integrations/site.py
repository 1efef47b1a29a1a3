"""A made-up news site on 127.0.0.1, and a spider that crawls it: `python -m tests.integrations.site ADDRESS SETTINGS`.

Of its 90 pages, 20 have their article twice, and 30 are near copies of others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread
from typing import Any

from scrapy import Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from tests.corpus.made_up import exchanged, prose

PAGES, DOUBLED, COPIES = 60, 20, 30


def pages(seed: int = 1) -> dict[str, str]:
    """The text of each page by its path: those that are copies, `/copy/N`, are of the pages `/page/N`."""
    rng = Random(seed)
    articles = [[prose(rng, 90).capitalize() + "." for _ in range(3)] for _ in range(PAGES)]
    texts = {}
    for number, paragraphs in enumerate(articles):
        times = 2 if number < DOUBLED else 1
        texts[f"/page/{number}"] = "\n\n".join(paragraphs * times)
    for number in range(DOUBLED // 2, DOUBLED // 2 + COPIES):  # some of the originals have their article twice
        texts[f"/copy/{number}"] = "\n\n".join(exchanged(rng, paragraph, 1) for paragraph in articles[number])
    return texts


@contextmanager
def served(texts: dict[str, str]) -> Iterator[str]:
    """The address of a site with these pages, and a front page that links to all."""
    links = "".join(f'<a href="{path}">{path}</a>' for path in texts)
    bodies = {"/": links} | {
        path: "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n")) for path, text in texts.items()
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<!doctype html><title>News</title>{bodies.get(self.path, '')}".encode()
            self.send_response(200 if self.path in bodies else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class News(Spider):
    name = "news"

    def parse(self, response: Response) -> Iterator[Any]:
        yield from response.follow_all(css="a", callback=self.parse_page)

    def parse_page(self, response: Response) -> Iterator[Any]:
        yield {"url": response.url, "text": "\n\n".join(response.css("p::text").getall())}


class RefuseSome:
    """A pipeline that drops the item of one page, and fails on that of another."""

    def process_item(self, item: Any, spider: object = None) -> Any:
        if item["url"].endswith("/page/50"):
            from scrapy.exceptions import DropItem

            raise DropItem("no price")
        if item["url"].endswith("/page/51"):
            raise RuntimeError("no connection")
        return item


def main(address: str, settings: str) -> None:
    """Crawls a site, and prints the stats as JSON."""
    process = CrawlerProcess({"TELNETCONSOLE_ENABLED": False} | json.loads(settings))
    crawler = process.create_crawler(News)
    process.crawl(crawler, start_urls=[address])
    process.start()
    assert crawler.stats
    print(json.dumps(crawler.stats.get_stats(), default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])
