"""The program itself, run in a directory of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

#: Five sentences no reader would take for a menu or a table.
STORY = """\
The council met on Monday evening to vote on the new bridge across the river.
After two hours of argument eleven members were in favour and four against it.
Work will begin in the spring, once the ice has gone from the upper valley.
The mayor said that no house would have to make way for the road to the bridge.
Those who live on the far bank have asked for a crossing for thirty years.
"""
DOUBLED = STORY + STORY

Run = Callable[..., subprocess.CompletedProcess[bytes]]


#: Of each test of the command one set of parameters is enough, where all were tried before in another environment.
ONE_OF_EACH = os.environ.get("DEDUP_COMMANDS") == "one of each"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not ONE_OF_EACH:
        return
    tried: set[str] = set()
    chosen: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        name, _, parameters = item.nodeid.partition("[")
        again = bool(parameters) and item.path.parent == Path(__file__).parent and name in tried
        (others if again else chosen).append(item)
        tried.add(name)
    config.hook.pytest_deselected(items=others)
    items[:] = chosen


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `dedup` with arguments in `tmp_path`; what it writes comes back as bytes."""

    def run(
        *arguments: str, stdin: bytes = b"", cwd_below: str = "", **options: object
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "dedup", *arguments]
        return subprocess.run(
            command, input=stdin, cwd=tmp_path / cwd_below, capture_output=True, check=False, **options
        )

    return run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A file whose text stands in it twice."""
    path = tmp_path / "page.txt"
    path.write_text(DOUBLED, "utf-8")
    return path
