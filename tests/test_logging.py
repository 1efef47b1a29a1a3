"""What is missing from a result is logged, under the name of the package; a complete result says nothing."""

from __future__ import annotations

from random import Random

import pytest

import dedup
from dedup.corpus.blocks import finder
from tests.corpus.made_up import prose
from tests.corpus.pages import article, paragraph

STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."


def logged(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str, str]]:
    return [(record.name, record.levelname, record.getMessage()) for record in caplog.records]


def test_complete_results_say_nothing(caplog: pytest.LogCaptureFixture) -> None:
    dedup.collapse(f"{STORY}\n\n{STORY}")
    dedup.compare(STORY, STORY)
    dedup.deduplicate([STORY, STORY])
    dedup.deduplicate_blocks([STORY, STORY])
    assert logged(caplog) == []


def test_spared_blocks_that_are_not_listed(caplog: pytest.LogCaptureFixture) -> None:
    row = "| the value of the measurement that was taken at the place | {} | in millimetres |\n"
    c = dedup.collapse("".join(row.format(number) for number in range(1500)))
    message = f"collapse: spared blocks that are counted and not listed: {c.unlisted} (unlisted)"
    assert logged(caplog) == [("dedup", "WARNING", message)]


def test_a_search_that_stopped(caplog: pytest.LogCaptureFixture) -> None:
    text = "The same line of text again.\n" * 3000
    assert dedup.compare(text, text + text[:29]).truncated
    message = "compare: the search stopped at its work limit, and passages may be missing (truncated)"
    assert logged(caplog) == [("dedup", "WARNING", message)]


def test_a_collapse_that_stopped(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    # No text is known that gets there.
    monkeypatch.setattr("dedup.api.collapse_with", lambda text, options: dedup.Collapsed(text, truncated=True))
    dedup.collapse(STORY)
    message = "collapse: the search stopped at its work limit, and repeats may be missing (truncated)"
    assert logged(caplog) == [("dedup", "WARNING", message)]


def test_documents_that_were_not_compared_with_all(caplog: pytest.LogCaptureFixture) -> None:
    rng = Random(9)
    small = prose(rng, 60)
    half = " ".join(small.split()[:40])
    quoting = [f"{prose(rng, 300)} {half} {prose(rng, 300)}" for _ in range(40)]
    dedup.deduplicate([small, f"{prose(rng, 100)} {small} {prose(rng, 100)}", *quoting], containment=0.9)
    message = "deduplicate: documents not compared with all that resemble them: 1 (unresolved)"
    assert logged(caplog) == [("dedup", "WARNING", message)]


def test_blocks_that_were_not_looked_for(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(6)
    parts = [paragraph(rng) for _ in range(6)]
    pages = [f"{article(rng)}\n\n{part}" for part in parts] + ["\n\n".join(parts)]
    monkeypatch.setattr(finder, "MAX_READ", 2)
    monkeypatch.setattr(finder, "MAX_ROUNDS", 2)
    dedup.deduplicate_blocks(pages)
    message = "deduplicate_blocks: documents not compared with all that share text with them: 1 (unresolved)"
    assert logged(caplog) == [("dedup", "WARNING", message)]
