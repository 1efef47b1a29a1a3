"""`python -m benchmarks guard`: counts the instructions of a few works, and fails when one takes a quarter more.

Seconds depend on the machine and on who else is at work there; instructions, counted by Valgrind, hardly do.  Valgrind
knows no AVX-512, so what is counted is the level below.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.corpora import Corpora, edited, edition

RECORD = Path(__file__).parent / "record" / "instructions.json"

#: Growth that fails.
TOO_MUCH = 1.25

#: Runs that are counted, besides one that warms up.
RUNS = 3


def pages(count: int, size: int) -> list[str]:
    """Articles of about `size` characters, every fourth an edited copy of one before."""
    from random import Random

    rng, article = Random(1), Corpora().article[:3400]
    texts = [edition(article, number)[:size] for number in range(count)]
    for place in range(3, count, 4):
        texts[place] = edited(texts[place - 2], 0.01, rng)
    return texts


def collapse_article() -> Callable[[], object]:
    """The call most often made."""
    import dedup

    article = Corpora().article
    return lambda: dedup.collapse(article)


def collapse_changed() -> Callable[[], object]:
    """A page whose second body has a word in ten edited."""
    from random import Random

    import dedup

    article = Corpora().article
    page = article[:3468] + edited(article[3468:], 0.1, Random(2))
    return lambda: dedup.collapse(page)


def sketch() -> Callable[[], object]:
    """Signatures of short and longer texts."""
    import dedup

    texts = pages(40, 3000) + pages(100, 300)
    return lambda: dedup.sketch(texts)


def deduplicate() -> Callable[[], object]:
    """Near copies among some hundred documents, from texts to removals."""
    import dedup

    texts = pages(400, 1500)
    return lambda: dedup.deduplicate(texts)


def blocks() -> Callable[[], object]:
    """A notice on the pages of a site."""
    import dedup

    notice = Corpora().article[-400:]
    texts = [f"{text}\n\n{notice}" for text in pages(40, 1500)]
    return lambda: dedup.deduplicate_blocks(texts)


WORKS = {
    "collapse/article": collapse_article,
    "collapse/changed": collapse_changed,
    "sketch": sketch,
    "deduplicate/document": deduplicate,
    "deduplicate/block": blocks,
}


def main(arguments: Sequence[str]) -> int:
    """Counts, compares with the record, and says what has grown too much."""
    parser = argparse.ArgumentParser("python -m benchmarks guard", description=__doc__)
    parser.add_argument("--record", action="store_true", help="write the counts down as those to compare with")
    parser.add_argument("--run", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.run:
        for make in WORKS.values():
            in_a_child(partial(run_in_children, make))
        return 0
    if shutil.which("valgrind") is None:
        print("valgrind counts the instructions, and is not installed; on Debian: apt-get install valgrind")
        return 2
    counts = instructions()
    if asked.record:
        RECORD.write_text(json.dumps(counts, indent=1) + "\n", "utf-8")
        return 0
    grown = compared(counts, json.loads(RECORD.read_text("utf-8")))
    print(*(f"{name:<22} {counts[name]:>12,} instructions, {ratio:.2f} of before" for name, ratio in grown), sep="\n")
    return int(any(ratio > TOO_MUCH for _, ratio in grown))


def compared(counts: dict[str, int], before: dict[str, int]) -> list[tuple[str, float]]:
    """(name, how many times as many as before) of each work; one that is new has not grown.

    >>> compared({"a": 150, "b": 7}, {"a": 100})
    [('a', 1.5), ('b', 1.0)]
    """
    return [(name, count / before.get(name, count)) for name, count in counts.items()]


def instructions() -> dict[str, int]:
    """The instructions of one run of each work: what `RUNS` runs take more than none, the warming up aside."""
    command = [sys.executable, "-m", "benchmarks", "guard", "--run"]
    subprocess.run(command, capture_output=True, check=False)  # compiles modules that nobody has used yet
    tool = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "DEDUP_SIMD": ""}
    done = subprocess.run([*tool, *command], env=environment, capture_output=True, text=True, check=False)
    found = [int(count.replace(",", "")) for count in re.findall(r"I\s+refs:\s+([\d,]+)", done.stderr)]
    if done.returncode or len(found) != 2 * len(WORKS) + 1:
        raise RuntimeError(f"valgrind: {done.stderr.strip()[-500:]}")
    return {name: (found[2 * place] - found[2 * place + 1]) // RUNS for place, name in enumerate(WORKS)}


def run_in_children(make: Callable[[], Callable[[], object]]) -> None:
    """Runs a work once, and `RUNS` times more in a child.  Each process counts from the start of its parent on."""
    run = make()
    run()
    in_a_child(lambda: [run() for _ in range(RUNS)])


def in_a_child(work: Callable[[], object]) -> None:
    """Does it in a copy of this process, which starts in no time where starting Python takes seconds."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("a run failed")
