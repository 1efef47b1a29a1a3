"""examples/expected: what each example writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"
SCRIPTS = sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".py", ".sh"))

#: A shell that runs a script in which `dedup` is the one under test.
_SHELL = f'dedup() {{ "{sys.executable}" -m dedup "$@"; }}; . "$0"'


def run(script: Path) -> subprocess.CompletedProcess[str]:
    """Runs an example."""
    command = (
        [sys.executable, "-X", "dev", str(script)] if script.suffix == ".py" else ["sh", "-c", _SHELL, str(script)]
    )
    environment = {**os.environ, "COLUMNS": "80", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def expected_file(script: Path) -> Path:
    """The file with what an example writes."""
    return EXAMPLES / "expected" / f"{script.stem}.txt"


def write_expected_files() -> None:
    """Writes what each example writes now."""
    for script in SCRIPTS:
        expected_file(script).write_text(run(script).stdout, "utf-8")
