"""Texts with planted copies: the modes in which a scraped article stands on its page more than once."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.quality.articles import UNSPACED, Article, article, language, sentences
from benchmarks.quality.changes import CHANGES, Change, edited
from benchmarks.quality.pages import Case, Page, Stretch

#: Fills a page with an article and with copies of it.
Layout = Callable[[Page, Article, random.Random], None]

TEASER = 90, 200  #: letters of a teaser
PULL_QUOTE = {"zh": 24, "ja": 36, "ko": 36}  #: signs of a sentence long enough to be pulled out; 70 elsewhere


def copied(change: Change) -> Layout:
    """The article, then its body as `change` makes it."""

    def layout(page: Page, source: Article, rng: random.Random) -> None:
        page.add_article(source)
        page.furnish(2)
        for key, paragraph in enumerate(source.paragraphs):
            page.add(change(paragraph, page.language, rng), key)
        page.furnish()

    return layout


def several(copies: int) -> Layout:
    """Copies that all differ from one another, each with a word in ten to twenty edited."""

    def layout(page: Page, source: Article, rng: random.Random) -> None:
        page.add(source.title)
        for _ in range(copies):
            change = edited(rng.uniform(0.05, 0.1))
            for key, paragraph in enumerate(source.paragraphs):
                page.add(change(paragraph, page.language, rng), key)
            page.furnish()

    return layout


def chosen(order: Callable[[list[int]], list[int]]) -> Layout:
    """The article, then those of its paragraphs that are chosen, in the order given."""

    def layout(page: Page, source: Article, rng: random.Random) -> None:
        page.add_article(source)
        page.furnish()
        for key in order(list(range(len(source.paragraphs)))):
            page.add(source.paragraphs[key], key)
        page.furnish()

    return layout


# -- cut short ---------------------------------------------------------------------------------------------------------


def beginning(text: str, name: str, rng: random.Random) -> str:
    """The first words of a paragraph, as many as a teaser has, never a whole sentence."""
    most = min(rng.randint(*TEASER), int(0.8 * len(text))) // (2 if name in ("zh", "ja", "ko") else 1)
    cut = text[:most]
    return cut.rstrip(" ,;.") if name in UNSPACED else cut.rpartition(" ")[0].rstrip(" ,;.")


def teaser_before(page: Page, source: Article, rng: random.Random) -> None:
    cut = beginning(source.paragraphs[0], page.language, rng)
    page.mark("teaser", page.add(cut + "…"))
    page.furnish(2)
    full = page.add_article(source)[0]
    page.mark("teaser", Stretch(full.start, full.start + len(cut)))


def teaser_after(page: Page, source: Article, rng: random.Random) -> None:
    cut = beginning(source.paragraphs[0], page.language, rng)
    full = page.add_article(source)[0]
    page.mark("teaser", Stretch(full.start, full.start + len(cut)))
    page.furnish(2)
    page.mark("teaser", page.add(f"{cut} [...]"))
    page.furnish()


def truncated(page: Page, source: Article, rng: random.Random) -> None:
    """The copy breaks off in the middle of a word."""
    full = page.add_article(source)
    page.furnish(2)
    for key, paragraph in enumerate(source.paragraphs[:-1]):
        page.add(paragraph, key)
    cut = source.paragraphs[-1][: int(rng.uniform(0.3, 0.7) * len(source.paragraphs[-1]))]
    page.mark("end", Stretch(full[-1].start, full[-1].start + len(cut)))
    page.mark("end", page.add(cut + "..."))
    page.furnish()


def middle_missing(page: Page, source: Article, rng: random.Random) -> None:
    """The copy lacks the second sentence of each paragraph."""
    full = page.add_article(source)
    page.furnish(2)
    for key, paragraph in enumerate(source.paragraphs):
        first, _, *rest = *sentences(paragraph, page.language), ""
        for part, joint in ((first, "\n\n"), ("".join(rest), "")):
            if part:
                at = full[key].start + paragraph.index(part)
                page.mark((key, joint), Stretch(at, at + len(part)))
                page.mark((key, joint), page.add(part, joint=joint))
    page.furnish()


def extended(page: Page, source: Article, rng: random.Random) -> None:
    """The later copy is the fuller one: sentences of other articles stand in it."""
    page.add_article(source)
    page.furnish(2)
    others = [text for text in language(page.language).paragraphs if text not in source.paragraphs]
    rng.shuffle(others)
    for key, (paragraph, other) in enumerate(zip(source.paragraphs, others)):
        page.add(paragraph, key)
        page.add(sentences(other, page.language)[0], joint="" if page.language in UNSPACED else " ")
    page.furnish()


# -- laid out differently ----------------------------------------------------------------------------------------------


def interleaved(page: Page, source: Article, rng: random.Random) -> None:
    """A line that does not belong to it follows each paragraph of the copy."""
    page.add_article(source)
    page.furnish()
    for key, paragraph in enumerate(source.paragraphs):
        page.add(paragraph, key)
        page.furnish(joint=rng.choice(["\n", "\n\n"]))


def joined(page: Page, source: Article, rng: random.Random) -> None:
    """Advertising is joined to paragraphs of the copy without a break."""
    page.add_article(source)
    page.furnish()
    for key, paragraph in enumerate(source.paragraphs):
        page.add(paragraph, key)
        if key % 2:
            page.furnish(joint=" ")
    page.furnish()


def one_line(page: Page, source: Article, rng: random.Random) -> None:
    """No line breaks at all: the article, a paragraph of another and the article again."""
    joint = "" if page.language in UNSPACED else " "
    other = rng.choice([text for text in language(page.language).paragraphs if text not in source.paragraphs])
    for between in (other, ""):
        for key, paragraph in enumerate(source.paragraphs):
            page.add(paragraph, key, joint)
        page.add(between, joint=joint)


def title_body_twice(page: Page, source: Article, rng: random.Random) -> None:
    for _ in range(2):
        page.add(source.title, "title")
        page.add(source.dateline, "date", joint="\n")
        for key, paragraph in enumerate(source.paragraphs):
            page.add(paragraph, key)
        page.furnish()


def two_articles(page: Page, source: Article, rng: random.Random) -> None:
    """Two articles in turn, and both again."""
    half = len(source.paragraphs) // 2
    for _ in range(2):
        for key, paragraph in enumerate(source.paragraphs):
            if key in (0, half):
                page.furnish()
            page.add(paragraph, key)


def nested(page: Page, source: Article, rng: random.Random) -> None:
    """A paragraph stands twice in an article that stands twice."""
    page.add(source.title)
    for _ in range(2):
        for key, paragraph in enumerate(source.paragraphs):
            page.add(paragraph, key)
        page.furnish()
        page.add(source.paragraphs[1], 1)


def pull_quote(page: Page, source: Article, rng: random.Random) -> None:
    """A sentence of the last paragraph also stands alone, before that paragraph."""
    page.add(source.title)
    for paragraph in source.paragraphs[:-1]:
        page.add(paragraph)
    last = source.paragraphs[-1]
    quote = max(sentences(last, page.language), key=len).strip()
    if len(quote) >= PULL_QUOTE.get(page.language, 70):
        page.add(quote, "quote")
    full = page.add(last)
    at = full.start + last.index(quote)
    page.mark("quote", Stretch(at, at + len(quote)))
    page.furnish()


def distant(page: Page, source: Article, rng: random.Random) -> None:
    """One paragraph stands again after all the others there are."""
    page.add_article(source)
    others = [text for text in language(page.language).paragraphs[:60] if text not in source.paragraphs]
    for paragraph in others:
        page.add(paragraph)
    page.add(source.paragraphs[0], 0)


def alone(page: Page, source: Article, rng: random.Random) -> None:
    """One paragraph twice, and hardly anything else."""
    for _ in range(2):
        page.add(source.paragraphs[0], 0)


LAYOUTS: dict[str, Layout] = {
    **{name: copied(change) for name, change in CHANGES.items()},
    "three_edited": several(3),
    "five_edited": several(5),
    "lead_missing": chosen(lambda keys: keys[1:]),
    "reversed": chosen(lambda keys: keys[::-1]),
    "rotated": chosen(lambda keys: keys[2:] + keys[:2]),
    **{
        layout.__name__: layout
        for layout in (teaser_before, teaser_after, truncated, middle_missing, extended, interleaved, joined, one_line,
                       title_body_twice, two_articles, nested, pull_quote, distant, alone)
    },
}  # fmt: skip


def case(mode: str, name: str, number: int) -> Case:
    """A text of a mode in a language, always the same for the same number."""
    rng = random.Random(f"{mode} {name} {number}")
    source = article(name, rng)
    page = Page(name, rng)
    LAYOUTS[mode](page, source, rng)
    return page.case(mode)
