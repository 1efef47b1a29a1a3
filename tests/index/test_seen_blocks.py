"""Which blocks of a text an index has seen, in which document, and where."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.errors import IndexMismatchError
from dedup.results.span import without
from tests.corpus.pages import any_site

FOOTER = "The Valley Courier is printed in Amberfold twice a week. Letters may be shortened before they are printed."
BRIDGE = "The old bridge stays closed until the end of May, as divers found a crack in its second pillar on Monday."
LIBRARY = "The library opens on Sundays from next week on, and will stay open late on two evenings of every month."
CLOSURE = "The swimming pool is closed for repairs until the autumn, and the school will go to another one by bus."


@pytest.fixture
def seen() -> Iterator[dedup.Index]:
    with dedup.Index(blocks=True) as index:
        yield index


def test_boilerplate_that_was_learnt_once_is_found_in_a_new_page(seen: dedup.Index) -> None:
    seen.add_many({"/bridge": f"{BRIDGE}\n\n{FOOTER}", "/library": f"{LIBRARY}\n\n{FOOTER}"})
    page = f"{CLOSURE}\n\n{FOOTER}"
    found = seen.query_blocks(page)
    assert found.text == CLOSURE
    (block,) = found.blocks
    assert (block.id, block.kind, block.identity, block.partial) == ("/bridge", "exact", 1.0, False)
    assert block.text == page[slice(*block.span)] == f"\n\n{FOOTER}"
    assert f"{BRIDGE}\n\n{FOOTER}"[slice(*block.kept)] == FOOTER
    assert found.to_dict()["blocks"][0]["span"] == [len(CLOSURE), len(page)]


def test_a_changed_block_is_found(seen: dedup.Index) -> None:
    seen.add("/bridge", f"{BRIDGE}\n\n{FOOTER}")
    (block,) = seen.query_blocks(f"{CLOSURE}\n\n{FOOTER.replace('twice a week', 'twice every week')}").blocks
    assert block.kind == "near"
    assert 0.9 <= block.identity < 1


def test_what_is_new_has_no_blocks(seen: dedup.Index) -> None:
    seen.add("/bridge", BRIDGE)
    assert seen.query_blocks(LIBRARY) == ((), LIBRARY)
    assert seen.query_blocks("") == ((), "")


def test_a_document_that_is_there_is_one_block(seen: dedup.Index) -> None:
    seen.add("/bridge", BRIDGE)
    assert [block.kind for block in seen.query_blocks(BRIDGE).blocks] == ["exact"]
    assert seen.query_blocks(BRIDGE).text == ""


def test_a_block_is_that_of_the_first_document_that_is_still_there(seen: dedup.Index) -> None:
    seen.add_many({"/a": f"{BRIDGE}\n\n{FOOTER}", "/b": f"{LIBRARY}\n\n{FOOTER}"})
    seen.remove("/a")
    assert [block.id for block in seen.query_blocks(f"{CLOSURE}\n\n{FOOTER}").blocks] == ["/b"]


def test_querying_adds_nothing(seen: dedup.Index) -> None:
    seen.query_blocks(FOOTER)
    assert len(seen) == 0
    assert seen.query_blocks(FOOTER).blocks == ()


def test_an_index_without_blocks_says_how_to_make_one_with_them() -> None:
    with dedup.Index() as seen, pytest.raises(IndexMismatchError, match="was made with blocks=False, not True"):
        seen.query_blocks(FOOTER)


@given(st.integers(0, 2**32))
def test_of_two_texts_the_blocks_are_those_that_deduplicate_blocks_removes(seed: int) -> None:
    first, second = any_site(seed, 2)
    removals = [removal for removal in dedup.deduplicate_blocks([first, second]).removals if removal.id == 1]
    with dedup.Index(blocks=True) as seen:
        seen.add(0, first)
        found = seen.query_blocks(second)
    assert [(block.id, block.span, block.kept, *block[3:]) for block in found.blocks] == [
        (removal.kept_id, removal.removed, removal.kept, *removal[4:]) for removal in removals
    ]
    assert found.text == without(second, [block.span for block in found.blocks])


def test_the_pages_that_the_property_is_tried_on_share_blocks() -> None:
    shared = [dedup.deduplicate_blocks(any_site(seed, 2)).stats for seed in range(50)]
    assert sum(stats.exact > 0 for stats in shared) > 10
    assert sum(stats.near > 0 for stats in shared) > 5
