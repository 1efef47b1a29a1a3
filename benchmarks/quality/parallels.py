"""Blocks made after one pattern: records, lists, statements, menus, cards.  Alike as they are, each has its own to say.

On some of the pages one stands twice as a whole, and that is a copy.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from benchmarks.quality.material import Kind, Material, add_paragraphs, joined, long_sentence
from benchmarks.quality.pages import Page

MARKS = ("- ", "• ", "* ", "– ", "{}. ", "{}) ", "({}) ")  #: of items, with their numbers


# -- fields with labels and values -------------------------------------------------------------------------------------


def values_of(source: Material, rng: random.Random) -> list[str]:
    """One value for each field."""
    return [rng.choice(values) for _, *values in source.fields]


def changed(source: Material, rng: random.Random, values: Sequence[str], fields: Sequence[int]) -> list[str]:
    """The values of another thing of the same make: two to four of these fields are different."""
    others = list(values)
    for field in rng.sample(fields, rng.randint(2, 4)):
        others[field] = rng.choice([value for value in source.fields[field][1:] if value != values[field]])
    return others


def rows(source: Material, values: Sequence[str], fields: Sequence[int], joint: str) -> str:
    """Each label with its value."""
    return "\n".join(f"{source.fields[field][0]}{joint}{values[field]}" for field in fields)


def records(joint: str) -> Kind:
    """The same labels in each record, and mostly the same values."""

    def kind(page: Page, source: Material, rng: random.Random) -> None:
        add_paragraphs(page, rng)
        fields = rng.sample(range(len(source.fields)), rng.randint(5, 10))
        values = values_of(source, rng)
        for title in page.titles(rng.randint(2, 3)):
            page.add(title)
            page.add(rows(source, values, fields, joint), joint="\n")
            values = changed(source, rng, values, fields)
        add_paragraphs(page, rng)

    return kind


def record_twice(page: Page, source: Material, rng: random.Random) -> None:
    """One product, described and measured, at two places of its page."""
    things = rng.choice(source.materials)
    described = [statement.format(things) for statement in rng.sample(source.statements, 3)]
    measured = rows(source, values_of(source, rng), range(len(source.fields)), ": ")
    for _ in range(2):
        for key, block in enumerate((*described, measured)):
            page.add(block, key)
        add_paragraphs(page, rng)
        page.furnish()


# -- lists -------------------------------------------------------------------------------------------------------------


def listed(items: Sequence[str], mark: str) -> str:
    return "\n".join(mark.format(number) + item for number, item in enumerate(items, 1))


def two_lists(marks: Sequence[str], equal: bool = False) -> Kind:
    """Under two headings items of which some, or all, are the same."""

    def kind(page: Page, source: Material, rng: random.Random) -> None:
        add_paragraphs(page, rng)
        mark, items = rng.choice(marks), rng.sample(source.items, rng.randint(5, 9))
        second = items if equal else items[: rng.randint(2, 4)] + [i for i in source.items if i not in items][:3]
        for heading, some in zip(rng.choice(source.headings), (items, rng.sample(second, len(second)))):
            page.add(heading)
            page.add(listed(items if equal else some, mark), joint=rng.choice(["\n", "\n\n"]))
        add_paragraphs(page, rng)

    return kind


def list_in_article_twice(page: Page, source: Material, rng: random.Random) -> None:
    before, after = page.unused(2)
    heading, items = rng.choice(source.headings)[0], rng.sample(source.items, rng.randint(3, 6))
    mark = rng.choice(MARKS)
    for _ in range(2):
        for key, block in enumerate((before, heading, listed(items, mark), after)):
            page.add(block, key)
        page.furnish(2)


# -- statements made from one pattern ----------------------------------------------------------------------------------


def siblings(statements: int) -> Kind:
    """The same said of one thing and of another, with or without a heading."""

    def kind(page: Page, source: Material, rng: random.Random) -> None:
        add_paragraphs(page, rng)
        patterns, with_heading = rng.sample(source.statements, statements), rng.random() < 0.5
        for thing in rng.sample(source.materials, rng.randint(2, 3)):
            if with_heading:
                page.add(thing)
            page.add(joined(page, [pattern.format(thing) for pattern in patterns]))
        add_paragraphs(page, rng)

    return kind


def opposites_short(page: Page, source: Material, rng: random.Random) -> None:
    """Under two headings the same, but for one sentence that denies what the other says."""
    said = rng.choice(source.statements).format(rng.choice(source.materials))
    for title, ending in zip(page.titles(2), rng.choice(source.opposites)):
        page.add(title)
        page.add(joined(page, [said, ending]))
    add_paragraphs(page, rng)


def opposites_long(page: Page, source: Material, rng: random.Random) -> None:
    """A body twice, and in the copy one sentence is denied: that one stays."""
    thing = rng.choice(source.materials)
    said = [statement.format(thing) for statement in rng.sample(source.statements, len(source.statements))]
    for ending in rng.choice(source.opposites):
        for key, statement in enumerate(said):
            page.add(statement, key)
            if key == 1:
                page.add(ending, joint=rng.choice([joined(page, ["", ""]), "\n\n"]))
        add_paragraphs(page, rng)
        page.furnish()


# -- menus -------------------------------------------------------------------------------------------------------------


def two_menus(page: Page, source: Material, rng: random.Random) -> None:
    """Two that share half of their entries, in another order."""
    page.add("\n".join(rng.sample(source.menu, 10)))
    for paragraph in page.unused(rng.randint(2, 5)):
        page.add(paragraph)
    page.add("\n".join(rng.sample(source.menu, 10)))


# -- links -------------------------------------------------------------------------------------------------------------


def addresses(rng: random.Random) -> Iterator[str]:
    """Addresses of a made-up site, all different."""
    site = rng.choice(["https://harbour.example", "", "https://www.valley.example"])
    return (f"{site}/{rng.choice(['news', 'a', 'story'])}/{number}-{rng.randint(100, 999)}" for number in count(1))


def markdown(text: str, address: str) -> str:
    return f"[{text}]({address})"


def tagged(text: str, address: str) -> str:
    return f'<a href="{address}">{text}</a>'


def own_links(link: Callable[[str, str], str]) -> Kind:
    """Cards that all say the same, and lead each to a page of its own."""

    def kind(page: Page, source: Material, rng: random.Random) -> None:
        said, leads = long_sentence(page), addresses(rng)
        for title in page.titles(rng.randint(2, 3)):
            page.add(title)
            page.add(link(f"{source.more}: {said}", next(leads)), joint="\n")
        add_paragraphs(page, rng)

    return kind
