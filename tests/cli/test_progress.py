"""Progress costs nothing where nobody sees it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import written_to_terminal


def test_without_a_terminal_rich_is_not_imported(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n', "utf-8")
    command = [sys.executable, "-X", "importtime", "-m", "dedup", "corpus", "in.jsonl", "-o", "out.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "dedup.cli.progress" in imported
    assert not any(name.partition(".")[0] == "rich" for name in imported)


@pytest.mark.slow
def test_a_long_file_shows_progress_on_a_terminal(tmp_path: Path) -> None:
    story = "".join(
        f"On day {day} the council met to vote on bridge {day * day} of the valley.\n" for day in range(200_000)
    )
    (tmp_path / "long.txt").write_text(story)
    (tmp_path / "short.txt").write_text(story[:1000])
    assert b"searching" in collapse_on_a_terminal(tmp_path, "long.txt")
    assert b"searching" not in collapse_on_a_terminal(tmp_path, "long.txt", "--quiet")
    assert b"searching" not in collapse_on_a_terminal(tmp_path, "short.txt")


def collapse_on_a_terminal(folder: Path, *arguments: str) -> bytes:
    """What `dedup collapse --check` writes to standard error, which is a terminal."""
    command = [sys.executable, "-m", "dedup", "collapse", "--check", *arguments]
    return written_to_terminal(command, "stderr", cwd=folder, stdout=subprocess.DEVNULL, check=False)
