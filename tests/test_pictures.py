"""The pictures of the reports in docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import browser, report_pictures

DOCS = Path(__file__).parents[1] / "docs"

#: The most bytes of a picture: everyone who clones the repository gets it.
MOST = 150_000


@pytest.mark.slow
def test_the_pictures_can_be_taken_again(tmp_path: Path) -> None:
    if browser.program() is None:
        pytest.skip("no Chromium")
    for picture in report_pictures.take_pictures(tmp_path):
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert (DOCS / picture.name).stat().st_size <= MOST
        assert picture.name in (DOCS / "reports-and-undo.md").read_text("utf-8")
