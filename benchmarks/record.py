"""Results as JSON: what was measured, when, and on what kind of machine; nothing that tells whose."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import dedup
from benchmarks.runner import Result
from benchmarks.stages import stages
from dedup.kernel import _kernel


def write_record(directory: Path, mode: str, results: Sequence[Result]) -> Path:
    """Writes <directory>/<date>-<machine>.json, and says where."""
    today, machine = date.today().isoformat(), f"{cpu_model()}, Python {platform.python_version()}"
    path = directory / f"{today}-{re.sub(r'[^a-z0-9.]+', '-', machine.lower()).strip('-')}.json"
    record = {
        "date": today,
        "machine": machine,
        "simd": _kernel.simd_level(),
        "dedup": dedup.__version__,
        "mode": mode,
        "results": [entry(result) for result in results],
        "stages": [stage._asdict() for stage in stages(results)],
    }
    directory.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    return path


def entry(result: Result) -> dict[str, Any]:
    """One result; a wrong answer has no times.  A spread is the middle half of the rounds: low, median, high."""
    case, times = result.case, result.times
    if times is None:
        return {"case": case.name, "fault": result.fault}
    goals = {"measure": case.measure, "floor": case.floor, "aim": case.aim}
    return {"case": case.name, **times._asdict(), **goals}


def cpu_model() -> str:
    """What the processor calls itself."""
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:  # not Linux
        found = None
    return found[1] if found else platform.processor() or platform.machine()
