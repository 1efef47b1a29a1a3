"""What is run: this library's command, what it must do at the least, and peers that can do the same."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases.commands import command
from benchmarks.peers.environments import HERE as PEERS
from benchmarks.peers.environments import environments

HERE = Path(__file__).parent


class Engine(NamedTuple):
    """A program that reads rows of JSON and writes those it keeps."""

    name: str
    arguments: tuple[str, ...]  #: before the names of the two files
    largest: float = 1e12  #: bytes of the largest collection that it is given

    def command(self, source: Path, output: Path) -> list[str]:
        """What to run."""
        if self.arguments[1:2] == ("corpus",):
            output.with_name(output.name + ".rejects.jsonl").unlink(missing_ok=True)
            return [*self.arguments, str(source), "-o", str(output)]
        return [*self.arguments, str(source), str(output)]


def engines(peers: Path | None, only: Sequence[str] = ()) -> tuple[list[Engine], dict[str, str]]:
    """This library with one thread and with two, the bare decoding and encoding, the peers, and why some are absent.

    `peers`: a directory with an environment for each, made where it is missing; without it there are no peers.
    `only`: what the labels of the peers begin with, if not all are wanted.
    """
    own = [
        Engine("rows decoded and encoded", (sys.executable, str(HERE / "codec.py"))),
        # What the others do; by itself, it also aligns what is similar, and spares what says something else.
        Engine("dedup --protect none", (command(), "corpus", "--quiet", "--protect", "none")),
        Engine("dedup, 1 thread", (command(), "corpus", "--quiet", "--jobs", "1")),
        Engine("dedup, 2 threads", (command(), "corpus", "--quiet", "--jobs", "2")),
    ]
    found, absent = environments("documents", peers, only)
    others = [Engine(peer.label, (python, str(PEERS / peer.adapter)), peer.largest) for peer, python in found]
    return own + others, absent
