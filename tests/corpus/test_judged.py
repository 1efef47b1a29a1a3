"""Promise 11: documents that are removed hold nothing of their own; and what tells two similar documents apart."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.kernel import _kernel
from tests.corpus.made_up import exchanged, prose, vocabulary

MENU = "\n".join(f"{word.capitalize()} and {other}" for word, other in zip(vocabulary(100)[::2], vocabulary(100)[1::2]))
OPENING = "The bridge will open to traffic in the spring, a year later than promised."
CLOSING = "The library is closed until autumn, because the roof is to be mended and painted."


def page(*lines: str) -> str:
    """A page of a site: a long menu, and little else."""
    return "\n".join([MENU, *lines])


def spared(d: dedup.Deduplicated) -> list[tuple[Any, Any, str]]:
    return [(one.id, one.kept_id, one.reason) for one in d.spared]


# -- what is spared ----------------------------------------------------------------------------------------------------


def test_two_pages_with_one_menu_both_stay() -> None:
    pages = {"bridge": page("The bridge", OPENING), "library": page("The library", CLOSING)}
    d = dedup.deduplicate(pages)
    assert d.kept_ids == ("bridge", "library")
    assert spared(d) == [("bridge", "library", "own")]
    (one,) = d.spared
    assert one.jaccard > 0.8
    assert one.differs == ("own", "more")
    assert one.option == 'protect=dedup.PROTECT_DOCUMENTS - {"own"}'
    assert d.stats.spared == 1


def test_what_the_option_names_removes_it() -> None:
    pages = {"bridge": page("The bridge", OPENING), "library": page("The library", CLOSING)}
    (one,) = dedup.deduplicate(pages).spared
    lifted = dedup.deduplicate(pages, protect=eval(one.option.removeprefix("protect="), {"dedup": dedup}))
    assert [(removal.id, removal.kept_id) for removal in lifted.removals] == [("bridge", "library")]
    assert lifted.spared == ()


def test_a_second_crawl_with_a_line_more_goes() -> None:
    d = dedup.deduplicate({"then": page(OPENING), "now": page(OPENING, "12 people liked this page")})
    assert d.kept_ids == ("now",)
    (removal,) = d.removals
    assert (removal.kept_id, removal.identity, removal.differs) == ("now", 1.0, ())


#: A line of the one that stays, the same line of the other one, and how they differ.
LINES = {
    "a word": ("The old door was painted in green last week.", "The old gate was painted in green last week.", ()),
    "a number": ("It costs 25 crowns a day.", "It costs 35 crowns a day.", ("numbers",)),
    "a name": ("They say that old Hale came by.", "They say that old Reed came by.", ("names",)),
}


@pytest.mark.parametrize(("line", "other", "differs"), LINES.values(), ids=LINES)
def test_a_line_that_differs_is_named_and_spares_if_asked(line: str, other: str, differs: tuple[Any, ...]) -> None:
    pages = {"first": page(line), "second": page(other)}
    (removal,) = dedup.deduplicate(pages).removals
    assert removal.differs == differs
    assert 0.9 < removal.identity < 1
    for reason in differs:
        assert spared(dedup.deduplicate(pages, protect=[reason])) == [("second", "first", reason)]


def test_pages_that_fill_one_form_stay() -> None:
    form = "How to install {0}\n\nThe packages of {0} are signed."
    pages = {name: page(form.format(name)) for name in ("Debian", "Ubuntu", "Fedora")}
    d = dedup.deduplicate(pages)
    assert d.kept_ids == tuple(pages)
    assert {reason for _, _, reason in spared(d)} == {"template"}
    assert len(dedup.deduplicate(pages, protect=["own"]).removals) == 2


def test_a_denial_stays() -> None:
    pages = [page("You should open the door at night."), page("You should not open the door at night.")]
    assert spared(dedup.deduplicate(pages)) == [(0, 1, "template")]


@pytest.mark.parametrize(("letters", "stays"), [(59, False), (60, True)])
def test_sixty_letters_are_its_own(letters: int, stays: bool) -> None:
    own = " ".join(["abcde"] * 11 + ["x" * (letters - 55)])
    assert _kernel.letters_of(own) == letters
    d = dedup.deduplicate([page(OPENING), page(OPENING, own)], keep="first")
    assert d.kept_ids == ((0, 1) if stays else (0,))


def test_a_contained_document_with_lines_of_its_own_stays() -> None:
    long = page(OPENING, prose(Random(1), 300))
    docs = {"long": long, "part": page(OPENING), "more": page(OPENING, CLOSING)}
    d = dedup.deduplicate(docs, containment=0.8)
    assert d.kept_ids == ("long", "more")
    assert spared(d) == [("more", "long", "own")]


@pytest.mark.parametrize("keep", ["fullest", "first", "last"])
def test_of_a_hundred_pages_crawled_twice_one_of_each_stays(keep: Any) -> None:
    rng = Random(5)
    pages = {}
    for number in range(100):
        own = "\n".join(prose(rng, 14) for _ in range(2))
        pages[f"{number}"] = page(own)
        pages[f"{number} again"] = page(exchanged(rng, own, 1))
    d = dedup.deduplicate(pages, keep=keep)
    assert len(d.kept_ids) == 100
    assert all(str(removal.id).split()[0] == str(removal.kept_id).split()[0] for removal in d.removals)
    assert d.stats.unresolved == 0


# -- what holds for all ------------------------------------------------------------------------------------------------


def lines(rng: Random) -> list[str]:
    return [prose(rng, rng.randint(1, 20)) for _ in range(rng.randint(1, 60))]


@given(st.integers(0, 2**32))
def test_each_line_of_a_removed_document_stands_in_the_kept_one(seed: int) -> None:
    rng = Random(seed)
    pages: list[str] = []
    while len(pages) < 8:
        page = rng.choice(pages).split("\n") if pages and rng.random() < 0.7 else lines(rng)
        page = [line for line in page if rng.random() > 0.03]
        if page and rng.random() < 0.5:
            page.insert(rng.randrange(len(page) + 1), prose(rng, rng.randint(1, 30)))
        if page and rng.random() < 0.3:
            page.append(page.pop(rng.randrange(len(page))))
        pages.append("\n".join(page))
    d = dedup.deduplicate(pages)
    for removal in d.removals:
        kept = pages[removal.kept_id].split("\n")
        own = [line for line in pages[removal.id].split("\n") if line not in kept]
        assert max(map(_kernel.letters_of, own), default=0) < 60
    for one in d.spared:
        assert {one.id, one.kept_id} <= set(d.kept_ids)
        assert one.jaccard >= 0.8
