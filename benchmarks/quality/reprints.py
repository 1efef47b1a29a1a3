"""The same again: summaries, quotations, refrains, rows, menus, articles.  Of some it matters which copy stays."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from benchmarks.quality.articles import UNSPACED, sentences
from benchmarks.quality.copies import beginning
from benchmarks.quality.material import ENOUGH, Kind, Material, add_paragraphs, all_sentences, joined, long_sentence
from benchmarks.quality.pages import Page, Stretch
from benchmarks.quality.parallels import addresses

LEADS = (1, 2, 3, 8)  #: sentences

CLAUSE = re.compile(r"[,;:.!?，、；：。।،؛？—]\s*|\s+–\s+")


# -- which copy stays --------------------------------------------------------------------------------------------------


def add_article_that_stays(page: Page, paragraphs: Sequence[str]) -> list[Stretch]:
    page.add(*page.titles(1))
    added = [page.add(paragraph) for paragraph in paragraphs]
    page.keep(Stretch(added[0].start, added[-1].stop))
    return added


def standfirst(page: Page, source: Material, rng: random.Random) -> None:
    """Above the article a sentence out of it, from wherever."""
    paragraphs = page.unused(rng.randint(3, 5))
    long = [(place, sentence.strip()) for place, paragraph in enumerate(paragraphs)
            for sentence in sentences(paragraph, page.language)
            if len(sentence.strip()) >= ENOUGH.get(page.language, 70)]  # fmt: skip
    place, sentence = rng.choice(long or [(0, paragraphs[0])])
    page.mark("standfirst", page.add(sentence))
    page.furnish()
    full = add_article_that_stays(page, paragraphs)[place]
    at = full.start + paragraphs[place].index(sentence)
    page.mark("standfirst", Stretch(at, at + len(sentence)))


def teaser(above: bool) -> Kind:
    """The beginning of the article, cut off, in a box above or below it."""

    def kind(page: Page, source: Material, rng: random.Random) -> None:
        paragraphs = sorted(page.unused(rng.randint(2, 4)), key=len, reverse=True)
        cut = beginning(paragraphs[0], page.language, rng)

        def box() -> None:
            page.mark("teaser", page.add(cut + rng.choice(["…", "...", " [...]"])))
            page.furnish()

        if above:
            box()
        start = add_article_that_stays(page, paragraphs)[0].start
        page.mark("teaser", Stretch(start, start + len(cut)))
        page.furnish()
        if not above:
            box()

    return kind


def nested_leads(page: Page, source: Material, rng: random.Random) -> None:
    """Its first sentence, its first two, its first three, its first eight, and then the text."""
    text = all_sentences(page, 9)
    for many in (*LEADS, len(text)):
        added = page.add(joined(page, text[:many]))
        at = added.start
        for key, sentence in enumerate(text[:many]):
            at = page.text.index(sentence, at)
            page.mark(key, Stretch(at, at + len(sentence)))
            at += len(sentence)
    page.keep(added)
    add_paragraphs(page, rng)


# -- verse -------------------------------------------------------------------------------------------------------------


def verse_lines(page: Page) -> Iterator[str]:
    """Lines as in a song, clause by clause, none of them twice on one page."""
    least, most = (5, 22) if page.language in ("zh", "ja") else (12, 60)
    while True:
        for clause in CLAUSE.split(page.unused()[0]) if page.language != "th" else page.unused()[0].split():
            if least <= len(clause) <= most:
                yield clause[0].upper() + clause[1:]


def refrains(page: Page, source: Material, rng: random.Random) -> None:
    """A few lines between verses that all differ."""
    lines = verse_lines(page)
    refrain = "\n".join(islice(lines, rng.randint(2, 3)))
    for _ in range(rng.randint(2, 5)):
        page.add("\n".join(islice(lines, 3)))
        page.add(refrain)


# -- rows --------------------------------------------------------------------------------------------------------------


def row(unit: Callable[[Page, Material, random.Random], str], joints: Sequence[str], most: int = 50) -> Kind:
    """One unit again and again, with nothing else between."""

    def kind(page: Page, source: Material, rng: random.Random) -> None:
        add_paragraphs(page, rng)
        joint, one = rng.choice(joints), unit(page, source, rng)
        page.add(one, "unit")
        for _ in range(rng.randint(3, most) - 1):
            page.add(one, "unit", joint)
        add_paragraphs(page, rng)

    return kind


def doubled(times: int) -> Kind:
    """Every line so many times, one under the other, as in bold type that is faked and in captions."""

    def kind(page: Page, source: Material, rng: random.Random) -> None:
        page.clear()
        for key, sentence in enumerate(all_sentences(page, rng.randint(8, 20))):
            for _ in range(times):
                page.add(sentence, key, "\n")

    return kind


def doubled_here_and_there(page: Page, source: Material, rng: random.Random) -> None:
    """A poem that repeats some of its lines at once."""
    for line in islice(verse_lines(page), 16):
        for _ in range(rng.choice([1, 1, 1, 2])):
            page.add(line, joint="\n")


# -- menus -------------------------------------------------------------------------------------------------------------


def menu_twice(page: Page, source: Material, rng: random.Random) -> None:
    """Above and below the article."""
    menu = "\n".join(rng.sample(source.menu, rng.randint(14, 16)))
    page.add(menu, "menu")
    for paragraph in page.unused(rng.randint(2, 5)):
        page.add(paragraph)
    page.add(menu, "menu")
    page.furnish()


# -- quotations --------------------------------------------------------------------------------------------------------


def wrote(page: Page, source: Material, rng: random.Random) -> str:
    """A line that says who wrote what follows, and when."""
    return source.wrote.format(name=rng.choice(source.names), date=f"{rng.randint(1, 28)}.{rng.randint(1, 12)}.2023")


def quotation(page: Page, source: Material, rng: random.Random, letter: Sequence[str], sign: str) -> None:
    page.add(wrote(page, source, rng))
    for key, paragraph in enumerate(letter):
        page.add(textwrap.indent(paragraph, sign), key if sign else None, "\n" if sign and not key else "\n\n")


def quoted(sign: str, first: bool = False, short: bool = False) -> Kind:
    """A letter, and a reply that quotes all of it; the reply stands above the letter where the newest comes first.

    Without a sign nothing may go: the answer would read as the words of the one who wrote the letter.
    """

    def kind(page: Page, source: Material, rng: random.Random) -> None:
        letter = [long_sentence(page)] if short else page.unused(rng.randint(1, 3))

        def original() -> None:
            page.add(rng.choice(source.names))
            for key, paragraph in enumerate(letter):
                if sign:
                    page.keep(page.add(paragraph, key))
                else:
                    page.add(paragraph)

        def reply() -> None:
            page.add(rng.choice(source.names))
            quotation(page, source, rng, letter, sign)
            page.add(page.unused()[0])

        for part in (reply, original) if first else (original, reply):
            part()
            page.furnish()

    return kind


# -- links -------------------------------------------------------------------------------------------------------------


def linked_article_twice(link: Callable[[str, str], str], width: int) -> Kind:
    """An article with links in it, wrapped once at one width and once at another, or not at all."""

    def kind(page: Page, source: Material, rng: random.Random) -> None:
        leads, paragraphs = addresses(rng), []
        for paragraph in page.unused(rng.randint(2, 4)):
            middle = rng.choice(sentences(paragraph, page.language)).strip()
            paragraphs.append(paragraph.replace(middle, link(middle, next(leads)), 1))
        for columns in (0, width):
            for key, paragraph in enumerate(paragraphs):
                wraps = columns and page.language not in UNSPACED
                page.add(textwrap.fill(paragraph, columns, break_long_words=False) if wraps else paragraph, key)
            page.furnish(2)

    return kind
