"""What a result of `collapse` says of itself."""

from __future__ import annotations

import pytest

import dedup

STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
TWICE = f"{STORY}\n\nAdvertisement\n\n{STORY}\n"


def test_changed_says_whether_anything_went() -> None:
    assert dedup.collapse(TWICE).changed
    assert not dedup.collapse(STORY).changed


def test_the_diff_shows_what_went() -> None:
    assert dedup.collapse(STORY).diff() == ""
    assert dedup.collapse(TWICE).diff("page.txt").splitlines() == [
        "--- page.txt",
        "+++ page.txt",
        "@@ -5 +4,0 @@ [108, 200) repeats [0, 91), line 1: exact, identity 1.000",
        f"-{STORY}",
    ]


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        dedup.collapse(STORY).text = ""
