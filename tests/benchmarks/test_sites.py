"""Made sites: what is counted, and that pages with something of their own stay."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from benchmarks.sites import MENU, Row, edited, main, scored, site, table


def test_a_site_has_pages_second_crawls_and_forms() -> None:
    pages = list(site("en", random.Random(1)))
    assert {page.what for page in pages} == {"page", "form"}
    crawls = Counter(page.name for page in pages)
    assert set(crawls.values()) == {1, 2}
    menus = {tuple(page.text.split("\n")[:MENU]) for page in pages}
    assert len(menus) == 1


def test_as_many_words_are_exchanged_as_asked_for() -> None:
    text = "one two three four five six seven eight nine ten"
    assert edited(text, "en", 0, ["x"], random.Random(1)) == text
    assert edited(text, "en", 1, ["x"], random.Random(1)) == " ".join(["x"] * 10)


@pytest.mark.slow
def test_only_without_protection_pages_are_removed_for_others() -> None:
    bare, default = scored("nothing", 1), scored("own, template", 1)
    assert bare.lost > bare.pages / 2
    assert default.lost == 0
    assert bare.forms_lost > 3 * default.forms_lost
    assert default.found > 0.9 * default.crawled_twice


def test_a_row_is_told_in_shares() -> None:
    assert table([Row("own", 4, 3, 100, 1, 10, 10)])[1] == ["own", "75% of 4", "1% of 100", "100% of 10"]


def test_a_misspelt_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--sead", "1"])
    assert "--sead" in capsys.readouterr().err
