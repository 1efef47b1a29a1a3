"""What is left of documents that lost blocks, in the order in which they were given."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import dedup
from dedup.errors import NotKeptError

FOOTER = "The Valley Courier is printed in Amberfold twice a week. Letters to the editor may be shortened."
PAGES = [f"The bridge is closed until May.\n\n{FOOTER}", FOOTER, f"The library opens on Sundays.\n\n{FOOTER}"]
LEFT = [PAGES[0], "", "The library opens on Sundays."]


@pytest.mark.parametrize("form", [list, iter, pd.Series, lambda pages: dict(zip("abc", pages))])
def test_texts_are_what_is_left_of_each_document(form: Callable[[list[str]], Any]) -> None:
    b = dedup.deduplicate_blocks(form(PAGES))
    assert b.texts == LEFT
    assert b.mask.tolist() == [True, False, True]
    assert len(b) == b.stats.kept == 2


def test_texts_of_files_are_read_again(tmp_path: Path) -> None:
    for name, page in zip("abc", PAGES):
        (tmp_path / f"{name}.txt").write_text(page)
    assert dedup.deduplicate_blocks(tmp_path).texts == LEFT


def test_a_missing_text_is_empty() -> None:
    assert dedup.deduplicate_blocks([PAGES[0], None], missing="keep").texts == [PAGES[0], ""]


def test_a_saved_result_has_all_but_the_texts() -> None:
    b = dedup.deduplicate_blocks(PAGES)
    saved_form = json.loads(json.dumps(b.to_dict()))
    for saved in (pickle.loads(pickle.dumps(b)), dedup.DeduplicatedBlocks.from_dict(saved_form)):
        assert saved == b
        assert [saved.text_of(id, text) for id, text in enumerate(PAGES)] == LEFT
        with pytest.raises(NotKeptError, match="use text_of"):
            saved.texts  # noqa: B018


def test_the_repr_tells_of_blocks() -> None:
    assert repr(dedup.deduplicate_blocks(PAGES)) == (
        "<DeduplicatedBlocks: 2 blocks removed: 2 exact, 0 same words, 0 near; 2 of 3 documents kept, 0 blocks spared>"
    )
