"""Made sites whose shared blocks are known: menus, footers, advertising, date lines, and stories printed in several."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import edited, edition
from benchmarks.quality.articles import language

PAGES = 20  #: of a site
STORIES = 4  #: for each site, printed on pages of any
PRINTED = (2, 2, 3, 4, 6)  #: how often
CHANGES = (0.0, 0.03, 0.08, 0.15)  #: shares of the words of a story that an edition of it changes
PROMOTED = 0.05  #: the share of its words that an advertisement changes, every other time
KINDS = ("menu", "footer", "promotion", *(f"story, {share:.0%} changed" for share in CHANGES), "date line")
SHARED_WORDS = 6  #: in a row
DATED = "Last updated {} May {} by the editors of {}. Page {} of the archive, which the library keeps for its readers."
BETWEEN = "\n\n"


class Block(NamedTuple):
    """A part of a page that stands on others, too."""

    start: int  #: characters
    stop: int
    kind: str
    is_first: bool  #: in order of the pages; the others should be removed


class Page(NamedTuple):
    """A page, and what of it is shared."""

    text: str
    blocks: list[Block]


class Part(NamedTuple):
    """A part of a page; `name` is that of its block, empty for a paragraph of its own."""

    text: str
    kind: str = ""
    name: str = ""


class Site(NamedTuple):
    """What stands on the pages of a site."""

    name: str
    menu: str
    footer: str
    promotion: str


def paragraphs() -> Iterator[str]:
    """Real paragraphs no two of which share many words in a row; without end."""
    source = "\0".join(language("docs").paragraphs)
    seen: set[tuple[str, ...]] = set()
    for number in count():
        for paragraph in edition(source, number).split("\0"):
            words = paragraph.lower().split()
            shingles = {tuple(words[place : place + SHARED_WORDS]) for place in range(len(words) - SHARED_WORDS + 1)}
            if not seen & shingles:
                seen |= shingles
                yield paragraph


def pages(sites: int, seed: int) -> list[Page]:
    """The pages of all sites, in random order."""
    rng = random.Random(seed)
    fresh = paragraphs()
    words = language("docs").words
    made = [
        Site(
            name=f"site {number}",
            menu="\n".join(" ".join(rng.choices(words, k=rng.randint(1, 3))).title() for _ in range(12)),
            footer=next(fresh),
            promotion=next(fresh),
        )
        for number in range(sites)
    ]
    printed: dict[int, list[Part]] = {}
    for number in range(STORIES * sites):
        story = next(fresh)
        for _ in range(rng.choice(PRINTED)):
            share = rng.choice(CHANGES)
            part = Part(edited(story, share, rng), f"story, {share:.0%} changed", f"story {number}")
            printed.setdefault(rng.randrange(sites * PAGES), []).append(part)
    of_site = [(place, made[place // PAGES]) for place in range(sites * PAGES)]
    rng.shuffle(of_site)
    seen: set[str] = set()
    return [page_of(parts(site, printed.get(place, []), fresh, rng), seen) for place, site in of_site]


def parts(site: Site, stories: list[Part], fresh: Iterator[str], rng: random.Random) -> list[Part]:
    """What a page consists of."""
    body = [Part(next(fresh)) for _ in range(rng.randint(2, 6))]
    for story in stories:
        body.insert(rng.randrange(len(body) + 1), story)
    if rng.random() < 1 / 2:
        text = edited(site.promotion, rng.choice((0, PROMOTED)), rng)
        body.insert(rng.randrange(len(body) + 1), Part(text, "promotion", f"promotion of {site.name}"))
    if rng.random() < 2 / 3:
        date = DATED.format(rng.randint(1, 31), rng.randint(2015, 2024), site.name, rng.randint(1, 999))
        body.append(Part(date, "date line", f"date line of {site.name}"))
    menu = Part(site.menu, "menu", f"menu of {site.name}")
    return [menu, *body, Part(site.footer, "footer", f"footer of {site.name}")]


def page_of(made: list[Part], seen: set[str]) -> Page:
    """Joins the parts; `seen` are the names of the blocks that earlier pages have."""
    blocks: list[Block] = []
    start = 0
    for part in made:
        if part.name:
            blocks.append(Block(start, start + len(part.text), part.kind, part.name not in seen))
            seen.add(part.name)
        start += len(part.text) + len(BETWEEN)
    return Page(BETWEEN.join(part.text for part in made), blocks)


def write_rows(path: Path, made: list[Page]) -> int:
    """Writes a row of JSON for each page, its id being its place; how many bytes their characters are."""
    with path.open("w", encoding="utf-8") as file:
        for place, page in enumerate(made):
            file.write(json.dumps({"id": place, "text": page.text}, ensure_ascii=False) + "\n")
    return sum(len(page.text.encode()) for page in made)
