"""Records: what was measured, when, and on what kind of machine; nothing that tells whose.

The repository keeps the first record of each kind, and the last.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import dedup


def write_record(directory: Path, kind: str, content: Mapping[str, Any]) -> Path:
    """Writes <directory>/<date>-<kind>.json, and says where."""
    today = date.today().isoformat()
    machine = f"{cpu_model()}, Python {platform.python_version()}"
    record = {"date": today, "machine": machine, "dedup": dedup.__version__, **content}
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{today}-{kind}.json"
    path.write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    return path


def cpu_model() -> str:
    """What the processor calls itself."""
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:  # not Linux
        found = None
    return found[1] if found else platform.processor() or platform.machine()
