"""Runs `dedup corpus` on generated documents, and measures what that takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

from dedup.cli.plan.sample_text import json_lines
from dedup.corpus.documents.estimates import Trial
from dedup.errors import DedupError
from dedup.io.private_folder import PrivateFolder

#: Bytes of the two samples: together a few seconds' work.
SMALL, LARGE = 25_000_000, 150_000_000

#: The longest documents of a sample; longer ones take as long for each byte.
LONGEST = 2_000_000

#: How often each sample is run; the least time counts, as that run was disturbed least.
TIMES = 2


def run_trials(document_bytes: float, options: Sequence[str]) -> list[Trial]:
    """Runs two samples of documents of that size, with further options of `dedup corpus`."""
    return [_trial(size, min(document_bytes, LONGEST), options) for size in (SMALL, LARGE)]


def _trial(size: int, document_bytes: float, options: Sequence[str]) -> Trial:
    documents = max(round(size / document_bytes), 2)
    with PrivateFolder(gettempdir(), "dedup-") as private:
        private.create_folder(0o700)
        folder = Path(private.path)
        with open(folder / "sample.jsonl", "w", encoding="utf-8") as file:
            file.writelines(json_lines(documents, round(document_bytes)))
        trials = [_run(folder, number, documents, options) for number in range(TIMES)]
    return trials[0]._replace(
        seconds=min(trial.seconds for trial in trials), cpu_seconds=min(trial.cpu_seconds for trial in trials)
    )


def _run(folder: Path, number: int, documents: int, options: Sequence[str]) -> Trial:
    sample, output, work = folder / "sample.jsonl", folder / "output.jsonl", folder / f"work-{number}"
    arguments = ["corpus", str(sample), "-o", str(output), "--work", str(work), "--max-removed", "1", *options]
    begun = time.perf_counter()
    command = [sys.executable, "-m", "dedup", *arguments, "--quiet"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace") as process:
        assert process.stderr
        try:
            said = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        except BaseException:
            process.kill()
            raise
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise DedupError(f"the trial run failed: {said.strip().removeprefix('dedup: ')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Trial(
        documents=documents,
        input_bytes=sample.stat().st_size,
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=usage.ru_maxrss * unit,
        temporary_bytes=sum(file.stat().st_size for file in work.rglob("*") if file.is_file()),
        output_bytes=output.stat().st_size,
        candidates=_candidates(work),
    )


def _candidates(work: Path) -> int:
    """Over shards, how many documents shared a key with another."""
    path = work / "components" / "00000.json"
    return int(json.loads(path.read_text("ascii"))["facts"]["candidates"]) if path.exists() else 0
