"""The planted copies are there to be found: without this table the properties could hold for want of removals."""

from __future__ import annotations

from collections import Counter

import pytest

import dedup
from tests.promises.planted import ARRANGEMENTS, CHANGES, SAME_WORDS, Arrangement, plant, truncated
from tests.promises.scripts import SCRIPTS, Script

pytestmark = pytest.mark.slow

#: Copies in a row that all differ look like a template filled anew, and half a teaser changed like another text.
SELDOM = {("tandem", "edited"), ("tandem", "misread"), *(("truncated", change.__name__) for change in CHANGES)}


@pytest.mark.parametrize("arrangement", ARRANGEMENTS, ids=lambda arrangement: arrangement.__name__)
def test_copies_of_every_arrangement_and_change_are_removed(arrangement: Arrangement) -> None:
    for change in CHANGES:
        found = [bool(dedup.collapse(plant(1, script, arrangement, change).text).removals) for script in SCRIPTS]
        if (arrangement.__name__, change.__name__) not in SELDOM:
            assert sum(found) >= 0.6 * len(found), change.__name__


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_copies_in_every_script_are_removed(script: Script) -> None:
    full = [arrangement for arrangement in ARRANGEMENTS if arrangement is not truncated]
    found = [
        bool(dedup.collapse(plant(2, script, arrangement, change).text).removals)
        for arrangement in full
        for change in SAME_WORDS
    ]
    assert sum(found) >= 0.8 * len(found)


def test_every_kind_of_removal_occurs() -> None:
    kinds = Counter(
        removal.kind
        for script in SCRIPTS
        for arrangement in ARRANGEMENTS
        for change in CHANGES
        for removal in dedup.collapse(plant(3, script, arrangement, change).text).removals
    )
    assert min(kinds[kind] for kind in ("exact", "same_words", "near")) > 0.1 * kinds.total()


def test_kept_copies_that_hold_more_occur() -> None:
    teasers = [dedup.collapse(plant(4, script, truncated, CHANGES[0]).text) for script in SCRIPTS]
    assert sum(any(removal.partial for removal in teaser.removals) for teaser in teasers) >= 0.6 * len(SCRIPTS)
