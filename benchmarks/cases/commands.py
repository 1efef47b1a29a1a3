"""The command, from start to end, against a Python that does nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Sequence

import dedup
from benchmarks.corpora import ARTICLE, Corpora
from benchmarks.runner import Case, Work


def cases(corpora: Corpora, _: int) -> list[Case]:
    def nothing() -> Work:
        return running("python -c pass", [sys.executable, "-c", "pass"], "")

    def importing() -> Work:
        return running("import dedup", [sys.executable, "-c", "import dedup"], "")

    def importing_collapse() -> Work:
        """Modules are imported on first use: this is what whoever calls `collapse` waits for."""
        return running("import collapse", [sys.executable, "-c", "from dedup import collapse"], "")

    def version() -> Work:
        return running("dedup --version", [command(), "--version"], f"dedup {dedup.__version__}\n")

    def collapse() -> Work:
        left = dedup.collapse(corpora.article).text
        return running("dedup collapse", [command(), "collapse", str(ARTICLE)], left)

    return [
        Case("commands/import", importing, nothing, "time", 1.8, 1.3),
        Case("commands/import-collapse", importing_collapse, nothing),
        Case("commands/version", version, nothing, "time", 1.8, 1.3),
        Case("commands/collapse-article", collapse, nothing, "time", 3, 2.1),
    ]


def command() -> str:
    """The command as installed beside this Python."""
    found = shutil.which("dedup", path=sysconfig.get_path("scripts"))
    if found is None:
        raise FileNotFoundError("the command dedup is not installed beside this Python")
    return found


def running(name: str, arguments: Sequence[str], output: str) -> Work:
    """A command that must write `output`; its first run compiles its modules, as installing them does."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def fault() -> str:
        done = subprocess.run(arguments, env=environment, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            return f"exit {done.returncode}: {done.stderr.strip()[-200:]}"
        return "" if done.stdout == output else "not the output expected"

    def seconds(times: int) -> float:
        before = children_seconds()
        for _ in range(times):
            subprocess.run(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return children_seconds() - before

    return Work(name, 1, seconds, fault)


def children_seconds() -> float:
    """CPU seconds of all children that have ended; where the system does not say, the time of day."""
    try:
        import resource
    except ImportError:  # Windows
        return time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
