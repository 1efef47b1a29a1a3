"""`python -m benchmarks run sites`: pages of made sites, with menus, some of them crawled twice."""

from __future__ import annotations

import argparse
import random
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import dedup
from benchmarks.quality.articles import LANGUAGES, language, tokens
from benchmarks.record import write_record
from benchmarks.tables import Rows, aligned

#: What is protected, and what that is called in the table.
PROTECTED: dict[str, Collection[Any]] = {
    "nothing": (),
    "own": ("own",),
    "own, template": dedup.PROTECT_DOCUMENTS,
    "own, template, names, numbers": ("own", "template", "names", "numbers"),
}

PAGES = 60  #: of a site
MENU = 250  #: lines
EDITS = (0.0, 0.02, 0.06)  #: of the words of its own that a page changes until it is crawled again
FORM = "{0}\n\nOpening hours of {0}\n\nWrite to the office of {0} if you have lost something, and bring your passport."


class Page(NamedTuple):
    """A page as it was crawled."""

    name: str
    what: str  #: "page": with paragraphs of its own; "form": a filling of one form
    text: str


class Row(NamedTuple):
    """What happened to the pages of all sites."""

    protect: str
    crawled_twice: int
    found: int  #: of these, pages of which one crawl was removed for the other
    pages: int  #: of which another page is kept
    lost: int  #: of these, pages with paragraphs of their own that were removed for another page
    forms: int
    forms_lost: int  #: fillings that were removed for another page


def site(name: str, rng: random.Random) -> Iterator[Page]:
    """The pages of a site: a long menu, and one or two paragraphs, or a filled form."""
    source = language(name)
    menu = "\n".join(" ".join(rng.choices(source.words, k=3)).capitalize() for _ in range(MENU))
    paragraphs = rng.sample(source.paragraphs, min(2 * PAGES, len(source.paragraphs)))
    for number in range(min(PAGES, len(paragraphs) // 2)):
        own = f"{rng.choice(source.titles)}\n\n{' '.join(paragraphs[2 * number : 2 * number + rng.choice((1, 2))])}"
        yield Page(f"{number}", "page", f"{menu}\n\n{own}")
        if rng.random() < 1 / 3:
            again = f"{edited(own, name, rng.choice(EDITS), source.words, rng)}\n\n{rng.randint(2, 99)} comments"
            yield Page(f"{number}", "page", f"{menu}\n\n{again}")
    for number in range(PAGES // 4):
        place = " ".join(word.capitalize() for word in rng.sample(source.words, 2))
        yield Page(f"form {number}", "form", f"{menu}\n\n{FORM.format(place)}")


def edited(text: str, name: str, share: float, words: Sequence[str], rng: random.Random) -> str:
    """A text with that share of its words exchanged."""
    parts = tokens(text, name)
    for place in range(1, len(parts), 2):
        if rng.random() < share:
            parts[place] = rng.choice(words)
    return "".join(parts)


def scored(protect: str, seed: int) -> Row:
    """What happens to a site in each language."""
    twice = found = pages = lost = forms = forms_lost = 0
    for name in LANGUAGES:
        crawled = list(site(name, random.Random(f"{seed} {name}")))
        result = dedup.deduplicate([page.text for page in crawled], protect=PROTECTED[protect])
        for page, kept in zip(crawled, result.cluster.tolist()):
            other = crawled[kept].name != page.name
            pages += page.what == "page"
            lost += other and page.what == "page"
            forms += page.what == "form"
            forms_lost += other and page.what == "form"
        first = {page.name: place for place, page in reversed([*enumerate(crawled)])}
        for place, page in enumerate(crawled):
            if place != first[page.name]:
                twice += 1
                found += int(result.cluster[place] == result.cluster[first[page.name]])
    return Row(protect, twice, found, pages, lost, forms, forms_lost)


def table(rows: Sequence[Row]) -> Rows:
    """A line for each set of protected reasons."""
    heading = ["protect", "second crawls found", "pages removed for another", "forms removed for another"]
    return [heading, *([row.protect, *shares(row)] for row in rows)]


def shares(row: Row) -> list[str]:
    """What a row says, as shares."""
    return [
        f"{part / of:.0%} of {of:,}"
        for part, of in ((row.found, row.crawled_twice), (row.lost, row.pages), (row.forms_lost, row.forms))
    ]


def main(arguments: Sequence[str]) -> int:
    """Scores all sites, and prints a table."""
    parser = argparse.ArgumentParser("python -m benchmarks run sites", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the sites (1)")
    parser.add_argument("--record", type=Path, metavar="DIR", help="also write the results there as JSON")
    asked = parser.parse_args(arguments)
    rows = [scored(protect, asked.seed) for protect in PROTECTED]
    print(*aligned(table(rows)), sep="\n")
    if asked.record:
        print("written:", write_record(asked.record, "sites", {"sites": [row._asdict() for row in rows]}))
    return 0
