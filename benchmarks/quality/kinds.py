"""Kinds of page on which a copy and what only looks like one are easily taken for each other.

Of some nothing may go.  Of others it is said which copy stays: the article and not the summary above it, the letter and
not the quotation of it.
"""

from __future__ import annotations

import random

from benchmarks.quality.articles import LANGUAGES
from benchmarks.quality.material import Kind, long_sentence, material
from benchmarks.quality.pages import Case, Page
from benchmarks.quality.parallels import (
    MARKS,
    list_in_article_twice,
    markdown,
    opposites_long,
    opposites_short,
    own_links,
    record_twice,
    records,
    siblings,
    tagged,
    two_lists,
    two_menus,
)  # fmt: skip
from benchmarks.quality.reprints import (
    doubled,
    doubled_here_and_there,
    linked_article_twice,
    menu_twice,
    nested_leads,
    quoted,
    refrains,
    row,
    standfirst,
    teaser,
)  # fmt: skip

#: Python's documentation has no lists of its own.
KIND_LANGUAGES = tuple(name for name in LANGUAGES if name != "docs")

KINDS: dict[str, Kind] = {
    "fields_labelled": records(": "),
    "fields_line_by_line": records("\n"),
    "fields_tabbed": records("\t"),
    "fields_twice": record_twice,
    "lists_marked": two_lists(MARKS),
    "lists_unmarked": two_lists([""]),
    "lists_equal": two_lists(MARKS, equal=True),
    "list_in_article_twice": list_in_article_twice,
    "siblings_short": siblings(1),
    "siblings_long": siblings(3),
    "opposites_short": opposites_short,
    "opposites_long": opposites_long,
    "standfirst": standfirst,
    "teaser_above": teaser(above=True),
    "teaser_below": teaser(above=False),
    "nested_leads": nested_leads,
    "refrains": refrains,
    "row_of_words": row(lambda page, source, rng: rng.choice(source.menu), ["\n", "\n\n", " "]),
    "row_of_lines": row(lambda page, source, rng: rng.choice(source.items), ["\n", "\n\n"]),
    "row_of_sentences": row(lambda page, source, rng: long_sentence(page), ["\n", "\n\n"]),
    "row_of_paragraphs": row(lambda page, source, rng: page.unused()[0], ["\n", "\n\n"], most=12),
    "lines_doubled": doubled(2),
    "lines_trebled": doubled(3),
    "some_lines_doubled": doubled_here_and_there,
    "menu_twice": menu_twice,
    "two_menus": two_menus,
    "quoted_with_signs": quoted("> "),
    "quoted_without_signs": quoted(""),
    "quoted_newest_first": quoted("> ", first=True),
    "quoted_sentence": quoted("> ", short=True),
    "own_links_markdown": own_links(markdown),
    "own_links_tags": own_links(tagged),
    "links_twice_markdown": linked_article_twice(markdown, 78),
    "links_twice_tags": linked_article_twice(tagged, 60),
}


#: What stands on the pages of a kind, in the order of the tables.
IN_WORDS: dict[str, str] = {
    "fields_labelled": "records with the same labels, `label: value`",
    "fields_line_by_line": "the same, each value on the line below its label",
    "fields_tabbed": "the same, with tabs",
    "fields_twice": "one record, described and measured, twice",
    "lists_marked": "lists under two headings that share items",
    "lists_unmarked": "the same, without marks",
    "lists_equal": "one list under two headings",
    "list_in_article_twice": "an article with a list in it, twice",
    "siblings_short": "a statement about one thing, and the same about another",
    "siblings_long": "the same, of several statements",
    "opposites_short": "a statement under two headings, once with a denial",
    "opposites_long": "a body twice, one sentence of the copy denied",
    "standfirst": "a sentence of the article above it",
    "teaser_above": "the beginning of the article above it, cut off",
    "teaser_below": "the same below it",
    "nested_leads": "1, 2, 3 and 8 sentences, and then the text",
    "refrains": "a refrain between different verses",
    "row_of_words": "a word 3 to 50 times in a row",
    "row_of_lines": "a short line 3 to 50 times in a row",
    "row_of_sentences": "a sentence 3 to 50 times in a row",
    "row_of_paragraphs": "a paragraph 3 to 12 times in a row",
    "lines_doubled": "every line of a text twice",
    "lines_trebled": "every line three times",
    "some_lines_doubled": "a poem with a few lines twice",
    "menu_twice": "a menu above and below the article",
    "two_menus": "two menus that share entries",
    "quoted_with_signs": "a letter, and its quotation after `> `",
    "quoted_without_signs": "the same under `Ana wrote:` without signs",
    "quoted_newest_first": "the same, the quotation first",
    "quoted_sentence": "the same of one sentence",
    "own_links_markdown": "cards of the same words, each with a Markdown link of its own",
    "own_links_tags": "the same with tags",
    "links_twice_markdown": "an article with Markdown links in it, twice, once wrapped",
    "links_twice_tags": "the same with tags",
}


def case(kind: str, name: str, number: int) -> Case:
    """A page of a kind in a language, always the same for the same number."""
    rng = random.Random(f"{kind} {name} {number}")
    page = Page(name, rng)
    KINDS[kind](page, material(name), rng)
    return page.case(kind)
