"""Programs run as processes of their own, in turn, and what each took."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

Key = TypeVar("Key")
Taken = TypeVar("Taken")

MEGABYTE = 1_000_000
MEASURE = Path(__file__).parent / "corpus" / "measure.py"


class Usage(NamedTuple):
    """What a run took."""

    cpu: float  #: seconds
    wall: float
    peak: float  #: MB, of its largest process
    moved: float = 0  #: MB that all of its processes read and wrote


def parser(
    program: str, description: str | None, megabytes: type[float], sizes: Sequence[float], room: str
) -> argparse.ArgumentParser:
    """What may be asked of a program that runs engines on collections of so many megabytes."""
    asked = argparse.ArgumentParser(f"python -m benchmarks {program}", description=description)
    asked.add_argument("--sizes", type=megabytes, nargs="+", default=sizes, metavar="MB", help="of the collections")
    asked.add_argument("--rounds", type=int, default=3, help="runs of each, in turn")
    asked.add_argument("--peers", type=Path, metavar="DIR", help="environments of peers, made where missing")
    asked.add_argument("--only", nargs="+", default=[], metavar="PEER", help="peers whose labels begin so")
    asked.add_argument("--scratch", type=Path, metavar="DIR", help=f"where there is room for {room}")
    asked.add_argument("--record", type=Path, metavar="DIR", help="also write the results there as JSON")
    return asked


def run(command: Sequence[str]) -> Usage:
    """Runs a program to its end; raises `RuntimeError` when it fails.

    A process starts with the memory of the one that makes it on its account, so a small one does.  Python keeps what it
    has compiled, as it does where nobody asked it not to.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    measured = [sys.executable, str(MEASURE), *command]
    done = subprocess.run(measured, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()[-500:]}")
    cpu, wall, peak, moved = json.loads(done.stdout.splitlines()[-1])
    return Usage(cpu, wall, peak / MEGABYTE, moved / MEGABYTE)


def alternated(runs: Sequence[Key], rounds: int, once: Callable[[Key], Taken]) -> dict[Key, list[Taken]]:
    """What each took in each round: back and forth, so that none always follows the same one."""
    taken: dict[Key, list[Taken]] = {key: [] for key in runs}
    for number in range(rounds):
        for key in runs if number % 2 == 0 else reversed(runs):
            taken[key].append(once(key))
    return taken


def mean(taken: Sequence[Usage]) -> Usage:
    """What one of some runs took."""
    return Usage(*map(statistics.fmean, zip(*taken)))


def medians(taken: Sequence[Usage]) -> Usage:
    """What a run took, each of it by the median of the rounds."""
    return Usage(*map(statistics.median, zip(*taken)))


def ratio(mine: Sequence[float], its: Sequence[float]) -> float:
    """How many times as much one took as the other, by the median of the ratios within rounds."""
    return statistics.median(one / other for one, other in zip(mine, its, strict=True))
