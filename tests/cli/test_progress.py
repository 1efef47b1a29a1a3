"""Progress costs nothing where nobody sees it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_without_a_terminal_rich_is_not_imported(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n', "utf-8")
    command = [sys.executable, "-X", "importtime", "-m", "dedup", "corpus", "in.jsonl", "-o", "out.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "dedup.cli.progress" in imported
    assert not any(name.partition(".")[0] == "rich" for name in imported)
